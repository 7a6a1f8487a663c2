#include <polyaxon/resources/v0/experiment.hpp>

#include <polyaxon/resources/v0/config.hpp>
#include <polyaxon/resources/v0/fields.hpp>
#include <polyaxon/resources/v0/total_run.hpp>

namespace polyaxon::v0 {

using codec::answer_only, codec::at, codec::at_text, codec::at_uuid, codec::with_default;

static constexpr codec::field experiment_fields[] = {
    at<&experiment::id>("id"),
    at_uuid<&experiment::uuid>("uuid"),
    at<&experiment::name>("name"),
    at<&experiment::unique_name>("unique_name"),
    at<&experiment::user>("user"),
    at<&experiment::description>("description"),
    at<&experiment::created_at>("created_at"),
    at<&experiment::updated_at>("updated_at"),
    at<&experiment::started_at>("started_at"),
    at<&experiment::finished_at>("finished_at"),
    at<&experiment::last_status>("last_status"),
    answer_only(at_text<&experiment::original>("original")),
    answer_only(at<&experiment::cloning_strategy>("cloning_strategy")),
    at<&experiment::project>("project"),
    at_text<&experiment::experiment_group>("experiment_group"),
    at_text<&experiment::build_job>("build_job"),
    at<&experiment::backend>("backend"),
    at<&experiment::is_managed>("is_managed"),
    at<&experiment::framework>("framework"),
    at<&experiment::tags>("tags"),
    at_object<&experiment::last_metric>("last_metric"),
    at_object<&experiment::params>("params"),
    answer_only(at<&experiment::bookmarked>("bookmarked")),
    answer_only(at<&experiment::readme>("readme")),
    at<&experiment::content>("content"),
    at<&experiment::resources>("resources"),
    at_object<&experiment::run_env>("run_env"),
    answer_only(at<&experiment::data_refs>("data_refs")),
    with_default(at<&experiment::num_jobs>("num_jobs"), "0"),
    at<&experiment::is_clone>("is_clone"),
    answer_only(at_text<&experiment::code_reference>("code_reference")),
    answer_only(at_text<&experiment::tensorboard>("tensorboard")),
    with_default(at<&experiment::has_tensorboard>("has_tensorboard"), "false"),
    at<&experiment::total_run>("total_run"),
    at<&experiment::ttl>("ttl"),
    at<&experiment::jobs>("jobs"),
    answer_only(at_text<&experiment::original_experiment>("original_experiment")),
};
std::error_code read(codec::json_in& in, experiment& out) {
    const auto ec = codec::read_object(in, experiment_fields, &out);
    if (!ec) settle_total_run(out.total_run, out.started_at, out.finished_at);
    return ec;
}
void write(codec::json_out& out, const experiment& v) { codec::write_object(out, experiment_fields, &v); }
const config_rules& rules_of(const experiment&) {
    static constexpr config_rules rules{"an experiment", experiment_fields};
    return rules;
}

}  // namespace polyaxon::v0
