#include "resources/v1_tracking_support.hpp"

#include <polyaxon/resources/v1/tracking/run_assets.hpp>
#include <polyaxon/resources/v1/tracking/run_changes.hpp>
#include <polyaxon/resources/v1/tracking/upload_ledger.hpp>
#include <polyaxon/resources/v1/tracking/upload_policy.hpp>

#include <unistd.h>

#include <algorithm>
#include <set>

namespace {

using namespace v1_test;

void put(const std::filesystem::path& file, std::string_view text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

TEST(V1TrackingUploads, OnlyFilesThatChangedAreSentAgain) {
    tracking_stage s;
    auto run = s.init();
    run.log_metric("loss", 0.5);
    run.log_metric("accuracy", 0.5);
    s.pass(seconds(5));
    s.settle();
    EXPECT_EQ(s.upload_paths(), (texts{"events/metric/accuracy.plx", "events/metric/loss.plx"}));
    s.pass(seconds(30));
    s.settle();
    EXPECT_EQ(s.uploads().size(), 2u) << "nothing changed, nothing is sent";
    run.log_metric("loss", 0.25);
    put(run.get_outputs_path("notes.txt"), "mine");
    s.pass(seconds(5));
    s.settle();
    EXPECT_EQ(s.upload_paths(), (texts{"events/metric/accuracy.plx", "events/metric/loss.plx",
                                       "events/metric/loss.plx", "outputs/notes.txt"}));
    EXPECT_EQ(s.last_upload("outputs/notes.txt"), "mine");
    EXPECT_EQ(s.patches().back(), json::parse(R"({"outputs": {"loss": 0.25}, "merge": true})"));
    EXPECT_EQ(s.bodies("POST", "/lineage/artifacts").back().at("artifacts").size(), 1u);
    const auto before = s.uploads().size();
    EXPECT_TRUE(s.wait(run.end()).complete());
    EXPECT_EQ(s.uploads().size(), before);
}

TEST(V1TrackingUploads, AnOutageLosesNothing) {
    bool down = false;
    tracking_stage s([&](const received& r) {
        auto answer = down ? reply::error(503, "starting") : server_answer(r);
        answer.close = true;  // no connection outlives the server
        return answer;
    });
    auto run = s.init();
    for (int i = 0; i < 10; ++i) run.log_metric("loss", i, {.step = i});
    s.pass(seconds(6));
    s.settle();
    s.mood->away = down = true;  // gone at first, then behind a proxy that says so
    for (int i = 10; i < 500; ++i) {
        run.log_metric("loss", i, {.step = i});
        run.log_outputs(json::object().set("epoch", i));
        if (i % 50 != 0) continue;
        s.pass(seconds(10));
        s.settle();
        s.mood->away = false;
    }
    EXPECT_GE(s.mood->refused, 1);
    down = false;
    const auto end = s.wait(run.end());
    EXPECT_TRUE(end.complete()) << end.first_failure;
    const auto text = s.last_upload("events/metric/loss.plx");
    EXPECT_EQ(std::ranges::count(text, '\n'), 500);
    const auto patches = s.patches();
    std::set<std::string> bodies;
    for (const auto& p : patches) bodies.emplace(p.text());
    EXPECT_LT(bodies.size(), 8u) << "what came meanwhile was merged";
    auto outputs = json::object();
    for (const auto& p : patches)
        if (p.contains("outputs"))
            for (auto& [key, value] : p.at("outputs").items()) outputs.set(key, value);
    EXPECT_EQ(outputs, json::parse(R"({"loss": 499.0, "epoch": 499})"));
    EXPECT_GT(run.stats().retried, 4u);
    EXPECT_EQ(run.stats().failed, 0u);
    EXPECT_EQ(s.statuses().back(), "succeeded");
}

TEST(V1TrackingUploads, WhatDidNotArriveInTimeIsSaidAndCanStillArrive) {
    bool down = false;
    tracking_stage s(
        [&](const received& r) { return down ? reply::error(503, "starting") : server_answer(r); });
    auto run = s.init();
    s.settle();
    down = true;
    run.log_metric("loss", 0.5);
    const auto first = s.wait(run.end({.limit = seconds(5)}));
    EXPECT_FALSE(first.complete());
    EXPECT_NE(std::ranges::find(first.unsent, "events/metric/loss.plx"), first.unsent.end());
    EXPECT_NE(std::ranges::find(first.unsent, "the status succeeded"), first.unsent.end());
    EXPECT_GE(run.stats().waiting, 2u);
    down = false;
    const auto second = s.wait(run.end());
    EXPECT_TRUE(second.complete()) << second.first_failure;
    EXPECT_EQ(s.upload_paths().back(), "events/metric/loss.plx");
    EXPECT_EQ(s.statuses().back(), "succeeded");
}

TEST(V1TrackingUploads, TheStatusDoesNotWaitForeverForAFile) {
    tracking_stage s([](const received& r) {
        return r.path().ends_with("/artifact") ? reply::error(503, "full") : server_answer(r);
    });
    auto run = s.init();
    run.log_metric("loss", 0.5);
    const auto end = s.wait(run.end({.limit = seconds(30)}));
    EXPECT_EQ(end.unsent, (texts{"events/metric/loss.plx"}));
    EXPECT_EQ(s.statuses(), (texts{"running", "succeeded"}));
}

TEST(V1TrackingUploads, ARunThatGoesForGoodCountsWhatIsLost) {
    tracking_stage s([](const received& r) {
        auto answer = server_answer(r);
        answer.close = true;
        return answer;
    });
    {
        auto run = s.init();
        s.settle();
        s.mood->away = true;
        run.log_metric("loss", 0.5);
    }
    s.pass(seconds(120));
    ASSERT_EQ(s.heard->failures.size(), 1u);
    EXPECT_EQ(s.heard->failures[0].failure, errc::canceled);
    EXPECT_GE(s.heard->failures[0].items, 2u);
    EXPECT_NE(s.heard->failures[0].detail.find(s.folder().string()), std::string::npos);
    EXPECT_EQ(s.time->next(), std::nullopt) << "nothing keeps the loop at work";
    EXPECT_TRUE(std::filesystem::exists(s.folder() / "events/metric/loss.plx")) << "it is on disk";
}

TEST(V1TrackingUploads, ARefusedFileIsToldAndTheRestGoesOn) {
    tracking_stage s([](const received& r) {
        return r.path().ends_with("/artifact") && r.body.find("accuracy") != std::string::npos
                   ? reply::error(400, "not this one")
                   : server_answer(r);
    });
    auto run = s.init();
    run.log_metrics({{"accuracy", 0.5}, {"loss", 0.5}});
    const auto end = s.wait(run.end());
    EXPECT_EQ(end.failed, 1u);
    EXPECT_TRUE(end.unsent.empty());
    EXPECT_NE(end.first_failure.find("not this one"), std::string::npos) << end.first_failure;
    ASSERT_EQ(s.heard->failures.size(), 1u);
    EXPECT_NE(s.heard->failures[0].detail.find("events/metric/accuracy.plx"), std::string::npos);
    EXPECT_EQ(s.upload_paths(), (texts{"events/metric/accuracy.plx", "events/metric/loss.plx"}))
        << "and not again";
    EXPECT_EQ(s.statuses().back(), "succeeded");
}

TEST(V1TrackingUploads, WhatTheServerHasIsNotOverwrittenUnseen) {
    int status = 403;
    tracking_stage s([&](const received& r) {
        if (r.method == "GET" && r.path().ends_with("/artifacts")) return reply::error(status, "not now");
        return server_answer(r);
    });
    auto o = s.options();
    o.run_uuid = uuid;
    o.collect_artifacts = true;
    auto run = s.init(o);
    run.log_metric("loss", 0.5);
    put(run.get_outputs_path("notes.txt"), "mine");
    for (const int refused : {403, 429, 500}) {
        status = refused;
        const auto end = s.wait(run.end({.limit = seconds(120)}));
        EXPECT_FALSE(end.complete()) << refused;
        EXPECT_FALSE(end.unsent.empty()) << refused;
        EXPECT_EQ(s.last_upload("events/metric/loss.plx"), "never sent") << refused;
        EXPECT_FALSE(std::filesystem::exists(s.folder() / "events")) << refused;
    }
    EXPECT_EQ(s.upload_paths(), (texts{"outputs/notes.txt"})) << "which takes nothing's place";
    status = 404;
    const auto end = s.wait(run.end());
    EXPECT_TRUE(end.unsent.empty());
    EXPECT_EQ(s.upload_paths(), (texts{"outputs/notes.txt", "events/metric/loss.plx"}));
}

TEST(V1TrackingUploads, EventsThatNeverMetTheServersStandBesideThem) {
    tracking_stage s([](const received& r) {
        if (r.method == "GET" && r.path().ends_with("/artifacts")) return reply::error(503, "starting");
        return server_answer(r);
    });
    {
        auto o = s.options();
        o.run_uuid = uuid;
        o.collect_artifacts = true;
        auto run = s.init(o);
        run.log_metric("loss", 0.5);
    }
    s.pass(seconds(120));
    EXPECT_FALSE(std::filesystem::exists(s.folder() / "events"));
    EXPECT_TRUE(std::filesystem::exists(s.folder() / "unsent-events/metric/loss.plx"));
    EXPECT_TRUE(s.upload_paths().empty());
    ASSERT_FALSE(s.heard->failures.empty());
    EXPECT_EQ(s.heard->failures.back().failure, errc::canceled);
}

/// While it lives, permissions count for this process even when the superuser runs it.
struct plain_user {
    plain_user() {
        if (root) {
            EXPECT_EQ(::seteuid(65534), 0);
        }
    }
    ~plain_user() {
        if (root) {
            EXPECT_EQ(::seteuid(0), 0);
        }
    }
    bool root = ::geteuid() == 0;
};

TEST(V1TrackingUploads, AFileThatCannotBeReadIsSentWhenItCan) {
    tracking_stage s;
    auto run = s.init();
    const std::filesystem::path file = run.get_outputs_path("notes.txt");
    put(file, "mine");
    for (auto folder = file.parent_path(); folder != s.root.parent_path(); folder = folder.parent_path())
        std::filesystem::permissions(folder, std::filesystem::perms(0755));
    std::filesystem::permissions(file, std::filesystem::perms::none);
    {
        const plain_user nobody;
        const auto end = s.wait(run.end());
        EXPECT_EQ(end.unsent, (texts{"outputs/notes.txt"}));
        s.pass(seconds(60));
        s.settle();
    }
    EXPECT_TRUE(s.upload_paths().empty()) << "neither empty nor cut short";
    EXPECT_EQ(s.heard->failures.size(), 1u) << "told once";
    EXPECT_EQ(s.statuses().back(), "succeeded") << "the run does not wait for it";
    std::filesystem::permissions(file, std::filesystem::perms(0644));
    EXPECT_TRUE(s.wait(run.end()).unsent.empty());
    EXPECT_EQ(s.last_upload("outputs/notes.txt"), "mine");
}

TEST(V1TrackingUploads, AFolderThatIsLeftIsSentFirst) {
    tracking_stage s;
    auto run = s.init();
    s.settle();
    run.log_metric("loss", 0.5);
    put(run.get_outputs_path("old.txt"), "old");
    run.set_artifacts_path(s.root / "elsewhere");
    run.log_metric("accuracy", 0.25);
    put(s.root / "elsewhere/outputs/new.txt", "new");
    EXPECT_TRUE(s.wait(run.end()).complete());
    EXPECT_EQ(s.upload_paths(), (texts{"events/metric/loss.plx", "outputs/old.txt",
                                       "events/metric/accuracy.plx", "outputs/new.txt"}));
    auto outputs = json::object();
    for (const auto& p : s.patches())
        if (p.contains("outputs"))
            for (auto& [key, value] : p.at("outputs").items()) outputs.set(key, value);
    EXPECT_EQ(outputs, json::parse(R"({"loss": 0.5, "accuracy": 0.25})"));
}

TEST(V1TrackingUploads, AFailureHiddenAs405IsTriedAgain) {
    int refused = 0;
    tracking_stage s([&](const received& r) {
        if (r.method != "PATCH" || ++refused > 2) return server_answer(r);
        reply hidden;
        hidden.status = 405;
        hidden.content_type = "text/html";
        return hidden;
    });
    auto run = s.init();
    run.log_inputs(json::object().set("lr", 0.1));
    EXPECT_TRUE(s.wait(run.end()).complete());
    EXPECT_EQ(run.stats().retried, 2u);
}

TEST(V1TrackingUploads, FilesAreCopiedBeforeTheyChange) {
    tracking_stage s;
    auto run = s.init();
    const std::string png =
        std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0", 29);
    put(s.root / "a.png", png);
    put(s.root / "model.tar.gz", "line one\nline two\n");
    put(s.root / "table.csv", "a,b\n1,2\n");
    run.log_image(s.root / "a.png", "sample/one", {.step = 3});
    run.log_image_data(png, "png", "sized", {.step = 3});
    run.log_model(s.root / "model.tar.gz", {.name = "amodel", .framework = "none"});
    run.log_artifact(s.root / "model.tar.gz", {.name = "weights", .kind = "model", .step = 1});
    run.log_dataframe(s.root / "table.csv");
    for (const char* name : {"a.png", "model.tar.gz", "table.csv"}) put(s.root / name, "changed");
    EXPECT_TRUE(s.wait(run.end()).complete());

    EXPECT_EQ(s.last_upload("assets/image/sample__one_3.png"), png);
    EXPECT_EQ(s.last_upload("outputs/model.tar.gz"), "line one\nline two\n");
    EXPECT_EQ(s.last_upload("assets/model/weights_1.tar.gz"), "line one\nline two\n");
    EXPECT_EQ(s.last_upload("assets/dataframe/table.csv"), "a,b\n1,2\n");
    const auto ends_with = [&](std::string_view path, std::string_view payload) {
        const auto text = s.last_upload(path);
        EXPECT_TRUE(text.ends_with(payload)) << text;
    };
    ends_with("events/image/sample__one.plx", R"(|{"path":"assets/image/sample__one_3.png"})");
    ends_with("events/image/sized.plx",
              R"(|{"height":2,"width":3,"colorspace":3,"path":"assets/image/sized_3.png"})");
    ends_with("events/dataframe/table.plx", R"(|{"path":"assets/dataframe/table.csv","content_type":"csv"})");
    const auto paths = s.upload_paths();
    const auto place = [&](std::string_view path) { return std::ranges::find(paths, path) - paths.begin(); };
    EXPECT_LT(place("assets/image/sample__one_3.png"), place("events/image/sample__one.plx"));

    json model;
    for (const auto& body : s.bodies("POST", "/lineage/artifacts"))
        for (const auto& item : body.at("artifacts").elements())
            if (item.at("name").as<std::string>() == "amodel") model = item;
    EXPECT_EQ(model.at("kind").as<std::string>(), "model");
    EXPECT_EQ(model.at("path").as<std::string>(), "outputs/model.tar.gz");
    EXPECT_EQ(model.at("summary").at("hash").as<std::string>(), "987929d61c9b");
    EXPECT_EQ(model.at("summary").at("framework").as<std::string>(), "none");
    bool told = false;
    for (const auto& p : s.patches())
        told |= p.contains("meta_info") && p.at("meta_info").contains("has_model");
    EXPECT_TRUE(told);
}

TEST(V1TrackingUploads, BoxesAreDrawnOnACopy) {
    using polyaxon::v1::tracking::pixels;
    tracking_stage s;
    auto run = s.init();
    const std::vector<std::uint8_t> grey(16 * 12, 7);
    const auto picture = pixels::from_hwc(grey, 12, 16, 1);
    const pixels::box boxes[] = {{2, 3, 9, 8}, {10, 1, 40, 40}};
    run.log_image_with_boxes(picture, boxes, "found", {.step = 3});
    run.log_image_with_boxes(picture, {}, "none");
    EXPECT_TRUE(s.wait(run.end()).complete());

    std::vector<std::uint8_t> colour(16 * 12 * 3, 7);
    auto expected = pixels::from_hwc(colour, 12, 16, 3);
    EXPECT_EQ(s.last_upload("assets/image/none.png"), expected.png());
    expected.draw(boxes);
    EXPECT_EQ(s.last_upload("assets/image/found_3.png"), expected.png());
    EXPECT_EQ(picture.channels(), 1u) << "the picture itself stays";
    const auto events = s.last_upload("events/image/found.plx");
    EXPECT_TRUE(
        events.ends_with(R"(|{"height":12,"width":16,"colorspace":3,"path":"assets/image/found_3.png"})"))
        << events;
}

TEST(V1TrackingUploads, ALargeFileIsStreamed) {
    tracking_stage s;
    auto run = s.init();
    const std::string large(3 * 1024 * 1024, 'x');
    put(run.get_outputs_path("large.bin"), large);
    EXPECT_TRUE(s.wait(run.end()).complete());
    EXPECT_EQ(s.upload_paths(), (texts{"outputs/large.bin"}));
    EXPECT_EQ(s.last_upload("outputs/large.bin").size(), large.size());
}

TEST(V1TrackingUploads, TheLedgerKnowsWhatChanged) {
    tracking_stage s;
    const auto folder = s.root / "ledger";
    tracking::upload_ledger ledger(folder);
    std::error_code ec;
    EXPECT_TRUE(ledger.to_send(ec).empty());
    EXPECT_FALSE(ec) << "a folder that is not there has no files";
    put(folder / "events/metric/a.plx", "1");
    put(folder / "assets/image/b.png", "2");
    std::filesystem::create_symlink(folder / "events", folder / "link");
    auto files = ledger.to_send(ec);
    ASSERT_EQ(files.size(), 2u);
    EXPECT_EQ(files[0].path, "assets/image/b.png");
    EXPECT_EQ(files[1].folder(), "events/metric");
    EXPECT_EQ(files[1].name(), "a.plx");
    for (const auto& f : files) ledger.settled(f);
    EXPECT_TRUE(ledger.to_send(ec).empty());
    put(folder / "events/metric/a.plx", "12");
    files = ledger.to_send(ec);
    ASSERT_EQ(files.size(), 1u);
    std::filesystem::remove(folder / "events/metric/a.plx");
    EXPECT_FALSE(ledger.look(files[0]));
    EXPECT_TRUE(ledger.to_send(ec).empty());
}

polyaxon::error_info failure(int status, errc kind = errc::server_error) {
    polyaxon::error_info info;
    info.status = status;
    info.kind = kind;
    return info;
}

TEST(V1TrackingUploads, WhatIsTriedAgainAndWhen) {
    const auto hour = std::chrono::hours(1);
    const auto after = [&](polyaxon::error_info e, int tries, milliseconds away = milliseconds(0)) {
        return tracking::pause_after(e, {tries, away}, hour);
    };
    const auto gone = failure(0, errc::network);
    EXPECT_EQ(after(gone, 1), seconds(1));
    EXPECT_EQ(after(gone, 2), seconds(2));
    EXPECT_EQ(after(gone, 3), seconds(4));
    EXPECT_EQ(after(gone, 4), seconds(8));
    EXPECT_EQ(after(gone, 400, std::chrono::minutes(59)), seconds(8));
    EXPECT_EQ(after(gone, 400, hour), std::nullopt);
    EXPECT_EQ(after(failure(503), 20), seconds(8));
    EXPECT_EQ(after(failure(500), 3), seconds(4));
    EXPECT_EQ(after(failure(500), 4), std::nullopt);
    EXPECT_EQ(after(failure(405, errc::client_error), 1), seconds(1));
    EXPECT_EQ(after(failure(400, errc::client_error), 1), std::nullopt);
    EXPECT_EQ(after(failure(0, errc::canceled), 1), std::nullopt);
    EXPECT_EQ(after(failure(0, errc::tls), 1), std::nullopt);
    auto asked = failure(429, errc::rate_limited);
    asked.retry_after = seconds(600);
    EXPECT_EQ(after(asked, 1), seconds(60));
}

}  // namespace
