// Many calls of both generations through a proxy that does harm to one request in twenty and kills the server at one in a hundred: each call
// ends, with its own answer or none, and what changes something happens at most once. POLYAXON_LONG=1: 100,000 calls a setting.
#include "support/counting_server.hpp"
#include "support/fault_proxy.hpp"
#include "support/fault_support.hpp"

#include <polyaxon/v0.hpp>
#include <polyaxon/v1.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <cstdio>
#include <exception>
#include <iostream>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace polyaxon::test {
namespace {

constexpr std::size_t at_a_time = 64;

std::string id_of(std::size_t i) {
    char text[33];
    std::snprintf(text, sizeof text, "%032zx", i);
    return text;
}

struct outcome {
    enum class end { none, right, wrong, failed } what = end::none;
    bool post = false, maybe_sent = false;
    std::string text;
};

struct storm_setting {
    std::string name;
    bool tls = false;
    std::size_t connections = at_a_time, depth = 1;
};
void PrintTo(const storm_setting& s, std::ostream* out) { *out << s.name; }

/// What calls do, and what became of each.
struct storm {
    std::size_t next = 0, working = 0;
    std::vector<outcome> calls;

    static bool is_post(std::size_t i) { return i % 4 == 1; }
    static bool is_v0(std::size_t i) { return i % 7 > 3; }
};

awaitable<std::string> ask(v1::client client, std::string id, bool post) {
    if (!post) {
        const auto run = co_await client.runs().get_run("acme", "vision", id);
        co_return run.uuid;
    }
    auto body = json::object();
    body.set("name", id).set("is_managed", false);
    const auto run = co_await client.runs().create_run("acme", "vision", body);
    co_return run.uuid;
}
awaitable<std::string> ask(v0::client client, std::string id, bool post) {
    if (!post) {
        const auto project = co_await client.project().get_project("ada", id);
        co_return project.name;
    }
    auto body = json::object();
    body.set("name", id);
    const auto project = co_await client.project().create_project(body);
    co_return project.name;
}

awaitable<void> work(v0::client old, v1::client young, storm& s) {
    while (s.next < s.calls.size()) {
        const auto i = s.next++;
        const auto id = id_of(i);
        auto& out = s.calls[i];
        out.post = storm::is_post(i);
        try {
            auto call = storm::is_v0(i) ? ask(old, id, out.post) : ask(young, id, out.post);
            const auto got = co_await std::move(call);
            out.what = got == id ? outcome::end::right : outcome::end::wrong;
            out.text = got;
        } catch (const error& e) {
            out.what = outcome::end::failed;
            out.maybe_sent = e.maybe_sent();
            out.text = e.what();
        }
    }
}

void set_transport(auto& config, const storm_setting& s, int attempts) {
    config.pool.max_connections = s.connections;
    config.pool.pipeline_depth = s.depth;
    config.retry.max_attempts = attempts;
    config.retry.base_delay = std::chrono::milliseconds(2);
    config.retry.max_delay = std::chrono::milliseconds(40);
    // A server that dies a hundred times in as many seconds needs more than the budget that is there to spare it.
    config.retry.budget = 10'000'000;
    config.proxy.from_environment = false;
}

/// Makes the calls; false when one does not end.
bool rage(storm& s, const storm_setting& setting, std::uint16_t port, const std::string& ca, int attempts) {
    asio::io_context io;
    {
        const auto url = (setting.tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port);
        v1::client_config young;
        young.host = url, young.token = "token-abc", young.timeout = 300;
        if (setting.tls) young.ssl_ca_cert = ca;
        set_transport(young, setting, attempts);
        v0::api_config old;
        old.host = "127.0.0.1", old.port = port, old.token = "token-abc", old.use_https = setting.tls;
        old.tls.ca_file = ca, old.call_timeout = std::chrono::minutes(5);
        set_transport(old, setting, attempts);
        v1::client v1_client(io.get_executor(), young);
        v0::client v0_client(io.get_executor(), old);
        for (s.working = 0; s.working < at_a_time; ++s.working)
            asio::co_spawn(io, work(v0_client, v1_client, s), [&s](std::exception_ptr e) {
                --s.working;
                if (e) std::rethrow_exception(e);
            });
        const auto patience = std::chrono::seconds(60 + s.calls.size() / 50);
        run_until(io, patience, [&] { return s.working == 0; });
        v1_client.close();
        v0_client.close();
    }
    if (s.working > 0) return false;
    io.restart();
    io.run();
    return true;
}

struct sums {
    std::size_t gets = 0, gets_right = 0, posts = 0, posts_right = 0;
    std::size_t unanswered = 0, mismatched = 0, lost = 0, untold = 0;
};

sums add_up(const storm& s, const counting_server& server) {
    sums n;
    for (std::size_t i = 0; i < s.calls.size(); ++i) {
        const auto& c = s.calls[i];
        const auto seen = server.of(id_of(i));
        const bool right = c.what == outcome::end::right;
        ++(c.post ? n.posts : n.gets);
        if (right) ++(c.post ? n.posts_right : n.gets_right);
        n.unanswered += c.what == outcome::end::none;
        n.mismatched += c.what == outcome::end::wrong;
        n.lost += right && (c.post ? seen.posts : seen.gets) == 0;
        // A POST that came and was answered by nothing must not be told as one that never left.
        n.untold += c.post && c.what == outcome::end::failed && !c.maybe_sent && seen.posts > 0;
        if (!c.post && c.what == outcome::end::failed) std::cout << "GET failed: " << c.text << '\n';
    }
    return n;
}

class Storm : public ::testing::TestWithParam<storm_setting> {};

TEST_P(Storm, LosesDoublesAndMixesUpNothing) {
    const auto& setting = GetParam();
    const auto seed = seed_of_run();
    SCOPED_TRACE("seed " + std::to_string(seed));
    const std::size_t calls = long_run() ? 100'000 : 5'000;
    counting_server server({.tls = setting.tls});
    {
        storm calm;  // what is made once in a process is made now
        calm.calls.resize(200);
        ASSERT_TRUE(rage(calm, setting, server.port(), server.ca_file(), 1));
        const auto n = add_up(calm, server);
        EXPECT_EQ(n.gets_right + n.posts_right, calm.calls.size());
    }
    server.kill_and_restart();
    server.forget();
    const auto descriptors = open_descriptors();

    storm s;
    s.calls.resize(calls);
    std::size_t injected = 0, kills = 0, requests = 0;
    {
        fault_proxy proxy({.upstream = [&] { return server.port(); },
                           .faults = 0.05,
                           .kills = 0.01,
                           .restart = [&] { server.kill_and_restart(); },
                           .seed = seed});
        EXPECT_TRUE(rage(s, setting, proxy.port(), server.ca_file(), 20));
        const auto each = proxy.faults();
        injected = std::accumulate(each.begin(), each.end(), std::size_t{0});
        kills = proxy.kills();
        requests = proxy.requests();
        for (std::size_t k = 0; k < each.size(); ++k) {
            std::cout << fault_names[k] << ' ' << each[k] << ", ";
            EXPECT_GT(each[k], 0u) << fault_names[k];
        }
    }
    const auto n = add_up(s, server);
    std::cout << injected << " faults, " << kills << " kills\n"
              << n.gets_right << " of " << n.gets << " GETs, " << n.posts_right << " of " << n.posts
              << " POSTs; lost " << n.lost << ", doubled " << server.posts_seen_twice() << ", mismatched "
              << n.mismatched << ", unanswered " << n.unanswered << '\n';
    RecordProperty("faults", static_cast<int>(injected));
    RecordProperty("kills", static_cast<int>(kills));
    EXPECT_EQ(n.unanswered, 0u);
    EXPECT_EQ(n.mismatched, 0u);
    EXPECT_EQ(n.lost, 0u);
    EXPECT_EQ(n.untold, 0u);
    EXPECT_EQ(server.posts_seen_twice(), 0u);
    EXPECT_LE(n.gets - n.gets_right, n.gets / 10'000);
    EXPECT_GT(n.posts_right, n.posts / 4) << "the storm must leave some alive";
    EXPECT_GT(requests, calls / 4) << "pieces that came from clients; several calls may share one";
    EXPECT_GT(injected, requests / 30);
    EXPECT_GT(kills, requests / 200);
    // The server's thread closes its side when it hears of the end.
    while (server.open_connections() > 0) std::this_thread::yield();
    EXPECT_EQ(open_descriptors(), descriptors);
}

INSTANTIATE_TEST_SUITE_P(Of, Storm,
                         ::testing::Values(storm_setting{"plain"}, storm_setting{"tls", true},
                                           storm_setting{"pipelined", false, 8, 8}),
                         [](const auto& p) { return p.param.name; });

}  // namespace
}  // namespace polyaxon::test
