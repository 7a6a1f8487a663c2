// Real servers that go and come while they are asked: nginx takes up a new certificate, nginx and haupt are killed and started again. No reading
// call is lost.
#include "live_support.hpp"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <cstdlib>
#include <deque>
#include <exception>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

namespace polyaxon::live {
namespace {

constexpr int callers_each = 8;

/// One client under load.
struct target {
    std::string name;
    v1::client client;
    std::size_t right = 0, wrong = 0, after = 0;
    std::string first_error = {};
};

struct load {
    asio::io_context io{1};
    std::deque<target> targets;
    bool happened = false;  ///< what the load is there for

    void add(const std::string& name, v1::client_config config) {
        // A server that starts anew takes some seconds: the calls wait for it.
        config.timeout = 150;
        config.retry.max_attempts = 10'000;
        config.retry.base_delay = std::chrono::milliseconds(20);
        config.retry.max_delay = std::chrono::milliseconds(400);
        config.retry.budget = 10'000'000;
        targets.push_back({name, v1::client(io.get_executor(), config)});
    }
    /// Until it has happened, and so many calls more.
    awaitable<void> ask(target& t) {
        while (!happened || t.after < 5 * callers_each) {
            auto got = co_await as_result(t.client.versions().get_installation());
            const bool good = got && got->dist == "ce";
            ++(good ? t.right : t.wrong);
            if (!good && t.first_error.empty()) t.first_error = got ? "another answer" : got.error().what();
            if (happened) ++t.after;
            if (!good && t.wrong > 100) co_return;
        }
    }
    /// Runs the commands one after the other while all targets are asked; false when one fails.
    bool during(const std::vector<std::string>& commands) {
        bool good = true;
        std::size_t working = targets.size() * callers_each;
        for (auto& t : targets)
            for (int i = 0; i < callers_each; ++i)
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
            std::cout << t.name << ": " << t.right << " answered, " << t.wrong << " lost, "
                      << t.client.stats().connects << " connections, " << t.client.stats().retries
                      << " retries\n";
            EXPECT_EQ(t.wrong, 0u) << t.name << ": " << t.first_error;
            EXPECT_GE(t.after, 5u * callers_each);
        }
        return good;
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
    for (auto& t : l.targets) EXPECT_GT(t.client.stats().connects, std::uint64_t{callers_each}) << t.name;
}

TEST(Faults, NginxIsKilledAndComesBackAndNoCallIsLost) {
    const nginx_files nginx;
    load l;
    nginx.all_into(l);
    EXPECT_TRUE(l.during({"kill nginx", "revive nginx", "kill nginx", "revive nginx"}));
    for (auto& t : l.targets) EXPECT_GT(t.client.stats().retries, 0u) << t.name;
}

TEST(Faults, HauptIsKilledAndComesBackAndNoCallIsLost) {
    const nginx_files nginx;
    const auto url = haupt_url();
    load l;
    l.add("haupt", {.host = url});
    l.add("behind nginx", {.host = nginx.both, .ssl_ca_cert = nginx.ca});  // which answers 502 meanwhile
    EXPECT_TRUE(l.during({"kill haupt", "revive haupt"}));
    for (auto& t : l.targets) EXPECT_GT(t.client.stats().retries, 0u) << t.name;
}

}  // namespace
}  // namespace polyaxon::live
