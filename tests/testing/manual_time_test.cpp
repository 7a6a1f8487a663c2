#include <polyaxon/testing/manual_time.hpp>

#include <asio/io_context.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using polyaxon::testing::manual_time;
using namespace std::chrono_literals;

TEST(ManualTime, RingsWhatIsDueInItsOrder) {
    asio::io_context loop;
    manual_time clock;
    const auto start = clock.now();
    std::string order;
    const auto a = clock.make_alarm(loop.get_executor()), b = clock.make_alarm(loop.get_executor());
    a->set(start + 2s, [&] { order += 'a'; });
    b->set(start + 1s, [&] { order += 'b'; });
    clock.advance(999ms);
    loop.poll();
    EXPECT_EQ(order, "");
    EXPECT_EQ(clock.next(), start + 1s);
    clock.advance(5s);
    loop.restart();
    loop.poll();
    EXPECT_EQ(order, "ba");
    EXPECT_EQ(clock.now(), start + 5999ms);
    EXPECT_FALSE(clock.next());
}

TEST(ManualTime, ForgetsWhatWasStoppedOrSetAgain) {
    asio::io_context loop;
    manual_time clock;
    int rang = 0;
    const auto alarm = clock.make_alarm(loop.get_executor());
    alarm->set(clock.now(), [&] { rang += 1; });  // posted at once
    alarm->set(clock.now() + 1s, [&] { rang += 10; });
    loop.poll();
    EXPECT_EQ(rang, 0);
    EXPECT_TRUE(clock.advance_to_next());
    alarm->stop();
    loop.restart();
    loop.poll();
    EXPECT_EQ(rang, 0);
    alarm->set(clock.now() + 1s, [&] { rang += 100; });
    EXPECT_TRUE(clock.advance_to_next());
    loop.restart();
    loop.poll();
    EXPECT_EQ(rang, 100);
    EXPECT_FALSE(clock.advance_to_next());
}

TEST(ManualTime, NeverRingsFromInsideSet) {
    asio::io_context loop;
    manual_time clock;
    bool rang = false;
    const auto alarm = clock.make_alarm(loop.get_executor());
    alarm->set(clock.now() - 1s, [&] { rang = true; });
    EXPECT_FALSE(rang);
    loop.poll();
    EXPECT_TRUE(rang);
}

}  // namespace
