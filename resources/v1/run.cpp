#include <polyaxon/resources/v1/run.hpp>

#include <polyaxon/resources/v1/fields.hpp>

namespace polyaxon::v1 {

using codec::at;
using codec::field;

namespace {

constexpr field reference_fields[] = {
    at_filled<&run_reference::uuid>("uuid"),
    at<&run_reference::name>("name"),
    at<&run_reference::kind>("kind"),
};

constexpr field resources_fields[] = {
    at<&run_resources::memory>("memory"), at<&run_resources::cpu>("cpu"),   at<&run_resources::gpu>("gpu"),
    at<&run_resources::custom>("custom"), at<&run_resources::cost>("cost"),
};

constexpr field catalog_fields[] = {
    at_filled<&settings_catalog::uuid>("uuid"),
    at<&settings_catalog::name>("name"),
    at<&settings_catalog::version>("version"),
    at<&settings_catalog::url>("url"),
};

constexpr field reference_catalog_fields[] = {
    at<&run_reference_catalog::owner>("owner"),
    at<&run_reference_catalog::project>("project"),
    at<&run_reference_catalog::name>("name"),
    at<&run_reference_catalog::state>("state"),
};

constexpr field settings_fields[] = {
    at<&run_settings::namespace_>("namespace"),
    at<&run_settings::agent>("agent"),
    at<&run_settings::queue>("queue"),
    at<&run_settings::artifacts_store>("artifacts_store"),
    at<&run_settings::tensorboard>("tensorboard"),
    at<&run_settings::build>("build"),
    at<&run_settings::component>("component"),
    at<&run_settings::models>("models"),
    at<&run_settings::artifacts>("artifacts"),
};

// In the order of the server's answer to a GET; what it never sends comes last.
constexpr field run_fields[] = {
    at_filled<&run::uuid>("uuid"),
    at<&run::name>("name"),
    at<&run::created_at>("created_at"),
    at<&run::updated_at>("updated_at"),
    at<&run::started_at>("started_at"),
    at<&run::finished_at>("finished_at"),
    at<&run::schedule_at>("schedule_at"),
    at<&run::wait_time>("wait_time"),
    at<&run::duration>("duration"),
    at<&run::kind>("kind"),
    at<&run::runtime>("runtime"),
    at<&run::meta_info>("meta_info"),
    at<&run::status>("status"),
    at<&run::pipeline>("pipeline"),
    at<&run::original>("original"),
    at<&run::is_managed>("is_managed"),
    at<&run::managed_by>("managed_by"),
    at<&run::pending>("pending"),
    at<&run::inputs>("inputs"),
    at<&run::outputs>("outputs"),
    at<&run::tags>("tags"),
    at<&run::settings>("settings"),
    at<&run::user>("user"),
    at<&run::owner>("owner"),
    at<&run::project>("project"),
    at<&run::readme>("readme"),
    at<&run::description>("description"),
    at<&run::raw_content>("raw_content"),
    at<&run::content>("content"),
    at<&run::live_state>("live_state"),
    at<&run::bookmarked>("bookmarked"),
    at<&run::resources>("resources"),
    at<&run::is_approved>("is_approved"),
    at<&run::status_conditions>("status_conditions"),
    at<&run::role>("role"),
    at<&run::contributors>("contributors"),
    at<&run::graph>("graph"),
    at<&run::merge>("merge"),
};

constexpr field operation_fields[] = {
    at<&operation_body::content>("content"),
    at<&operation_body::is_managed>("is_managed"),
    at<&operation_body::managed_by>("managed_by"),
    at<&operation_body::pending>("pending"),
    at<&operation_body::name>("name"),
    at<&operation_body::description>("description"),
    at<&operation_body::tags>("tags"),
    at<&operation_body::meta_info>("meta_info"),
};

}  // namespace

std::error_code read(codec::json_in& in, run_reference& out) {
    return read_object(in, reference_fields, &out);
}
void write(codec::json_out& out, const run_reference& v) { write_object(out, reference_fields, &v); }
std::error_code read(codec::json_in& in, run_resources& out) {
    return read_object(in, resources_fields, &out);
}
void write(codec::json_out& out, const run_resources& v) { write_object(out, resources_fields, &v); }
std::error_code read(codec::json_in& in, settings_catalog& out) {
    return read_object(in, catalog_fields, &out);
}
void write(codec::json_out& out, const settings_catalog& v) { write_object(out, catalog_fields, &v); }
std::error_code read(codec::json_in& in, run_reference_catalog& out) {
    return read_object(in, reference_catalog_fields, &out);
}
void write(codec::json_out& out, const run_reference_catalog& v) {
    write_object(out, reference_catalog_fields, &v);
}
std::error_code read(codec::json_in& in, run_settings& out) { return read_object(in, settings_fields, &out); }
void write(codec::json_out& out, const run_settings& v) { write_object(out, settings_fields, &v); }
std::error_code read(codec::json_in& in, run& out) { return read_object(in, run_fields, &out); }
void write(codec::json_out& out, const run& v) { write_object(out, run_fields, &v); }
std::error_code read(codec::json_in& in, operation_body& out) {
    return read_object(in, operation_fields, &out);
}
void write(codec::json_out& out, const operation_body& v) { write_object(out, operation_fields, &v); }

}  // namespace polyaxon::v1
