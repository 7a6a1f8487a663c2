// What is left out after a reconnect, and when a stream is given up.
#include <polyaxon/resources/v0/log_replay.hpp>
#include <polyaxon/resources/v0/stream_losses.hpp>

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using polyaxon::v0::log_message;

std::string joined(const std::vector<std::string>& all) {
    std::string out;
    for (const auto& one : all) out += (out.empty() ? "" : ",") + one;
    return out;
}
log_message lines(std::vector<std::string> all) { return {std::nullopt, std::move(all)}; }
std::string drain(std::deque<log_message>& out) {
    std::vector<std::string> all;
    for (auto& m : out) {
        if (m.status) all.push_back("[" + *m.status + "]");
        for (auto& l : m.log_lines) all.push_back(l);
    }
    out.clear();
    return joined(all);
}

TEST(V0LogReplay, DropsOnlyWhatItKnows) {
    polyaxon::v0::log_replay replay;
    std::deque<log_message> out;
    replay.take(lines({"a", "b\nc\n"}), out);
    EXPECT_EQ(drain(out), "a,b\nc\n");
    replay.restart();
    replay.take(lines({"a\n"}), out);
    replay.take(lines({"b"}), out);
    EXPECT_EQ(drain(out), "");
    replay.take(lines({"c\nd\ne", "f"}), out);
    EXPECT_EQ(drain(out), "d\ne,f");
    EXPECT_EQ(replay.repeated(), 3u);
    replay.restart();
    replay.take(lines({"a", "b", "c", "d", "x"}), out);
    EXPECT_EQ(drain(out), "a,b,c,d,x") << "not the same log";
    EXPECT_EQ(replay.gaps(), 1u);
}

TEST(V0LogReplay, TellsAPhaseOnce) {
    polyaxon::v0::log_replay replay;
    std::deque<log_message> out;
    replay.take({"building", {}}, out);
    replay.take({"running", {"a"}}, out);
    replay.take(lines({"b"}), out);
    drain(out);
    replay.restart();
    replay.take({"building", {}}, out);
    replay.take({"running", {"a"}}, out);
    replay.take({"warning", {}}, out);
    EXPECT_EQ(drain(out), "[warning]");
    replay.take(lines({"b", "c"}), out);
    replay.take({"running", {}}, out);
    EXPECT_EQ(drain(out), "c,[running]") << "caught up: it is a change again";
    replay.restart();
    replay.take(lines({"a"}), out);
    replay.take({"error", {"gone"}}, out);
    EXPECT_EQ(drain(out), "a,[error],gone");
}

TEST(V0LogReplay, IsSureAfterManyAndForgetsBeyondItsBound) {
    polyaxon::v0::log_replay replay;
    std::deque<log_message> out;
    for (int i = 0; i < 100; ++i) replay.take(lines({std::to_string(i)}), out);
    out.clear();
    replay.restart();
    for (int i = 0; i < 80; ++i) replay.take(lines({std::to_string(i)}), out);
    replay.take(lines({"other"}), out);
    EXPECT_EQ(drain(out), "other") << "eighty lines are no accident";
    EXPECT_EQ(replay.gaps(), 1u);
    polyaxon::v0::log_replay large;
    for (int i = 0; i < 70'000; ++i) large.take(lines({std::to_string(i)}), out);
    out.clear();
    large.restart();
    for (int i = 0; i < 70'000; ++i) large.take(lines({std::to_string(i)}), out);
    EXPECT_EQ(out.size(), 70'000u - large.remembered) << "from the last remembered line on";
    EXPECT_EQ(large.gaps(), 1u);
    // Nothing had come before: there is nothing to compare.
    polyaxon::v0::log_replay fresh;
    out.clear();
    fresh.restart();
    fresh.take(lines({"a"}), out);
    EXPECT_EQ(drain(out), "a");
    EXPECT_EQ(fresh.gaps(), 0u);
    fresh.restart();
    fresh.take(lines({"a"}), out);
    EXPECT_EQ(drain(out), "");
    fresh.finish(out);
    EXPECT_EQ(drain(out), "");
}

TEST(V0LogReplay, TellsANewPhaseBesideOldLines) {
    polyaxon::v0::log_replay replay;
    std::deque<log_message> out;
    std::vector<std::string> all;
    for (int i = 0; i < 100; ++i) all.push_back(std::to_string(i));
    replay.take({"running", all}, out);
    out.clear();
    replay.restart();
    replay.take({"running", {"0"}}, out);
    replay.take({"warning", {"1"}}, out);
    EXPECT_EQ(drain(out), "[warning]") << "before it is sure";
    replay.take(lines({all.begin() + 2, all.begin() + 80}), out);
    EXPECT_EQ(drain(out), "");
    replay.take({"failed", {"80", "81"}}, out);
    EXPECT_EQ(drain(out), "[failed]") << "and after";
    replay.take({"failed", {all.begin() + 82, all.end()}}, out);
    EXPECT_EQ(drain(out), "");
    EXPECT_EQ(replay.repeated(), 100u);
    EXPECT_EQ(replay.gaps(), 0u);
}

TEST(V0LogReplay, KeepsLittleOfLongLines) {
    polyaxon::v0::log_replay replay;
    std::deque<log_message> out;
    const auto make = [](int i) { return std::string(300'000, static_cast<char>('a' + i)); };
    for (int i = 0; i < 20; ++i)
        replay.take({std::string(100'000, static_cast<char>('a' + i)), {make(i)}}, out);
    out.clear();
    for (const bool same : {true, false}) {
        replay.restart();
        for (int i = 0; i < 10; ++i) {
            replay.take({std::string(100'000, static_cast<char>('a' + i)), {make(i)}}, out);
            EXPECT_LE(replay.withheld_messages(), 4u) << "of 300 kB each";
        }
        EXPECT_TRUE(out.empty());
        if (same) continue;
        // So much is no accident, few lines as it is.
        replay.take(lines({"other"}), out);
        EXPECT_EQ(drain(out), "other");
        EXPECT_EQ(replay.repeated(), 10u);
        EXPECT_EQ(replay.withheld_messages(), 0u);
    }
}

TEST(V0LogReplay, KnowsWhatIsCertainlyNew) {
    polyaxon::v0::log_replay replay;
    std::deque<log_message> out;
    const auto take = [&](log_message m) {
        replay.take(std::move(m), out);
        return replay.take_news();
    };
    EXPECT_TRUE(take({"running", {}}));
    replay.restart();
    EXPECT_FALSE(take({"running", {}}));
    EXPECT_TRUE(take(lines({"a"})));
    replay.restart();
    EXPECT_FALSE(take(lines({"a"})));
    EXPECT_TRUE(take(lines({"b"}))) << "behind all that was told";
    EXPECT_TRUE(take({"error", {"gone"}}));
    for (int i = 0; i < 2; ++i) {
        replay.restart();
        EXPECT_FALSE(take(lines({"a", "b"})));
        EXPECT_FALSE(take({"error", {"gone"}})) << "the same once more";
        replay.restart();
        EXPECT_FALSE(take(lines({"x"}))) << "behind a gap it may come each time";
        EXPECT_FALSE(take(lines({"y"})));
    }
    // More phases than are remembered prove nothing.
    int news = 0;
    for (int i = 0; i < 200; ++i) news += take({std::to_string(i), {}});
    EXPECT_LT(news, 64);
}

TEST(V0StreamLosses, CountThoseWithoutProgressAndThoseInHaste) {
    polyaxon::v0::stream_losses losses;
    for (int i = 1; i <= 3; ++i) losses.lost(9'999ms);
    EXPECT_EQ(losses.in_a_row(), 3);
    EXPECT_EQ(losses.hasty(), 3);
    losses.progressed();
    losses.lost(0ms);
    EXPECT_EQ(losses.in_a_row(), 1);
    EXPECT_EQ(losses.hasty(), 4) << "pauses grow all the same";
    losses.lost(10s);
    EXPECT_EQ(losses.in_a_row(), 1);
    EXPECT_EQ(losses.hasty(), 1);
}

}  // namespace
