#include "conformance/v0_methods.hpp"

#include "conformance/v0_arguments.hpp"

#include <polyaxon/codec/fields.hpp>

#include <algorithm>
#include <utility>

namespace conformance::v0 {

using polyaxon::page;
namespace codec = polyaxon::codec;
namespace api = polyaxon::v0;

namespace {

template <class T>
std::string text_of(const T& value) {
    return codec::to_json(value, codec::json_out::nulls::write);
}

template <class T>
asio::awaitable<json> as_json(asio::awaitable<T> call) {
    const T value = co_await std::move(call);
    co_return json::raw(text_of(value));
}

template <class T>
asio::awaitable<json> as_json(asio::awaitable<page<T>> call) {
    const page<T> value = co_await std::move(call);
    auto out = json::object();
    out.set("count", value.count ? json::from(*value.count) : json());
    out.set("next", value.next ? json::from(*value.next) : json());
    out.set("previous", value.previous ? json::from(*value.previous) : json());
    out.set("results", json::raw(text_of(value.results)));
    co_return out;
}

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
asio::awaitable<json> list_all_experiments(const client& c, const json& given) {
    arguments a(given, {"page"});
    return as_json(c.experiment().list_experiments({.page = a.page()}));
}
asio::awaitable<json> get_experiment(const client& c, const json& given) {
    arguments a(given, {"username", "project_name", "experiment_id"});
    const auto user = a.text("username"), name = a.text("project_name"),
               number = a.reference("experiment_id");
    return as_json(c.experiment().get_experiment(user, name, number));
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
    {"experiment.list_experiments", list_all_experiments},
    {"experiment.get_experiment", get_experiment},
};

}  // namespace

const method* find_method(std::string_view name) {
    const auto* found = std::ranges::find(methods, name, &method::name);
    return found == std::end(methods) ? nullptr : found;
}

}  // namespace conformance::v0
