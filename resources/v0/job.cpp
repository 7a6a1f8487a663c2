#include <polyaxon/resources/v0/job.hpp>

#include <polyaxon/resources/v0/config.hpp>
#include <polyaxon/resources/v0/fields.hpp>
#include <polyaxon/resources/v0/total_run.hpp>

namespace polyaxon::v0 {

using codec::answer_only, codec::at, codec::at_text, codec::at_uuid;

static constexpr codec::field job_fields[] = {
    at<&job::id>("id"),
    at_uuid<&job::uuid>("uuid"),
    at<&job::name>("name"),
    at<&job::unique_name>("unique_name"),
    at<&job::pod_id>("pod_id"),
    at<&job::user>("user"),
    at<&job::description>("description"),
    at<&job::created_at>("created_at"),
    at<&job::updated_at>("updated_at"),
    at<&job::last_status>("last_status"),
    at<&job::started_at>("started_at"),
    at<&job::finished_at>("finished_at"),
    answer_only(at_text<&job::original>("original")),
    answer_only(at<&job::cloning_strategy>("cloning_strategy")),
    at<&job::tags>("tags"),
    at<&job::project>("project"),
    at_text<&job::build_job>("build_job"),
    at<&job::backend>("backend"),
    at<&job::is_managed>("is_managed"),
    answer_only(at<&job::bookmarked>("bookmarked")),
    at<&job::is_clone>("is_clone"),
    answer_only(at<&job::readme>("readme")),
    at<&job::content>("content"),
    at<&job::resources>("resources"),
    answer_only(at<&job::data_refs>("data_refs")),
    answer_only(at<&job::node_scheduled>("node_scheduled")),
    at<&job::total_run>("total_run"),
    at<&job::ttl>("ttl"),
    at_object<&job::definition>("definition"),
};
std::error_code read(codec::json_in& in, job& out) {
    const auto ec = codec::read_object(in, job_fields, &out);
    if (!ec) settle_total_run(out.total_run, out.started_at, out.finished_at);
    return ec;
}
void write(codec::json_out& out, const job& v) { codec::write_object(out, job_fields, &v); }
const config_rules& rules_of(const job&) {
    static constexpr config_rules rules{"a job", job_fields};
    return rules;
}

}  // namespace polyaxon::v0
