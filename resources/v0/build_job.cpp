#include <polyaxon/resources/v0/build_job.hpp>

#include <polyaxon/resources/v0/config.hpp>
#include <polyaxon/resources/v0/fields.hpp>
#include <polyaxon/resources/v0/total_run.hpp>

namespace polyaxon::v0 {

using codec::answer_only, codec::at, codec::at_text, codec::at_uuid;

static constexpr codec::field build_job_fields[] = {
    at<&build_job::id>("id"),
    at_uuid<&build_job::uuid>("uuid"),
    at<&build_job::name>("name"),
    at<&build_job::unique_name>("unique_name"),
    at<&build_job::pod_id>("pod_id"),
    at<&build_job::user>("user"),
    at<&build_job::description>("description"),
    at<&build_job::created_at>("created_at"),
    at<&build_job::updated_at>("updated_at"),
    at<&build_job::started_at>("started_at"),
    at<&build_job::finished_at>("finished_at"),
    at<&build_job::last_status>("last_status"),
    at<&build_job::tags>("tags"),
    at<&build_job::project>("project"),
    at<&build_job::backend>("backend"),
    at<&build_job::is_managed>("is_managed"),
    answer_only(at<&build_job::bookmarked>("bookmarked")),
    at<&build_job::content>("content"),
    at<&build_job::resources>("resources"),
    answer_only(at<&build_job::node_scheduled>("node_scheduled")),
    answer_only(at<&build_job::num_jobs>("num_jobs")),
    answer_only(at<&build_job::num_experiments>("num_experiments")),
    at<&build_job::dockerfile>("dockerfile"),
    answer_only(at<&build_job::commit>("commit")),
    at_text<&build_job::build_job>("build_job"),
    at<&build_job::total_run>("total_run"),
    at<&build_job::is_clone>("is_clone"),
    at<&build_job::ttl>("ttl"),
    at_object<&build_job::definition>("definition"),
};
std::error_code read(codec::json_in& in, build_job& out) {
    const auto ec = codec::read_object(in, build_job_fields, &out);
    if (!ec) settle_total_run(out.total_run, out.started_at, out.finished_at);
    return ec;
}
void write(codec::json_out& out, const build_job& v) { codec::write_object(out, build_job_fields, &v); }
const config_rules& rules_of(const build_job&) {
    static constexpr config_rules rules{"a build", build_job_fields};
    return rules;
}

}  // namespace polyaxon::v0
