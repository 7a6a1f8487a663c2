#include <polyaxon/async/map_concurrent.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/use_future.hpp>

#include <gtest/gtest.h>

#include <list>
#include <numeric>

using namespace polyaxon;

namespace {

error_info info(errc kind) {
    error_info i;
    i.kind = kind;
    return i;
}

template <class T>
T run(awaitable<T> work) {
    asio::io_context io(1);
    auto f = asio::co_spawn(io, std::move(work), asio::use_future);
    io.run();
    return f.get();
}

struct desk {
    int now = 0, most = 0, calls = 0;
    bool hop = false;
    awaitable<int> square(int i) {
        ++calls;
        most = std::max(most, ++now);
        if (hop) co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        --now;
        if (i % 7 == 3) throw error(info(errc::not_found));
        co_return i* i;
    }
};

awaitable<std::vector<result<int>>> squares(desk& d, std::vector<int>& in, std::size_t limit) {
    auto get = [&d](int i) { return d.square(i); };
    co_return co_await map_concurrent(in, limit, get);
}

std::vector<int> numbers(int n) {
    std::vector<int> v(static_cast<std::size_t>(n));
    std::iota(v.begin(), v.end(), 0);
    return v;
}

TEST(MapConcurrent, KeepsTheOrderAndTheErrors) {
    for (bool hop : {false, true})
        for (std::size_t limit : {1, 3, 200, 100'000}) {
            desk d;
            d.hop = hop;
            auto in = numbers(10'000);
            const auto out = run(squares(d, in, limit));
            ASSERT_EQ(out.size(), in.size());
            for (int i : in) {
                const auto& r = out[static_cast<std::size_t>(i)];
                if (i % 7 == 3) {
                    ASSERT_EQ(r.error().kind(), errc::not_found);
                } else {
                    ASSERT_EQ(r.value(), i * i);
                }
            }
            EXPECT_EQ(d.calls, 10'000);
            EXPECT_LE(d.most, static_cast<int>(limit));
            if (hop && limit == 200) {
                EXPECT_EQ(d.most, 200);
            }
        }
}

TEST(MapConcurrent, OfNothingAndWithLimitZero) {
    desk d;
    std::vector<int> none, one{4};
    EXPECT_TRUE(run(squares(d, none, 10)).empty());
    EXPECT_EQ(run(squares(d, one, 0)).at(0).value(), 16);
}

awaitable<std::size_t> refused_at_once() {
    std::list<int> in{1, 2, 3};
    auto get = [](int i) -> awaitable<int> {
        if (i == 2) throw error(info(errc::invalid_argument));
        return [](int v) -> awaitable<int> { co_return v; }(i);
    };
    auto out = co_await map_concurrent(in, 2, get);
    std::size_t ok = 0;
    for (auto& r : out) ok += r.has_value();
    EXPECT_EQ(out[1].error().kind(), errc::invalid_argument);
    co_return ok;
}
TEST(MapConcurrent, TakesWhatTheCallThrowsBeforeItBegins) { EXPECT_EQ(run(refused_at_once()), 2u); }

awaitable<int> foreign(int& started) {
    auto in = numbers(100);
    auto get = [&started](int i) -> awaitable<int> {
        ++started;
        return [](int v) -> awaitable<int> {
            co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
            if (v == 5) throw std::logic_error("a bug of the user");
            co_return v;
        }(i);
    };
    co_await map_concurrent(in, 4, get);
    co_return 0;
}
TEST(MapConcurrent, PassesOtherExceptionsOnWhenAllHaveEnded) {
    int started = 0;
    EXPECT_THROW(run(foreign(started)), std::logic_error);
    EXPECT_LT(started, 20);
}

struct endless_calls {
    int begun = 0, ended = 0, finished = 0, canceled = 0;
    asio::io_context& io;
    awaitable<int> wait(int) {
        ++begun;
        asio::steady_timer t(co_await asio::this_coro::executor, std::chrono::hours(1));
        struct count {
            int& n;
            ~count() { ++n; }
        } at_end{ended};
        try {
            co_await t.async_wait(asio::use_awaitable);
        } catch (const std::system_error&) {
            throw error(info(errc::canceled));
        }
        co_return 1;
    }
    awaitable<void> all() {
        auto in = numbers(50);
        auto get = [this](int i) { return wait(i); };
        auto out = co_await map_concurrent(in, 8, get);
        for (auto& r : out) canceled += r.error().kind() == errc::canceled;
        ++finished;
    }
};

TEST(MapConcurrent, PassesACancellationOn) {
    asio::io_context io(1);
    endless_calls w{.io = io};
    asio::cancellation_signal s;
    asio::co_spawn(io, w.all(), asio::bind_cancellation_slot(s.slot(), asio::detached));
    io.poll();
    EXPECT_EQ(w.begun, 8);
    s.emit(asio::cancellation_type::terminal);
    io.restart(), io.poll();
    EXPECT_EQ(w.finished, 1);
    EXPECT_EQ(w.begun, 8) << "no further one is started";
    EXPECT_EQ(w.ended, 8);
    EXPECT_EQ(w.canceled, 50);
    s.emit(asio::cancellation_type::terminal);
}

TEST(MapConcurrent, TheContextMayGoInTheMiddle) {
    int ended = 0;
    {
        auto io = std::make_unique<asio::io_context>(1);
        auto w = std::make_unique<endless_calls>(endless_calls{.io = *io});
        asio::co_spawn(*io, w->all(), asio::detached);
        io->poll();
        EXPECT_EQ(w->begun, 8);
        io.reset();
        ended = w->ended;
    }
    EXPECT_EQ(ended, 8);
}

TEST(MapConcurrent, OnManyThreadsCallsAreMadeOneAtATime) {
    asio::thread_pool pool(4);
    desk d;  // its counters are plain integers
    d.hop = true;
    auto in = numbers(3000);
    const auto out = asio::co_spawn(pool, squares(d, in, 50), asio::use_future).get();
    EXPECT_EQ(d.calls, 3000);
    EXPECT_EQ(d.now, 0);
    EXPECT_EQ(out[4].value(), 16);
    pool.join();
}

}  // namespace
