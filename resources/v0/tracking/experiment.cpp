#include <polyaxon/resources/v0/tracking/experiment.hpp>

#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v0/tracking/creation.hpp>
#include <polyaxon/resources/v0/tracking/run_env.hpp>

#include <charconv>
#include <cstdint>
#include <utility>

namespace polyaxon::v0::tracking {

namespace {

awaitable<v0::experiment> sent_experiment(const run_state& s, std::string_view user, std::string_view project,
                                          json& body, const call_options& call) {
    body.set("is_managed", s.managed());
    if (s.given().track_env) body.set("run_env", get_run_env());
    return s.owner().project().create_experiment(user, project, body,
                                                 {.group = s.given().group, .call = call});
}

}  // namespace

experiment::experiment(client owner, experiment_options options)
    : running_tracker(
          std::make_shared<run_state>(std::move(owner), experiment_kind,
                                      arguments_of(options, options.experiment_id, options.group_id))) {}

awaitable<void> experiment::create(create_options options) {
    return carrying([&] { return create_run<v0::experiment>(shared(), options, sent_experiment); });
}
awaitable<v0::experiment> experiment::get_entity_data(call_options options) {
    return carrying([&] { return entity_of<v0::experiment>(run(), experiment_kind.entity, options); });
}

void experiment::log_metrics(std::initializer_list<metric_value> metrics, log_metrics_options options) {
    run().metrics({metrics.begin(), metrics.size()}, options.created_at);
}
void experiment::log_metrics(std::span<const metric_value> metrics, log_metrics_options options) {
    run().metrics(metrics, options.created_at);
}

void experiment::log_params(std::initializer_list<param> params, update_options options) {
    log_params(std::span<const param>(params.begin(), params.size()), options);
}
void experiment::log_params(std::span<const param> params, update_options options) {
    log_params(value_of(params), options);
}
void experiment::log_params(const json& params, update_options options) {
    if (!params.is_object()) throw refused("params are a JSON object of names and values");
    auto body = json::object();
    body.set("params", params);
    if (!options.reset) body.set("merge", true);
    run().patch(body);
}

void experiment::log_data_ref(std::string_view data, log_data_ref_options options) {
    if (!run().sends()) return;
    auto refs = json::object();
    refs.set(options.data_name,
             hash_of(data, client_parts::core_of(run().owner())->who().settings.hash_length));
    auto body = json::object();
    body.set("data_refs", refs);
    if (!options.reset) body.set("merge", true);
    run().patch(body);
}

void experiment::log_backend(std::string_view backend) { tell("backend", backend); }
void experiment::log_framework(std::string_view framework) { tell("framework", framework); }
void experiment::log_run_env() { run().tell_environment(); }
void experiment::log_build(polyaxon::id build_id) {
    std::int64_t number = 0;
    const auto text = build_id.text();
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
    auto body = json::object();
    if (ec == std::errc() && end == text.data() + text.size())
        body.set("build_id", number);
    else
        body.set("build_id", text);
    run().patch(body);
}

void experiment::set_outputs_store(std::string_view outputs_path) { run().set_outputs_store(outputs_path); }
void experiment::log_artifact(std::string_view file_path) { run().keep_output(file_path); }
void experiment::log_artifacts(std::string_view dir_path) { run().keep_output(dir_path); }
std::optional<std::string> experiment::get_outputs_path() const { return run().outputs_path(); }
std::optional<std::string> experiment::group_id() const {
    const auto& group = run().given().group;
    return group.empty() ? std::nullopt : std::optional(group);
}

}  // namespace polyaxon::v0::tracking
