// auth, cluster, user, version, bookmark, project, experiment_group, dataset
#include "conformance/v0_arguments.hpp"
#include "conformance/v0_methods.hpp"
#include "conformance/v0_results.hpp"

#include <utility>

namespace conformance::v0 {

namespace api = polyaxon::v0;

namespace {

asio::awaitable<json> get_user(const client& c, const json& given) {
    arguments a(given, {"token"});
    const auto token = a.text_or_null("token").value_or("");
    return as_json(c.auth().get_user({.token = token}));
}
asio::awaitable<json> get_cluster(const client& c, const json& given) {
    arguments a(given, {});
    return as_json(c.cluster().get_cluster());
}
asio::awaitable<json> get_node(const client& c, const json& given) {
    arguments a(given, {"node_sequence"});
    const auto sequence = a.reference("node_sequence");
    return as_json(c.cluster().get_node(sequence));
}
template <auto Get>
asio::awaitable<json> version(const client& c, const json& given) {
    arguments a(given, {});
    return as_json((c.version().*Get)({}));
}
asio::awaitable<json> list_projects(const client& c, const json& given) {
    arguments a(given, {"username", "page"});
    const auto user = a.text("username");
    return as_json(c.project().list_projects(user, {.page = a.page()}));
}
asio::awaitable<json> get_project(const client& c, const json& given) {
    arguments a(given, {"username", "project_name"});
    const auto user = a.text("username"), name = a.text("project_name");
    return as_json(c.project().get_project(user, name));
}
asio::awaitable<json> list_project_experiments(const client& c, const json& given) {
    arguments a(given, {"username", "project_name", "independent", "group", "metrics", "params", "query",
                        "sort", "page"});
    const auto user = a.text("username"), name = a.text("project_name");
    const auto group = a.reference_or_null("group").value_or("");
    const auto query = a.text_or_null("query").value_or(""), sort = a.text_or_null("sort").value_or("");
    const names metrics(a, "metrics"), params(a, "params");
    api::list_experiments_options o;
    o.independent = a.flag_or_null("independent").value_or(false);
    o.group = group;
    o.metrics = metrics.filter();
    o.params = params.filter();
    o.query = query;
    o.sort = sort;
    o.page = a.page();
    return as_json(c.project().list_experiments(user, name, o));
}
constexpr method methods[] = {
    {"auth.get_user", get_user},
    {"cluster.get_cluster", get_cluster},
    {"cluster.get_node", get_node},
    {"version.get_cli_version", version<&api::version_api::get_cli_version>},
    {"version.get_platform_version", version<&api::version_api::get_platform_version>},
    {"version.get_lib_version", version<&api::version_api::get_lib_version>},
    {"version.get_chart_version", version<&api::version_api::get_chart_version>},
    {"version.get_log_handler", version<&api::version_api::get_log_handler>},
    {"project.list_projects", list_projects},
    {"project.get_project", get_project},
    {"project.list_experiments", list_project_experiments},
};

}  // namespace

std::span<const method> project_methods() { return methods; }

}  // namespace conformance::v0
