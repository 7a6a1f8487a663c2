#include <polyaxon/resources/v0/group.hpp>

#include <polyaxon/resources/v0/config.hpp>
#include <polyaxon/resources/v0/fields.hpp>
#include <polyaxon/resources/v0/total_run.hpp>

namespace polyaxon::v0 {

using codec::answer_only, codec::at, codec::at_text, codec::at_uuid, codec::with_default;

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
    answer_only(at<&group::bookmarked>("bookmarked")),
    answer_only(at<&group::readme>("readme")),
    answer_only(at<&group::current_iteration>("current_iteration")),
    at<&group::content>("content"),
    answer_only(at<&group::hptuning>("hptuning")),
    answer_only(at_text<&group::tensorboard>("tensorboard")),
    with_default(at<&group::has_tensorboard>("has_tensorboard"), "false"),
    at<&group::num_experiments>("num_experiments"),
    at<&group::num_pending_experiments>("num_pending_experiments"),
    at<&group::num_running_experiments>("num_running_experiments"),
    at<&group::num_scheduled_experiments>("num_scheduled_experiments"),
    at<&group::num_succeeded_experiments>("num_succeeded_experiments"),
    at<&group::num_failed_experiments>("num_failed_experiments"),
    at<&group::num_stopped_experiments>("num_stopped_experiments"),
    answer_only(at<&group::total_run>("total_run")),
    at<&group::experiments>("experiments"),
};
std::error_code read(codec::json_in& in, group& out) {
    const auto ec = codec::read_object(in, group_fields, &out);
    if (!ec) settle_total_run(out.total_run, out.started_at, out.finished_at);
    return ec;
}
void write(codec::json_out& out, const group& v) { codec::write_object(out, group_fields, &v); }
const config_rules& rules_of(const group&) {
    static constexpr config_rules rules{"an experiment group", group_fields};
    return rules;
}

}  // namespace polyaxon::v0
