// Many calls of both generations, half of them cancelled at random moments: no answer reaches another call, and afterwards the process has what
// it had before. POLYAXON_LONG=1: 100,000 calls a setting.
#include "support/counting_server.hpp"
#include "support/fault_support.hpp"

#include <polyaxon/v0.hpp>
#include <polyaxon/v1.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>

#include <cstdio>
#include <deque>
#include <exception>
#include <iostream>
#include <optional>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace polyaxon::test {
namespace {

constexpr std::size_t at_a_time = 64;
constexpr unsigned slowest_ms = 3;

struct cancel_setting {
    std::string name;
    bool tls = false;
    std::size_t connections = 16, depth = 1;
    bool thread_safe = true;
};
void PrintTo(const cancel_setting& s, std::ostream* out) { *out << s.name; }

struct sums {
    std::size_t begun = 0, ended = 0, asked_to_end = 0;
    std::size_t right = 0, wrong = 0, canceled = 0, failed = 0, canceled_unasked = 0;
    std::string first_failure;
};

std::string id_of(std::size_t i) {
    char text[33];
    std::snprintf(text, sizeof text, "%032zx", i);
    return text;
}

/// One call after the other; every second one is cancelled after a random while.
class caller {
 public:
    caller(asio::io_context& io, v0::client old, v1::client young, std::size_t calls, std::mt19937& dice,
           sums& s)
        : io_(io), timer_(io), old_(old), young_(young), calls_(calls), dice_(dice), sums_(s) {}

    void go() {
        if (sums_.begun == calls_) return;
        const auto i = sums_.begun++;
        ++number_;
        id_ = id_of(i);
        asked_ = false;
        signal_.emplace();
        asio::co_spawn(
            io_, ask(i),
            asio::bind_cancellation_slot(signal_->slot(),
                                         [this](std::exception_ptr e, std::string got) { ended(e, got); }));
        if (dice_() % 2 == 0) return;
        if (dice_() % 4 == 0)
            hop(static_cast<int>(dice_() % 12), number_);
        else
            cancel_in(std::chrono::microseconds(dice_() % (1'500 * slowest_ms)));
    }

 private:
    awaitable<std::string> ask(std::size_t i) {
        const bool post = i % 4 == 1;
        auto body = json::object();
        body.set("name", id_);
        if (i % 3 == 0) {
            if (post) co_return (co_await old_.project().create_project(body)).name;
            co_return (co_await old_.project().get_project("ada", id_)).name;
        }
        body.set("is_managed", false);
        if (post) co_return (co_await young_.runs().create_run("acme", "vision", body)).uuid;
        co_return (co_await young_.runs().get_run("acme", "vision", id_)).uuid;
    }
    void cancel_in(std::chrono::microseconds t) {
        timer_.expires_after(t);
        timer_.async_wait([this, mine = number_](std::error_code ec) {
            if (!ec && mine == number_) cancel();
        });
    }
    /// After so many turns of the loop.
    void hop(int left, std::size_t mine) {
        asio::post(io_, [this, left, mine] {
            if (mine != number_) return;
            left > 0 ? hop(left - 1, mine) : cancel();
        });
    }
    void cancel() {
        asked_ = true;
        ++sums_.asked_to_end;
        signal_->emit(asio::cancellation_type::terminal);
    }
    void ended(std::exception_ptr e, const std::string& got) {
        ++sums_.ended;
        timer_.cancel();
        try {
            if (e) std::rethrow_exception(e);
            ++(got == id_ ? sums_.right : sums_.wrong);
        } catch (const error& failure) {
            const bool canceled = failure.kind() == errc::canceled;
            ++(canceled ? sums_.canceled : sums_.failed);
            if (canceled && !asked_) ++sums_.canceled_unasked;
            if (!canceled && sums_.first_failure.empty()) sums_.first_failure = failure.what();
        } catch (const std::exception& other) {
            // Cancelled before the call began, or between two steps of it.
            const bool own = std::string_view(other.what()).find("ancel") != std::string_view::npos;
            ++(own && asked_ ? sums_.canceled : sums_.failed);
            if (!own && sums_.first_failure.empty()) sums_.first_failure = other.what();
        }
        ++number_;
        asio::post(io_, [this] { go(); });
    }

    asio::io_context& io_;
    asio::steady_timer timer_;
    v0::client old_;
    v1::client young_;
    const std::size_t calls_;
    std::mt19937& dice_;
    sums& sums_;
    std::optional<asio::cancellation_signal> signal_;
    std::string id_;
    std::size_t number_ = 0;
    bool asked_ = false;
};

sums rage(const cancel_setting& setting, const counting_server& server, std::size_t calls, unsigned seed) {
    sums s;
    std::mt19937 dice(seed);
    asio::io_context io(1);
    const auto ca = server.ca_file();
    const auto url =
        (setting.tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(server.port());
    const auto shared = [&](auto& config) {
        config.token = "token-abc";
        config.thread_safe = setting.thread_safe;
        config.pool.max_connections = setting.connections;
        config.pool.pipeline_depth = setting.depth;
        config.retry.base_delay = config.retry.max_delay = std::chrono::milliseconds(1);
        config.proxy.from_environment = false;
    };
    v1::client_config young;
    young.host = url;
    if (setting.tls) young.ssl_ca_cert = ca;
    shared(young);
    v0::api_config old;
    old.host = "127.0.0.1", old.port = server.port(), old.use_https = setting.tls, old.tls.ca_file = ca;
    shared(old);
    {
        v1::client v1_client(io.get_executor(), young);
        v0::client v0_client(io.get_executor(), old);
        std::deque<caller> callers;
        for (std::size_t i = 0; i < at_a_time; ++i)
            callers.emplace_back(io, v0_client, v1_client, calls, dice, s);
        for (auto& c : callers) c.go();
        run_until(io, std::chrono::seconds(60 + calls / 50), [&] { return s.ended == calls; });
        v1_client.close();
        v0_client.close();
        if (s.ended == calls) {  // else the callers' frames must not be waited for
            io.restart();
            io.run();
        } else {
            io.stop();
        }
    }
    return s;
}

class CancelStorm : public ::testing::TestWithParam<cancel_setting> {};

TEST_P(CancelStorm, MixesUpNothingAndLeavesNothing) {
    const auto& setting = GetParam();
    const auto seed = seed_of_run();
    SCOPED_TRACE("seed " + std::to_string(seed));
    const std::size_t calls = long_run() ? 100'000 : 10'000;
    counting_server server({.tls = setting.tls, .slowest_ms = slowest_ms, .seed = seed});
    // The first round pays for what is made once: tables, thread-local blocks, the TLS context.
    rage(setting, server, 2'000, seed);
    server.forget();
    while (server.open_connections() != 0) std::this_thread::yield();
    const auto descriptors = open_descriptors();
    const auto heap = heap_in_use();
    const auto s = rage(setting, server, calls, seed + 1);
    const auto doubled = server.posts_seen_twice();
    const auto arrived = server.requests();
    server.forget();
    while (server.open_connections() != 0) std::this_thread::yield();
    std::cout << s.right << " answered, " << s.canceled << " cancelled of " << s.asked_to_end
              << " that were asked to, " << s.wrong << " mixed up, " << arrived << " requests arrived\n";
    EXPECT_EQ(s.ended, calls) << "unanswered";
    EXPECT_EQ(s.wrong, 0u);
    EXPECT_EQ(s.failed, 0u) << s.first_failure;
    EXPECT_EQ(s.canceled_unasked, 0u);
    EXPECT_EQ(doubled, 0u);
    EXPECT_GT(s.canceled, calls / 5);
    EXPECT_GT(s.right, calls * 2 / 5);
    EXPECT_LE(open_descriptors(), descriptors);
    EXPECT_LE(heap_in_use(), heap + 512 * 1024) << "it kept memory";
}

INSTANTIATE_TEST_SUITE_P(Of, CancelStorm,
                         ::testing::Values(cancel_setting{"plain"}, cancel_setting{"tls", true},
                                           cancel_setting{"pipelined", false, 4, 8},
                                           cancel_setting{"one_thread", false, 16, 1, false}),
                         [](const auto& p) { return p.param.name; });

}  // namespace
}  // namespace polyaxon::test
