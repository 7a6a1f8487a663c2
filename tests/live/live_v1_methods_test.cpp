// Methods of run_client and project_client that the other live tests do not call, against a real haupt; where the real Python client can
// tell, it is asked what it sees.
#include "live_project.hpp"

#include <filesystem>

namespace polyaxon::live {
namespace {

class V1Methods : public live_project {
 protected:
    V1Methods() : live_project("methods") {}
};

TEST_F(V1Methods, PythonSeesWhatARunRefersTo) {
    const auto report = write("report.txt", "a report"), net = write("net.pt", "weights");
    write("pictures/one.png", "png");
    const auto pictures = (folder / "pictures").string();
    std::string uuid;
    run([&]() -> awaitable<void> {
        auto c = client(co_await asio::this_coro::executor);
        auto r = run_of(c);
        co_await r.create({.name = "unnamed"});
        uuid = r.run_uuid();
        co_await r.set_name("refers");
        co_await r.set_readme("# read me");
        co_await r.log_artifact_ref("outputs/x.bin", "file", {.name = "x", .rel_path = "outputs/x.bin"});
        co_await r.log_data_ref("raw", {.path = "s3://bucket/raw"});
        co_await r.log_file_ref(report, {.rel_path = "outputs/report.txt"});
        co_await r.log_dir_ref(pictures, {.rel_path = "outputs/pictures"});
        co_await r.log_model_ref(net, {.name = "net", .framework = "torch"});
        co_await r.log_tensorboard_ref("outputs/tb");
        const auto commit = json::object()
                                .set("commit", "0123abc")
                                .set("branch", "main")
                                .set("url", "git@example.test:x/y.git");
        co_await r.log_code_ref(commit);
        co_await r.log_stopped({.reason = "Enough"});
        const auto now = co_await c.runs().get_run("default", project, uuid);
        EXPECT_EQ(now.readme, "# read me");
    });
    const auto seen = python("show", project, uuid);
    EXPECT_EQ(seen.at("name").as<std::string>(), "refers");
    EXPECT_EQ(seen.at("status").as<std::string>(), "stopped");
    EXPECT_TRUE(seen.at("meta_info").at("has_model").as<bool>());
    EXPECT_TRUE(seen.at("meta_info").at("has_tensorboard").as<bool>());
    const auto lineage = seen.at("lineage");
    const auto kind = [&](const char* name) { return lineage.at(name).at("kind").as<std::string>(); };
    EXPECT_EQ(lineage.size(), 7u) << lineage.text();
    EXPECT_EQ(kind("x"), "file");
    EXPECT_EQ(kind("raw"), "data");
    EXPECT_TRUE(lineage.at("raw").at("is_input").as<bool>());
    EXPECT_EQ(lineage.at("raw").at("path").as<std::string>(), "s3://bucket/raw");
    EXPECT_EQ(kind("report"), "file");
    EXPECT_EQ(lineage.at("report").at("path").as<std::string>(), "outputs/report.txt");
    EXPECT_EQ(lineage.at("report").at("summary").at("hash").as<std::string>().size(), 12u);
    EXPECT_EQ(kind("pictures"), "dir");
    EXPECT_EQ(kind("net"), "model");
    EXPECT_EQ(lineage.at("net").at("summary").at("framework").as<std::string>(), "torch");
    EXPECT_EQ(kind("tensorboard"), "tensorboard");
    EXPECT_EQ(kind("0123abc"), "coderef");
    EXPECT_EQ(lineage.at("0123abc").at("summary").at("branch").as<std::string>(), "main");
}

TEST_F(V1Methods, RunsAreMadeFromPolyaxonfiles) {
    const auto file = write("train.yaml",
                            "version: 1.1\nkind: component\nname: train\ninputs:\n- name: lr\n  type: float\n"
                            "run:\n  kind: job\n  container:\n    image: busybox\n");
    run([&]() -> awaitable<void> {
        auto c = client(co_await asio::this_coro::executor);
        auto holder = run_of(c);
        co_await holder.create({.name = "holder"});
        co_await holder.upload_artifact(file, {.path = "outputs"});
        const auto url = haupt_url() + "/streams/v1/polyaxon/default/" + project + "/runs/" +
                         holder.run_uuid() + "/ro_artifact/outputs/train.yaml";
        auto p = project_of(c);
        co_await p.register_component_version("v1", {.content = component});
        const auto reference = "default/" + project + ":v1";
        auto r = run_of(c);
        co_await r.create_from_polyaxonfile(file, {.name = "of-a-file", .params = R"({"lr":0.5})"});
        const auto first = co_await r.refresh_data();
        EXPECT_EQ(first.name, "of-a-file");
        EXPECT_EQ(first.kind, "job");
        EXPECT_EQ(first.inputs.at("lr").as<double>(), 0.5);
        co_await r.create_from_url(url, {.name = "of-a-url", .params = R"({"lr":0.25})"});
        const auto second = co_await r.refresh_data();
        EXPECT_EQ(second.name, "of-a-url");
        EXPECT_EQ(second.inputs.at("lr").as<double>(), 0.25);
        co_await r.create_from_hub(reference, {.name = "of-a-version"});
        const auto third = co_await r.refresh_data();
        EXPECT_EQ(third.name, "of-a-version");
        EXPECT_NE(third.content.value_or("").find("busybox"), std::string::npos);
        const auto children = co_await r.list_children();
        EXPECT_TRUE(children.results.empty());
        const auto values = co_await r.get_runs_io({.query = "name:of-a-file"});
        EXPECT_EQ(values.size(), 1u);
        for (const auto& v : values) EXPECT_EQ(v.values.at("lr").as<double>(), 0.5);
    });
}

TEST_F(V1Methods, FilesLogsAndVersionsOfOneRun) {
    const auto one = write("up/one.txt", "first"), two = write("up/two.txt", "second");
    const auto lines = write("main.jsonl", R"({"timestamp":"2026-01-01T00:00:00+00:00","value":"begun"})"
                                           "\n"
                                           R"({"timestamp":"2026-01-01T00:00:01+00:00","value":"ended"})"
                                           "\n");
    const auto up = (folder / "up").string(), down = (folder / "down").string();
    std::string uuid;
    run([&]() -> awaitable<void> {
        auto c = client(co_await asio::this_coro::executor);
        auto r = run_of(c);
        co_await r.create({.name = "whole"});
        uuid = r.run_uuid();
        const std::vector<std::string_view> files = [&] {
            std::vector<std::string_view> out;
            out.push_back(one);
            out.push_back(two);
            return out;
        }();
        co_await r.upload_artifacts(files, {.path = "outputs", .relative_to = up});
        co_await r.upload_artifact(lines, {.path = "plxlogs"});
        v1::run_artifact item;
        item.name = "one";
        item.kind = "file";
        item.path = "outputs/one.txt";
        item.summary = json::object();  // without one this server fails: a 405
        co_await r.log_artifact_lineage(item);
        co_await r.log_outputs(json::object().set("best", 0.5));
        co_await r.log_succeeded();

        const auto file = co_await r.download_artifact_for_lineage(item, {.path_to = down});
        EXPECT_EQ(text_of(file), "first");
        const auto log = co_await r.get_logs();
        EXPECT_EQ(log.logs.size(), 2u);
        std::string told;
        auto watched = r.watch_logs();
        while (auto line = co_await watched.next()) told += line->value + ";";
        EXPECT_EQ(told, "begun;ended;");

        co_await r.promote_to_model_version("promoted", {.description = "of a run", .artifacts = "one"});
        co_await r.promote_to_artifact_version("promoted", {.artifacts = "one"});
        auto p = project_of(c);
        const auto model = co_await p.get_model_version("promoted");
        EXPECT_EQ(model.description, "of a run");
        EXPECT_EQ(model.meta_info.at("run").at("uuid").as<std::string>(), uuid) << model.meta_info.text();
        const auto pulled = co_await p.pull_model_version("promoted", down);
        EXPECT_EQ(text_of(fs::path(pulled) / "outputs/one.txt"), "first");

        const auto kept = co_await r.pull_remote_run({.path = down});
        EXPECT_TRUE(fs::exists(kept + "/run.plx.json"));
        EXPECT_EQ(text_of(kept + "/outputs/two.txt"), "second");
    });
    const auto versions = python("project", project).at("versions");
    EXPECT_EQ(versions.at("model").size(), 1u);
    EXPECT_EQ(versions.at("artifact").size(), 1u);
    const auto seen = python("show", project, uuid);
    EXPECT_EQ(seen.at("logs").text(), R"(["begun", "ended"])");
    EXPECT_EQ(seen.at("outputs").at("best").as<double>(), 0.5);
}

TEST_F(V1Methods, VersionsOfEachKind) {
    const auto other = fresh("methods-other");
    run([&]() -> awaitable<void> {
        auto c = client(co_await asio::this_coro::executor);
        v1::project_body body;
        body.name = other;
        co_await c.projects().create_project("default", body);
        auto p = project_of(c);
        const auto registry = (folder / "registry").string();
        for (const auto kind :
             {v1::version_kind::component, v1::version_kind::model, v1::version_kind::artifact}) {
            v1::project_version_body made;
            made.name = "v1";
            made.tags = {"first"};
            made.content = kind == v1::version_kind::component ? std::string(component) : R"({"layers":3})";
            co_await p.create_version(kind, made);
            const auto change = json::object().set("readme", "# v1");
            co_await p.patch_version(kind, "v1", change);
            co_await p.stage_version(kind, "v1", "staging", {.reason = "Test"});
            const auto stages = co_await p.get_version_stages(kind, "v1");
            EXPECT_EQ(stages.stage, "staging");
            const auto read = co_await p.get_version(kind, "v1");
            EXPECT_EQ(read.readme, "# v1");
            EXPECT_EQ(read.tags, std::vector<std::string>{"first"});

            co_await p.copy_version(kind, "v1", {.to_project = other, .name = "copied"});
            const auto copy = co_await c.projects().get_version("default", other, v1::name(kind), "copied");
            EXPECT_EQ(copy.content, read.content);
            const auto path = co_await p.pull_version(kind, "v1", registry);
            EXPECT_TRUE(fs::exists(path + "/version.plx.json")) << path;
            const auto kept = co_await p.load_offline_version(kind, "v1", registry);
            EXPECT_TRUE(kept && kept->name == "v1");
            co_await p.delete_version(kind, "v1");
            const auto pushed = co_await p.push_version(kind, "v1", registry);
            EXPECT_EQ(pushed.readme, "# v1");
            const auto listed = co_await p.list_versions(kind);
            EXPECT_EQ(listed.results.size(), 1u);
            co_await p.transfer_version(kind, "v1", other);
            const auto left = co_await p.list_version_names(kind);
            EXPECT_TRUE(left.results.empty());
        }
    });
    const auto there = python("project", other).at("versions");
    for (const char* kind : {"component", "model", "artifact"}) EXPECT_EQ(there.at(kind).size(), 2u) << kind;
}

}  // namespace
}  // namespace polyaxon::live
