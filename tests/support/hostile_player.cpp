#include "support/hostile_player.hpp"

#include "support/check.hpp"
#include "support/hostile_certificates.hpp"
#include "support/hostile_server.hpp"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <stdlib.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>

namespace polyaxon::test::hostile {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view canary = "canary-5c1e88f0";

/// For the server's steps, many rows at a time.
constexpr std::chrono::milliseconds until_settled = scaled(15s);

std::runtime_error not_settled(const hostile_server& server) {
    return std::runtime_error(server.connections() > 0 ? "the server's steps did not end"
                                                       : "no connection came to the server");
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::string shown(std::string_view text) {
    std::string out = "\"" + std::string(text.substr(0, 300)) + "\"";
    for (auto& c : out)
        if (static_cast<unsigned char>(c) < 32) c = '?';
    return out;
}

/// Waits for the server without keeping the loop from running.
asio::awaitable<void> while_the_loop_runs(hostile_server& server) {
    server.answered();
    const auto executor = co_await asio::this_coro::executor;
    const auto alarm = std::make_shared<asio::steady_timer>(executor, until_settled);
    server.on_settled([executor, alarm] { asio::post(executor, [alarm] { alarm->cancel(); }); });
    std::error_code ended;
    co_await alarm->async_wait(asio::redirect_error(asio::use_awaitable, ended));
    if (!ended) throw not_settled(server);
    server.on_settled([] {});
}

asio::awaitable<void> while_it_is_blocked(hostile_server& server) {
    server.answered();
    if (!server.wait_until_settled(until_settled)) throw not_settled(server);
    co_return;
}

/// A temporary folder that goes with this object.
class work_folder {
 public:
    work_folder() : path_((std::filesystem::temp_directory_path() / "polyaxon-hostile-XXXXXX").string()) {
        if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
    }
    ~work_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    work_folder(const work_folder&) = delete;
    work_folder& operator=(const work_folder&) = delete;
    const std::string& path() const { return path_; }
    bool empty() const { return std::filesystem::is_empty(path_); }

 private:
    std::string path_;
};

struct complaints {
    std::vector<std::string> all;
    void expect(bool good, const std::string& text) {
        if (!good) all.push_back(text);
    }
};

/// How a row is played in a mode.
struct plan {
    bool warm = false;
    std::size_t depth = 1, behind = 0;
};

plan plan_for(const row& r, const mode& m) {
    plan p;
    p.depth = r.calls > 1 ? 8 : m.pipeline_depth;
    // A call before it would meet what the row has for the first, or for every call.
    const bool may_warm = r.begin == opening::usual && !r.stream && r.second == "value";
    p.warm = r.warm || (p.depth > 1 && may_warm);
    if (r.calls > 1) {
        p.behind = static_cast<std::size_t>(r.calls) - 1;
    } else if (p.warm && p.depth > 1 && !r.surplus && r.method == verb::get) {
        const bool waits = std::any_of(r.steps.begin(), r.steps.end(),
                                       [](const step& s) { return s.what == step::kind::answered; });
        // What is to meet an idle connection cannot come while calls are in flight, unless they have left it.
        if (!waits || r.outcome == "timeout" || r.outcome == "cancelled") p.behind = 3;
    }
    return p;
}

void look_at_requests(const row& r, const plan& p, const hostile_server& server, complaints& c) {
    int firsts = 0;
    const auto requests = server.requests();
    const std::string* body = nullptr;
    for (const auto& q : requests) {
        const bool secret = has(q.head, canary);
        if (q.elsewhere || q.for_target("/came-back"))
            c.expect(!secret, "the token went to another origin, or came back from one");
        else
            c.expect(secret, "a request came without the token: " + shown(q.head));
        firsts += !q.elsewhere &&
                  (q.for_target("/users") || q.for_target("/projects/") || q.for_target("/root/quick"));
        if (r.method == verb::get || r.before_body || q.head.starts_with("GET")) continue;
        c.expect(q.body.size() > r.body, "a request came without all of its body");
        c.expect(!body || *body == q.body, "a request came with another body");
        body = &q.body;
    }
    // A call of an idempotent verb that met a used connection at its end goes again, once, on a fresh one. No other call does.
    const bool idempotent = r.method != verb::post && r.method != verb::patch;
    const bool may_go_again = idempotent && p.warm && r.outcome == "connection_error";
    const int again = may_go_again ? std::min(firsts - 1, 1) : 0;
    if (r.max_redirects == 0 || r.method != verb::get)
        c.expect(firsts <= 1 + again, "the first request came " + std::to_string(firsts) + " times");
    if (r.connections < 0) return;
    c.expect(server.connections() == r.connections + again, std::to_string(server.connections()) +
                                                                " connections were made, not " +
                                                                std::to_string(r.connections + again));
}

void look_at_error(const row& r, const finding& f, complaints& c) {
    if (r.outcome == "http_error") {
        // Said here once more, so that a change of the library's own table shows.
        const auto kind = f.status == 401   ? "unauthenticated"
                          : f.status == 403 ? "forbidden"
                          : f.status == 404 ? "not_found"
                          : f.status == 409 ? "conflict"
                          : f.status == 429 ? "rate_limited"
                          : f.status >= 500 ? "server_error"
                                            : "client_error";
        c.expect(f.kind == kind, "its kind is " + f.kind + ", not " + kind);
    }
    c.expect(f.kept <= 65536, "of its body " + std::to_string(f.kept) + " bytes were kept");
    c.expect(!r.kept || f.kept == *r.kept, "of its body " + std::to_string(f.kept) + " bytes were kept");
    if (r.maybe_sent) c.expect(f.maybe_sent == *r.maybe_sent, "maybe_sent is wrong");
    if (r.retry_after) {
        const auto got = f.retry_after ? f.retry_after->count() / 1000 : -1;
        c.expect(got == *r.retry_after, "retry_after is " + std::to_string(got));
    }
}

void look_behind(const row& r, const plan& p, const finding& f, complaints& c) {
    c.expect(!p.warm || f.warm_detail == "echo-0", "the call before it got " + shown(f.warm_detail));
    for (std::size_t i = 0; i < f.behind.size(); ++i) {
        const auto& [outcome, detail] = f.behind[i];
        const auto name = "call " + std::to_string(i + 1) + " behind it ";
        // A TLS layer that broke is nobody's to try again.
        const std::string wanted = i < r.behind.size()        ? r.behind[i]
                                   : r.outcome == "tls_error" ? "tls_error"
                                                              : "value";
        c.expect(outcome == wanted, name + "ended as " + outcome + " (" + shown(detail) + "), not " + wanted);
        c.expect(outcome != "value" || detail == "echo-" + std::to_string(i + 1),
                 name + "got another's answer: " + shown(detail));
        c.expect(!has(detail, canary), "the token shows in " + shown(detail));
    }
}

void look_at_goodbye(const row& r, hostile_server& server, asio::io_context& loop, complaints& c) {
    if (r.says_goodbye == 0) return;
    // The client's side of the closing goes on when the stream's owner has gone.
    for (int i = 0; i < 1000 && !server.wait_until_heard(1ms); ++i) {
        loop.restart();
        loop.run_for(5ms);
    }
    const auto all = server.heard();
    const auto wanted = "close:" + std::to_string(r.says_goodbye);
    c.expect(!all.empty() && all.back() == wanted,
             "its last word is " + (all.empty() ? "none" : shown(all.back())) + ", not " + wanted);
    for (std::size_t i = 0; i + 1 < all.size(); ++i)
        c.expect(all[i].starts_with("pong:"), "it said " + shown(all[i]));
}

/// The client's loop runs until a stream's server has come to its halt, and then not until nothing more comes.
void block_the_stream(hostile_server& server, const mode& m, asio::io_context& loop, const bool& ended,
                      complaints& c) {
    while (!ended && !server.halted()) loop.run_one_for(2ms);
    if (ended) return;  // there was no connection, or no TLS
    if (!m.glued)       // the handshake lies in the socket: all that it brings about
        while (loop.poll() > 0) {
        }
    server.let_go();
    c.expect(server.wait_until_stuck(until_settled), "the server's steps did not end");
}

}  // namespace

std::vector<std::string> play(const row& r, const mode& m) {
    complaints c;
    asio::cancellation_signal cancel;
    asio::io_context loop(1);
    const auto p = plan_for(r, m);
    hostile_server server(r, m.tls && !r.plain_only, p.behind);
    const int patience = slowness * (r.heavy ? 8 : 1);  // for many megabytes, at the speed of a sanitizer
    check_options o;
    o.base_url = server.base_url();
    o.token = canary;
    o.timeout = patience * r.timeout;
    // Calls that are to come to their end are not to meet the deadline on a busy machine.
    o.other_timeout = r.second == "timeout" ? o.timeout : patience * 8s;
    // Nor are those that wait for a dial that began long before them, behind a loop that is busy until a slow server has said all.
    o.connect_timeout = patience * 2min;
    o.pipeline_depth = p.depth;
    o.warm = p.warm;
    o.behind = p.behind;
    o.attempts = r.attempts;
    o.first = static_cast<decltype(o.first)>(r.method);
    o.body = r.body;
    o.max_redirects = r.max_redirects;
    if (m.v1) o.client = check_options::generation::v1;
    std::optional<work_folder> folder;
    if (r.method == verb::download) folder.emplace(), o.folder = folder->path();
    if (r.outcome == "cancelled") o.cancel = &cancel;
    server.on_give_up([&] { asio::post(loop, [&] { cancel.emit(asio::cancellation_type::terminal); }); });
    o.limits = r.limits;
    o.ca_file = certificates::made().root_file.path();

    finding f;
    bool ended = false;
    std::exception_ptr thrown;
    const auto between = [&server, busy = m.busy] {
        return busy ? while_it_is_blocked(server) : while_the_loop_runs(server);
    };
    auto work = r.stream ? check_stream(o) : check_http(o, between);
    if (m.busy && r.stream)
        server.halt_at(m.glued ? hostile_server::halt::before_handshake
                               : hostile_server::halt::behind_handshake);
    asio::co_spawn(loop, std::move(work), [&](std::exception_ptr e, finding found) {
        ended = true;
        thrown = e;
        f = std::move(found);
        loop.stop();
    });
    // What is sent at once must have come before the client looks at its connection: one handler at a time, until it has dialled.
    if (r.begin == opening::eager) {
        while (!server.reached() && loop.run_one_for(1s) > 0) {
        }
        // Over TLS the server's steps need a handshake first, and so the loop.
        if (o.base_url.starts_with("http:"))
            c.expect(server.wait_until_settled(until_settled), "the server's steps did not end");
    }
    if (m.busy && r.stream) block_the_stream(server, m, loop, ended, c);
    loop.run_for(o.timeout + 2 * o.other_timeout + 2 * until_settled);
    try {
        if (thrown) std::rethrow_exception(thrown);
    } catch (const std::exception& e) {
        c.expect(false, std::string("an exception came out: ") + e.what());
        return c.all;
    }
    if (!ended) return {"it hangs: the calls did not end"};

    const auto got = f.outcome + " (status " + std::to_string(f.status) + ", " + shown(f.detail) +
                     (f.error.empty() || f.error == f.detail ? "" : ", " + shown(f.error)) + ")";
    c.expect(f.outcome == r.outcome, "outcome is " + got + ", not " + r.outcome);
    const bool detail_fits = r.outcome == "value"
                                 ? f.detail == r.detail
                                 : has(f.error, r.detail) || (r.stream && f.detail == r.detail);
    c.expect(detail_fits,
             "detail is " + shown(f.detail) + " " + shown(f.error) + ", without " + shown(r.detail));
    c.expect(r.status == 0 || f.status == r.status,
             "status is " + std::to_string(f.status) + ", not " + std::to_string(r.status));
    c.expect(f.elapsed <= patience * r.within, "it took " + std::to_string(f.elapsed.count()) +
                                                   " ms, more than " + std::to_string(r.within.count()));
    c.expect(r.outcome != "timeout" || f.elapsed >= o.timeout, "it timed out too early");
    if (!r.stream) {
        c.expect(f.second_outcome == r.second, "second outcome is " + f.second_outcome + " (" +
                                                   shown(f.second_detail) + "), not " + r.second);
        c.expect(f.second_outcome != "value" || f.second_detail == "9.9.9",
                 "the second answer is " + shown(f.second_detail) + ", not \"9.9.9\"");
    }
    if (folder && r.outcome != "value")
        c.expect(folder->empty(), "a file was left of a download that failed");
    for (const auto* text : {&f.detail, &f.error, &f.second_detail})
        c.expect(!has(*text, canary), "the token shows in " + shown(*text));
    look_at_error(r, f, c);
    look_behind(r, p, f, c);
    look_at_goodbye(r, server, loop, c);
    look_at_requests(r, p, server, c);
    return c.all;
}

}  // namespace polyaxon::test::hostile
