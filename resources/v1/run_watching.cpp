#include <polyaxon/resources/v1/run_watching.hpp>

#include <polyaxon/resources/v1/log_watch.hpp>
#include <polyaxon/resources/v1/run_pods.hpp>
#include <polyaxon/resources/v1/run_shell.hpp>
#include <polyaxon/resources/v1/run_watching_rows.hpp>
#include <polyaxon/resources/v1/status_watch.hpp>

namespace polyaxon::v1 {

namespace {

using shared_run = std::shared_ptr<run_state>;

bool nothing_to_ask(const shared_run& run) {
    const auto& t = run->where.found();
    return t.no_op || t.is_offline;
}

awaitable<logs> logs_of(shared_run run, std::string last_file, std::optional<timestamp> last_time,
                        resources::owned_call call) {
    if (nothing_to_ask(run)) co_return logs();
    auto found = co_await place_of(run, call);
    auto place = std::make_shared<const streams_place>(std::move(found));
    co_return co_await ask_logs(std::move(run), std::move(place), std::move(last_file), last_time,
                                std::move(call));
}

awaitable<json> pods_of(shared_run run, resources::owned_call call) {
    if (nothing_to_ask(run)) co_return json::object();
    auto place = co_await place_of(run, call);
    co_return co_await ask_pods(std::move(run), std::move(place), std::move(call));
}

awaitable<std::string> namespace_of(shared_run run, resources::owned_call call) {
    if (nothing_to_ask(run)) co_return std::string();
    const auto owner = run->where.found().owner.value_or("");
    auto settings = co_await resources::send(run->where.core(), rows::get_run_namespace,
                                             {owner, run->where.project(), run->where.run()}, call.view());
    co_return std::move(settings.namespace_).value_or("");
}

}  // namespace

awaitable<status> run_watching::wait_for_condition(std::string_view statuses, const watch_options& o) {
    auto poll = std::make_shared<status_poll>(state_, o.pace, o.call);
    return wait_for(std::move(poll), resources::split_list(statuses));
}
awaitable<status> run_watching::wait_for_condition(const watch_options& o) {
    return wait_for_condition(o.statuses, o);
}

stream<status> run_watching::watch_statuses(std::string_view statuses, const watch_options& o) {
    return stream<status>(
        std::make_shared<status_watch>(state_, resources::split_list(statuses), o.pace, o.call));
}
stream<status> run_watching::watch_statuses(const watch_options& o) { return watch_statuses(o.statuses, o); }

awaitable<logs> run_watching::get_logs(const get_logs_options& o) {
    return logs_of(state_, std::string(o.last_file), o.last_time, resources::owned_call(o.call));
}
stream<log_line> run_watching::watch_logs(const watch_logs_options& o) {
    return stream<log_line>(std::make_shared<log_watch>(state_, o.pace, o.call));
}
awaitable<json> run_watching::inspect(const call_options& o) {
    return pods_of(state_, resources::owned_call(o));
}
shell_session run_watching::shell(const shell_options& o) {
    return shell_session(std::make_shared<run_shell>(state_, o));
}
awaitable<std::string> run_watching::get_namespace(const call_options& o) {
    return namespace_of(state_, resources::owned_call(o));
}

}  // namespace polyaxon::v1
