#include <polyaxon/resources/v1/organization.hpp>

#include <polyaxon/resources/v1/fields.hpp>

namespace polyaxon::v1 {

using codec::at;
using codec::field;

namespace {

constexpr field organization_fields[] = {
    at<&organization::user>("user"),
    at<&organization::user_email>("user_email"),
    at<&organization::name>("name"),
    at<&organization::is_public>("is_public"),
    at<&organization::created_at>("created_at"),
    at<&organization::updated_at>("updated_at"),
    at<&organization::support_revoke_at>("support_revoke_at"),
    at<&organization::expiration>("expiration"),
    at<&organization::role>("role"),
    at<&organization::queue>("queue"),
    at<&organization::default_presets>("default_presets"),
    at<&organization::default_presets_ordered>("default_presets_ordered"),
    at<&organization::is_cloud_viewable>("is_cloud_viewable"),
    at<&organization::archived_deletion_interval>("archived_deletion_interval"),
    at<&organization::auth>("auth"),
    at<&organization::plan>("plan"),
    at<&organization::usage>("usage"),
};

constexpr field member_fields[] = {
    at<&organization_member::user>("user"),
    at<&organization_member::user_email>("user_email"),
    at<&organization_member::role>("role"),
    at<&organization_member::kind>("kind"),
    at<&organization_member::created_at>("created_at"),
    at<&organization_member::updated_at>("updated_at"),
};

constexpr field team_fields[] = {
    at_filled<&team::uuid>("uuid"),
    at<&team::owner>("owner"),
    at<&team::name>("name"),
    at<&team::user>("user"),
    at<&team::projects>("projects"),
    at<&team::component_hubs>("component_hubs"),
    at<&team::model_registries>("model_registries"),
    at<&team::settings>("settings"),
    at<&team::policy>("policy"),
    at<&team::role>("role"),
    at<&team::created_at>("created_at"),
    at<&team::updated_at>("updated_at"),
};

}  // namespace

std::error_code read(codec::json_in& in, organization& out) {
    return read_object(in, organization_fields, &out);
}
void write(codec::json_out& out, const organization& v) { write_object(out, organization_fields, &v); }
std::error_code read(codec::json_in& in, organization_member& out) {
    return read_object(in, member_fields, &out);
}
void write(codec::json_out& out, const organization_member& v) { write_object(out, member_fields, &v); }
std::error_code read(codec::json_in& in, team& out) { return read_object(in, team_fields, &out); }
void write(codec::json_out& out, const team& v) { write_object(out, team_fields, &v); }

}  // namespace polyaxon::v1
