// The steps of tracking_cases in terms of polyaxon::v0::tracking: the one file that knows its classes.
#include "conformance/tracking_player.hpp"

#include <polyaxon/resources/v0/tracking.hpp>

#include <algorithm>
#include <span>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace conformance {

namespace {

namespace tracking = polyaxon::v0::tracking;
using polyaxon::awaitable;

/// Keyword arguments of a step with what they view. Those that nobody asked for cannot be said in C++.
class keywords {
 public:
    keywords(std::string step, json all) : step_(std::move(step)), all_(std::move(all)) {}

    json take(const std::string& key) {
        taken_.push_back(key);
        return member(all_, key);
    }
    std::string_view text(const std::string& key) {
        const auto value = take(key);
        if (value.is_null()) return {};
        texts_.push_back(std::make_unique<std::string>(value.is_string() ? value.as<std::string>()
                                                                         : std::string(value.text())));
        return *texts_.back();
    }
    bool flag(const std::string& key, bool otherwise) {
        const auto value = take(key);
        return value.is_null() ? otherwise : value.as<bool>();
    }
    tracking::tag_list tags() {
        const auto value = take("tags");
        if (value.is_null()) return {};
        if (value.is_string()) return text("tags");
        for (const auto& tag : value.elements()) tags_.push_back(tag.as<std::string>());
        return std::span<const std::string>(tags_);
    }
    json rest() const {
        auto out = json::object();
        for (const auto& [key, value] : all_.items())
            if (std::find(taken_.begin(), taken_.end(), key) == taken_.end()) out.set(key, value);
        return out;
    }
    void done() const {
        for (const auto& key : rest().keys()) throw inexpressible(step_ + " takes no argument " + key);
    }

 private:
    std::string step_;
    json all_;
    std::vector<std::string> taken_, tags_;
    std::vector<std::unique_ptr<std::string>> texts_;
};

json or_null(const std::optional<std::string>& text) { return text ? json::from(*text) : json(); }
json itself() { return json::object().set("$self", true); }

using any_run = std::variant<tracking::experiment, tracking::group, tracking::job, tracking::build>;

struct object {
    any_run run;
    bool created = false;
};

json state_of(const any_run& any) {
    auto out = json::object();
    std::visit(
        [&]<class Run>(const Run& run) {
            if (run.no_op()) return;
            out.set("project", run.project());
            out.set("user", or_null(run.user()));
            out.set("username", or_null(run.username()));
            out.set("project_name", or_null(run.project_name()));
            out.set("last_status", or_null(run.last_status()));
            if constexpr (requires { run.experiment_id(); })
                out.set("experiment_id", or_null(run.experiment_id()));
            if constexpr (requires { run.group_id(); }) out.set("group_id", or_null(run.group_id()));
            if constexpr (requires { run.job_id(); }) {
                out.set("job_id", or_null(run.job_id()));
                out.set("job_type", Run::job_type);
            }
            if constexpr (requires { run.get_outputs_path(); })
                out.set("outputs_path", or_null(run.get_outputs_path()));
        },
        any);
    return out;
}

/// Python's text of a list of numbers.
std::string python_text(const json& data) {
    if (data.is_string()) return data.as<std::string>();
    if (!data.is_array()) throw inexpressible("log_data_ref takes texts");
    std::string out = "[";
    for (const auto& each : data.elements()) {
        if (!is_number(each)) throw inexpressible("log_data_ref takes texts");
        if (out.size() > 1) out += ", ";
        out += each.text();
    }
    return out + "]";
}

class real_tracking final : public tracked {
 public:
    explicit real_tracking(player& with) : with_(with) {
        with_.quiet = [this] {
            for (const auto& client : clients_)
                if (const auto s = client.stats(); s.busy + s.connecting + s.waiting != 0) return false;
            return true;
        };
    }
    ~real_tracking() override {
        with_.quiet = [] { return true; };
    }

    json construct(std::string_view type, const json& arguments) override {
        keywords k(std::string(type), arguments);
        const auto project = k.text("project");
        const auto experiment_id = k.text("experiment_id"), group_id = k.text("group_id"),
                   job_id = k.text("job_id");
        const bool logs = k.flag("track_logs", true), code = k.flag("track_code", true),
                   env = k.flag("track_env", true);
        k.done();
        polyaxon::v0::client client(with_.executor(), with_.config());
        clients_.push_back(client);
        auto made = std::make_unique<object>();
        if (type == "Experiment")
            made->run = tracking::experiment(client, {.project = project,
                                                      .experiment_id = experiment_id,
                                                      .group_id = group_id,
                                                      .track_logs = logs,
                                                      .track_code = code,
                                                      .track_env = env});
        else if (type == "Group")
            made->run = tracking::group(client, {.project = project,
                                                 .group_id = group_id,
                                                 .track_logs = logs,
                                                 .track_code = code,
                                                 .track_env = env});
        else if (type == "Job")
            made->run = tracking::job(client, job_options(project, job_id, logs, code, env));
        else
            made->run = tracking::build(client, job_options(project, job_id, logs, code, env));
        std::visit([&](auto& run) { wait(run.open()); }, made->run);
        objects_.push_back(std::move(made));
        current_ = changed_ = objects_.back().get();
        return state();
    }

    json call(std::string_view name, const json& arguments) override {
        if (name.starts_with("$fn:") || name.starts_with("$static:"))
            return environment(name.substr(name.find_last_of(":.") + 1));
        if (!current_) throw mismatch("no object to call " + std::string(name) + " on");
        changed_ = current_;
        if (name == "$get") return member(state(), arguments.as<std::string>());
        keywords k{std::string(name), arguments};
        if (name == "create") return create(k);
        if (name == "create_experiment") return create_experiment(k);
        return std::visit([&](auto& run) { return simple(run, name, k); }, current_->run);
    }

    json state() override { return changed_ ? state_of(changed_->run) : json(); }

    void log(std::string_view level, std::string_view text) override {
        std::visit(
            [&](auto& run) {
                if constexpr (requires { run.forward_log(level, text); }) run.forward_log(level, text);
            },
            current_->run);
    }

    void end(std::exception_ptr why) override {
        while (!objects_.empty()) {
            std::visit(
                [&](auto& run) {
                    if (why && objects_.back()->created) run.log_failed(why);
                    wait(run.end());
                },
                objects_.back()->run);
            objects_.pop_back();
        }
    }

 private:
    static tracking::job_options job_options(std::string_view project, std::string_view id, bool logs,
                                             bool code, bool env) {
        return {.project = project, .job_id = id, .track_logs = logs, .track_code = code, .track_env = env};
    }

    template <class T>
    static awaitable<json> valueless(awaitable<T> call) {
        co_await std::move(call);
        co_return json();
    }
    template <class T>
    void wait(awaitable<T> call) {
        with_.run(valueless(std::move(call)));
    }
    static awaitable<json> moved_into(awaitable<tracking::experiment> call, any_run& to) {
        auto made = co_await std::move(call);
        to = std::move(made);
        co_return json();
    }

    static tracking::create_options experiment_creation(keywords& k) {
        tracking::create_options o;
        o.name = k.text("name");
        o.framework = k.text("framework");
        o.backend = k.text("backend");
        o.tags = k.tags();
        o.description = k.text("description");
        o.content = k.text("content");
        o.build_id = k.text("build_id");
        o.base_outputs_path = k.text("base_outputs_path");
        k.done();
        return o;
    }

    json create(keywords& k) {
        if (auto* e = std::get_if<tracking::experiment>(&current_->run)) {
            wait(e->create(experiment_creation(k)));
        } else if (auto* g = std::get_if<tracking::group>(&current_->run)) {
            tracking::create_group_options o;
            o.name = k.text("name");
            o.tags = k.tags();
            o.description = k.text("description");
            o.content = k.text("content");
            o.base_outputs_path = k.text("base_outputs_path");
            k.done();
            wait(g->create(o));
        } else if (auto* j = std::get_if<tracking::job>(&current_->run)) {
            tracking::create_job_options o;
            o.name = k.text("name");
            o.backend = k.text("backend");
            o.tags = k.tags();
            o.description = k.text("description");
            o.content = k.text("content");
            o.build_id = k.text("build_id");
            o.base_outputs_path = k.text("base_outputs_path");
            k.done();
            wait(j->create(o));
        } else {
            tracking::create_build_options o;
            o.name = k.text("name");
            o.backend = k.text("backend");
            o.tags = k.tags();
            o.description = k.text("description");
            o.content = k.text("content");
            k.done();
            wait(std::get<tracking::build>(current_->run).create(o));
        }
        current_->created = true;
        return std::visit([](auto& run) { return run.no_op() ? json() : itself(); }, current_->run);
    }

    /// The new one is what the state is compared of; later steps go on with the group.
    json create_experiment(keywords& k) {
        auto* g = std::get_if<tracking::group>(&current_->run);
        if (!g) throw mismatch("only groups have create_experiment");
        auto made = std::make_unique<object>();
        with_.run(moved_into(g->create_experiment(experiment_creation(k)), made->run));
        made->created = true;
        objects_.push_back(std::move(made));
        changed_ = objects_.back().get();
        return json::object().set("$object", "Experiment");
    }

    template <class Run>
    json simple(Run& run, std::string_view name, keywords& k) {
        if (name == "log_tags") {
            const bool reset = k.flag("reset", false);
            const auto tags = k.take("tags");
            k.done();
            run.log_tags(tags, {.reset = reset});
        } else if (name == "log_status") {
            const auto status = k.text("status"), message = k.text("message"),
                       traceback = k.text("traceback");
            k.done();
            run.log_status(status, {.message = message, .traceback = traceback});
        } else if (name == "log_succeeded" || name == "succeeded") {
            run.log_succeeded();
        } else if (name == "log_failed" || name == "failed") {
            const auto message = k.text("message"), traceback = k.text("traceback");
            k.done();
            run.log_failed(message, traceback);
        } else if (name == "log_stopped" || name == "stop") {
            run.log_stopped();
        } else if (name == "set_name") {
            run.set_name(k.text("name"));
        } else if (name == "set_description") {
            run.set_description(k.text("description"));
        } else if (name == "get_entity_data") {
            wait(run.get_entity_data());
        } else {
            return running(run, name, k);
        }
        return {};
    }

    template <class Run>
    json running(Run& run, std::string_view name, keywords& k) {
        if constexpr (std::is_base_of_v<tracking::running_tracker, Run>) {
            if (name == "send_logs") return run.send_logs(k.text("log_line")), json();
            if (name == "log_code_ref") return run.log_code_ref(), json();
        }
        if constexpr (requires { run.log_dockerfile(""); })
            if (name == "log_dockerfile") return run.log_dockerfile(k.text("dockerfile")), json();
        if constexpr (requires { run.log_artifact(""); }) {
            if (name == "set_outputs_store") return run.set_outputs_store(k.text("outputs_path")), json();
            if (name == "log_artifact" || name == "log_output")
                return run.log_artifact(k.text("file_path")), json();
            if (name == "log_artifacts") return run.log_artifacts(k.text("dir_path")), json();
            if (name == "log_outputs") return run.log_outputs(k.text("dirname")), json();
            if (name == "get_outputs_path") return or_null(run.get_outputs_path());
        }
        if constexpr (std::is_same_v<tracking::experiment, Run>) return of_experiment(run, name, k);
        throw mismatch("the client has no tracking step " + std::string(name));
    }

    static json of_experiment(tracking::experiment& e, std::string_view name, keywords& k) {
        if (name == "log_metrics") {
            std::vector<std::pair<std::string, double>> named;
            for (const auto& [key, value] : k.rest().items()) named.emplace_back(key, value.as<double>());
            const std::vector<polyaxon::v0::metric_value> metrics(named.begin(), named.end());
            e.log_metrics(metrics);
        } else if (name == "log_params") {
            const bool reset = k.flag("reset", false);
            e.log_params(k.rest(), {.reset = reset});
        } else if (name == "log_data_ref") {
            const bool reset = k.flag("reset", false);
            const auto data_name = k.text("data_name");
            const auto data = python_text(k.take("data"));
            k.done();
            e.log_data_ref(data, {.data_name = data_name.empty() ? "data" : data_name, .reset = reset});
        } else if (name == "log_backend") {
            e.log_backend(k.text("backend"));
        } else if (name == "log_framework") {
            e.log_framework(k.text("framework"));
        } else if (name == "log_run_env") {
            e.log_run_env();
        } else if (name == "log_build") {
            e.log_build(k.text("build_id"));
        } else {
            throw mismatch("the client has no tracking step " + std::string(name));
        }
        return {};
    }

    json environment(std::string_view name) const {
        const auto& on = **with_.config().system;
        if (name == "get_data_paths") return tracking::get_data_paths(on);
        if (name == "get_outputs_path") return or_null(tracking::get_outputs_path(on));
        if (name == "get_outputs_refs_paths") return tracking::get_outputs_refs_paths(on);
        if (name == "get_base_outputs_path") return or_null(tracking::get_base_outputs_path(on));
        if (name == "get_log_level") return or_null(tracking::get_log_level(on));
        if (name == "get_cluster_def") return tracking::get_cluster_def(on);
        if (name == "get_task_info") return tracking::get_task_info(on);
        if (name == "get_params") return tracking::get_params(on);
        if (name == "get_declarations") return tracking::get_declarations(on);
        if (name == "get_experiment_info") return tracking::get_experiment_info(on);
        if (name == "get_job_info") return tracking::get_job_info(on);
        if (name == "get_tf_config") return tracking::get_tf_config({}, on);
        throw mismatch("the client has no tracking function " + std::string(name));
    }

    player& with_;
    std::vector<polyaxon::v0::client> clients_;
    std::vector<std::unique_ptr<object>> objects_;
    object *current_ = nullptr, *changed_ = nullptr;
};

}  // namespace

std::unique_ptr<tracked> make_tracked(player& with) { return std::make_unique<real_tracking>(with); }

}  // namespace conformance
