#include <polyaxon/async/pool_link.hpp>

#include <gtest/gtest.h>

using namespace polyaxon;
using namespace polyaxon::async;
using act = pool_link::act;
using state = pool_link::state;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

steady_time at(int ms) { return steady_time{} + milliseconds(ms); }
const answered_facts good{.keep_alive = true, .whole_sent = true};

pool_link open_link(const pool_options& o = {}) {
    pool_link l(o);
    EXPECT_EQ(l.dialed(true, at(0)), act::wait_idle);
    return l;
}

TEST(PoolLink, LivesFromDialToReuse) {
    pool_link l{pool_options{}};
    EXPECT_EQ(l.now_is(), state::dialing);
    EXPECT_FALSE(l.may_take(true, at(0)));
    EXPECT_EQ(l.dialed(true, at(0)), act::wait_idle);
    EXPECT_TRUE(l.may_take(false, at(1)));
    l.taken(false);
    EXPECT_EQ(l.now_is(), state::busy);
    EXPECT_FALSE(l.may_take(true, at(1)));
    EXPECT_FALSE(l.reused());
    EXPECT_EQ(l.answered(good, at(2)), act::wait_idle);
    EXPECT_TRUE(l.reused());
    EXPECT_TRUE(l.may_take(true, at(3)));
}

TEST(PoolLink, AFailedDialCloses) { EXPECT_EQ(pool_link{pool_options{}}.dialed(false, at(0)), act::close); }

TEST(PoolLink, IsReusedOnlyWhenEverythingIsInOrder) {
    for (int broken = 0; broken < 4; ++broken) {
        SCOPED_TRACE(broken);
        auto l = open_link();
        l.taken(true);
        auto f = good;
        if (broken == 1) f.keep_alive = false;
        if (broken == 2) f.whole_sent = false;
        if (broken == 3) f.left_over = true;
        EXPECT_EQ(l.answered(f, at(1)), broken ? act::close : act::wait_idle);
    }
    auto retired = open_link();
    retired.taken(true), retired.retire();
    EXPECT_EQ(retired.answered(good, at(1)), act::close);
    auto idle = open_link();
    EXPECT_EQ(idle.answered(good, at(1)), act::close) << "an answer nobody asked for";
}

TEST(PoolLink, ExpiresByIdleTimeHintAndAge) {
    pool_options o;
    o.idle_timeout = seconds(30), o.max_lifetime = seconds(100);
    auto l = open_link(o);
    EXPECT_EQ(l.expires(), at(30'000));
    EXPECT_FALSE(l.may_take(true, at(30'000)));
    l.taken(true);
    EXPECT_EQ(l.expires(), steady_time::max());
    auto f = good;
    f.hint = seconds(5);
    EXPECT_EQ(l.answered(f, at(1000)), act::wait_idle);
    EXPECT_EQ(l.expires(), at(5000)) << "a second before the server would close it";
    l.taken(true);
    EXPECT_EQ(l.answered(good, at(2000)), act::wait_idle);
    EXPECT_EQ(l.expires(), at(6000)) << "the hint holds on";
    l.taken(true);
    f.hint = seconds(1);
    EXPECT_EQ(l.answered(f, at(3000)), act::close) << "no time left to use it";

    auto old = open_link(o);
    old.taken(true);
    EXPECT_EQ(old.answered(good, at(90'000)), act::wait_idle);
    EXPECT_EQ(old.expires(), at(100'000));
    old.taken(true);
    EXPECT_EQ(old.answered(good, at(100'000)), act::close);
}

TEST(PoolLink, PipelinesReadsOnATrustedConnectionOnly) {
    pool_options o;
    o.pipeline_depth = 3;
    auto l = open_link(o);
    l.taken(true);
    EXPECT_FALSE(l.may_take(true, at(1))) << "nothing answered on it yet";
    EXPECT_EQ(l.answered(good, at(1)), act::wait_idle);
    l.taken(true);
    EXPECT_FALSE(l.may_take(false, at(1))) << "writes want a connection to themselves";
    EXPECT_TRUE(l.may_take(true, at(1)));
    l.taken(true), l.taken(true);
    EXPECT_FALSE(l.may_take(true, at(1))) << "depth";
    auto f = good;
    f.left_over = true;
    EXPECT_EQ(l.answered(f, at(2)), act::go_on) << "the bytes belong to the next";
    l.retire();
    EXPECT_FALSE(l.may_take(true, at(2)));
    l.given_up(1);
    EXPECT_EQ(l.answered(good, at(3)), act::close);

    auto w = open_link(o);
    w.taken(true);
    w.answered(good, at(1));
    w.taken(false);
    EXPECT_FALSE(w.may_take(true, at(1))) << "nobody behind a write";
    w.answered(good, at(2));
    w.taken(true);
    EXPECT_TRUE(w.may_take(true, at(2)));
}

TEST(PoolLink, AFreshOneThatIsNotCleanIsSuspectAUsedOneIsDead) {
    auto fresh = open_link();
    EXPECT_EQ(fresh.not_clean(), act::none);
    EXPECT_EQ(fresh.now_is(), state::suspect);
    EXPECT_FALSE(fresh.may_take(true, at(1)));
    fresh.cleared();
    EXPECT_TRUE(fresh.may_take(true, at(1)));
    fresh.taken(true), fresh.answered(good, at(1));
    EXPECT_EQ(fresh.not_clean(), act::close);
}

}  // namespace
