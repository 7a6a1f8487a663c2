#include <polyaxon/resources/v1/run_shell.hpp>

#include <polyaxon/async/engine.hpp>
#include <polyaxon/resources/v1/run_watching_rows.hpp>

#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>

namespace polyaxon::v1 {

namespace {

constexpr resources::endpoint<codec::verb::get, resources::none,
                              "/k8s/v1/{namespace}/{owner}/{project}/runs/{uuid}/k8s_exec/{pod}/{container}",
                              resources::none>
    exec_row{};

constexpr std::string_view main_containers[] = {"polyaxon-main", "tensorflow", "pytorch"};

error no_pod(std::string why) {
    error_info info;
    info.kind = errc::not_found;
    info.detail = std::move(why) + ": a shell needs a run that Polyaxon manages and that is running now";
    return error(std::move(info));
}

std::vector<std::string> split_blanks(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0) words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

/// The cluster's last word: `{"status":"Success"}`, or a failure with the exit code among its causes.
shell_output end_of(std::string_view text) {
    shell_output end;
    end.where = shell_output::from::end;
    try {
        const auto said = json::parse(text);
        end.text = said.value_or("message", "");
        if (said.value_or("status", "") == "Success") end.exit_code = 0;
        if (said.contains("details") && said.at("details").contains("causes"))
            for (const auto& cause : said.at("details").at("causes").elements())
                if (cause.value_or("reason", "") == "ExitCode")
                    end.exit_code = std::stoi(cause.value_or("message", ""));
    } catch (const std::exception&) {
        end.text = text;  // older clusters say it in words
    }
    return end;
}

}  // namespace

void choose_container(const json& inspected, std::string& pod, std::string& container) {
    if (!inspected.contains("pods")) throw no_pod("the cluster has no pod of the run");
    const auto pods = inspected.at("pods");
    const auto all = pods.items();
    if (pod.empty() && !all.empty()) pod = all.front().first;
    if (pod.empty()) throw no_pod("the cluster has no pod of the run");
    if (!pods.contains(pod)) throw no_pod("the run has no pod \"" + pod + "\"");
    std::vector<std::string> names;
    const auto described = pods.at(pod);
    if (described.contains("spec") && described.at("spec").contains("containers"))
        for (const auto& c : described.at("spec").at("containers").elements())
            names.push_back(c.value_or("name", ""));
    if (names.empty()) throw no_pod("the pod \"" + pod + "\" has no containers");
    if (container.empty()) {
        const auto main = std::ranges::find_first_of(names, main_containers);
        container = main == names.end() ? names.front() : *main;
    }
    if (std::ranges::find(names, container) == names.end())
        throw no_pod("the pod \"" + pod + "\" has no container \"" + container + "\"");
}

awaitable<json> ask_pods(std::shared_ptr<run_state> run, streams_place place, resources::owned_call call) {
    resources::message m;
    m.query("kind", run->data.kind.value_or("job"));
    m.query_if("connection", place.connection.value_or(""));
    m.query_if("status", run->data.status.value_or(""));
    co_return co_await send_to(place, rows::inspect_run, std::move(m), call.view());
}

run_shell::run_shell(std::shared_ptr<run_state> run, const shell_options& o)
    : watch_source(run->where.of().executor()),
      run_(std::move(run)),
      call_(o.call),
      words_(split_blanks(o.command)),
      pod_(o.pod),
      container_(o.container),
      stderr_(o.want_stderr),
      stdout_(o.want_stdout),
      tty_(o.tty) {
    words_.insert(words_.end(), o.arguments.begin(), o.arguments.end());
    if (words_.empty()) words_.emplace_back("/bin/bash");
}

awaitable<void> run_shell::open() {
    auto place = co_await place_of(run_, call_);
    place_ = std::move(place);
    if (pod_.empty() || container_.empty()) {
        const auto pods = co_await ask_pods(run_, *place_, call_);
        choose_container(pods, pod_, container_);
    }
    resources::message m;
    for (const auto& word : words_) m.query("command", word);
    const auto flag = [&m](std::string_view name, bool on) { m.query(name, on ? "true" : "false"); };
    flag("stderr", stderr_);
    flag("stdin", false);
    flag("stdout", stdout_);
    flag("tty", tty_);
    const auto& p = *place_;
    auto out = outgoing_at(p, exec_row, {p.name_space, p.owner, p.project, p.uuid, pod_, container_},
                           std::move(m), call_.view());
    if (out.refused) throw error(std::move(*out.refused));
    async::websocket_options o;
    const auto now = std::chrono::steady_clock::now();
    if (out.timeout > std::chrono::milliseconds(0) && out.timeout < std::chrono::hours(24 * 365))
        o.deadline = now + out.timeout;
    auto connect = async::make_socket_connector(run_->where.core()->context().tls(), proxy_options{});
    socket_ = std::make_unique<async::websocket>(run_->where.core()->executor(), std::move(connect),
                                                 p.destination(), std::move(out.request), o);
}

void run_shell::take(std::string message) {
    if (message.empty()) return;
    const char channel = message.front();
    message.erase(0, 1);
    if (channel == 3) return ready_.push_back(end_of(message));
    if (message.empty() || (channel != 1 && channel != 2)) return;
    shell_output piece;
    piece.where = channel == 1 ? shell_output::from::out : shell_output::from::error;
    piece.text = std::move(message);
    ready_.push_back(std::move(piece));
}

awaitable<void> run_shell::fill() {
    const auto& t = run_->where.found();
    if (t.no_op || t.is_offline) {
        over_ = true;
        co_return;
    }
    if (!socket_) co_await open();
    while (ready_.empty() && !over_) {
        async::websocket_turn turn;
        co_await async::async_next(*socket_, turn, asio::use_awaitable);
        if (turn.came == async::websocket_turn::what::failed) throw error(*turn.failure);
        over_ = turn.came == async::websocket_turn::what::closed;
        if (!over_) take(std::move(turn.message));
    }
}

}  // namespace polyaxon::v1
