#include "resources/v1_recorded.hpp"

#include <polyaxon/resources/v1/code_reference.hpp>
#include <polyaxon/resources/v1/content_hash.hpp>

namespace {

using namespace v1_test;

/// Plays one call against what the real server answered and compares what was sent.
template <class F>
void replayed(std::vector<std::string> numbers, F call) {
    replay_desk d(std::move(numbers));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        co_await call(run);
        client.close();
    });
    d.expect_same();
}

json items_of(const desk& d, std::size_t i = 0) { return d.body(i).at("artifacts"); }

TEST(V1Lineage, ItemsAreSentAsThePythonClientSendsThem) {
    replayed({"0090"}, [](api::run_client& run) -> awaitable<void> {
        std::vector<api::run_artifact> items(2);
        items[0].name = "ds";
        items[0].kind = "data";
        items[0].path = "data/ds.csv";
        items[0].summary = json::parse(R"({"hash":"abc"})");
        items[0].is_input = true;
        items[1].name = "mod";
        items[1].kind = "model";
        items[1].path = "outputs/m.bin";
        items[1].summary = json::parse(R"({"framework":"none"})");
        co_await run.log_artifact_lineage(items);
    });
}

TEST(V1Lineage, ReferencesAreSentAsThePythonClientSendsThem) {
    replayed({"0091", "0092", "0093", "0094", "0095", "0096", "0097"},
             [](api::run_client& run) -> awaitable<void> {
                 const auto code =
                     json::parse(R"({"commit":"0123abc","branch":"main","url":"git@example.test:x/y.git"})");
                 co_await run.log_code_ref(code);
                 co_await run.log_data_ref("raw", {.hash = "deadbeef", .path = "s3://bucket/raw"});
                 co_await run.log_artifact_ref(
                     "outputs/x.bin", "file",
                     {.name = "x", .hash = "11", .summary = R"({"size":3})", .rel_path = "outputs/x.bin"});
                 co_await run.log_model_ref(
                     "outputs/model.pt",
                     {.name = "net", .framework = "torch", .rel_path = "outputs/model.pt"});
                 co_await run.log_file_ref("outputs/f.txt",
                                           {.name = "f", .hash = "22", .rel_path = "outputs/f.txt"});
                 co_await run.log_dir_ref("outputs/dir", {.name = "dir", .rel_path = "outputs/dir"});
                 co_await run.log_tensorboard_ref("outputs/tb", {.rel_path = "outputs/tb"});
                 // has_tensorboard is in the answer: a second one is not sent.
                 co_await run.log_tensorboard_ref("outputs/tb2");
             });
}

TEST(V1Lineage, ListsAreAskedForAsThePythonClientAsks) {
    replayed({"0099", "0100", "0102", "0103"}, [](api::run_client& run) -> awaitable<void> {
        auto all = co_await run.get_artifacts_lineage();
        EXPECT_EQ(all.count, 9);
        EXPECT_EQ(all.results.size(), 9u);
        if (all.results.size() == 9) {
            EXPECT_EQ(all.results[1].name, "ds");
            EXPECT_EQ(all.results[1].kind, "data");
            EXPECT_EQ(all.results[1].is_input, true);
            EXPECT_EQ(all.results[1].path, "data/ds.csv");
            EXPECT_EQ(all.results[1].summary.at("hash").as<std::string>(), "abc");
            EXPECT_EQ(all.results[1].run, recorded_uuid);
            EXPECT_EQ(all.results[1].state, "a000000e000e4000800000000000000e");
            EXPECT_FALSE(all.results[0].is_input);
            EXPECT_FALSE(all.results[2].path);
        }
        auto some = co_await run.get_artifacts_lineage({.sort = "-created_at", .limit = 2, .offset = 2});
        EXPECT_TRUE(some.next);
        auto models = co_await run.get_artifacts_lineage({.query = "kind:model"});
        EXPECT_EQ(models.results.size(), 2u);
        auto runs = co_await run.get_runs_artifacts_lineage({.limit = 3});
        EXPECT_EQ(runs.results.size(), 3u);
    });
}

TEST(V1Lineage, EdgesAreSentAsRecorded) {
    replayed({"0111"}, [](api::run_client& run) -> awaitable<void> {
        std::vector<api::run_edge> edges(1);
        edges[0].run = "a000000c000c4000800000000000000c";
        edges[0].is_upstream = true;
        edges[0].values = json::object().set("a", 1);
        co_await run.set_run_edges_lineage(edges);
    });
}

TEST(V1Lineage, AnItemThatTheServerWouldRefuseIsNotSent) {
    desk d({reply::json("", 201)});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        api::run_artifact_body item;
        item.name = "bad";
        auto no_kind = co_await as_result(run.log_artifact_lineage(item));
        item.kind = "file";
        item.name = "";
        auto no_name = co_await as_result(run.log_artifact_lineage(item));
        auto no_word = co_await as_result(run.log_data_ref("\u65e5\u672c"));
        auto summary = co_await as_result(run.log_data_ref("x", {.summary = "[1]"}));
        co_await run.log_artifact_lineage(std::span<const api::run_artifact>());  // none: nothing
        for (const auto* r : {&no_kind, &no_name, &no_word, &summary})
            EXPECT_EQ(*r ? errc{} : r->error().kind(), errc::invalid_argument);
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
}

TEST(V1Lineage, AFileOnThisMachineIsHashed) {
    desk d([](const received&) { return reply::json("", 201); });
    const folder here;
    const auto file = here.file("data/train.set.csv", "abc");
    here.file("data/other.txt", "de");
    d.here->variables["POLYAXON_CONTEXT_ROOT"] = here.path.string();
    const auto mounted = here.file("artifacts/" + std::string(recorded_uuid) + "/outputs/net.pt", "w");
    const auto shared = here.file("artifacts/shared/base.pt", "w");
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        co_await run.log_file_ref(file);
        co_await run.log_dir_ref((here.path / "data").string());
        co_await run.log_file_ref(file, {.hash = "given"});
        co_await run.log_file_ref(file, {.skip_hash_calculation = true});
        co_await run.log_data_ref("text", {.content = "abc"});
        co_await run.log_file_ref(mounted);
        co_await run.log_file_ref(shared, {.hash = "h"});
        co_await run.log_file_ref("nowhere/x.bin");
        client.close();
    });
    const auto item = [&](std::size_t i) { return items_of(d, i).at(std::size_t{0}); };
    EXPECT_EQ(item(0).at("name").as<std::string>(), "train");
    EXPECT_EQ(item(0).at("path").as<std::string>(), file);
    EXPECT_EQ(item(0).at("summary"),
              json::object().set("path", file).set("hash", "900150983cd2"));  // MD5 of abc
    EXPECT_EQ(item(1).at("name").as<std::string>(), "data");
    EXPECT_EQ(item(1).at("kind").as<std::string>(), "dir");
    EXPECT_EQ(item(1).at("summary").at("hash").as<std::string>(), api::hash_of("deabc"));  // other, train
    EXPECT_EQ(item(2).at("summary"), json::object().set("path", file).set("hash", "given"));
    EXPECT_EQ(item(3).at("summary"), json::object().set("path", file));
    EXPECT_EQ(item(4).at("summary"), json::object().set("hash", "900150983cd2"));
    EXPECT_FALSE(item(4).contains("path"));
    EXPECT_EQ(item(4).at("is_input").as<bool>(), true);
    EXPECT_EQ(item(5).at("path").as<std::string>(), "outputs/net.pt");
    EXPECT_EQ(item(6).at("path").as<std::string>(), "shared/base.pt");
    EXPECT_EQ(item(6).at("summary").at("path").as<std::string>(), "shared/base.pt");
    EXPECT_EQ(item(7).at("path").as<std::string>(), "/home/ada/work/nowhere/x.bin");
    EXPECT_EQ(item(7).at("summary"), json::object().set("path", "nowhere/x.bin"));
}

TEST(V1Lineage, TheModelMarkIsSetOnce) {
    desk d([](const received& r) {
        if (r.method == "PATCH") return reply::json(R"({"uuid":"u","meta_info":{"has_model":true}})");
        return reply::json("", 201);
    });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        co_await run.log_model_ref("m.pt", {.skip_hash_calculation = true});
        co_await run.log_model_ref("n.pt", {.skip_hash_calculation = true});
        client.close();
    });
    texts methods;
    for (const auto& r : d.fake.requests()) methods.push_back(r.method);
    EXPECT_EQ(methods, (texts{"PATCH", "POST", "POST"}));
}

TEST(V1Lineage, OfflineTheLocalLineageGrowsOneOfAName) {
    desk d({reply::json("{}")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision", .is_offline = true});
        co_await run.create({.name = "probe"});
        co_await run.log_model_ref("m.pt");
        co_await run.log_data_ref("raw", {.hash = "1"});
        co_await run.log_data_ref("raw", {.hash = "2"});
        EXPECT_EQ(run.artifacts_lineage().size(), 2u);
        EXPECT_EQ(run.artifacts_lineage().back().summary.at("hash").as<std::string>(), "2");
        EXPECT_EQ(run.run_data().meta_info, json::object().set("has_model", true));
        auto list = co_await run.get_artifacts_lineage();
        EXPECT_TRUE(list.results.empty());
        std::vector<api::run_edge> edges(1);
        co_await run.set_run_edges_lineage(edges);
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
}

TEST(V1Lineage, RefreshLoadsTheWholeLineage) {
    desk d([](const received& r) {
        if (r.target.find("lineage") == std::string::npos) return reply::json(R"({"uuid":"u"})");
        if (r.target.find("offset") != std::string::npos)
            return reply::json(R"({"results":[{"name":"b","kind":"file"}]})");
        return reply::json(
            R"({"count":2,"next":"http://x/?offset=1","results":[{"name":"a","kind":"new_kind","unknown":1}]})");
    });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        co_await run.refresh_data({.load_artifacts_lineage = true});
        EXPECT_EQ(run.artifacts_lineage().size(), 2u);
        EXPECT_EQ(run.artifacts_lineage().front().kind, "new_kind");
        client.close();
    });
    const std::string at = "GET /api/v1/default/alpha/runs/" + std::string(recorded_uuid);
    EXPECT_EQ(d.lines(), (texts{at, at + "/lineage/artifacts?limit=5000",
                                at + "/lineage/artifacts?offset=1&limit=5000"}));
}

TEST(V1Lineage, LoadingEndsWhenAPageBringsNothingNew) {
    desk d([](const received& r) {
        if (r.target.find("lineage") == std::string::npos) return reply::json(R"({"uuid":"u"})");
        return reply::json(R"({"next":"http://x/?offset=1","results":[{"name":"a","kind":"file"}]})");
    });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        co_await run.refresh_data({.load_artifacts_lineage = true});
        EXPECT_EQ(run.artifacts_lineage().size(), 1u);
        client.close();
    });
    EXPECT_EQ(d.fake.requests().size(), 3u);
}

TEST(V1Lineage, WhatIsNoRegularFileHasNoHash) {
    desk d({reply::json("", 201)});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        auto device = co_await as_result(run.log_file_ref("/dev/null"));
        EXPECT_EQ(device ? errc{} : device.error().kind(), errc::invalid_argument);
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
}

TEST(V1Lineage, CodeIsFoundInItsRepository) {
    const std::string commit(40, 'a'), packed(40, 'b');
    const folder here;
    EXPECT_TRUE(api::code_reference_of(here.path).is_null());
    here.file(".git/HEAD", "ref: refs/heads/dev/x\n");
    EXPECT_TRUE(api::code_reference_of(here.path).is_null());  // no commit yet
    here.file(".git/packed-refs", "# pack-refs\n" + packed + " refs/heads/dev/x\n");
    here.file("deep/in/it/a.txt", "");
    EXPECT_EQ(api::code_reference_of(here.path / "deep/in/it"),
              json::object().set("commit", packed).set("branch", "dev/x"));
    here.file(".git/refs/heads/dev/x", commit + "\n");
    here.file(".git/config",
              "[core]\n\turl = no\n[remote \"origin\"]\n\turl = https://u:secret@h.example/a/b\n");
    const auto found = api::code_reference_of(here.path);
    EXPECT_EQ(found.at("commit").as<std::string>(), commit);
    EXPECT_EQ(found.at("url").as<std::string>(), "https://h.example/a/b");
    here.file(".git/HEAD", packed + "\n");
    EXPECT_EQ(api::code_reference_of(here.path).at("commit").as<std::string>(), packed);
    EXPECT_FALSE(api::code_reference_of(here.path).contains("branch"));

    EXPECT_EQ(api::public_url("git@host.example:a/b.git"), "https://host.example/a/b");
    EXPECT_EQ(api::public_url("ssh://git@host.example:22/a/b"), "ssh://host.example:22/a/b");
    EXPECT_EQ(api::public_url("/srv/git/a@b"), "/srv/git/a@b");
}

TEST(V1Lineage, KindsAreKnown) {
    EXPECT_TRUE(api::is_known_artifact_kind("docker_image"));
    EXPECT_FALSE(api::is_known_artifact_kind("docker-image"));
    EXPECT_TRUE(api::is_jsonl_kind("span"));
    EXPECT_FALSE(api::is_jsonl_kind("metric"));
}

}  // namespace
