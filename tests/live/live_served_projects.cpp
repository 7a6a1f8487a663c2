// What haupt answers about itself, projects and versions, and to what it does not serve.
#include "live_served_areas.hpp"

#include <algorithm>

namespace polyaxon::live {
namespace {

/// An answer that is an error of this status; its words are given back.
template <class T>
std::string refused(const result<T>& answer, int status) {
    EXPECT_FALSE(answer) << "this was to be refused";
    if (answer) return {};
    EXPECT_EQ(answer.error().status(), status) << answer.error().what();
    return answer.error().detail();
}

template <class Page>
bool has_name(const Page& page, const std::string& name) {
    return std::ranges::any_of(page.results, [&](const auto& one) { return one.name == name; });
}

}  // namespace

awaitable<void> ask_server(const place& at) {
    const auto versions = at.client.versions();
    co_await versions.check_health();
    const auto server = co_await versions.get_installation();
    EXPECT_EQ(server.dist, "ce");
    EXPECT_EQ(server.version.value_or("").substr(0, 2), "2.");
    const auto key = server.key.value_or("");
    const auto range = co_await versions.get_compatibility(key, "2-18-0", "cli");
    EXPECT_FALSE(range.cli || range.platform);

    const auto agents = at.client.agents();
    const auto state = co_await agents.get_global_state("default");
    EXPECT_EQ(state.at("status").as<std::string>(), "running");
    EXPECT_TRUE(state.at("state").contains("queued"));
    const auto body = json::object().set("state", false);
    const auto cron = co_await agents.cron_agent("default", body);
    EXPECT_EQ(cron.at("status").as<std::string>(), "running");
    EXPECT_EQ(cron.at("live_state").as<int>(), 1);
}

awaitable<void> ask_projects(const place& at) {
    const auto projects = at.client.projects();
    for (const auto& name : {at.project, at.other}) {
        v1::project_body body;
        body.name = name;
        body.description = "made";
        const auto made = co_await projects.create_project("default", body);
        EXPECT_EQ(made.name, name);
    }
    v1::project_body body;
    body.name = at.project;
    body.description = "put";
    const auto put = co_await projects.update_project("default", at.project, body);
    EXPECT_EQ(put.description, "put");
    body.description = "put again";
    body.readme = "# read me";
    co_await projects.update_project("default", at.project, body);
    auto read = co_await projects.get_project("default", at.project);
    EXPECT_EQ(read.description, "put again");
    EXPECT_EQ(read.readme, "# read me");
    const auto change = json::object().set("description", "patched");
    co_await projects.patch_project("default", at.project, change);
    read = co_await projects.get_project("default", at.project);
    EXPECT_EQ(read.description, "patched");
    EXPECT_EQ(read.readme, "# read me");

    const auto filter = "name:" + at.project;
    const auto listed = co_await projects.list_projects("default", {.query = filter});
    EXPECT_EQ(listed.results.size(), 1u);
    EXPECT_TRUE(has_name(listed, at.project));
    const auto names = co_await projects.list_project_names("default", {.limit = 100, .sort = "-created_at"});
    EXPECT_TRUE(has_name(names, at.project) && has_name(names, at.other));

    co_await projects.bookmark_project("default", at.project);
    read = co_await projects.get_project("default", at.project);
    EXPECT_EQ(read.bookmarked, true);
    co_await projects.unbookmark_project("default", at.project);
    read = co_await projects.get_project("default", at.project);
    EXPECT_EQ(read.bookmarked, false);
    co_await projects.archive_project("default", at.project);
    read = co_await projects.get_project("default", at.project);
    EXPECT_EQ(read.live_state, 0);
    co_await projects.restore_project("default", at.project);
    read = co_await projects.get_project("default", at.project);
    EXPECT_EQ(read.live_state, 1);

    const auto passing = at.project + "-passing";
    body.name = passing;
    co_await projects.create_project("default", body);
    co_await projects.delete_project("default", passing);
    const auto gone = co_await as_result(projects.get_project("default", passing));
    EXPECT_TRUE(gone ? gone->live_state == -1 : gone.error().kind() == errc::not_found);

    // The stats are for the server's own page.
    co_await served_run(at, "counted");
    const auto stranger = co_await as_result(
        projects.get_project_stats("default", at.project, {.mode = "stats", .aggregate = "count"}));
    EXPECT_NE(refused(stranger, 403).find("not allowed"), std::string::npos);
    const auto counted = co_await at.page.projects().get_project_stats(
        "default", at.project,
        {.mode = "analytics", .kind = "annotations", .aggregate = "count", .groupby = "status"});
    EXPECT_EQ(counted.text(), R"([{"status":"created","count":1}])");
    const auto summed =
        co_await at.page.projects().get_project_stats("default", at.project, {.mode = "stats"});
    EXPECT_TRUE(summed.contains("run") && summed.contains("status")) << summed.text();
}

awaitable<void> ask_versions(const place& at) {
    const auto projects = at.client.projects();
    for (const std::string kind : {"component", "model", "artifact"}) {
        v1::project_version_body body;
        body.name = "v1";
        body.kind = kind;
        body.description = "made";
        body.tags = {"first"};
        body.content = kind == "component" ? std::string(served_component) : R"({"layers":3})";
        const auto made = co_await projects.create_version("default", at.project, kind, body);
        EXPECT_EQ(made.name, "v1");
        EXPECT_EQ(made.kind, kind);
        EXPECT_EQ(made.stage, "testing");
        body.description = "put";
        co_await projects.update_version("default", at.project, kind, "v1", body);
        auto read = co_await projects.get_version("default", at.project, kind, "v1");
        EXPECT_EQ(read.uuid, made.uuid);
        EXPECT_EQ(read.description, "put");
        EXPECT_EQ(read.tags, std::vector<std::string>{"first"});
        const auto change = json::object().set("description", "patched");
        co_await projects.patch_version("default", at.project, kind, "v1", change);
        read = co_await projects.get_version("default", at.project, kind, "v1");
        EXPECT_EQ(read.description, "patched");

        const auto condition =
            json::object().set("type", "production").set("status", true).set("reason", "Test");
        const auto stage = json::object().set("condition", condition);
        co_await projects.create_version_stage("default", at.project, kind, "v1", stage);
        const auto stages = co_await projects.get_version_stages("default", at.project, kind, "v1");
        EXPECT_EQ(stages.stage, "production");
        EXPECT_EQ(stages.stage_conditions.size(), 2u);

        body.name = "v2";
        co_await projects.create_version("default", at.project, kind, body);
        const auto listed = co_await projects.list_versions("default", at.project, kind);
        EXPECT_EQ(listed.count, 2);
        EXPECT_TRUE(has_name(listed, "v1") && has_name(listed, "v2"));
        const auto names = co_await projects.list_version_names("default", at.project, kind);
        EXPECT_EQ(names.results.size(), 2u);

        const auto target = json::object().set("project", at.other);
        co_await projects.transfer_version("default", at.project, kind, "v2", target);
        const auto moved = co_await projects.get_version("default", at.other, kind, "v2");
        EXPECT_EQ(moved.project, at.other);
        co_await projects.delete_version("default", at.other, kind, "v2");
        const auto gone = co_await as_result(projects.get_version("default", at.other, kind, "v2"));
        refused(gone, 404);
    }
}

awaitable<void> ask_cluster(const place& at) {
    const auto runs = at.client.runs();
    const auto uuid = co_await served_run(at, "cluster");
    const auto pods = co_await runs.inspect_run("polyaxon", "default", at.project, uuid);
    EXPECT_EQ(pods.text(), "{}");
    const auto notice = json::object().set("name", "cluster").set("connections", json::array().push("mail"));
    const auto without =
        co_await as_result(runs.notify_run_status("polyaxon", "default", at.project, uuid, notice));
    EXPECT_NE(refused(without, 400).find("without condition"), std::string::npos);
    const auto condition = json::object().set("type", "succeeded").set("status", true);
    const auto whole = json(notice).set("condition", condition);
    const auto unknown =
        co_await as_result(runs.notify_run_status("polyaxon", "default", at.project, uuid, whole));
    EXPECT_NE(refused(unknown, 400).find("connections"), std::string::npos);

    // Internal paths want the internal token; with it the server looks for the run's pods, of which there are none.
    const auto stranger =
        co_await as_result(runs.collect_run_logs("polyaxon", "default", at.project, uuid, "job"));
    EXPECT_NE(refused(stranger, 400).find("authenticat"), std::string::npos);
    const auto none =
        co_await as_result(at.agent.runs().collect_run_logs("polyaxon", "default", at.project, uuid, "job"));
    EXPECT_NE(refused(none, 400).find("logs were not collected"), std::string::npos);

    const std::string agent = "0123456789abcdef0123456789abcdef";
    const auto agents = at.client.agents();
    const auto services = co_await agents.inspect_agent("polyaxon", "default", agent);
    EXPECT_TRUE(services.is_object()) << services.text();  // {} of a server that has only begun
    const auto log = co_await agents.get_agent_logs("polyaxon", "default", agent);
    EXPECT_EQ(log.at("logs").size(), 0u);
    const auto checked = co_await agents.check_agent_connection("polyaxon", "default", agent);
    EXPECT_TRUE(checked.contains("results")) << checked.text();
    const auto nothing = json::object();
    const auto nameless = co_await as_result(agents.restart_agent("polyaxon", "default", agent, nothing));
    EXPECT_NE(refused(nameless, 400).find("name is required"), std::string::npos);
    const auto outside = co_await as_result(agents.collect_agent_data("polyaxon", "default", agent));
    EXPECT_NE(refused(outside, 400).find("authenticat"), std::string::npos);
    co_await at.agent.agents().collect_agent_data("polyaxon", "default", agent);
}

awaitable<void> ask_what_is_not_served(const place& at) {
    const auto& c = at.client;
    const auto uuid = co_await served_run(at, "alone");
    refused(co_await as_result(c.users().get_user()), 404);
    refused(co_await as_result(c.versions().get_log_handler()), 404);
    refused(co_await as_result(c.organizations().list_organizations()), 404);
    refused(co_await as_result(c.organizations().get_organization("default")), 404);
    refused(co_await as_result(c.organizations().get_organization_runs("default")), 404);
    refused(co_await as_result(c.agents().list_agents("default")), 404);
    refused(co_await as_result(c.queues().list_organization_queues("default")), 404);
    refused(co_await as_result(c.connections().list_connections("default")), 404);
    refused(co_await as_result(c.tags().list_tags("default")), 404);
    refused(co_await as_result(c.teams().list_teams("default")), 404);
    refused(co_await as_result(c.projects().get_project_settings("default", at.project)), 404);
    refused(co_await as_result(c.projects().get_project_activities("default", at.project)), 404);
    refused(co_await as_result(c.projects().list_bookmarked_projects("someone")), 404);
    refused(co_await as_result(c.runs().get_run_settings("default", at.project, uuid)), 404);
    refused(co_await as_result(c.runs().get_run_connections_lineage("default", at.project, uuid)), 404);
    // To what writes the server says 405, whatever it means.
    const auto body = json::object().set("username", "someone").set("password", "wrong");
    refused(co_await as_result(c.auth().login(body)), 405);
    refused(co_await as_result(c.runs().impersonate_token("default", at.project, uuid)), 405);
}

}  // namespace polyaxon::live
