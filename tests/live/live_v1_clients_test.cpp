// run_client and project_client against a real haupt: what they write the real Python client reads, and the other way round.
#include "live_project.hpp"

#include <algorithm>
#include <filesystem>

namespace polyaxon::live {
namespace {

class V1Clients : public live_project {
 protected:
    V1Clients() : live_project("clients") {}
};

TEST_F(V1Clients, PythonReadsARunOfOurs) {
    std::string uuid;
    run([&]() -> awaitable<void> {
        auto c = client(co_await asio::this_coro::executor);
        auto r = run_of(c);
        co_await r.create({.name = "ours", .description = "first", .tags = "a,b"});
        uuid = r.run_uuid();
        co_await r.start();
        co_await r.log_inputs(json::object().set("lr", 0.1).set("train/size", 3));
        co_await r.log_outputs(json::object().set("loss", 0.25));
        co_await r.log_tags("c");
        co_await r.log_meta(json::object().set("origin", "cpp"));
        co_await r.log_progress(0.5);
        co_await r.set_description("second");
        co_await r.log_status("processing", {.reason = "Epoch", .message = "1 of 2"});
        v1::run_artifact item;
        item.name = "vocabulary";
        item.kind = "file";
        item.path = "outputs/vocabulary.txt";
        item.is_input = false;
        item.summary = json::object().set("words", 9);
        co_await r.log_artifact_lineage(item);
        co_await r.log_succeeded();
    });
    const auto seen = python("show", project, uuid);
    EXPECT_EQ(seen.at("name").as<std::string>(), "ours");
    EXPECT_EQ(seen.at("description").as<std::string>(), "second");
    EXPECT_EQ(seen.at("tags").text(), R"(["a", "b", "c"])");
    EXPECT_EQ(seen.at("status").as<std::string>(), "succeeded");
    EXPECT_EQ(seen.at("conditions").text(), R"(["created", "running", "processing", "succeeded"])");
    EXPECT_EQ(seen.at("inputs").at("lr").as<double>(), 0.1);
    EXPECT_EQ(seen.at("inputs").at("train__size").as<int>(), 3);
    EXPECT_EQ(seen.at("outputs").at("loss").as<double>(), 0.25);
    EXPECT_EQ(seen.at("meta_info").at("origin").as<std::string>(), "cpp");
    EXPECT_EQ(seen.at("meta_info").at("progress").as<double>(), 0.5);
    EXPECT_EQ(seen.at("lineage").at("vocabulary").at("path").as<std::string>(), "outputs/vocabulary.txt");
}

TEST_F(V1Clients, WeReadARunOfPython) {
    const auto uuid = python("track", project, "15").at("uuid").as<std::string>();
    run([&]() -> awaitable<void> {
        auto c = client(co_await asio::this_coro::executor);
        auto r = run_of(c, uuid);
        const auto data = co_await r.refresh_data();
        EXPECT_EQ(data.name, "from-python");
        EXPECT_EQ(data.tags, std::vector<std::string>{"python"});
        EXPECT_EQ(data.status, "succeeded");
        EXPECT_EQ((co_await r.get_inputs()).at("layers").as<int>(), 3);
        EXPECT_EQ((co_await r.get_outputs()).at("best").as<double>(), 0.5);
        const auto history = co_await r.get_statuses();
        EXPECT_EQ(history.status_conditions.size(), 3u);
        const auto metrics = co_await r.get_metrics("loss,accuracy");
        EXPECT_EQ(metrics.size(), 2u);
        const auto& loss = metrics.at("loss");
        EXPECT_EQ(loss.values.size(), 15u);
        EXPECT_EQ(loss.steps.size(), 15u);
        for (std::size_t i = 0; i < loss.values.size(); ++i) {
            EXPECT_EQ(loss.steps[i], static_cast<double>(i));
            EXPECT_DOUBLE_EQ(loss.values[i], 1.0 / static_cast<double>(i + 1));
        }
        const auto text = co_await r.get_events("metric", "loss", {.orient = "csv"});
        EXPECT_EQ(text.size(), 1u);
        if (!text.empty()) {
            EXPECT_EQ(text[0].series().values, loss.values);
        }
        const auto lineage = co_await r.get_artifacts_lineage();
        EXPECT_EQ(lineage.results.size(), 2u);
        const auto done = co_await r.wait_for_condition();
        EXPECT_EQ(done.status, "succeeded");
        const auto many = co_await r.get_multi_run_events("metric", uuid, "loss");
        EXPECT_EQ(many.size(), 1u);
        // A download and its file on disk.
        const auto to = (folder / "down").string();
        const auto file = co_await r.download_artifact("events/metric/loss.plx", {.path_to = to});
        EXPECT_EQ(text_of(file).substr(0, 21), "step|timestamp|metric");
    });
}

TEST_F(V1Clients, ArtifactsGoUpAndDown) {
    const auto one = write("one.txt", "first");
    write("tree/a/b.txt", std::string(100'000, 'b'));
    write("tree/c.txt", "c");
    write("tree/skipped.log", "no");
    write("tree/.polyaxonignore", "*.log\n");
    std::string uuid;
    run([&]() -> awaitable<void> {
        auto c = client(co_await asio::this_coro::executor);
        auto r = run_of(c);
        co_await r.create({.name = "files"});
        uuid = r.run_uuid();
        co_await r.upload_artifact(one, {.path = "outputs"});
        const auto tree = (folder / "tree").string();
        co_await r.upload_artifacts_dir(tree, {.path = "outputs/tree", .relative_to = tree});
        const auto listed = co_await r.get_artifacts_tree("outputs");
        EXPECT_EQ(listed.files.at("one.txt"), 5u);
        EXPECT_EQ(listed.dirs, std::vector<std::string>{"tree"});
        EXPECT_EQ(co_await r.get_artifact("outputs/one.txt"), "first");
        const auto below = co_await r.get_artifacts_tree("outputs/tree");
        EXPECT_EQ(below.files.count("skipped.log"), 0u);
        EXPECT_EQ(below.files.count("c.txt"), 1u);

        const auto to = (folder / "down").string();
        const auto got = co_await r.download_artifacts("outputs", {.path_to = to});
        EXPECT_EQ(text_of(got + "/one.txt"), "first");
        EXPECT_EQ(text_of(got + "/tree/a/b.txt"), std::string(100'000, 'b'));
        const auto as_file = co_await r.download_artifacts(
            "outputs/one.txt", {.path_to = to, .check_path = true, .force = true});
        EXPECT_EQ(text_of(as_file), "first");

        write("one.txt", "second");
        co_await r.upload_artifact(one, {.path = "outputs", .overwrite = false});
        EXPECT_EQ(co_await r.get_artifact("outputs/one.txt", {.force = true}), "first");
        co_await r.upload_artifact(one, {.path = "outputs"});
        EXPECT_EQ(co_await r.get_artifact("outputs/one.txt", {.force = true}), "second");

        auto leaving = co_await as_result(r.upload_artifact(one, {.path = "../.."}));
        EXPECT_FALSE(leaving);
        auto missing = co_await as_result(r.get_artifact("outputs/nothing.txt"));
        EXPECT_FALSE(missing);
        co_await r.delete_artifact("outputs/one.txt");
        co_await r.delete_artifacts("outputs/tree");
        const auto left = co_await r.get_artifacts_tree("outputs");
        EXPECT_TRUE(left.files.empty());
    });
    EXPECT_EQ(python("show", project, uuid).at("name").as<std::string>(), "files");
}

TEST_F(V1Clients, VersionsAreTheSameForBoth) {
    run([&]() -> awaitable<void> {
        auto c = client(co_await asio::this_coro::executor);
        auto p = project_of(c);
        co_await p.register_model_version(
            "v1", {.description = "ours", .tags = "x,y", .content = R"({"layers":3})"});
        auto again = co_await as_result(p.register_model_version("v1"));
        EXPECT_EQ(kind_of(again), errc::conflict);
        co_await p.register_model_version("v1", {.description = "changed", .force = true});
        co_await p.stage_model_version("v1", "production", {.reason = "Tests", .message = "passed"});
        co_await p.register_component_version("c1", {.content = component});
        co_await p.copy_component_version("c1", {.name = "c2"});
        co_await p.register_artifact_version("a1", {.content = R"({"rows":7})"});
    });
    const auto theirs = python("register", project, R"(model v2 '{"layers":4}')");
    EXPECT_EQ(theirs.at("name").as<std::string>(), "v2");
    const auto seen = python("project", project).at("versions");
    EXPECT_EQ(seen.at("model").size(), 2u);
    EXPECT_EQ(seen.at("component").size(), 2u);
    EXPECT_EQ(seen.at("artifact").size(), 1u);
    run([&]() -> awaitable<void> {
        auto c = client(co_await asio::this_coro::executor);
        auto p = project_of(c);
        const auto v1 = co_await p.get_model_version("v1");
        EXPECT_EQ(v1.description, "changed");
        EXPECT_EQ(v1.stage, "production");
        EXPECT_EQ(v1.tags, (std::vector<std::string>{"x", "y"}));
        const auto v2 = co_await p.get_model_version("v2");
        EXPECT_EQ(v2.description, "from python");
        const auto stages = co_await p.get_model_version_stages("v1");
        EXPECT_EQ(stages.stage, "production");
        const auto path = folder.string();
        const auto pulled = co_await p.pull_artifact_version("a1", path);
        EXPECT_TRUE(fs::exists(pulled + "/version.plx.json")) << pulled;
        co_await p.delete_artifact_version("a1");
        const auto pushed = co_await p.push_artifact_version("a1", path);
        EXPECT_EQ(pushed.name, "a1");
        const auto names = co_await p.list_version_names(v1::version_kind::model);
        EXPECT_EQ(names.results.size(), 2u);
        co_await p.delete_model_version("v1");
        auto gone = co_await as_result(p.get_model_version("v1"));
        EXPECT_EQ(kind_of(gone), errc::not_found);
    });
}

TEST_F(V1Clients, ManyRunsAtOnce) {
    const auto other = fresh("other");
    run([&]() -> awaitable<void> {
        auto c = client(co_await asio::this_coro::executor);
        v1::project_body body;
        body.name = other;
        co_await c.projects().create_project("default", body);
        auto p = project_of(c);
        std::vector<std::string> uuids;
        for (int i = 0; i < 3; ++i) {
            auto r = run_of(c);
            co_await r.create({.name = "batch"});
            uuids.push_back(r.run_uuid());
        }
        co_await p.tag_runs(uuids, "one,two");
        co_await p.bookmark_runs(uuids);
        co_await p.approve_runs(uuids);
        co_await p.invalidate_runs(uuids);
        co_await p.archive_runs(uuids);
        co_await p.restore_runs(uuids);
        co_await p.stop_runs(uuids);
        auto all = co_await p.list_runs({.query = "name:batch"});
        EXPECT_EQ(all.results.size(), 3u);
        for (const auto& r : all.results) {
            EXPECT_EQ(r.tags, (std::vector<std::string>{"one", "two"}));
            EXPECT_EQ(r.bookmarked, true);
        }
        co_await p.skip_runs(uuids);
        co_await p.transfer_runs(uuids, other);
        auto moved = co_await c.runs().list_runs("default", other, {.limit = 10});
        EXPECT_EQ(moved.results.size(), 3u);
        auto there = v1::project_client(c, {.owner = "default", .project = other});
        co_await there.delete_runs(uuids);
        co_await p.bookmark();
        co_await p.unbookmark();
        co_await p.archive();
        co_await p.restore();
        const auto names = co_await p.list_names({.limit = 100});
        EXPECT_TRUE(std::any_of(names.results.begin(), names.results.end(),
                                [&](auto& n) { return n.name == project; }));
    });
}

TEST_F(V1Clients, OneRunThroughItsLife) {
    run([&]() -> awaitable<void> {
        auto c = client(co_await asio::this_coro::executor);
        auto r = run_of(c);
        co_await r.create({.name = "life"});
        EXPECT_FALSE((co_await r.get_namespace()).empty());
        co_await r.approve();
        co_await r.invalidate();
        auto watch = r.watch_statuses({.pace = {.interval = std::chrono::milliseconds(50)}});
        auto first = co_await watch.next();
        EXPECT_TRUE(first && first->status == "created");
        co_await r.log_failed({.reason = "Diverged", .message = "loss is NaN"});
        auto last = co_await watch.next();
        EXPECT_TRUE(last && last->status == "failed");
        EXPECT_FALSE(co_await watch.next());
        auto operation = run_of(c);
        co_await operation.create({.name = "operation", .content = component});
        const auto uuid = operation.run_uuid();
        const auto again = co_await operation.restart({.name = "again"});
        EXPECT_NE(again.uuid, uuid);
        const auto copy = co_await operation.restart({.copy = true, .name = "copy"});
        EXPECT_NE(copy.uuid, uuid);
        const auto runs = c.runs();
        const auto clones = co_await runs.get_run_clones_lineage("default", project, uuid);
        EXPECT_FALSE(clones.results.empty());
        v1::run_edge edges[1];
        edges[0].run = again.uuid;
        edges[0].is_upstream = true;
        co_await operation.set_run_edges_lineage(edges);
        const auto upstream = co_await runs.get_run_upstream_lineage("default", project, uuid);
        EXPECT_EQ(upstream.results.size(), 1u);
        co_await runs.bookmark_run("default", project, uuid);
        co_await runs.unbookmark_run("default", project, uuid);
        co_await runs.archive_run("default", project, uuid);
        co_await runs.restore_run("default", project, uuid);
        const auto pods = co_await operation.inspect();
        EXPECT_TRUE(pods.is_object() || pods.is_array() || pods.is_null());
        const auto listed = co_await r.list({.query = "name:life"});
        EXPECT_EQ(listed.results.size(), 1u);
        co_await r.delete_run();
    });
}

TEST_F(V1Clients, ARunKeptOfflineArrives) {
    const auto kept = (folder / "kept").string();
    std::string uuid;
    run([&]() -> awaitable<void> {
        auto c = client(co_await asio::this_coro::executor);
        auto off = v1::run_client(c, {.owner = "default", .project = project, .is_offline = true});
        co_await off.create({.name = "offline", .tags = "kept"});
        uuid = off.run_uuid();
        co_await off.start();
        co_await off.log_inputs(json::object().set("lr", 0.1));
        co_await off.log_outputs(json::object().set("loss", 0.5));
        co_await off.log_succeeded();
        co_await off.persist_run(kept);
        write("kept/outputs/model.bin", "weights");
        auto on = run_of(c, uuid);
        EXPECT_TRUE(co_await on.load_offline_run(kept));
        co_await on.push_offline_run(kept);
    });
    const auto seen = python("show", project, uuid);
    EXPECT_EQ(seen.at("name").as<std::string>(), "offline");
    EXPECT_EQ(seen.at("status").as<std::string>(), "succeeded");
    EXPECT_EQ(seen.at("inputs").at("lr").as<double>(), 0.1);
    EXPECT_EQ(seen.at("outputs").at("loss").as<double>(), 0.5);
    EXPECT_NE(seen.at("tree").text().find("outputs"), std::string::npos) << seen.at("tree").text();
}

}  // namespace
}  // namespace polyaxon::live
