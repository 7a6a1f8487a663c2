// What it costs to decode a run, counted and not timed: the instructions of a child that is stepped through one by one, beside those of a
// bare DOM parse of the same bytes. The bounds leave room for other compilers and processors: with g++ 12 and AVX2 a run takes 1.4 times
// a bare parse, and in another order 1.01 times that.
#include "support/sanitizers.hpp"

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v1/run.hpp>

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/ptrace.h>
#endif

namespace {

using namespace polyaxon;

#if defined(__linux__) && defined(NDEBUG)
constexpr bool counts = !polyaxon::test::under_sanitizer;  // the library is optimised and as it is
#else
constexpr bool counts = false;
#endif

constexpr int turns = 4;

int wait_for(pid_t child) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

/// User instructions of the last of several turns, from its begin to its end; nothing where nobody may step.
template <class F>
std::optional<long> steps_of(F turn) {
#if defined(__linux__)
    const pid_t child = fork();
    if (child == 0) {
        if (ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) _exit(1);
        for (int i = 0; i < turns; ++i) {  // at the last, memory is at hand and functions are bound
            if (i + 1 == turns) raise(SIGSTOP);
            turn(i);
        }
        raise(SIGSTOP);
        _exit(0);
    }
    if (child < 0) return std::nullopt;
    long steps = 0;
    int status = wait_for(child);
    bool good = WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP;
    while (good && ptrace(PTRACE_SINGLESTEP, child, nullptr, nullptr) == 0) {
        status = wait_for(child);
        good = WIFSTOPPED(status) && ++steps < 1'000'000;
        if (good && WSTOPSIG(status) == SIGSTOP) break;
    }
    kill(child, SIGKILL);
    wait_for(child);
    if (good) return steps;
#else
    (void)turn;
#endif
    return std::nullopt;
}

std::string run_text() {
    std::ifstream file(POLYAXON_TEST_DATA "/../../bench/data/run.json", std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_FALSE(text.empty()) << "the recorded run is gone";
    return text;
}

using members = std::vector<std::pair<std::string, json>>;
std::string object_of(const members& all) {
    auto object = json::object();
    for (const auto& [key, value] : all) object.set(key, value);
    return std::string(object.text());
}

std::optional<long> cost_of(const std::string& body) {
    std::string padded = body + std::string(codec::json_parser::padding, ' ');
    codec::json_parser parser;
    v1::run out[turns];  // neither made nor destroyed while it is counted: that code is the test's own
    EXPECT_FALSE(parser.parse(padded.data(), body.size(), out[0])) << parser.what();
    EXPECT_EQ(out[0].name, "managed-1");
    out[0] = {};
    return steps_of([&](int turn) {
        if (parser.parse(padded.data(), body.size(), out[turn])) _exit(1);
    });
}

}  // namespace

TEST(DecodeCost, OfARunStaysInProportionToABareParse) {
    if (!counts) GTEST_SKIP() << "counted in optimised builds alone";
    const auto body = run_text();
    const simdjson::padded_string padded(body);
    simdjson::dom::parser dom;
    const auto bare = steps_of([&](int) {
        if (dom.parse(padded).error()) _exit(1);
    });
    const auto ours = cost_of(body);
    if (!bare || !ours) GTEST_SKIP() << "this system lets nobody step through a child";
    ASSERT_GT(*bare, 1000);
    const double times = static_cast<double>(*ours) / static_cast<double>(*bare);
    RecordProperty("times_a_dom_parse", std::to_string(times));
    EXPECT_LT(times, 1.7) << *ours << " instructions, a bare parse " << *bare;
}

TEST(DecodeCost, DoesNotHangOnTheOrderOrPresenceOfMembers) {
    if (!counts) GTEST_SKIP() << "counted in optimised builds alone";
    auto all = json::parse(run_text()).items();
    const auto sent = cost_of(object_of(all));
    if (!sent) GTEST_SKIP() << "this system lets nobody step through a child";

    auto fewer = all;
    std::erase_if(fewer, [](const auto& m) { return m.second.is_null(); });
    for (const char* key : {"wait_time", "managed_by", "description", "live_state", "kind", "tags"})
        if (all.size() - fewer.size() < 10)
            std::erase_if(fewer, [&](const auto& m) { return m.first == key; });
    ASSERT_EQ(fewer.size() + 10, all.size());
    EXPECT_LT(*cost_of(object_of(fewer)), *sent * 11 / 10);

    std::mt19937 random(7);
    std::shuffle(all.begin(), all.end(), random);
    EXPECT_LT(*cost_of(object_of(all)), *sent * 11 / 10);
}
