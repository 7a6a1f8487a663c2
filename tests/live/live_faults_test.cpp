// Real servers that go and come while 64 callers ask them: nginx takes up a new certificate, nginx and haupt are killed and started again. No
// reading call is lost, no answer is another call's, and no POST is lost or happens twice.
#include "live_support.hpp"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/this_coro.hpp>

#include <chrono>
#include <cstdlib>
#include <deque>
#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace polyaxon::live {
namespace {

constexpr std::size_t callers = 64;
constexpr std::size_t many_calls = 2'000;               // of a load, unless the server is so slow
constexpr auto long_enough = std::chrono::seconds(60);  // that it takes longer
constexpr std::size_t known_runs = 24;

/// One client under load.
struct target {
    std::string name;
    v1::client client;
    std::size_t right = 0, lost = 0, mismatched = 0, after = 0;
    std::string first_error = {};
};

/// What one POST was told. Its name is its own.
struct creation {
    std::string name;
    bool made = false, never_sent = false;
};

struct load {
    load() : project(fresh("faults")) {
        run([this]() -> awaitable<void> {
            const auto url = haupt_url();
            v1::client c(co_await asio::this_coro::executor, {.host = url});
            v1::project_body body;
            body.name = project;
            co_await c.projects().create_project("default", body);
            for (std::size_t i = 0; i < known_runs; ++i) {
                auto made =
                    co_await c.runs().create_run("default", project, body_of("known-" + std::to_string(i)));
                uuids.push_back(made.uuid);
            }
        });
    }

    asio::io_context io{1};
    std::deque<target> targets;
    const std::string project;
    std::vector<std::string> uuids;
    std::deque<creation> creations;
    std::size_t begun = 0, mismatched_posts = 0;
    const std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
    bool happened = false;  ///< what the load is there for

    static v1::operation_body body_of(const std::string& name) {
        v1::operation_body body;
        body.name = name;
        body.is_managed = false;
        body.managed_by = "user";
        return body;
    }
    void add(const std::string& name, v1::client_config config) {
        // A server that starts anew takes some seconds: the calls wait for it.
        config.timeout = 150;
        config.retry.max_attempts = 10'000;
        config.retry.base_delay = std::chrono::milliseconds(20);
        config.retry.max_delay = std::chrono::milliseconds(400);
        config.retry.budget = 10'000'000;
        config.pool.max_connections = callers;
        targets.push_back({name, v1::client(io.get_executor(), config)});
    }
    /// Until it has happened, and all that is to come has come.
    awaitable<void> ask(target& t) {
        while (!happened || t.after < callers || !enough()) {
            const auto number = begun++;
            if (number % 16 == 5)
                co_await post(t);
            else
                co_await get(t, number % known_runs);
            if (happened) ++t.after;
            if (t.lost > 100) co_return;
        }
    }
    bool enough() const {
        return begun >= many_calls || std::chrono::steady_clock::now() - started > long_enough;
    }
    awaitable<void> get(target& t, std::size_t which) {
        auto got = co_await as_result(t.client.runs().get_run("default", project, uuids[which]));
        if (!got) {
            ++t.lost;
            if (t.first_error.empty()) t.first_error = got.error().what();
        } else {
            ++(got->uuid == uuids[which] ? t.right : t.mismatched);
        }
    }
    awaitable<void> post(target& t) {
        auto& mine = creations.emplace_back();
        mine.name = "made-" + std::to_string(creations.size());
        const auto body = body_of(mine.name);
        auto got = co_await as_result(t.client.runs().create_run("default", project, body));
        if (got) {
            mine.made = true;
            mismatched_posts += got->name != mine.name;
        } else {
            const auto kind = got.error().kind();
            const bool unanswered = kind == errc::network || kind == errc::tls || kind == errc::timeout;
            mine.never_sent = unanswered && !got.error().maybe_sent();
        }
    }
    /// Runs the commands one after the other while all targets are asked; false when one fails.
    bool during(const std::vector<std::string>& commands) {
        bool good = true;
        std::size_t working = 0;
        const auto each = callers / targets.size();
        for (auto& t : targets)
            for (std::size_t i = 0; i < each; ++i, ++working)
                asio::co_spawn(io, ask(t), [this, &working](std::exception_ptr e) {
                    if (e) std::rethrow_exception(e);
                    if (--working > 0) return;
                    for (auto& one : targets) one.client.close();
                });
        std::thread other([&] {
            for (const auto& c : commands)
                good =
                    good &&
                    std::system(
                        (std::string(POLYAXON_LIVE_SERVERS) + " " + c + " " + POLYAXON_LIVE_STATE).c_str()) ==
                        0;
            asio::post(io, [this] { happened = true; });
        });
        io.run_for(std::chrono::minutes(4));
        other.join();
        EXPECT_EQ(working, 0u) << "calls did not end";
        for (auto& t : targets) {
            std::cout << t.name << ": " << t.right << " answered, " << t.lost << " lost, " << t.mismatched
                      << " mismatched, " << t.client.stats().connects << " connections, "
                      << t.client.stats().retries << " retries\n";
            EXPECT_EQ(t.lost, 0u) << t.name << ": " << t.first_error;
            EXPECT_EQ(t.mismatched, 0u) << t.name;
            EXPECT_GE(t.after, callers);
        }
        look_at_creations();
        return good;
    }
    /// What the server has, against what the POSTs were told.
    void look_at_creations() {
        std::map<std::string, std::size_t> there;
        run([&]() -> awaitable<void> {
            const auto url = haupt_url();
            v1::client c(co_await asio::this_coro::executor, {.host = url});
            auto all = c.runs().iter_runs("default", project, {.limit = 100});
            while (auto one = co_await all.next()) ++there[one->name.value_or("")];
        });
        std::size_t made = 0, lost = 0, doubled = 0, untold = 0;
        for (const auto& c : creations) {
            const auto seen = there[c.name];
            made += c.made;
            lost += c.made && seen == 0;
            doubled += seen > 1;
            untold += c.never_sent && seen > 0;
        }
        std::cout << creations.size() << " POSTs: " << made << " made, " << lost << " lost, " << doubled
                  << " doubled, " << untold << " came that were told not to have been sent\n";
        EXPECT_EQ(lost, 0u);
        EXPECT_EQ(doubled, 0u);
        EXPECT_EQ(untold, 0u);
        EXPECT_EQ(mismatched_posts, 0u);
        EXPECT_GT(made, creations.size() / 4);
    }
};

struct nginx_files {
    json known = live::known("nginx");
    std::string both = url("both"), old = url("old"), client = url("client");
    std::string ca = known.at("ca").as<std::string>(), cert = known.at("cert").as<std::string>(),
                key = known.at("key").as<std::string>();

    std::string url(const char* which) const {
        return "https://127.0.0.1:" + std::to_string(known.at(which).as<int>());
    }
    /// TLS 1.3 and 1.2, and a client certificate.
    void all_into(load& l) const {
        l.add("TLS 1.3", {.host = both, .ssl_ca_cert = ca});
        l.add("TLS 1.2", {.host = old, .ssl_ca_cert = ca});
        l.add("client certificate", {.host = client, .ssl_ca_cert = ca, .cert_file = cert, .key_file = key});
    }
};

TEST(Faults, NginxTakesUpANewCertificateAndNoCallIsLost) {
    const nginx_files nginx;
    load l;
    nginx.all_into(l);
    EXPECT_TRUE(l.during({"reload nginx", "reload nginx", "reload nginx"}));
    for (auto& t : l.targets) EXPECT_GT(t.client.stats().connects, callers / 3) << t.name;
}

TEST(Faults, NginxIsKilledAndComesBackAndNoCallIsLost) {
    const nginx_files nginx;
    load l;
    nginx.all_into(l);
    EXPECT_TRUE(l.during({"kill nginx", "revive nginx", "kill nginx", "revive nginx", "kill nginx",
                          "revive nginx", "kill nginx", "revive nginx"}));
    for (auto& t : l.targets) EXPECT_GT(t.client.stats().retries, 0u) << t.name;
}

TEST(Faults, HauptIsKilledAndComesBackAndNoCallIsLost) {
    const nginx_files nginx;
    const auto url = haupt_url();
    load l;
    l.add("haupt", {.host = url});
    l.add("behind nginx", {.host = nginx.both, .ssl_ca_cert = nginx.ca});  // which answers 502 meanwhile
    EXPECT_TRUE(l.during({"kill haupt", "revive haupt", "kill haupt", "revive haupt"}));
    for (auto& t : l.targets) EXPECT_GT(t.client.stats().retries, 0u) << t.name;
}

}  // namespace
}  // namespace polyaxon::live
