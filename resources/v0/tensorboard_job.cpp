#include <polyaxon/resources/v0/tensorboard_job.hpp>

#include <polyaxon/resources/v0/fields.hpp>
#include <polyaxon/resources/v0/total_run.hpp>

namespace polyaxon::v0 {

using codec::answer_only, codec::at, codec::at_text, codec::at_uuid;

static constexpr codec::field tensorboard_job_fields[] = {
    at<&tensorboard_job::id>("id"),
    at_uuid<&tensorboard_job::uuid>("uuid"),
    at<&tensorboard_job::name>("name"),
    at<&tensorboard_job::unique_name>("unique_name"),
    at<&tensorboard_job::pod_id>("pod_id"),
    at_text<&tensorboard_job::build_job>("build_job"),
    answer_only(at<&tensorboard_job::node_scheduled>("node_scheduled")),
    at<&tensorboard_job::user>("user"),
    at<&tensorboard_job::description>("description"),
    at<&tensorboard_job::created_at>("created_at"),
    at<&tensorboard_job::updated_at>("updated_at"),
    at<&tensorboard_job::started_at>("started_at"),
    at<&tensorboard_job::finished_at>("finished_at"),
    at<&tensorboard_job::last_status>("last_status"),
    at<&tensorboard_job::tags>("tags"),
    at<&tensorboard_job::project>("project"),
    at<&tensorboard_job::experiment_group>("experiment_group"),
    at<&tensorboard_job::experiment>("experiment"),
    at<&tensorboard_job::content>("content"),
    at<&tensorboard_job::total_run>("total_run"),
    at<&tensorboard_job::is_clone>("is_clone"),
    at<&tensorboard_job::is_managed>("is_managed"),
    at<&tensorboard_job::ttl>("ttl"),
    at<&tensorboard_job::resources>("resources"),
    at_object<&tensorboard_job::definition>("definition"),
};
std::error_code read(codec::json_in& in, tensorboard_job& out) {
    const auto ec = codec::read_object(in, tensorboard_job_fields, &out);
    if (!ec) settle_total_run(out.total_run, out.started_at, out.finished_at);
    return ec;
}
void write(codec::json_out& out, const tensorboard_job& v) {
    codec::write_object(out, tensorboard_job_fields, &v);
}

}  // namespace polyaxon::v0
