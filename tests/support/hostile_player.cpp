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

#include <exception>
#include <memory>
#include <stdexcept>

namespace polyaxon::test::hostile {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view canary = "canary-5c1e88f0";

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
    const auto alarm = std::make_shared<asio::steady_timer>(executor, 10s);
    server.on_settled([executor, alarm] { asio::post(executor, [alarm] { alarm->cancel(); }); });
    std::error_code ended;
    co_await alarm->async_wait(asio::redirect_error(asio::use_awaitable, ended));
    if (!ended) throw std::runtime_error("the server's steps did not end");
    server.on_settled([] {});
}

asio::awaitable<void> while_it_is_blocked(hostile_server& server) {
    server.answered();
    if (!server.wait_until_settled(10s)) throw std::runtime_error("the server's steps did not end");
    co_return;
}

struct complaints {
    std::vector<std::string> all;
    void expect(bool good, const std::string& text) {
        if (!good) all.push_back(text);
    }
};

void look_at_requests(const row& r, const hostile_server& server, complaints& c) {
    int firsts = 0;
    for (const auto& q : server.requests()) {
        const bool secret = has(q.head, canary);
        if (q.elsewhere)
            c.expect(!secret, "the token went to another origin");
        else
            c.expect(secret, "a request came without the token: " + shown(q.head));
        firsts += !q.elsewhere && q.for_target("/api/v1/users/");
    }
    c.expect(firsts <= 1 || r.max_redirects > 0,
             "the first request came " + std::to_string(firsts) + " times");
    if (r.connections < 0) return;
    c.expect(server.connections() == r.connections, std::to_string(server.connections()) +
                                                        " connections were made, not " +
                                                        std::to_string(r.connections));
}

}  // namespace

std::vector<std::string> play(const row& r, const mode& m) {
    complaints c;
    asio::io_context loop(1);
    hostile_server server(r, m.tls && !r.plain_only);
    const int patience = r.heavy ? 8 : 1;  // for many megabytes, at the speed of a sanitizer
    check_options o;
    o.base_url = server.base_url();
    o.token = canary;
    o.timeout = patience * r.timeout;
    o.pipeline_depth = m.pipeline_depth;
    o.max_redirects = r.max_redirects;
    o.limits = r.limits;
    o.ca_file = certificates::made().root_file.path();

    finding f;
    bool ended = false;
    std::exception_ptr thrown;
    const auto between = [&server, busy = m.busy] {
        return busy ? while_it_is_blocked(server) : while_the_loop_runs(server);
    };
    auto work = r.stream ? check_stream(o) : check_http(o, between);
    asio::co_spawn(loop, std::move(work), [&](std::exception_ptr e, finding found) {
        ended = true;
        thrown = e;
        f = std::move(found);
        loop.stop();
    });
    // What is sent at once must have come before the client looks at its connection: one handler at a time, until it has.
    for (int i = 0; r.begin == opening::eager && i < 6 && !server.wait_until_settled(200ms); ++i)
        loop.run_one_for(1s);
    loop.run_for(2 * o.timeout + 15s);
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
    c.expect(r.outcome != "timeout" || f.elapsed >= r.timeout, "it timed out too early");
    if (!r.stream) {
        c.expect(f.second_outcome == r.second, "second outcome is " + f.second_outcome + " (" +
                                                   shown(f.second_detail) + "), not " + r.second);
        c.expect(f.second_outcome != "value" || f.second_detail == "9.9.9",
                 "the second answer is " + shown(f.second_detail) + ", not \"9.9.9\"");
    }
    for (const auto* text : {&f.detail, &f.error, &f.second_detail})
        c.expect(!has(*text, canary), "the token shows in " + shown(*text));
    look_at_requests(r, server, c);
    return c.all;
}

}  // namespace polyaxon::test::hostile
