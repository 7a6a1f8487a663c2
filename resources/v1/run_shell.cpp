#include <polyaxon/resources/v1/run_shell.hpp>

#include <polyaxon/async/websocket.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/run_apart.hpp>
#include <polyaxon/resources/v1/run_pods.hpp>
#include <polyaxon/resources/v1/run_state.hpp>

#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>

namespace polyaxon::v1 {

namespace {

constexpr resources::endpoint<codec::verb::get, resources::none,
                              "/k8s/v1/{namespace}/{owner}/{project}/runs/{uuid}/k8s_exec/{pod}/{container}",
                              resources::none>
    exec_row{};

enum channel : char { to_stdin, from_stdout, from_stderr, from_cluster, to_size };

constexpr std::size_t most_early = 1024 * 1024;
/// A server whose program does not read what was typed may be unable to answer a ping.
constexpr std::chrono::minutes longest_unread{5};
constexpr std::size_t most_at_once = 32 * 1024;  // in a message

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
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        end.text = text;  // older clusters say it in words
    }
    return end;
}

void type(async::websocket& into, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto piece = bytes.substr(0, most_at_once);
        std::string message(1, to_stdin);
        into.send(message.append(piece), false);
        bytes.remove_prefix(piece.size());
    }
}

void tell_size(async::websocket& to, int rows, int cols) {
    const auto size = json::object().set("Width", cols).set("Height", rows);
    std::string message(1, to_size);
    to.send(message.append(size.text()), false);
}

}  // namespace

run_shell::run_shell(std::shared_ptr<run_state> run, const shell_options& o)
    : run_(std::move(run)),
      call_(o.call),
      errand_(std::make_shared<watch_errand>(run_->where.of().executor())),
      words_(split_blanks(o.command)),
      pod_(o.pod),
      container_(o.container),
      stderr_(o.want_stderr),
      stdin_(o.want_stdin),
      stdout_(o.want_stdout),
      tty_(o.tty) {
    words_.insert(words_.end(), o.arguments.begin(), o.arguments.end());
    if (words_.empty()) words_.emplace_back("/bin/bash");
}

run_shell::~run_shell() = default;

// ---- opening

/// Where `next` is awaited: there others use the run's state too.
void run_shell::begin() {
    if (sends(*run_))
        run_ = apart(*run_);
    else
        over_ = true;
    begun_ = true;
}

awaitable<void> run_shell::open(std::shared_ptr<run_shell> self) {
    auto& s = *self;
    const auto place = co_await place_of(s.run_, s.call_);
    if (s.pod_.empty() || s.container_.empty()) {
        const auto pods = co_await ask_pods(s.run_, place, s.call_);
        choose_container(pods, s.pod_, s.container_);
    }
    s.connect(place);
}

void run_shell::connect(const streams_place& at) {
    resources::message m;
    for (const auto& word : words_) m.query("command", word);
    m.flag("stderr", stderr_).flag("stdin", stdin_).flag("stdout", stdout_).flag("tty", tty_);
    auto out = outgoing_at(at, exec_row, {at.name_space, at.owner, at.project, at.uuid, pod_, container_},
                           std::move(m), call_.view());
    if (out.refused) throw error(std::move(*out.refused));
    async::websocket_options o;
    if (out.timeout > std::chrono::milliseconds(0) && out.timeout < std::chrono::hours(24 * 365))
        o.deadline = std::chrono::steady_clock::now() + out.timeout;
    o.pong_within = longest_unread;
    o.subprotocol = "v4.channel.k8s.io";
    auto made = run_->where.core()->open_socket(at.destination(), std::move(out.request), o);

    const std::lock_guard lock(mutex_);
    if (size_) tell_size(*made, size_->first, size_->second);
    type(*made, early_);
    early_ = {};
    if (canceled_)
        made->cancel();
    else if (closed_)
        made->close();
    socket_ = std::move(made);
}

// ---- reading

std::shared_ptr<async::websocket> run_shell::socket() const {
    const std::lock_guard lock(mutex_);
    return socket_;
}

void run_shell::take(std::string message) {
    if (message.empty()) return;
    const char from = message.front();
    message.erase(0, 1);
    if (message.empty()) return;  // how the other side says that a channel is there
    if (from == from_cluster) return ready_.push_back(end_of(message));
    if (from != from_stdout && from != from_stderr) return;
    shell_output piece;
    piece.where = from == from_stdout ? shell_output::from::out : shell_output::from::error;
    piece.text = std::move(message);
    ready_.push_back(std::move(piece));
}

awaitable<std::optional<shell_output>> run_shell::next() {
    const auto self = shared_from_this();
    for (;;) {
        if (closed_) co_return std::nullopt;
        if (!ready_.empty()) {
            std::optional<shell_output> one(std::move(ready_.front()));
            ready_.pop_front();
            ++stats_.messages;
            co_return one;
        }
        if (failed_) throw error(*failed_);
        if (over_) co_return std::nullopt;
        try {
            if (!begun_) begin();
            if (over_) continue;
            const auto from = socket();
            if (!from) {
                co_await watch_errand::run(errand_, open(self));
                continue;
            }
            async::websocket_turn turn;
            co_await async::async_next(*from, turn, asio::use_awaitable);
            switch (turn.came) {
                case async::websocket_turn::what::message: take(std::move(turn.message)); break;
                case async::websocket_turn::what::closed: over_ = true; break;
                case async::websocket_turn::what::failed:
                    if (turn.failure->kind == errc::canceled)
                        run_->where.core()->ready();  // says when it is closed
                    throw error(*turn.failure);
            }
        } catch (const error& e) {
            failed_ = e;
            if (!socket()) over_ = true;
        }
    }
}

stream_stats run_shell::stats() const { return stats_; }

// ---- writing

void run_shell::must_have_stdin() const {
    if (!stdin_) throw refused("the shell was opened without its standard input: leave want_stdin true");
}

awaitable<bool> run_shell::send(std::shared_ptr<run_shell> self, std::string bytes) {
    auto& s = *self;
    s.must_have_stdin();
    std::shared_ptr<async::websocket> into;
    {
        const std::lock_guard lock(s.mutex_);
        if (s.quiet() || s.canceled_) co_return false;
        into = s.socket_;
        if (!into) {
            if (bytes.size() > most_early - s.early_.size())
                throw failed(errc::too_large,
                             "limit: 1 MiB may be typed before the shell is open: wait in `next` meanwhile");
            s.early_ += bytes;
            co_return true;
        }
    }
    struct turnstile {
        std::atomic<bool>& taken;
        ~turnstile() { taken = false; }
    };
    if (s.sending_.exchange(true)) throw refused("one write_stdin at a time: the one before is not done");
    const turnstile here{s.sending_};
    type(*into, bytes);
    async::websocket_sent sent;
    co_await async::async_sent(*into, sent, asio::use_awaitable);
    if (sent.failure) throw error(*sent.failure);
    co_return sent.all;
}

void run_shell::resize(int rows, int cols) {
    constexpr int most = 65535;
    if (!tty_) throw refused("a command without a terminal has no size: leave tty true");
    if (rows < 1 || cols < 1 || rows > most || cols > most)
        throw refused("a terminal of " + std::to_string(rows) + " rows and " + std::to_string(cols) +
                      " columns: give 1 to 65535 of each");
    const std::lock_guard lock(mutex_);
    if (socket_)
        tell_size(*socket_, rows, cols);
    else
        size_.emplace(rows, cols);
}

// ---- the end

void run_shell::close() {
    std::shared_ptr<async::websocket> open;
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        open = socket_;
    }
    if (open)
        open->close();
    else
        errand_->cancel();
}

void run_shell::cancel() {
    std::shared_ptr<async::websocket> open;
    {
        const std::lock_guard lock(mutex_);
        canceled_ = true;
        open = socket_;
    }
    errand_->cancel();
    if (open && !closed_) open->cancel();
}

}  // namespace polyaxon::v1
