#include "support/hostile_player.hpp"

#include <gtest/gtest.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <set>
#include <thread>

// The hostile table, against the public client: reliability.md in `docs/` says what it promises. HOSTILE_ONLY=text plays only the rows with
// that in their name.
namespace polyaxon::test::hostile {
namespace {

struct named_row {
    std::string_view group;
    row what;
};

std::vector<named_row> all_rows() {
    std::vector<named_row> all;
    for (const auto& g : groups)
        for (auto& r : g.make()) all.push_back({g.name, std::move(r)});
    return all;
}

/// From here on the most memory is counted anew. False where the system does not allow it.
bool forget_peak_memory() {
    std::ofstream refs("/proc/self/clear_refs");
    refs << 5 << std::flush;
    return refs.good();
}
/// Most memory since then, in MiB.
std::size_t peak_memory() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6)) / 1024;
    return 0;
}

std::ptrdiff_t open_files() {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"),
                         std::filesystem::directory_iterator());
}

/// Plays what `wanted` picks, many at a time; heavy rows one after the other.
void play_all(const mode& m, bool (*wanted)(const row&)) {
    const auto all = all_rows();
    const char* only = std::getenv("HOSTILE_ONLY");
    std::atomic<std::size_t> next{0}, played{0};
    std::mutex telling, alone;
    constexpr std::size_t at_a_time = 24;
    const auto files = open_files();
    forget_peak_memory();
    const auto memory = peak_memory();
    std::vector<std::thread> workers;
    for (std::size_t w = 0; w < at_a_time; ++w)
        workers.emplace_back([&] {
            for (std::size_t i; (i = next++) < all.size();) {
                const auto& r = all[i].what;
                if (!wanted(r) || (only && r.name.find(only) == r.name.npos)) continue;
                std::unique_lock heavy(alone, std::defer_lock);
                if (r.heavy) heavy.lock();
                const auto differences = play(r, m);
                ++played;
                const std::lock_guard lock(telling);
                for (const auto& d : differences)
                    ADD_FAILURE() << all[i].group << " | " << r.name << " | " << m.name << ": " << d;
            }
        });
    for (auto& w : workers) w.join();
    EXPECT_GT(played, 0u);
    EXPECT_EQ(open_files(), files) << "descriptors were left open";
    const auto grown = peak_memory() - memory;
    std::cout << played << " rows, " << grown << " MiB at most\n";
    ::testing::Test::RecordProperty("rows", static_cast<int>(played));
}

TEST(Hostile, TheTableIsWhole) {
    std::set<std::string> names;
    std::size_t rows = 0;
    for (const auto& g : groups) {
        const auto made = g.make();
        EXPECT_GE(made.size(), 10u) << g.name;
        rows += made.size();
        for (const auto& r : made) EXPECT_TRUE(names.insert(r.name).second) << "twice: " << r.name;
    }
    EXPECT_GE(rows, 250u);
}

TEST(Hostile, EveryRow) {
    play_all({"loop running"}, [](const row&) { return true; });
}
TEST(Hostile, EveryRowWithABusyLoop) {
    play_all({"loop busy", true}, [](const row& r) { return !r.stream; });
}
TEST(Hostile, EveryStreamWithABusyLoop) {
    play_all({"stream, loop busy", true}, [](const row& r) { return r.stream; });
}
TEST(Hostile, EveryStreamWithALoopThatIsBusyFromTheHandshakeOn) {
    play_all({.name = "stream, loop busy, glued", .busy = true, .glued = true},
             [](const row& r) { return r.stream; });
}
TEST(Hostile, EveryStreamOverTlsWithABusyLoop) {
    play_all({.name = "stream, loop busy, over TLS", .busy = true, .tls = true},
             [](const row& r) { return r.stream && !r.plain_only && r.certificate.empty(); });
}
TEST(Hostile, EveryRowPipelined) {
    play_all({"pipelined", false, 8}, [](const row&) { return true; });
}
TEST(Hostile, EveryRowWithAV1Client) {
    play_all({"v1", false, 1, false, true}, [](const row& r) { return !r.stream && !r.v0_only; });
}
TEST(Hostile, EveryRowWithAV1ClientPipelinedAndABusyLoop) {
    play_all({"v1, pipelined, loop busy", true, 8, false, true},
             [](const row& r) { return !r.stream && !r.v0_only; });
}
TEST(Hostile, EveryRowOverTls) {
    play_all({"over TLS", false, 1, true},
             [](const row& r) { return !r.plain_only && r.certificate.empty(); });
}

/// MiB that a row may take. A body grows where it lies; what is unpacked moves to a place half as large again, and for a moment both are there.
std::size_t most_of(std::string_view group, const row& r) {
    if (!r.heavy) return 24;
    if (r.stream) return 4 * 16;  // the frame that is sent, the message, its line, and the list of lines
    if (r.method != verb::get) return 128;  // 8 MiB are sent, and most of it is the server's
    return group == "content coding" || group == "statuses and error bodies" ? 64 + 48 : 64 + 8;
}

// What a server sends without end must not be kept: one row at a time, because memory is counted for the process.
TEST(Hostile, MemoryStaysBounded) {
    if (under_sanitizer) GTEST_SKIP() << "a sanitizer keeps memory of its own";
#if defined(__GLIBC__)
    // Else it holds back up to 32 MiB of what a body grew out of, by what has been freed before.
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
    for (const auto& [group, r] : all_rows()) {
        const bool endless = std::any_of(r.steps.begin(), r.steps.end(),
                                         [](const step& s) { return s.what == step::kind::repeat; });
        if (!endless && !r.heavy) continue;
        if (!forget_peak_memory()) GTEST_SKIP() << "/proc/self/clear_refs cannot be written";
        const auto before = peak_memory();
        EXPECT_EQ(play(r, {"loop running"}), std::vector<std::string>{}) << r.name;
        const auto grown = peak_memory() - before;
        if (grown > 16) std::cout << "  " << r.name << ": " << grown << " MiB\n";
        EXPECT_LE(grown, most_of(group, r)) << r.name << ": " << grown << " MiB";
    }
}

// Rows of several calls could not come to their end if the calls did not go out together: the server would wait for them.
TEST(Hostile, CallsAreReallyInFlightTogether) {
    const auto two = row{"two"}.take(1).in_flight(2).send(ok() + echoed(1)).value().reused();
    EXPECT_EQ(play(two, {"loop running"}), std::vector<std::string>{});
    auto mixed_up = row{"mixed up"}.take(2).in_flight(3).send(ok() + echoed(2) + echoed(1)).value().reused();
    EXPECT_EQ(play(mixed_up, {"loop running"}).size(), 2u);
}

// A table that cannot fail shows nothing: each of these expects one wrong thing.
TEST(Hostile, NoticesADifference) {
    const mode usual{"loop running"};
    const auto good = [] { return row{"good"}.send(ok()).value().reused(); };
    EXPECT_EQ(play(good(), usual), std::vector<std::string>{});
    EXPECT_EQ(play(good().fresh(), usual).size(), 1u);
    EXPECT_EQ(play(good().value("bob"), usual).size(), 1u);
    EXPECT_EQ(play(good().then("timeout"), usual).size(), 1u);
    EXPECT_EQ(play(row{"bad"}.send("nonsense\r\n\r\n").lost(""), usual).size(), 1u);
    EXPECT_EQ(play(row{"bad"}.send("nonsense\r\n\r\n").protocol("another text"), usual).size(), 1u);
    EXPECT_EQ(play(row{"bad"}
                       .send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                       .is("http_error", "", 403)
                       .reused(),
                   usual)
                  .size(),
              1u);
    EXPECT_EQ(play(row{"bad"}
                       .send(answer("HTTP/1.1 503 Busy", "Retry-After: 2\r\n", "{}"))
                       .is("http_error", "", 503)
                       .asks_to_wait(3)
                       .keeps(1)
                       .maybe(true)
                       .reused(),
                   usual)
                  .size(),
              3u);
    auto stream = row{"stream"};
    stream.stream = true;
    const auto wrong = std::move(stream).send(closing(1000)).closes(1001).value("0:").seen(1);
    EXPECT_EQ(play(wrong, usual).size(), 1u);
    EXPECT_EQ(play(wrong, {"loop busy", true}).size(), 1u);
}

}  // namespace
}  // namespace polyaxon::test::hostile
