#include <polyaxon/context/load_once.hpp>

#include <context/loading.hpp>

#include <atomic>
#include <latch>
#include <string>
#include <thread>
#include <vector>

namespace polyaxon::context {
namespace {

error_info trouble() {
    error_info info;
    info.kind = errc::context;
    info.detail = "no host";
    return info;
}

// Runs `call` on 1,000 threads that all start together.
template <class Call>
void a_thousand(Call call) {
    std::latch start(1000);
    std::vector<std::thread> threads;
    threads.reserve(1000);
    for (int i = 0; i < 1000; ++i)
        threads.emplace_back([&] {
            start.arrive_and_wait();
            call();
        });
    for (auto& t : threads) t.join();
}

TEST(LoadOnce, AThousandFirstCallsAreOneLoad) {
    load_once<std::string> once;
    std::atomic<int> loads = 0, right = 0;
    EXPECT_EQ(once.get(), nullptr);
    a_thousand([&] {
        const auto got = once.get_or([&]() -> result<std::string> {
            ++loads;
            return std::string("loaded");
        });
        if (got && **got == "loaded" && *got == once.get()) ++right;
    });
    EXPECT_EQ(loads, 1);
    EXPECT_EQ(right, 1000);
}

TEST(LoadOnce, AThousandFirstCallsReadEachFileOnce) {
    tests::machine m;
    m.put("/home/ada/.polyaxon/.auth", R"({"token": "tok"})")
        .put("/home/ada/.polyaxon/.polyaxonconfig", R"({"host": "h"})");
    load_once<v0_context> old;
    load_once<v1_context> now;
    EXPECT_TRUE(m.all_reads().empty());
    std::atomic<int> right = 0;
    a_thousand([&] {
        const auto a = old.get_or([&] { return tests::load_v0(m); });
        const auto b = now.get_or([&] { return tests::load_v1(m); });
        if (a && b && (*a)->host == "h" && (*b)->token == "tok") ++right;
    });
    EXPECT_EQ(right, 1000);
    EXPECT_GE(m.all_reads().size(), 19u);
    for (const auto& [path, times] : m.all_reads()) EXPECT_EQ(times, 1) << path;
}

TEST(LoadOnce, AFailedLoadReachesAllWhoWaitedForIt) {
    load_once<std::string> once;
    std::atomic<int> loads = 0, failures = 0, entered = 0;
    constexpr int waiters = 50;
    std::vector<std::thread> threads;
    std::latch loading(1);
    auto load = [&]() -> result<std::string> {
        ++loads;
        loading.count_down();
        // The load ends only when every other thread has begun its call.
        while (entered < waiters) std::this_thread::yield();
        return trouble();
    };
    threads.emplace_back([&] {
        if (!once.get_or(load)) ++failures;
    });
    loading.wait();
    for (int i = 0; i < waiters; ++i)
        threads.emplace_back([&] {
            ++entered;
            const auto got = once.get_or(load);
            if (!got && got.error().detail() == "no host") ++failures;
        });
    for (auto& t : threads) t.join();
    EXPECT_EQ(failures, waiters + 1);
    // Who had entered and not yet looked may find the failure past: that one loads anew. Nobody else does.
    EXPECT_GE(loads, 1);
    EXPECT_LE(loads, waiters + 1);
    EXPECT_EQ(once.get(), nullptr);
}

TEST(LoadOnce, TheNextCallTriesAgain) {
    load_once<int> once;
    int loads = 0;
    const auto load = [&]() -> result<int> {
        if (++loads < 3) return trouble();
        return 42;
    };
    EXPECT_FALSE(once.get_or(load));
    EXPECT_FALSE(once.get_or(load));
    const auto third = once.get_or(load), fourth = once.get_or(load);
    ASSERT_TRUE(third && fourth);
    EXPECT_EQ(**third, 42);
    EXPECT_EQ(*third, *fourth);
    EXPECT_EQ(loads, 3);
}

TEST(LoadOnce, ALoadThatThrowsLeavesItUsable) {
    load_once<int> once;
    EXPECT_THROW((void)once.get_or([]() -> result<int> { throw std::bad_alloc(); }), std::bad_alloc);
    const auto got = once.get_or([]() -> result<int> { return 1; });
    ASSERT_TRUE(got);
    EXPECT_EQ(**got, 1);
}

}  // namespace
}  // namespace polyaxon::context
