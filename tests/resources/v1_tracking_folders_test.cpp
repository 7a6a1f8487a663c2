#include "resources/v1_tracking_support.hpp"

#include <algorithm>
#include <csignal>

#include <sys/resource.h>

// A tracked run that changes the folder of its files on the way.

namespace {

using namespace v1_test;

void put(const std::filesystem::path& file, std::string_view text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

/// The values of a metric's file, one row each.
texts values_in(const std::string& text) {
    texts out;
    std::istringstream in(text);
    std::string row;
    EXPECT_TRUE(std::getline(in, row) && row == "step|timestamp|metric") << text;
    while (std::getline(in, row)) out.push_back(row.substr(row.rfind('|') + 1));
    return out;
}

constexpr const char* loss = "events/metric/loss.plx";

TEST(V1TrackingFolders, ASeriesThatGoesOnTakesItsPastAlong) {
    for (const bool sent_before : {true, false}) {
        tracking_stage s;
        auto o = s.options();
        o.track_logs = true;
        auto run = s.init(o);
        run.log_metrics({{"loss", 0.5}, {"accuracy", 0.75}});
        run.forward_log("one");
        if (sent_before) {
            s.pass(seconds(5));
            s.settle();
            EXPECT_EQ(values_in(s.last_upload(loss)), texts{"0.5"});
        }
        run.set_artifacts_path(s.root / "elsewhere");
        run.log_metric("loss", 0.25);
        run.forward_log("two");
        const auto end = s.wait(run.end());
        EXPECT_TRUE(end.complete()) << end.first_failure;
        EXPECT_EQ(values_in(s.last_upload(loss)), (texts{"0.5", "0.25"}));
        EXPECT_EQ(values_in(file_text(s.root / "elsewhere" / loss)), (texts{"0.5", "0.25"}));
        EXPECT_EQ(values_in(file_text(s.folder() / loss)), texts{"0.5"}) << "the old one is left as it is";
        EXPECT_FALSE(std::filesystem::exists(s.root / "elsewhere/events/metric/accuracy.plx")) << "it ended";
        EXPECT_EQ(values_in(s.last_upload("events/metric/accuracy.plx")), texts{"0.75"});
        const auto log = s.last_upload("plxlogs/logs.jsonl");
        EXPECT_NE(log.find("one"), log.npos) << log;
        EXPECT_LT(log.find("one"), log.find("two")) << log;
        json last;
        for (const auto& body : s.bodies("POST", "/lineage/artifacts"))
            for (const auto& item : body.at("artifacts").elements())
                if (item.at("name").as<std::string>() == "loss") last = item.at("summary");
        EXPECT_EQ(last.at("metric").at("last").as<double>(), 0.25) << last.text();
        EXPECT_EQ(last.at("metric").at("max").as<double>(), 0.5) << last.text();
    }
}

TEST(V1TrackingFolders, ThereAndBackAgainNothingIsLost) {
    for (const bool goes_on : {true, false}) {
        tracking_stage s;
        auto run = s.init();
        const auto first = s.folder();
        run.log_metric("loss", 1);
        run.set_artifacts_path(s.root / "elsewhere");
        run.log_metric("loss", 2);
        run.set_artifacts_path(first);
        texts all{"1.0", "2.0"};
        if (goes_on) {
            run.log_metric("loss", 3);
            all.emplace_back("3.0");
        }
        const auto end = s.wait(run.end());
        EXPECT_TRUE(end.complete()) << end.first_failure;
        EXPECT_EQ(values_in(s.last_upload(loss)), all);
        EXPECT_EQ(values_in(file_text(first / loss)), all);
        EXPECT_EQ(values_in(file_text(s.root / "elsewhere" / loss)), (texts{"1.0", "2.0"}));
    }
}

TEST(V1TrackingFolders, WhatIsNewerIsNotReplacedByWhatIsOlder) {
    tracking_stage s;
    auto run = s.init();
    const auto a = s.folder(), b = s.root / "b", c = s.root / "c";
    texts all;
    const auto log_in = [&](const std::filesystem::path& folder, double value, const char* text) {
        run.set_artifacts_path(folder);
        run.log_metric("loss", value);
        all.emplace_back(text);
        s.poll();
    };
    log_in(a, 1, "1.0");
    log_in(b, 2, "2.0");
    log_in(a, 3, "3.0");
    log_in(a, 4, "4.0");       // once an epoch, say
    log_in(a / "", 5, "5.0");  // another spelling
    log_in(a / ".", 6, "6.0");
    run.set_artifacts_path(c);  // where the series does not go on
    s.poll();
    log_in(a, 7, "7.0");
    EXPECT_TRUE(s.wait(run.end()).complete());
    EXPECT_EQ(values_in(file_text(a / loss)), all);
    EXPECT_EQ(values_in(s.last_upload(loss)), all);
}

/// A disk that is full for every file that has as many bytes as this one.
class full_disk {
 public:
    explicit full_disk(const std::filesystem::path& file) : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        auto now = before_;
        now.rlim_cur = std::filesystem::file_size(file);
        EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &now), 0);
    }
    ~full_disk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, signal_);
    }
    full_disk(const full_disk&) = delete;
    full_disk& operator=(const full_disk&) = delete;

 private:
    rlimit before_{};
    void (*signal_)(int);
};

TEST(V1TrackingFolders, WhatAFolderCannotTakeGoesOnInTheNext) {
    tracking_stage s;
    auto run = s.init();
    run.log_metric("loss", 1);
    s.pass(seconds(5));
    s.settle();
    {
        const full_disk full(s.folder() / loss);
        run.log_metric("loss", 2);
        s.pass(seconds(5));
        s.settle();
        run.set_artifacts_path(s.root / "elsewhere");
        s.poll();
    }
    run.log_metric("loss", 3);
    s.wait(run.end());
    const texts all{"1.0", "2.0", "3.0"};
    EXPECT_EQ(values_in(file_text(s.root / "elsewhere" / loss)), all);
    EXPECT_EQ(values_in(s.last_upload(loss)), all);
    EXPECT_EQ(values_in(file_text(s.folder() / loss)), texts{"1.0"});
}

TEST(V1TrackingFolders, AFileOfAnotherTimeIsContinued) {
    tracking_stage s;
    auto run = s.init();
    put(s.root / "elsewhere" / loss, "step|timestamp|metric\n0|2024-01-02 03:04:01+00:00|9.0");
    run.log_metric("loss", 1);
    run.set_artifacts_path(s.root / "elsewhere");
    run.log_metric("loss", 2);
    EXPECT_TRUE(s.wait(run.end()).complete());
    EXPECT_EQ(values_in(file_text(s.root / "elsewhere" / loss)), (texts{"9.0", "2.0"}));
    EXPECT_EQ(values_in(file_text(s.folder() / loss)), texts{"1.0"});
}

TEST(V1TrackingFolders, WhatIsLeftDoesNotTakeThePlaceOfWhatWentOn) {
    bool full = true;
    tracking_stage s([&](const received& r) {
        return full && r.path().ends_with("/artifact") ? reply::error(400, "not now") : server_answer(r);
    });
    auto run = s.init();
    put(run.get_outputs_path("notes.txt"), "old");
    run.log_metric("loss", 1);
    s.pass(seconds(5));
    s.settle();
    run.set_artifacts_path(s.root / "elsewhere");
    run.log_metric("loss", 2);
    put(s.root / "elsewhere/outputs/notes.txt", "new");
    full = false;
    put(s.folder() / "outputs/notes.txt", "late");
    s.wait(run.end());
    EXPECT_EQ(values_in(s.last_upload(loss)), (texts{"1.0", "2.0"}));
    EXPECT_EQ(s.last_upload("outputs/notes.txt"), "new");
    for (const auto& f : s.uploads()) EXPECT_NE(f.text, "late") << f.path;
}

}  // namespace
