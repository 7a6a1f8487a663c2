#include "resources/v1_recorded.hpp"

#include <polyaxon/resources/v1/offline_files.hpp>

#include <sys/stat.h>

#include <algorithm>

namespace {

using namespace v1_test;

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

TEST(V1Offline, ARunIsKeptAndLoadedAgain) {
    desk d({reply::json("{}")});
    const folder here;
    const auto kept = (here.path / "runs/probe").string();
    std::string made;
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision", .is_offline = true});
        co_await run.create({.name = "probe", .tags = "a", .meta_info = R"({"k":1})"});
        made = run.run_uuid();
        co_await run.persist_run(kept);
        EXPECT_FALSE(std::filesystem::exists(kept + "/lineages.plx.json"));
        co_await run.start();
        co_await run.log_inputs(json::object().set("lr", 0.5));
        const auto changes = json::parse(R"({"description":"second","outputs":{"loss":0.25}})");
        co_await run.update(changes);  // the values, not nulls
        co_await run.log_data_ref("raw", {.hash = "1", .path = "s3://b/raw"});
        co_await run.log_succeeded();
        co_await run.persist_run(kept);

        api::run_client again(client, {.is_offline = true});
        EXPECT_TRUE(co_await again.load_offline_run(kept));
        EXPECT_EQ(again.run_uuid(), made);
        EXPECT_EQ(again.owner(), "acme");
        EXPECT_EQ(again.project(), "vision");
        EXPECT_EQ(again.run_status(), "succeeded");
        EXPECT_EQ(again.run_data().status_conditions.size(), 3u);
        EXPECT_EQ(again.run_data().outputs, json::object().set("loss", 0.25));
        EXPECT_EQ(again.run_data().created_at, run.run_data().created_at);
        EXPECT_EQ(again.artifacts_lineage().size(), 1u);

        const auto made_of_it = co_await api::run_client::load_offline_run(client, kept);
        EXPECT_TRUE(made_of_it.has_value());
        if (made_of_it) {
            EXPECT_EQ(made_of_it->run_uuid(), made);
            EXPECT_EQ(made_of_it->owner() + "/" + made_of_it->project(), "acme/vision");
            EXPECT_EQ(made_of_it->run_status(), "succeeded");
            EXPECT_EQ(made_of_it->artifacts_lineage().size(), 1u);
        }

        api::run_client fresh(client, {.owner = "other", .project = "place", .is_offline = true});
        EXPECT_TRUE(co_await fresh.load_offline_run(
            kept, {.reset_project = true, .reset_uuid = true, .name = "renamed"}));
        EXPECT_EQ(fresh.owner() + "/" + fresh.project(), "other/place");
        EXPECT_EQ(fresh.run_uuid().size(), 32u);
        EXPECT_NE(fresh.run_uuid(), made);
        EXPECT_EQ(fresh.run_data().uuid, fresh.run_uuid());
        EXPECT_EQ(fresh.run_data().name, "renamed");
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
    const auto data = json::parse(text_of(kept + "/run.plx.json"));
    EXPECT_EQ(data.at("uuid").as<std::string>(), made);
    EXPECT_EQ(data.at("kind").as<std::string>(), "job");
    EXPECT_EQ(data.at("is_managed").as<bool>(), false);
    EXPECT_EQ(data.at("managed_by").as<std::string>(), "user");
    EXPECT_EQ(data.at("description").as<std::string>(), "second");
    EXPECT_EQ(data.at("status_conditions").at(std::size_t{0}).at("status").as<bool>(), true);
    EXPECT_EQ(
        json::parse(text_of(kept + "/lineages.plx.json")),
        json::parse(
            R"([{"name":"raw","kind":"data","path":"s3://b/raw","summary":{"hash":"1","path":"s3://b/raw"},"is_input":true}])"));
    EXPECT_FALSE(std::filesystem::exists(kept + "/run.plx.json.part"));
}

TEST(V1Offline, FilesOfThePythonClientAreRead) {
    const folder here;
    here.file(
        "run.plx.json",
        R"({"uuid":"0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9","name":"py","owner":"acme","project":"vision",)"
        R"("created_at":"2026-01-01T00:00:00.123456+00:00","wait_time":0.5,"kind":"job","runtime":"job",)"
        R"("is_managed":false,"managed_by":"user","status":"running","inputs":{"lr":0.1},"new_member":[1],)"
        R"("status_conditions":[{"type":"running","status":true,"reason":"PolyaxonClient"}]})");
    here.file("lineages.plx.json",
              R"([{"name":"loss","kind":"metric","path":"events/metric/loss.plx","summary":{}}])");
    const auto r = api::read_offline_run(here.path);
    ASSERT_TRUE(r);
    EXPECT_EQ(r->data.name, "py");
    EXPECT_EQ(r->data.created_at->text(), "2026-01-01T00:00:00.123456+00:00");
    EXPECT_EQ(r->data.status_conditions.at(0).type, "running");
    EXPECT_EQ(r->lineage.at(0).path, "events/metric/loss.plx");
    here.file("run.plx.json", "{");
    try {
        api::read_offline_run(here.path);
        ADD_FAILURE() << "a broken file was read";
    } catch (const polyaxon::error& e) {
        EXPECT_EQ(e.kind(), errc::invalid_argument);
        EXPECT_NE(e.detail().find("run.plx.json"), std::string::npos) << e.detail();
    }
}

TEST(V1Offline, WhatIsNotThereIsNothingOrAnError) {
    desk d({reply::json("{}")});
    const folder here;
    here.file("notes/mine.txt", "x");
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision", .is_offline = true});
        const auto notes = (here.path / "notes").string();
        EXPECT_FALSE(co_await run.load_offline_run(notes));
        auto none = co_await as_result(run.load_offline_run(notes, {.raise_if_not_found = true}));
        EXPECT_EQ(none ? errc{} : none.error().kind(), errc::invalid_argument);
        EXPECT_FALSE(co_await api::run_client::load_offline_run(client, notes));
        auto no_client = co_await as_result(
            api::run_client::load_offline_run(client, notes, {.raise_if_not_found = true}));
        EXPECT_EQ(no_client ? errc{} : no_client.error().kind(), errc::invalid_argument);
        auto nowhere = co_await as_result(run.persist_run(""));
        EXPECT_EQ(nowhere ? errc{} : nowhere.error().kind(), errc::invalid_argument);
        auto in_a_file = co_await as_result(run.persist_run(notes + "/mine.txt"));
        EXPECT_EQ(in_a_file ? errc{} : in_a_file.error().kind(), errc::invalid_argument);
        client.close();
    });
    // A folder that is none of a run is not removed.
    EXPECT_THROW(api::remove_offline_run(here.path / "notes"), polyaxon::error);
    EXPECT_TRUE(std::filesystem::exists(here.path / "notes/mine.txt"));
    api::remove_offline_run(here.path / "nowhere");
}

struct pushed {
    int status_of_sync = 201;
    texts lines;
    std::string form;
    std::string more_file = {};  ///< in the run's folder
    texts warnings = {};
    bool left = false;
    errc failure{};
};

struct listener : polyaxon::observer {
    texts warnings;
    void on_warning(std::string_view text) override { warnings.emplace_back(text); }
};

/// Makes a run offline with a file in its folder, and pushes it to a server.
void push(pushed& p, bool with_lineage, const api::push_run_options& options, int status_of_files = 200) {
    desk d([&](const received& r) {
        if (r.target.ends_with("/runs/sync") && p.status_of_sync != 201)
            return reply::json(R"(["A run with uuid 0a already exists."])", p.status_of_sync);
        if (r.target.find("/streams/") != std::string::npos) return reply::json("", status_of_files);
        if (r.method == "POST") return reply::json("", 201);
        return reply::json(R"({"uuid":"0a","settings":{"namespace":"polyaxon"}})");
    });
    const folder here;
    const auto kept = (here.path / "run").string();
    here.file("run/outputs/net.bin", "weights");
    if (!p.more_file.empty()) here.file("run/" + p.more_file, "more");
    const auto watcher = std::make_shared<listener>();
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        client.set_observer(watcher);
        api::run_client run(client, {.owner = "acme", .project = "vision", .is_offline = true});
        co_await run.create({.name = "probe"});
        if (with_lineage) co_await run.log_data_ref("raw", {.hash = "1"});
        co_await run.log_succeeded();
        co_await run.persist_run(kept);
        auto done = co_await as_result(run.push_offline_run(kept, options));
        if (!done) p.failure = done.error().kind();
        EXPECT_TRUE(run.is_offline());  // again
        EXPECT_EQ(run.run_status(), "succeeded");
        const auto before = d.fake.requests().size();
        co_await run.stop();
        EXPECT_EQ(d.fake.requests().size(), before);
        client.close();
    });
    p.lines = d.lines();
    for (auto& line : p.lines)
        if (const auto at = line.find("/runs/");
            at != std::string::npos && line.find("/sync") == std::string::npos)
            line.replace(at + 6, 32, "U");
    for (const auto& r : d.fake.requests())
        if (r.target.find("/streams/") != std::string::npos) p.form = r.body;
    const auto body = d.body(0);
    EXPECT_EQ(body.at("name").as<std::string>(), "probe");
    EXPECT_EQ(body.at("status").as<std::string>(), "succeeded");
    EXPECT_EQ(body.at("uuid").as<std::string>().size(), 32u);
    EXPECT_EQ(body.at("is_managed").as<bool>(), false);
    EXPECT_TRUE(body.contains("created_at") && body.contains("status_conditions"));
    p.left = std::filesystem::exists(kept + "/outputs/net.bin");
    p.warnings = watcher->warnings;
}

const std::string sync_line = "POST /api/v1/acme/vision/runs/sync",
                  get_line = "GET /api/v1/acme/vision/runs/U",
                  lineage_line = "POST /api/v1/acme/vision/runs/U/lineage/artifacts",
                  files_line = "POST /streams/v1/polyaxon/acme/vision/runs/U/artifacts";

TEST(V1Offline, APushBringsEverything) {
    pushed p;
    push(p, true, {});
    EXPECT_EQ(p.lines, (texts{sync_line, lineage_line, get_line, files_line}));
    EXPECT_NE(p.form.find(R"("path":"/")"), std::string::npos);
    EXPECT_TRUE(p.left);
}

TEST(V1Offline, APushWithoutLineageBringsTheFilesAllTheSame) {
    pushed p;
    push(p, false, {.clean = true});
    EXPECT_EQ(p.lines, (texts{sync_line, get_line, files_line}));
    EXPECT_FALSE(p.left);
}

TEST(V1Offline, APushOfTheRunAlone) {
    pushed p;
    push(p, true, {.upload_artifacts = false});
    EXPECT_EQ(p.lines, (texts{sync_line, lineage_line}));
}

TEST(V1Offline, AFolderWithFilesThatWereNotSentIsNotRemoved) {
    pushed alone;
    push(alone, true, {.upload_artifacts = false, .clean = true});
    EXPECT_EQ(alone.failure, errc{});
    EXPECT_TRUE(alone.left);
    ASSERT_EQ(alone.warnings.size(), 1u);
    EXPECT_NE(alone.warnings[0].find("outputs/net.bin"), std::string::npos) << alone.warnings[0];
    EXPECT_EQ(alone.warnings[0].find("run.plx.json"), std::string::npos) << alone.warnings[0];

    pushed ignored;
    ignored.more_file = "outputs/cache.pyc";
    push(ignored, true, {.clean = true});
    EXPECT_EQ(ignored.lines, (texts{sync_line, lineage_line, get_line, files_line}));
    EXPECT_TRUE(ignored.left);
    ASSERT_EQ(ignored.warnings.size(), 1u);
    EXPECT_NE(ignored.warnings[0].find("outputs/cache.pyc"), std::string::npos) << ignored.warnings[0];
    EXPECT_EQ(ignored.warnings[0].find("net.bin"), std::string::npos) << ignored.warnings[0];
}

TEST(V1Offline, AFolderDoesNotSayWhereTheTokenGoes) {
    desk d([](const received& r) {
        if (r.method == "POST") return reply::json("", 201);
        return reply::json(R"({"uuid":"0a","settings":{"namespace":"ours"}})");
    });
    const folder here;
    here.file("run/run.plx.json",
              R"({"uuid":"0a","owner":"acme","project":"vision","settings":{"namespace":"theirs",)"
              R"("agent":{"url":"https://thief.example"}}})");
    here.file("run/net.bin", "weights");
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.is_offline = true});
        const auto kept = (here.path / "run").string();
        EXPECT_TRUE(co_await run.load_offline_run(kept));
        EXPECT_FALSE(run.settings());
        co_await run.push_offline_run(kept);
        EXPECT_EQ(run.name_space(), "ours");
        client.close();
    });
    EXPECT_EQ(d.lines(), (texts{"POST /api/v1/acme/vision/runs/sync", "GET /api/v1/acme/vision/runs/0a",
                                "POST /streams/v1/ours/acme/vision/runs/0a/artifacts"}));
    for (const auto& r : d.fake.requests()) EXPECT_EQ(r.header("Host"), "platform.example:8000") << r.target;
}

TEST(V1Offline, AUuidThatLeadsOutOfTheFolderIsRefused) {
    desk d({reply::json("{}")});
    const folder here;
    here.file("run.plx.json", "{}");
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        const auto path = here.path.string();
        for (const std::string bad : {"..", ".", "../..", "a/b"}) {
            api::run_client run(client, {.owner = "acme", .project = "vision", .run_uuid = bad});
            auto pulled = co_await as_result(run.pull_remote_run({.path = path}));
            auto loaded = co_await as_result(run.download_artifact("net.bin"));
            EXPECT_EQ(pulled ? errc{} : pulled.error().kind(), errc::invalid_argument) << bad;
            EXPECT_EQ(loaded ? errc{} : loaded.error().kind(), errc::invalid_argument) << bad;
        }
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
    EXPECT_TRUE(std::filesystem::exists(here.path / "run.plx.json"));
}

TEST(V1Offline, FilesAreWrittenThroughNoLink) {
    const folder here;
    const auto precious = here.file("precious", "data");
    std::filesystem::create_directories(here.path / "run");
    for (const char* name : {"run/run.plx.json", "run/run.plx.json.part"})
        std::filesystem::create_symlink(precious, here.path / name);
    api::offline_run r;
    r.data.uuid = "0a";
    api::write_offline_run(here.path / "run", r);
    EXPECT_EQ(text_of(precious), "data");
    struct stat s {};
    ASSERT_EQ(::lstat((here.path / "run/run.plx.json").c_str(), &s), 0);
    EXPECT_TRUE(S_ISREG(s.st_mode));
    EXPECT_EQ(s.st_mode & 0777u, 0600u);
}

TEST(V1Offline, APullThatBreaksOffLeavesTheOldFolder) {
    int status = 500;
    desk d([&](const received& r) {
        if (r.target.find("/streams/") != std::string::npos) return reply::error(status, "no files");
        return reply::json(
            R"({"uuid":"0a1b2c3d4e5f60718293a4b5c6d7e8f9","settings":{"namespace":"polyaxon"}})");
    });
    const folder here;
    const auto kept = "runs/" + std::string(uuid);
    here.file(kept + "/old.txt", "of an earlier pull");
    const auto pull = [&] {
        errc kind{};
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            api::run_client run(client, {.owner = "acme", .project = "vision", .run_uuid = uuid});
            const auto path = here.path.string();
            auto pulled = co_await as_result(run.pull_remote_run({.path = path}));
            if (!pulled) kind = pulled.error().kind();
            client.close();
        });
        return kind;
    };
    EXPECT_EQ(pull(), errc::invalid_argument);  // it is none of a run
    here.file(kept + "/run.plx.json", "{}");
    EXPECT_EQ(pull(), errc::server_error);
    EXPECT_EQ(text_of(here.path / kept / "old.txt"), "of an earlier pull");
    status = 404;
    EXPECT_EQ(pull(), errc{});
    std::size_t left = 0;
    for (const auto& e : std::filesystem::directory_iterator(here.path / "runs")) left += e.exists();
    EXPECT_EQ(left, 1u);
    EXPECT_FALSE(std::filesystem::exists(here.path / kept / "old.txt"));
}

TEST(V1Offline, APushThatBrokeOffMayBeRepeated) {
    pushed p;
    push(p, true, {.clean = true}, 500);
    EXPECT_EQ(p.failure, errc::server_error);
    EXPECT_TRUE(p.left);  // nothing is removed that has not arrived
    pushed again;
    again.status_of_sync = 400;
    push(again, true, {.clean = true});
    EXPECT_EQ(again.failure, errc{});
    EXPECT_EQ(again.lines, (texts{sync_line, lineage_line, get_line, files_line}));
    pushed refused;
    refused.status_of_sync = 403;
    push(refused, true, {});
    EXPECT_EQ(refused.failure, errc::forbidden);
    EXPECT_EQ(refused.lines, (texts{sync_line}));
}

TEST(V1Offline, APullKeepsARunWithItsConditionsAndLineage) {
    desk d([](const received& r) {
        if (r.target.find("/streams/") != std::string::npos) return reply::error(404, "no files");
        if (r.path().ends_with("/statuses"))
            return reply::json(
                R"({"status":"failed","status_conditions":[{"type":"failed","status":"True"}]})");
        if (r.path().ends_with("/artifacts"))
            return reply::json(R"({"results":[{"name":"loss","kind":"metric"}]})");
        return reply::json(
            R"({"uuid":"0a1b2c3d4e5f60718293a4b5c6d7e8f9","name":"n","settings":{"namespace":"polyaxon"}})");
    });
    const folder here;
    const auto expected = here.path / "runs" / std::string(uuid);
    here.file("runs/" + std::string(uuid) + "/run.plx.json", "{}");
    here.file("runs/" + std::string(uuid) + "/old.txt", "of an earlier pull");
    d.here->variables["POLYAXON_OFFLINE_ROOT"] = here.path.string() + "/";
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision", .run_uuid = uuid});
        auto folder = co_await run.pull_remote_run();
        EXPECT_EQ(folder, expected.string());
        auto bare = co_await run.pull_remote_run(
            {.path = (here.path / "other").string(), .download_artifacts = false});
        EXPECT_EQ(bare, (here.path / "other/runs" / std::string(uuid)).string());
        client.close();
    });
    EXPECT_FALSE(std::filesystem::exists(expected / "old.txt"));
    const auto r = api::read_offline_run(expected);
    ASSERT_TRUE(r);
    EXPECT_EQ(r->data.name, "n");
    EXPECT_EQ(r->data.status_conditions.at(0).status, true);
    EXPECT_EQ(r->lineage.at(0).name, "loss");
    EXPECT_EQ(std::ranges::count_if(
                  d.fake.requests(),
                  [](const received& one) { return one.target.find("/streams/") != std::string::npos; }),
              1);
}

}  // namespace
