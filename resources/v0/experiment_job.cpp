#include <polyaxon/resources/v0/experiment_job.hpp>

#include <polyaxon/resources/v0/fields.hpp>
#include <polyaxon/resources/v0/total_run.hpp>

namespace polyaxon::v0 {

using codec::answer_only, codec::at, codec::at_uuid;

static constexpr codec::field experiment_job_fields[] = {
    at<&experiment_job::id>("id"),
    at_uuid<&experiment_job::uuid>("uuid"),
    at<&experiment_job::unique_name>("unique_name"),
    at<&experiment_job::role>("role"),
    at<&experiment_job::experiment>("experiment"),
    at<&experiment_job::last_status>("last_status"),
    at<&experiment_job::created_at>("created_at"),
    at<&experiment_job::updated_at>("updated_at"),
    at<&experiment_job::started_at>("started_at"),
    at<&experiment_job::finished_at>("finished_at"),
    at<&experiment_job::resources>("resources"),
    answer_only(at<&experiment_job::node_scheduled>("node_scheduled")),
    at<&experiment_job::pod_id>("pod_id"),
    at_object<&experiment_job::definition>("definition"),
    at<&experiment_job::experiment_name>("experiment_name"),
    at<&experiment_job::total_run>("total_run"),
};
std::error_code read(codec::json_in& in, experiment_job& out) {
    const auto ec = codec::read_object(in, experiment_job_fields, &out);
    if (!ec) settle_total_run(out.total_run, out.started_at, out.finished_at);
    return ec;
}
void write(codec::json_out& out, const experiment_job& v) {
    codec::write_object(out, experiment_job_fields, &v);
}

}  // namespace polyaxon::v0
