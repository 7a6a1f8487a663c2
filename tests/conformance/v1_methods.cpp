#include "conformance/v1_methods.hpp"

#include "conformance/v1_method_rows.hpp"

#include <algorithm>
#include <array>

namespace conformance::v1 {

api::run_client run_of(const api::client& client, const recorded_call& c) {
    const std::string_view project =
        c.project.empty() ? std::string_view("any") : std::string_view(c.project);
    api::run_ref ref{.owner = c.owner, .project = project};
    if (!c.run.empty()) ref.run_uuid = c.run;
    return api::run_client(client, ref);
}
api::project_client project_of(const api::client& client, const recorded_call& c) {
    api::project_ref ref{.owner = c.owner};
    if (!c.project.empty()) ref.project = c.project;
    return api::project_client(client, ref);
}

api::list_options paging(arguments& a) {
    api::list_options o;
    o.offset = a.number("offset");
    o.limit = a.number("limit");
    o.sort = a.text("sort");
    o.query = a.text("query");
    o.bookmarks = a.flag("bookmarks");
    o.mode = a.text("mode");
    o.no_page = a.flag("no_page");
    return o;
}

std::string_view take(reading& r, std::type_identity<std::string_view>) {
    return r.from.positional_text(r.next++);
}
json take(reading& r, std::type_identity<json>) {
    auto named = r.from.take("body");
    return named.is_null() ? r.from.positional(r.next++) : named;
}
polyaxon::call_options take(reading&, std::type_identity<polyaxon::call_options>) { return {}; }
api::list_options take(reading& r, std::type_identity<api::list_options>) { return paging(r.from); }
api::stats_options take(reading& r, std::type_identity<api::stats_options>) {
    auto& a = r.from;
    const auto page = paging(a);
    api::stats_options o;
    o.offset = page.offset;
    o.limit = page.limit;
    o.sort = page.sort;
    o.query = page.query;
    o.bookmarks = page.bookmarks;
    o.mode = page.mode;
    o.kind = a.text("kind");
    o.aggregate = a.text("aggregate");
    o.groupby = a.text("groupby");
    o.trunc = a.text("trunc");
    o.start_date = a.text("start_date");
    o.end_date = a.text("end_date");
    o.boundary = a.flag("boundary");
    return o;
}
api::agent_streams_options take(reading& r, std::type_identity<api::agent_streams_options>) {
    api::agent_streams_options o;
    o.service = r.from.text("service");
    o.last_file = r.from.text("last_file");
    o.force = r.from.flag("force");
    o.connection = r.from.text("connection");
    return o;
}
api::delete_tag_options take(reading& r, std::type_identity<api::delete_tag_options>) {
    return {.cascade = r.from.flag("cascade")};
}
api::email_options take(reading& r, std::type_identity<api::email_options>) {
    return {.email = r.from.text("email")};
}
api::runs_path_options take(reading& r, std::type_identity<api::runs_path_options>) {
    api::runs_path_options o;
    o.path = r.from.text("path");
    o.connection = r.from.text("connection");
    return o;
}
api::runs_file_options take(reading& r, std::type_identity<api::runs_file_options>) {
    api::runs_file_options o;
    o.path = r.from.text("path");
    o.stream = r.from.flag("stream");
    o.force = r.from.flag("force");
    o.connection = r.from.text("connection");
    return o;
}
api::runs_events_options take(reading& r, std::type_identity<api::runs_events_options>) {
    api::runs_events_options o;
    o.names = r.from.text("names");
    o.runs = r.from.text("runs");
    o.orient = r.from.text("orient");
    o.force = r.from.flag("force");
    o.sample = r.from.number("sample");
    o.connection = r.from.text("connection");
    o.status = r.from.text("status");
    return o;
}
api::runs_resources_options take(reading& r, std::type_identity<api::runs_resources_options>) {
    api::runs_resources_options o;
    o.kind = r.from.text("kind");
    o.names = r.from.text("names");
    o.tail = r.from.flag("tail");
    o.force = r.from.flag("force");
    o.sample = r.from.number("sample");
    o.connection = r.from.text("connection");
    o.status = r.from.text("status");
    return o;
}
api::runs_logs_options take(reading& r, std::type_identity<api::runs_logs_options>) {
    api::runs_logs_options o;
    o.kind = r.from.text("kind");
    o.last_time = r.from.text("last_time");
    o.last_file = r.from.text("last_file");
    o.force = r.from.flag("force");
    o.connection = r.from.text("connection");
    return o;
}

started play(const method* m, api::client client, recorded_call call) {
    arguments a(call.arguments);
    auto under_way = m->make(client, call, a);
    a.done();
    co_return co_await std::move(under_way);
}

const method* find_method(std::string_view name) {
    // Python's asynchronous clients have the same methods; ours are asynchronous from the start.
    if (name.starts_with("Async")) name.remove_prefix(5);
    // The SDK's classes by what PolyaxonClient calls them.
    static constexpr std::pair<std::string_view, std::string_view> handles[] = {
        {"agents", "AgentsV1Api"},
        {"auth", "AuthV1Api"},
        {"connections", "ConnectionsV1Api"},
        {"dashboards", "DashboardsV1Api"},
        {"organizations", "OrganizationsV1Api"},
        {"policies", "PoliciesV1Api"},
        {"presets", "PresetsV1Api"},
        {"project_dashboards", "ProjectDashboardsV1Api"},
        {"project_searches", "ProjectSearchesV1Api"},
        {"projects", "ProjectsV1Api"},
        {"queues", "QueuesV1Api"},
        {"runs", "RunsV1Api"},
        {"sandbox", "SandboxV1Api"},
        {"searches", "SearchesV1Api"},
        {"service_accounts", "ServiceAccountsV1Api"},
        {"tags", "TagsV1Api"},
        {"teams", "TeamsV1Api"},
        {"users", "UsersV1Api"},
        {"versions", "VersionsV1Api"},
    };
    const auto dot = name.find('.');
    std::string full(name);
    for (const auto& [handle, sdk_class] : handles)
        if (name.substr(0, dot) == handle) full = std::string(sdk_class) + std::string(name.substr(dot));
    const table tables[] = {runs_table(),           projects_table(),         organizations_table(),
                            services_table(),       more_services_table(),    run_client_table(),
                            run_lineage_table(),    run_watching_table(),     run_files_table(),
                            project_client_table(), project_versions_table(), organization_client_table(),
                            sandbox_table()};
    for (const auto& rows : tables)
        if (const auto found = std::ranges::find(rows, full, &method::name); found != rows.end())
            return &*found;
    return nullptr;
}

}  // namespace conformance::v1
