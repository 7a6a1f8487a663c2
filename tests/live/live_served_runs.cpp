// What haupt answers about runs: one and many, their lineage, files, events and logs.
#include "live_served_areas.hpp"

#include <algorithm>
#include <filesystem>

namespace polyaxon::live {
namespace {

namespace fs = std::filesystem;

json list_of(const std::vector<std::string>& uuids) {
    auto list = json::array();
    for (const auto& u : uuids) list.push(u);
    return json::object().set("uuids", list);
}

v1::run_client client_of(const place& at, const std::string& uuid) {
    return v1::run_client(at.client, {.owner = "default", .project = at.project, .run_uuid = uuid});
}

std::string write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
}

/// A folder that is gone when this is.
struct passing_folder {
    explicit passing_folder(const std::string& name) : path(fs::temp_directory_path() / name) {
        fs::create_directories(path);
    }
    ~passing_folder() { fs::remove_all(path); }
    passing_folder(const passing_folder&) = delete;
    passing_folder& operator=(const passing_folder&) = delete;
    const fs::path path;
};

}  // namespace

awaitable<std::string> served_run(const place& at, std::string name, bool operation) {
    v1::operation_body body;
    body.name = name;
    if (operation)
        body.content = std::string(served_component);
    else
        body.is_managed = false;
    const auto made = co_await at.client.runs().create_run("default", at.project, body);
    EXPECT_EQ(made.uuid.size(), 32u);
    co_return made.uuid;
}

awaitable<v1::run> served_now(const place& at, std::string uuid) {
    co_return co_await at.client.runs().get_run("default", at.project, uuid);
}

awaitable<void> ask_runs(const place& at) {
    const auto runs = at.client.runs();
    const auto& project = at.project;
    const auto uuid = co_await served_run(at, "life");
    auto now = co_await at.client.organizations().get_organization_run("default", uuid);
    EXPECT_EQ(now.name, "life");
    EXPECT_EQ(now.project, project);
    const auto settings = co_await runs.get_run_namespace("default", project, uuid);
    EXPECT_EQ(settings.namespace_, "polyaxon");
    const auto change = json::object().set("description", "patched");
    co_await runs.patch_run("default", project, uuid, change);
    // A run without an operation is put with what says so; the server wants a kind.
    v1::run_body whole;
    whole.name = "put";
    const auto kindless = co_await as_result(runs.update_run("default", project, uuid, whole));
    EXPECT_FALSE(kindless);
    if (!kindless) {
        EXPECT_EQ(kindless.error().status(), 400);
        EXPECT_NE(kindless.error().detail().find("kind"), std::string::npos) << kindless.error().what();
    }
    whole.kind = "job";
    whole.is_managed = false;
    co_await runs.update_run("default", project, uuid, whole);
    now = co_await served_now(at, uuid);
    EXPECT_EQ(now.name, "put");
    EXPECT_EQ(now.description, "patched");

    v1::status_condition_body condition;
    condition.type = "running";
    condition.status = true;
    co_await runs.create_run_status("default", project, uuid, condition);
    const auto history = co_await runs.get_run_statuses("default", project, uuid);
    EXPECT_EQ(history.status, "running");
    EXPECT_EQ(history.status_conditions.size(), 2u);
    co_await runs.invalidate_run("default", project, uuid);
    co_await runs.bookmark_run("default", project, uuid);
    now = co_await served_now(at, uuid);
    EXPECT_EQ(now.bookmarked, true);
    co_await runs.unbookmark_run("default", project, uuid);
    now = co_await served_now(at, uuid);
    EXPECT_EQ(now.bookmarked, false);
    co_await runs.archive_run("default", project, uuid);
    now = co_await served_now(at, uuid);
    EXPECT_EQ(now.live_state, 0);
    co_await runs.restore_run("default", project, uuid);
    now = co_await served_now(at, uuid);
    EXPECT_EQ(now.live_state, 1);
    const auto progress = co_await at.page.runs().get_run_stats(
        "default", project, uuid, {.mode = "stats", .kind = "annotations", .aggregate = "progress"});
    EXPECT_EQ(progress.at("count").as<int>(), 0) << progress.text();  // of the runs below it
    const auto stranger = co_await as_result(runs.get_run_stats("default", project, uuid, {.mode = "stats"}));
    EXPECT_EQ(kind_of(stranger), errc::forbidden);

    const auto skipped = co_await served_run(at, "skipped");
    co_await runs.skip_run("default", project, skipped);
    now = co_await served_now(at, skipped);
    EXPECT_EQ(now.status, "skipped");

    v1::operation_body waiting;
    waiting.name = "waiting";
    waiting.content = std::string(served_component);
    waiting.pending = "approval";
    const auto held = co_await runs.create_run("default", project, waiting);
    now = co_await served_now(at, held.uuid);
    EXPECT_EQ(now.pending, "approval");
    co_await runs.approve_run("default", project, held.uuid);
    now = co_await served_now(at, held.uuid);
    EXPECT_FALSE(now.pending);

    // An operation is stopped, fails, goes on, and is made again twice.
    const auto operation = co_await served_run(at, "operation", true);
    co_await runs.stop_run("default", project, operation);
    now = co_await served_now(at, operation);
    EXPECT_EQ(now.status.value_or("").substr(0, 4), "stop");
    condition.type = "failed";
    co_await runs.create_run_status("default", project, operation, condition);
    v1::run_body again;
    const auto resumed = co_await runs.resume_run("default", project, operation, again);
    EXPECT_EQ(resumed.uuid, operation);
    now = co_await served_now(at, operation);
    EXPECT_FALSE(v1::is_done(now.status.value_or("")));
    again.name = "again";
    const auto second = co_await runs.restart_run("default", project, operation, again);
    EXPECT_NE(second.uuid, operation);
    again.name = "copied";
    const auto third = co_await runs.copy_run("default", project, operation, again);
    EXPECT_EQ(third.name, "copied");
    const auto clones = co_await runs.get_run_clones_lineage("default", project, operation);
    EXPECT_EQ(clones.count, 2);
    for (const auto& clone : clones.results) {
        auto plain = clone.uuid;  // the server writes it with hyphens here, and here alone
        std::erase(plain, '-');
        EXPECT_TRUE(plain == second.uuid || plain == third.uuid) << clone.uuid;
    }

    const auto target = json::object().set("project", at.other);
    co_await runs.transfer_run("default", project, skipped, target);
    const auto moved = co_await runs.get_run("default", at.other, skipped);
    EXPECT_EQ(moved.project, at.other);
    co_await runs.delete_run("default", project, uuid);
    const auto gone = co_await as_result(served_now(at, uuid));
    EXPECT_TRUE(gone ? gone->live_state == -1 : gone.error().kind() == errc::not_found);
}

awaitable<void> ask_many_runs(const place& at) {
    const auto runs = at.client.runs();
    const auto& project = at.project;
    std::vector<std::string> uuids;
    for (int i = 0; i < 2; ++i) {
        auto made = co_await served_run(at, "many");
        uuids.push_back(std::move(made));
    }
    const auto body = list_of(uuids);
    const auto all = [&]() -> awaitable<std::vector<v1::run>> {
        auto found = co_await at.client.runs().list_runs("default", at.project, {.query = "name:many"});
        EXPECT_EQ(found.results.size(), 2u);
        co_return std::move(found.results);
    };
    const auto have = [](const std::vector<v1::run>& found, auto member, const auto& value) {
        return std::ranges::all_of(found, [&](const v1::run& r) { return r.*member == value; });
    };
    const auto labels = json(body).set("tags", json::array().push("one").push("two"));
    co_await runs.tag_runs("default", project, labels);
    co_await runs.bookmark_runs("default", project, body);
    auto found = co_await all();
    EXPECT_TRUE(have(found, &v1::run::tags, std::vector<std::string>{"one", "two"}));
    EXPECT_TRUE(have(found, &v1::run::bookmarked, true));
    co_await runs.approve_runs("default", project, body);
    co_await runs.invalidate_runs("default", project, body);
    co_await runs.skip_runs("default", project, body);
    found = co_await all();
    EXPECT_TRUE(have(found, &v1::run::status, "skipped"));
    co_await runs.archive_runs("default", project, body);
    auto one = co_await served_now(at, uuids.front());
    EXPECT_EQ(one.live_state, 0);
    co_await runs.restore_runs("default", project, body);
    one = co_await served_now(at, uuids.front());
    EXPECT_EQ(one.live_state, 1);

    const auto operation = co_await served_run(at, "stopped", true);
    const auto lone = list_of({operation});
    co_await runs.stop_runs("default", project, lone);
    one = co_await served_now(at, operation);
    EXPECT_EQ(one.status.value_or("").substr(0, 4), "stop");

    const auto target = json(body).set("project", at.other);
    co_await runs.transfer_runs("default", project, target);
    one = co_await runs.get_run("default", at.other, uuids.back());
    EXPECT_EQ(one.project, at.other);
    co_await runs.delete_runs("default", at.other, body);
    const auto gone = co_await as_result(runs.get_run("default", at.other, uuids.back()));
    EXPECT_TRUE(gone ? gone->live_state == -1 : gone.error().kind() == errc::not_found);

    // A run that was kept elsewhere comes with a uuid of its own.
    auto kept = std::string(32, 'a');
    const auto unique = fresh("");
    kept.replace(0, unique.size() - 1, unique.substr(1));
    const auto offline = json::object()
                             .set("uuid", kept)
                             .set("name", "kept")
                             .set("created_at", "2026-01-01T00:00:00+00:00")
                             .set("is_managed", false)
                             .set("status", "succeeded")
                             .set("kind", "job")
                             .set("runtime", "job");
    co_await runs.sync_run("default", project, offline);
    one = co_await served_now(at, kept);
    EXPECT_EQ(one.name, "kept");
    EXPECT_EQ(one.status, "succeeded");
}

awaitable<void> ask_lineage(const place& at) {
    const auto runs = at.client.runs();
    const auto& project = at.project;
    const auto below = co_await served_run(at, "below"), above = co_await served_run(at, "above");
    auto items = json::array();
    for (const char* name : {"raw", "net"})
        items.push(json::object()
                       .set("name", name)
                       .set("kind", "model")
                       .set("path", std::string("outputs/") + name)
                       .set("summary", json::object().set("layers", 3)));
    const auto body = json::object().set("artifacts", items);
    co_await runs.create_run_artifacts_lineage("default", project, below, body);
    const auto listed = co_await runs.get_run_artifacts_lineage("default", project, below);
    EXPECT_EQ(listed.count, 2);
    const auto names = co_await runs.get_run_artifacts_lineage_names("default", project, below);
    EXPECT_EQ(names.results.size(), 2u);
    const auto of_all =
        co_await runs.get_runs_artifacts_lineage("default", project, {.limit = 50, .query = "kind:model"});
    EXPECT_EQ(of_all.results.size(), 2u);
    const auto net = co_await runs.get_run_artifact_lineage("default", project, below, "net");
    EXPECT_EQ(net.path, "outputs/net");
    EXPECT_EQ(net.run, below);
    EXPECT_EQ(net.summary.at("layers").as<int>(), 3);
    co_await runs.delete_run_artifact_lineage("default", project, below, "net");
    const auto gone = co_await as_result(runs.get_run_artifact_lineage("default", project, below, "net"));
    EXPECT_EQ(kind_of(gone), errc::not_found);
    const auto left = co_await client_of(at, below).get_artifacts_lineage();
    EXPECT_EQ(left.results.size(), 1u);

    const auto edge = json::object()
                          .set("run", above)
                          .set("is_upstream", true)
                          .set("values", json::object().set("rows", 7));
    const auto edges = json::object().set("edges", json::array().push(edge));
    co_await runs.set_run_edges_lineage("default", project, below, edges);
    const auto upstream = co_await runs.get_run_upstream_lineage("default", project, below);
    EXPECT_EQ(upstream.results.size(), 1u);
    for (const auto& e : upstream.results) {
        EXPECT_EQ(e.at("upstream").at("uuid").as<std::string>(), above);
        EXPECT_EQ(e.at("values").at("rows").as<int>(), 7);
    }
    const auto downstream = co_await runs.get_run_downstream_lineage("default", project, above);
    EXPECT_EQ(downstream.results.size(), 1u);
    for (const auto& e : downstream.results)
        EXPECT_EQ(e.at("downstream").at("uuid").as<std::string>(), below);
}

awaitable<void> ask_files(const place& at) {
    const passing_folder here(fresh("served-files"));
    const auto runs = at.client.runs();
    const auto uuid = co_await served_run(at, "files");
    auto run = client_of(at, uuid);
    const auto page = write(here.path / "page.html", "<p>here</p>");
    co_await run.upload_artifact(page, {.path = "outputs"});
    write(here.path / "tree/a/b.txt", "below");
    const auto tree = (here.path / "tree").string();
    co_await run.upload_artifacts_dir(tree, {.path = "outputs/tree", .relative_to = tree});

    const auto root =
        co_await runs.get_run_artifacts_tree("polyaxon", "default", at.project, uuid, {.path = "outputs"});
    EXPECT_EQ(root.dirs, std::vector<std::string>{"tree"});
    EXPECT_EQ(root.files.count("page.html"), 1u);
    const auto whole = co_await runs.get_run_artifact("polyaxon", "default", at.project, uuid,
                                                      {.path = "outputs/tree/a/b.txt", .stream = true});
    EXPECT_EQ(whole.body, "below");
    const auto embedded = co_await runs.get_run_embedded_artifact(
        "polyaxon", "default", at.project, uuid, {.path = "outputs/page.html", .stream = true});
    EXPECT_EQ(embedded.body, "<p>here</p>");
    EXPECT_EQ(embedded.header("Content-Type").substr(0, 9), "text/html");
    const auto linked = co_await runs.get_run_ro_artifact("polyaxon", "default", at.project, uuid,
                                                          {.path = "outputs/tree/a/b.txt"});
    EXPECT_EQ(linked.body, "below");
    const auto nameless =
        co_await as_result(runs.get_run_ro_artifact("polyaxon", "default", at.project, uuid));
    EXPECT_EQ(kind_of(nameless), errc::invalid_argument);
    const auto packed =
        co_await runs.get_run_artifacts("polyaxon", "default", at.project, uuid, {.path = "outputs/tree"});
    EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");  // of gzip

    co_await runs.delete_run_artifact("polyaxon", "default", at.project, uuid, {.path = "outputs/page.html"});
    co_await runs.delete_run_artifacts("polyaxon", "default", at.project, uuid, {.path = "outputs/tree"});
    const auto left =
        co_await runs.get_run_artifacts_tree("polyaxon", "default", at.project, uuid, {.path = "outputs"});
    EXPECT_TRUE(left.files.empty() && left.dirs.empty());
}

awaitable<void> ask_events_and_logs(const place& at) {
    const passing_folder here(fresh("served-events"));
    const auto runs = at.client.runs();
    const auto uuid = co_await served_run(at, "events");
    auto run = client_of(at, uuid);
    const std::string text =
        "step|timestamp|metric\n0|2026-01-01T00:00:00+00:00|1.0\n1|2026-01-01T00:00:01+00:00|0.5\n";
    const auto loss = write(here.path / "loss.plx", text), cpu = write(here.path / "cpu.plx", text);
    const auto lines =
        write(here.path / "main.jsonl", R"({"timestamp":"2026-01-01T00:00:00+00:00","value":"first"})"
                                        "\n"
                                        R"({"timestamp":"2026-01-01T00:00:01+00:00","value":"second"})"
                                        "\n");
    co_await run.upload_artifact(loss, {.path = "events/metric"});
    co_await run.upload_artifact(cpu, {.path = "resources/metric"});
    co_await run.upload_artifact(lines, {.path = "plxlogs"});

    const std::vector<double> values{1.0, 0.5};
    const auto columns = co_await runs.get_run_events("polyaxon", "default", at.project, uuid, "metric",
                                                      {.names = "loss", .orient = "dict"});
    EXPECT_EQ(columns.data.size(), 1u);
    for (const auto& e : columns.data) EXPECT_EQ(e.series().values, values);
    const auto csv = co_await runs.get_run_events("polyaxon", "default", at.project, uuid, "metric",
                                                  {.names = "loss", .orient = "csv"});
    EXPECT_EQ(csv.data.size(), 1u);
    for (const auto& e : csv.data) EXPECT_EQ(e.csv(), text);
    const v1::runs_events_options both{.names = "loss", .runs = uuid};
    const auto many = co_await runs.get_multi_run_events("polyaxon", "default", at.project, "metric", both);
    EXPECT_EQ(many.data.size(), 1u);
    for (const auto& [of, events] : many.data) {
        EXPECT_EQ(of, uuid);
        EXPECT_EQ(events.size(), 1u);
    }
    const auto of_owner = co_await at.client.organizations().get_organization_multi_run_events(
        "polyaxon", "default", "metric", {.names = "loss", .runs = uuid});
    EXPECT_EQ(of_owner.data.count(uuid), 1u);
    const auto of_team =
        co_await at.client.teams().get_team_multi_run_events("polyaxon", "default", "core", "metric", both);
    EXPECT_EQ(of_team.data.count(uuid), 1u);
    const auto machine =
        co_await runs.get_run_resources("polyaxon", "default", at.project, uuid, {.names = "cpu"});
    EXPECT_EQ(machine.data.size(), 1u);
    for (const auto& e : machine.data) EXPECT_EQ(e.series().values, values);

    const auto log = co_await runs.get_run_logs("polyaxon", "default", at.project, uuid);
    EXPECT_EQ(log.logs.size(), 2u);
    if (log.logs.size() == 2) {
        EXPECT_EQ(log.logs[1].value, "second");
    }
    // It needs scikit-learn, which is not there: a 500, which is told as 405.
    const auto question = json::object()
                              .set("params", json::array().push(json::object().set("lr", 0.1)))
                              .set("metrics", json::array().push(1));
    const auto weight =
        co_await as_result(runs.get_multi_run_importance("polyaxon", "default", at.project, question));
    EXPECT_FALSE(weight);
    if (!weight) {
        EXPECT_EQ(weight.error().status(), 405) << weight.error().what();
    }
}

}  // namespace polyaxon::live
