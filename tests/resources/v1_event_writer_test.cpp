#include <polyaxon/resources/v1/tracking/event_store.hpp>
#include <polyaxon/resources/v1/tracking/event_writer.hpp>
#include <resources/v1_event_samples.hpp>

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <future>
#include <latch>
#include <map>
#include <sstream>
#include <thread>
#include <vector>

using namespace polyaxon;
using namespace polyaxon::v1::tracking;
using namespace v1_events;

namespace {

/// The rows of a file of separated values, without its head.
std::vector<std::array<std::string, 3>> rows_of(const std::filesystem::path& file) {
    std::istringstream in(file_text(file));
    std::vector<std::array<std::string, 3>> out;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        const auto a = line.find('|'), b = line.find('|', a + 1);
        out.push_back({line.substr(0, a), line.substr(a + 1, b - a - 1), line.substr(b + 1)});
    }
    return out;
}

constexpr auto never = std::chrono::hours(10);

}  // namespace

TEST(V1EventWriter, LoggingTouchesNoFile) {
    scratch_folder folder;
    event_store store(folder.path() / "run");
    EXPECT_TRUE(store.log_metric("loss", 1, 1));
    EXPECT_TRUE(store.log_resource("cpu", 1));
    EXPECT_TRUE(store.log_line("a"));
    EXPECT_EQ(store.waiting(), 3u);
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "run"));
    EXPECT_TRUE(store.changed_since(0).files.empty());
    EXPECT_EQ(store.flush().written, 3u);
    EXPECT_EQ(store.waiting(), 0u);
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "run/resources/metric/cpu.plx"));
    EXPECT_EQ(store.flush().written, 0u);
}

TEST(V1EventWriter, ManyThreadsEachInItsOwnOrder) {
    scratch_folder folder;
    constexpr int threads = 8, each = 4000;
    event_store store(folder.path());
    {
        event_writer writer(store, std::chrono::milliseconds(1));
        std::latch start(threads);
        std::vector<std::thread> all;
        for (int t = 0; t < threads; ++t)
            all.emplace_back([&, t] {
                start.arrive_and_wait();
                for (int i = 0; i < each; ++i) {
                    store.log_metric("shared", i, t);
                    store.log_metric("own/" + std::to_string(t), i, i);
                    if (i % 1000 == 0) writer.wake();
                }
            });
        for (auto& t : all) t.join();
    }
    const auto shared = rows_of(folder.path() / "events/metric/shared.plx");
    ASSERT_EQ(shared.size(), static_cast<std::size_t>(threads * each));
    std::map<std::string, int> next;
    for (const auto& row : shared) EXPECT_EQ(std::stod(row[2]), next[row[0]]++) << "thread " << row[0];
    for (int t = 0; t < threads; ++t) {
        const auto own = rows_of(folder.path() / ("events/metric/own__" + std::to_string(t) + ".plx"));
        ASSERT_EQ(own.size(), static_cast<std::size_t>(each));
        for (int i = 0; i < each; ++i) ASSERT_EQ(own[static_cast<std::size_t>(i)][0], std::to_string(i));
    }
    const auto changed = store.changed_since(0);
    ASSERT_EQ(changed.files.size(), static_cast<std::size_t>(threads + 1));
    for (const auto& f : changed.files) {
        EXPECT_EQ(f.size, std::filesystem::file_size(folder.path() / f.path));
        EXPECT_EQ(f.summary.at("metric").at("count").as<double>(), static_cast<double>(f.rows));
    }
}

TEST(V1EventWriter, WhatIsBeyondTheBoundIsRefusedAndTold) {
    scratch_folder folder;
    event_store_options bounds;
    bounds.most_waiting = 10'000;
    event_store store(folder.path(), bounds);
    int taken = 0, refused = 0;
    for (int i = 0; i < 1000; ++i) (store.log_metric("loss", i, i) ? taken : refused)++;
    EXPECT_GT(taken, 50);
    EXPECT_LT(taken, 400);
    EXPECT_FALSE(store.log_event(event_kind::text, "big", std::string(20'000, 'x')));
    const auto report = store.flush();
    EXPECT_EQ(report.written, static_cast<std::uint64_t>(taken));
    EXPECT_EQ(report.lost, static_cast<std::uint64_t>(refused + 1));
    ASSERT_EQ(report.problems.size(), 1u);
    EXPECT_NE(report.problems[0].find("most_waiting"), std::string::npos) << report.problems[0];
    EXPECT_TRUE(store.log_metric("loss", 1)) << "there is room again";
    const auto after = store.flush();
    EXPECT_TRUE(after.ok());
    EXPECT_EQ(after.lost, 0u);
    const auto rows = rows_of(folder.path() / "events/metric/loss.plx");
    ASSERT_EQ(rows.size(), static_cast<std::size_t>(taken + 1));
    for (int i = 0; i < taken; ++i) ASSERT_EQ(rows[static_cast<std::size_t>(i)][0], std::to_string(i));
}

TEST(V1EventWriter, AnEventLargerThanABlock) {
    scratch_folder folder;
    event_store store(folder.path());
    const std::string long_text(300'000, 'x');
    store.log_metric("a", 1, 1, at(1));
    store.log_event(event_kind::text, "long", long_text, 1, at(1));
    store.log_metric("a", 2, 2, at(1));
    EXPECT_EQ(store.flush().written, 3u);
    EXPECT_NE(file_text(folder.path() / "events/text/long.plx").find(long_text), std::string::npos);
    EXPECT_EQ(rows_of(folder.path() / "events/metric/a.plx").size(), 2u);
}

TEST(V1EventWriter, OnlyFilesThatChangedAreTold) {
    scratch_folder folder;
    event_store store(folder.path());
    store.log_metric("b", 1), store.log_metric("a", 1), store.log_line("x");
    store.flush();
    const auto first = store.changed_since(0);
    ASSERT_EQ(first.files.size(), 3u);
    EXPECT_EQ(first.files[0].path, "events/metric/a.plx");
    EXPECT_EQ(first.files[1].path, "events/metric/b.plx");
    EXPECT_EQ(first.files[2].path, "plxlogs/logs.jsonl");
    EXPECT_FALSE(first.files[2].has_lineage());
    EXPECT_TRUE(store.changed_since(first.mark).files.empty());

    store.log_metric("b", 2);
    store.log_resource("cpu", 50);
    store.flush();
    const auto second = store.changed_since(first.mark);
    ASSERT_EQ(second.files.size(), 2u);
    EXPECT_EQ(second.files[0].path, "events/metric/b.plx");
    EXPECT_EQ(second.files[0].last, 2.0);
    EXPECT_EQ(second.files[0].rows, 2u);
    EXPECT_EQ(second.files[1].path, "resources/metric/cpu.plx");
    EXPECT_EQ(second.files[1].kind, "system");
    EXPECT_EQ(store.changed_since(0).files.size(), 4u) << "asked from the beginning again";
}

TEST(V1EventWriter, DifferentNamesOfOneFileShareIt) {
    scratch_folder folder;
    event_store store(folder.path());
    store.log_metric("train/loss", 1, 1), store.log_metric("train\\loss", 2, 2),
        store.log_metric("train__loss", 3, 3);
    store.flush();
    EXPECT_EQ(rows_of(folder.path() / "events/metric/train__loss.plx").size(), 3u);
    EXPECT_EQ(store.changed_since(0).files.size(), 1u);
}

TEST(V1EventWriter, NamesThatMakeNoFileAreTold) {
    scratch_folder folder;
    event_store store(folder.path());
    store.log_metric("", 1), store.log_metric("\u65e5\u672c", 1), store.log_metric("\u65e5\u672c", 1);
    store.log_metric(std::string(300, 'n'), 1);
    store.log_metric("../../etc/x", 1, 1);
    const auto report = store.flush();
    EXPECT_EQ(report.lost, 4u);
    EXPECT_EQ(report.written, 1u);
    ASSERT_EQ(report.problems.size(), 3u);
    EXPECT_NE(report.problems[1].find("\u65e5\u672c"), std::string::npos);
    EXPECT_NE(report.problems[2].find("shorter"), std::string::npos);
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
        files += entry.is_regular_file();
    EXPECT_EQ(files, 1u);
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "events/metric/-__-__etc__x.plx"));
}

TEST(V1EventWriter, AFileThatIsThereIsContinued) {
    scratch_folder folder;
    const auto file = folder.path() / "events/metric/loss.plx";
    {
        event_store store(folder.path());
        store.log_metric("loss", 1, 1, at(1)), store.log_metric("loss", 2, 2, at(2));
        store.flush();
    }
    const auto before = file_text(file);
    event_store store(folder.path());
    store.log_metric("loss", 6, 3, at(3));
    store.flush();
    EXPECT_EQ(file_text(file), before + "\n3|2024-01-02 03:04:03.123456+00:00|6.0");
    const auto changed = store.changed_since(0);
    ASSERT_EQ(changed.files.size(), 1u);
    EXPECT_EQ(changed.files[0].rows, 3u);
    EXPECT_EQ(changed.files[0].summary.at("metric").at("mean").as<double>(), 3);
    EXPECT_EQ(changed.files[0].summary.at("step").text(), R"({"count":3,"min":1,"max":3})");
}

TEST(V1EventWriter, AFileThatWasTakenAwayBeginsAgain) {
    scratch_folder folder;
    event_store store(folder.path());
    store.log_metric("loss", 1, 1, at(1));
    store.flush();
    std::filesystem::remove_all(folder.path() / "events");
    store.log_metric("loss", 2, 2, at(2, true));
    EXPECT_TRUE(store.flush().ok());
    EXPECT_EQ(file_text(folder.path() / "events/metric/loss.plx"),
              "step|timestamp|metric\n2|2024-01-02 03:04:02+00:00|2.0");
}

TEST(V1EventWriter, WhatCannotBeWrittenIsKeptAndTriedAgain) {
    scratch_folder folder;
    // A file stands where the folder must be.
    std::ofstream(folder.path() / "events") << "in the way";
    event_store store(folder.path());
    store.log_metric("loss", 1, 1, at(1, true)), store.log_line("fine");
    const auto report = store.flush();
    EXPECT_EQ(report.written, 1u);
    ASSERT_EQ(report.problems.size(), 1u);
    EXPECT_NE(report.problems[0].find("events/metric/loss.plx"), std::string::npos) << report.problems[0];
    EXPECT_EQ(store.changed_since(0).files.size(), 1u);

    std::filesystem::remove(folder.path() / "events");
    store.log_metric("loss", 2, 2, at(2, true));
    EXPECT_EQ(store.flush().written, 2u);
    EXPECT_EQ(file_text(folder.path() / "events/metric/loss.plx"),
              "step|timestamp|metric\n1|2024-01-02 03:04:01+00:00|1.0\n2|2024-01-02 03:04:02+00:00|2.0");
}

TEST(V1EventWriter, WhatIsKeptCountsAgainstTheBound) {
    scratch_folder folder;
    std::ofstream(folder.path() / "events") << "in the way";
    event_store_options bounds;
    bounds.most_waiting = 10'000;
    event_store store(folder.path(), bounds);
    int taken = 0;
    for (int round = 0; round < 20; ++round) {
        for (int i = 0; i < 100; ++i) taken += store.log_metric("loss", i, i);
        store.flush();
    }
    EXPECT_LT(taken, 400);
    std::filesystem::remove(folder.path() / "events");
    EXPECT_EQ(store.flush().written, static_cast<std::uint64_t>(taken));
}

TEST(V1EventWriter, AFullDiskLeavesNoHalfRow) {
    scratch_folder folder;
    event_store store(folder.path());
    store.log_metric("loss", 1, 1, at(1, true));
    store.flush();
    const auto file = folder.path() / "events/metric/loss.plx";
    const auto before = file_text(file);
    // No file may grow beyond a few bytes more than it has: the write stops half way.
    const auto ignored = ::signal(SIGXFSZ, SIG_IGN);
    ::rlimit old{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
    const ::rlimit small{before.size() + 10, old.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    store.log_metric("loss", 2, 2, at(2, true));
    const auto report = store.flush();
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &old), 0);
    ::signal(SIGXFSZ, ignored);
    EXPECT_EQ(report.written, 0u);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(file_text(file), before);
    EXPECT_EQ(store.flush().written, 1u);
    EXPECT_EQ(file_text(file), before + "\n2|2024-01-02 03:04:02+00:00|2.0");
}

TEST(V1EventWriter, AfterTheEndNothingIsTaken) {
    scratch_folder folder;
    event_store store(folder.path());
    store.log_metric("loss", 1);
    store.close();
    EXPECT_FALSE(store.log_metric("loss", 2));
    const auto report = store.flush();
    EXPECT_EQ(report.written, 1u);
    EXPECT_EQ(report.lost, 1u);
    ASSERT_EQ(report.problems.size(), 1u);
    EXPECT_NE(report.problems[0].find("after the end"), std::string::npos);
}

TEST(V1EventWriter, TheEndOfAStoreFlushes) {
    scratch_folder folder;
    { event_store(folder.path()).log_metric("loss", 1); }
    EXPECT_EQ(rows_of(folder.path() / "events/metric/loss.plx").size(), 1u);
}

TEST(V1EventWriter, StoppingWritesAllThatWasLogged) {
    scratch_folder folder;
    event_store store(folder.path());
    std::promise<flush_report> told;
    event_writer writer(store, never, {}, [&](const flush_report& r) { told.set_value(r); });
    for (int i = 0; i < 100; ++i) store.log_metric("loss", i, i);
    writer.stop();
    writer.stop();
    EXPECT_EQ(told.get_future().get().written, 100u);
    EXPECT_EQ(rows_of(folder.path() / "events/metric/loss.plx").size(), 100u);
}

TEST(V1EventWriter, TheWriterWakesAndAsksForMore) {
    scratch_folder folder;
    event_store store(folder.path());
    std::promise<void> written;
    event_writer writer(
        store, never, [](event_store& s) { s.log_resource("cpu", 12.5); },
        [&, first = true](const flush_report&) mutable {
            if (std::exchange(first, false)) written.set_value();
        });
    writer.wake();
    written.get_future().get();
    EXPECT_EQ(rows_of(folder.path() / "resources/metric/cpu.plx").front()[2], "12.5");
    store.log_metric("loss", 1);
    EXPECT_EQ(writer.flush().written, 1u);
}
