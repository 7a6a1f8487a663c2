#include <polyaxon/resources/v0/group.hpp>

#include <polyaxon/resources/v0/fields.hpp>
#include <polyaxon/resources/v0/total_run.hpp>

namespace polyaxon::v0 {

using codec::at, codec::at_text, codec::at_uuid;

static constexpr codec::field group_fields[] = {
    at<&group::id>("id"),
    at_uuid<&group::uuid>("uuid"),
    at<&group::name>("name"),
    at<&group::unique_name>("unique_name"),
    at<&group::user>("user"),
    at<&group::project>("project"),
    at<&group::description>("description"),
    at<&group::last_status>("last_status"),
    at<&group::group_type>("group_type"),
    at<&group::created_at>("created_at"),
    at<&group::updated_at>("updated_at"),
    at<&group::started_at>("started_at"),
    at<&group::finished_at>("finished_at"),
    at<&group::tags>("tags"),
    at<&group::concurrency>("concurrency"),
    at<&group::backend>("backend"),
    at<&group::is_managed>("is_managed"),
    at<&group::search_algorithm>("search_algorithm"),
    at<&group::bookmarked>("bookmarked"),
    at<&group::readme>("readme"),
    at<&group::current_iteration>("current_iteration"),
    at<&group::content>("content"),
    at<&group::hptuning>("hptuning"),
    at_text<&group::tensorboard>("tensorboard"),
    at<&group::has_tensorboard>("has_tensorboard"),
    at<&group::num_experiments>("num_experiments"),
    at<&group::num_pending_experiments>("num_pending_experiments"),
    at<&group::num_running_experiments>("num_running_experiments"),
    at<&group::num_scheduled_experiments>("num_scheduled_experiments"),
    at<&group::num_succeeded_experiments>("num_succeeded_experiments"),
    at<&group::num_failed_experiments>("num_failed_experiments"),
    at<&group::num_stopped_experiments>("num_stopped_experiments"),
    at<&group::total_run>("total_run"),
    at<&group::experiments>("experiments"),
};
std::error_code read(codec::json_in& in, group& out) {
    const auto ec = codec::read_object(in, group_fields, &out);
    if (!ec) settle_total_run(out.total_run, out.started_at, out.finished_at);
    return ec;
}
void write(codec::json_out& out, const group& v) { codec::write_object(out, group_fields, &v); }

}  // namespace polyaxon::v0
