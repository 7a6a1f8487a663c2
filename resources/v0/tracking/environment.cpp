#include <polyaxon/resources/v0/tracking/environment.hpp>

#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/context/v0_settings.hpp>
#include <polyaxon/resources/v0/tracking/surroundings.hpp>

#include <stdlib.h>

#include <iostream>

namespace polyaxon::v0::tracking {

namespace {

/// Whether to answer at all; throws outside of the platform.
bool inside(const context::system& on) {
    const auto where = look_around(on);
    if (where.no_op) return false;
    if (!where.managed && !where.in_cluster)
        throw failed(errc::context,
                     "this is known only to runs inside the platform: neither POLYAXON_IS_MANAGED nor "
                     "POLYAXON_IN_CLUSTER is set");
    return true;
}

json inside_json(const context::system& on, std::string_view name) {
    return inside(on) ? json_variable(on, name) : json();
}
std::optional<std::string> inside_text(const context::system& on, std::string_view name) {
    return inside(on) ? text_variable(on, name) : std::nullopt;
}

}  // namespace

surroundings look_around(const context::system& on) {
    context_report report;
    context::file_reader files(on, report);
    const auto places = context::read_v0_places(on, files, report);
    if (!places) throw places.error();
    const auto& s = places->settings;
    return {s.no_op, s.is_offline, places->is_managed.value.value_or(false), s.in_cluster};
}

json json_variable(const context::system& on, std::string_view name) {
    const auto text = on.variable(name);
    const char* why = " is not set";
    if (text) try {
            return json::parse(*text);
        } catch (const error&) {
            why = " is not valid JSON";  // the parser's words may quote it
        }
    std::cerr << "polyaxon: " + std::string(name) + why + "; it counts as null\n";
    return {};
}

std::optional<std::string> text_variable(const context::system& on, std::string_view name) {
    auto text = on.variable(name);
    if (text && text->empty()) text.reset();
    return text;
}

json get_cluster_def(const context::system& on) { return inside_json(on, "POLYAXON_CLUSTER"); }
json get_task_info(const context::system& on) { return inside_json(on, "POLYAXON_TASK_INFO"); }
json get_params(const context::system& on) { return inside_json(on, "POLYAXON_PARAMS"); }
json get_declarations(const context::system& on) { return get_params(on); }
json get_experiment_info(const context::system& on) { return inside_json(on, "POLYAXON_EXPERIMENT_INFO"); }
json get_job_info(const context::system& on) { return inside_json(on, "POLYAXON_JOB_INFO"); }
json get_data_paths(const context::system& on) { return inside_json(on, "POLYAXON_RUN_DATA_PATHS"); }
json get_outputs_refs_paths(const context::system& on) {
    return inside_json(on, "POLYAXON_REFS_OUTPUTS_PATHS");
}
std::optional<std::string> get_outputs_path(const context::system& on) {
    return inside_text(on, "POLYAXON_RUN_OUTPUTS_PATH");
}
std::optional<std::string> get_log_level(const context::system& on) {
    return inside_text(on, "POLYAXON_LOG_LEVEL");
}
std::optional<std::string> get_base_outputs_path(const context::system& on) {
    return look_around(on).no_op ? std::nullopt : text_variable(on, "POLYAXON_BASE_OUTPUTS_PATH");
}

json get_tf_config(tf_config_options options, const context::system& on) {
    if (!inside(on)) return {};
    auto out = json::object();
    out.set("cluster", json_variable(on, "POLYAXON_CLUSTER"));
    out.set("task", json_variable(on, "POLYAXON_TASK_INFO"));
    const auto folder = text_variable(on, "POLYAXON_RUN_OUTPUTS_PATH");
    out.set("model_dir", folder ? json::from(*folder) : json());
    out.set("environment", "cloud");
    if (!options.envvar.empty()) {
        const std::string name(options.envvar), text(out.text());
        if (::setenv(name.c_str(), text.c_str(), 1) != 0)
            throw refused("the environment cannot hold a variable called \"" + name.substr(0, 60) + "\"");
    }
    return out;
}

}  // namespace polyaxon::v0::tracking
