// auth, cluster, user, version, bookmark, project, experiment_group, dataset
#include "conformance/v0_arguments.hpp"
#include "conformance/v0_methods.hpp"
#include "conformance/v0_results.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conformance::v0 {

namespace api = polyaxon::v0;

namespace {

/// The struct that a record built locally and passed in.
template <class T>
T built(const json& fields) {
    T out{};
    polyaxon::codec::json_parser parser;
    if (parser.parse_text(fields.text(), out))
        throw inexpressible("a resource that is none: " + parser.what());
    return out;
}

/// Texts that options view, for as long as the call is made.
struct filters {
    explicit filters(const arguments& a)
        : query(a.text_or_null("query").value_or("")), sort(a.text_or_null("sort").value_or("")) {}
    std::string query, sort;
};

// -- auth, cluster, user, version

asio::awaitable<json> get_user(const client& c, const json& given) {
    arguments a(given, {"token"});
    const auto token = a.text_or_null("token").value_or("");
    return as_json(c.auth().get_user({.token = token}));
}
asio::awaitable<json> login(const client& c, const json& given) {
    arguments a(given, {"credentials", "set_token"});
    const auto fields = a.config("credentials");
    for (const auto& key : fields.keys())
        if (key != "username" && key != "password") throw inexpressible("credentials have no " + key);
    const auto username = fields.at("username").as<std::string>(),
               password = fields.at("password").as<std::string>();
    return as_json(c.auth().login({username, password}, {.set_token = a.flag("set_token", false)}));
}
api::exchange_options exchange(const arguments& a) {
    return {.set_token = a.flag("set_token", true), .persist_token = a.flag("persist_token", true)};
}
asio::awaitable<json> login_ephemeral(const client& c, const json& given) {
    arguments a(given, {"username", "project_name", "experiment_id", "ephemeral_token", "set_token",
                        "persist_token"});
    const auto user = a.text("username"), project = a.text("project_name"), id = a.reference("experiment_id"),
               token = a.text("ephemeral_token");
    return as_json(c.auth().login_experiment_ephemeral_token(user, project, id, token, exchange(a)));
}
template <auto Login>
asio::awaitable<json> login_impersonate(const client& c, const json& given) {
    arguments a(given, {"username", "project_name", "experiment_id", "job_id", "internal_token", "set_token",
                        "persist_token"});
    const auto user = a.text("username"), project = a.text("project_name"),
               id = a.reference(a.has("job_id") ? "job_id" : "experiment_id"),
               token = a.text("internal_token");
    return as_json((c.auth().*Login)(user, project, id, token, exchange(a)));
}
asio::awaitable<json> login_notebook(const client& c, const json& given) {
    arguments a(given, {"username", "project_name", "internal_token", "set_token", "persist_token"});
    const auto user = a.text("username"), project = a.text("project_name"), token = a.text("internal_token");
    return as_json(c.auth().login_notebook_impersonate_token(user, project, token, exchange(a)));
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
template <auto Change>
asio::awaitable<json> user(const client& c, const json& given) {
    arguments a(given, {"username"});
    const auto name = a.text("username");
    return as_json((c.user().*Change)(name, {}));
}
template <auto Get>
asio::awaitable<json> version(const client& c, const json& given) {
    arguments a(given, {});
    return as_json((c.version().*Get)({}));
}
template <auto List>
asio::awaitable<json> bookmarks(const client& c, const json& given) {
    arguments a(given, {"username", "page"});
    const auto user = a.text("username");
    return as_json((c.bookmark().*List)(user, {.page = a.page()}));
}

// -- project

/// The arguments of a method: user, project, and some of its own.
struct project_call : arguments {
    template <class... Own>
    explicit project_call(const json& given, Own... own)
        : arguments(given, {"username", "project_name", std::string_view(own)...}),
          user(text("username")),
          project(text("project_name")) {}

    api::write_options write() const { return {.background = background()}; }

    std::string user, project;
};

asio::awaitable<json> list_projects(const client& c, const json& given) {
    arguments a(given, {"username", "page"});
    const auto user = a.text("username");
    return as_json(c.project().list_projects(user, {.page = a.page()}));
}
asio::awaitable<json> get_project(const client& c, const json& given) {
    const project_call a(given);
    return as_json(c.project().get_project(a.user, a.project));
}
asio::awaitable<json> create_project(const client& c, const json& given) {
    arguments a(given, {"project_config"});
    const auto config = a.value("project_config");
    if (!a.built("project_config")) return as_json(c.project().create_project(config));
    const auto made = built<api::project>(a.config("project_config"));
    return as_json(c.project().create_project(made));
}
asio::awaitable<json> update_project(const client& c, const json& given) {
    const project_call a(given, "patch_dict", "background");
    return as_json(c.project().update_project(a.user, a.project, a.value("patch_dict"), a.write()));
}
template <auto Change>
asio::awaitable<json> change_project(const client& c, const json& given) {
    const project_call a(given, "background");
    return as_json((c.project().*Change)(a.user, a.project, a.write()));
}
asio::awaitable<json> enable_ci(const client& c, const json& given) {
    const project_call a(given, "config", "background");
    return as_json(c.project().enable_ci(a.user, a.project, a.value("config"), a.write()));
}
asio::awaitable<json> set_repo(const client& c, const json& given) {
    const project_call a(given, "git_url", "is_public", "background");
    const auto url = a.text("git_url");
    return as_json(c.project().set_repo(
        a.user, a.project, url, {.is_public = a.flag("is_public", true), .background = a.background()}));
}
asio::awaitable<json> upload_repo(const client& c, const json& given) {
    // The size is computed here, whatever the record says of it; one beyond the limit would need files of that size.
    const project_call a(given, "files", "files_size", "sync", "background");
    if (a.integer_or_null("files_size").value_or(0) > 157'286'400)
        throw inexpressible("argument files_size is not the size of the files");
    const auto files = a.files("files");
    std::vector<api::upload_file> views;
    for (const auto& f : files)
        views.push_back({.content = f.content,
                         .file_name = f.filename,
                         .content_type = f.content_type,
                         .field = f.field});
    return as_json(c.project().upload_repo(a.user, a.project, views,
                                           {.sync = a.flag("sync", false), .background = a.background()}));
}
asio::awaitable<json> download_repo(const client& c, const json& given) {
    const project_call a(given, "commit", "filename", "untar", "delete_tar", "extract_path");
    const auto commit = a.text_or_null("commit").value_or(""), name = a.text_or_null("filename").value_or(""),
               to = a.text_or_null("extract_path").value_or("");
    return as_json(c.project().download_repo(a.user, a.project,
                                             {.commit = commit,
                                              .filename = name,
                                              .untar = a.flag("untar", false),
                                              .delete_tar = a.flag("delete_tar", true),
                                              .extract_path = to}));
}
template <auto List>
asio::awaitable<json> list_of_project(const client& c, const json& given) {
    const project_call a(given, "query", "sort", "page");
    const filters f(a);
    return as_json(
        (c.project().*List)(a.user, a.project, {.query = f.query, .sort = f.sort, .page = a.page()}));
}
asio::awaitable<json> list_project_experiments(const client& c, const json& given) {
    const project_call a(given, "independent", "group", "metrics", "params", "query", "sort", "page");
    const auto group = a.reference_or_null("group").value_or("");
    const filters f(a);
    const names metrics(a, "metrics"), params(a, "params");
    api::list_experiments_options o;
    o.independent = a.flag_or_null("independent").value_or(false);
    o.group = group;
    o.metrics = metrics.filter();
    o.params = params.filter();
    o.query = f.query;
    o.sort = f.sort;
    o.page = a.page();
    return as_json(c.project().list_experiments(a.user, a.project, o));
}
/// A creation inside a project: as a mapping, or as the struct that the record built.
template <class T, class Options, class Create>
asio::awaitable<json> create(const project_call& a, std::string_view config, const Options& options,
                             const Create& method) {
    if (!a.built(config)) return as_json(method(a.value(config), options));
    const auto made = built<T>(a.config(config));
    return as_json(method(made, options));
}
asio::awaitable<json> create_experiment_group(const client& c, const json& given) {
    const project_call a(given, "experiment_group_config", "background");
    return create<api::group>(a, "experiment_group_config", a.write(), [&](const auto& config, auto o) {
        return c.project().create_experiment_group(a.user, a.project, config, o);
    });
}
asio::awaitable<json> create_experiment(const client& c, const json& given) {
    const project_call a(given, "experiment_config", "group", "background");
    const auto group = a.reference_or_null("group").value_or("");
    const api::create_experiment_options options{.group = group, .background = a.background()};
    return create<api::experiment>(a, "experiment_config", options, [&](const auto& config, auto o) {
        return c.project().create_experiment(a.user, a.project, config, o);
    });
}
asio::awaitable<json> create_job(const client& c, const json& given) {
    const project_call a(given, "job_config", "background");
    return create<api::job>(a, "job_config", a.write(), [&](const auto& config, auto o) {
        return c.project().create_job(a.user, a.project, config, o);
    });
}
asio::awaitable<json> create_build(const client& c, const json& given) {
    const project_call a(given, "build_config", "background");
    return create<api::build_job>(a, "build_config", a.write(), [&](const auto& config, auto o) {
        return c.project().create_build(a.user, a.project, config, o);
    });
}
/// `content` as text; of a mapping its JSON text, as the client asks for it.
std::string content_of(const arguments& a) {
    const auto content = a.value("content");
    if (content.is_object()) return std::string(content.text());
    return a.text_or_null("content").value_or("");
}
template <auto Start>
asio::awaitable<json> start_in_project(const client& c, const json& given) {
    const project_call a(given, "content", "is_managed", "background");
    const auto content = content_of(a);
    return as_json((c.project().*Start)(
        a.user, a.project,
        {.content = content, .is_managed = a.flag("is_managed", true), .background = a.background()}));
}
asio::awaitable<json> stop_notebook(const client& c, const json& given) {
    const project_call a(given, "commit", "background");
    return as_json(c.project().stop_notebook(
        a.user, a.project, {.commit = a.flag("commit", true), .background = a.background()}));
}

// -- experiment_group

struct group_call : project_call {
    template <class... Own>
    explicit group_call(const json& given, Own... own)
        : project_call(given, "group_id", own...), id(reference("group_id")) {}
    std::string id;
};
asio::awaitable<json> get_group(const client& c, const json& given) {
    const group_call a(given);
    return as_json(c.experiment_group().get_experiment_group(a.user, a.project, a.id));
}
asio::awaitable<json> list_group_experiments(const client& c, const json& given) {
    const group_call a(given, "metrics", "params", "query", "sort", "page");
    const filters f(a);
    const names metrics(a, "metrics"), params(a, "params");
    api::list_group_experiments_options o;
    o.metrics = metrics.filter();
    o.params = params.filter();
    o.query = f.query;
    o.sort = f.sort;
    o.page = a.page();
    return as_json(c.experiment_group().list_experiments(a.user, a.project, a.id, o));
}
asio::awaitable<json> update_group(const client& c, const json& given) {
    const group_call a(given, "patch_dict", "background");
    return as_json(c.experiment_group().update_experiment_group(a.user, a.project, a.id,
                                                                a.value("patch_dict"), a.write()));
}
template <auto Change>
asio::awaitable<json> change_group(const client& c, const json& given) {
    const group_call a(given, "background");
    return as_json((c.experiment_group().*Change)(a.user, a.project, a.id, a.write()));
}
asio::awaitable<json> group_statuses(const client& c, const json& given) {
    const group_call a(given, "page");
    return as_json(c.experiment_group().get_statuses(a.user, a.project, a.id, {.page = a.page()}));
}
asio::awaitable<json> create_group_status(const client& c, const json& given) {
    const group_call a(given, "status", "message", "background");
    const auto status = a.text("status"), message = a.text_or_null("message").value_or("");
    return as_json(c.experiment_group().create_status(a.user, a.project, a.id, status,
                                                      {.message = message, .background = a.background()}));
}
asio::awaitable<json> stop_group(const client& c, const json& given) {
    const group_call a(given, "pending", "background");
    return as_json(c.experiment_group().stop(
        a.user, a.project, a.id, {.pending = a.flag("pending", false), .background = a.background()}));
}
asio::awaitable<json> start_group_tensorboard(const client& c, const json& given) {
    const group_call a(given, "content", "is_managed", "background");
    const auto content = content_of(a);
    return as_json(c.experiment_group().start_tensorboard(
        a.user, a.project, a.id,
        {.content = content, .is_managed = a.flag("is_managed", true), .background = a.background()}));
}

// -- dataset

asio::awaitable<json> get_datasets(const client& c, const json& given) {
    arguments a(given, {"page"});
    return as_json(c.dataset().get_datasets({.page = a.page()}));
}
asio::awaitable<json> get_dataset(const client& c, const json& given) {
    arguments a(given, {"username", "datasetname"});
    const auto user = a.text("username"), name = a.text("datasetname");
    return as_json(c.dataset().get_by_name(user, name));
}
asio::awaitable<json> create_dataset(const client& c, const json& given) {
    arguments a(given, {"data"});
    const auto data = built<api::dataset>(a.config("data"));
    return as_json(c.dataset().create_dataset(data));
}
asio::awaitable<json> delete_dataset(const client& c, const json& given) {
    arguments a(given, {"data_uuid", "background"});
    const auto uuid = a.text("data_uuid");
    return as_json(c.dataset().delete_dataset(uuid, {.background = a.background()}));
}

using project_api = api::project_api;
using group_api = api::experiment_group_api;

constexpr method methods[] = {
    {"auth.get_user", get_user},
    {"auth.login", login},
    {"auth.login_experiment_ephemeral_token", login_ephemeral},
    {"auth.login_experiment_impersonate_token",
     login_impersonate<&api::auth_api::login_experiment_impersonate_token>},
    {"auth.login_job_impersonate_token", login_impersonate<&api::auth_api::login_job_impersonate_token>},
    {"auth.login_build_impersonate_token", login_impersonate<&api::auth_api::login_build_impersonate_token>},
    {"auth.login_notebook_impersonate_token", login_notebook},
    {"cluster.get_cluster", get_cluster},
    {"cluster.get_node", get_node},
    {"user.activate_user", user<&api::user_api::activate_user>},
    {"user.delete_user", user<&api::user_api::delete_user>},
    {"user.grant_superuser", user<&api::user_api::grant_superuser>},
    {"user.revoke_superuser", user<&api::user_api::revoke_superuser>},
    {"version.get_cli_version", version<&api::version_api::get_cli_version>},
    {"version.get_platform_version", version<&api::version_api::get_platform_version>},
    {"version.get_lib_version", version<&api::version_api::get_lib_version>},
    {"version.get_chart_version", version<&api::version_api::get_chart_version>},
    {"version.get_log_handler", version<&api::version_api::get_log_handler>},
    {"bookmark.builds", bookmarks<&api::bookmark_api::builds>},
    {"bookmark.jobs", bookmarks<&api::bookmark_api::jobs>},
    {"bookmark.experiments", bookmarks<&api::bookmark_api::experiments>},
    {"bookmark.groups", bookmarks<&api::bookmark_api::groups>},
    {"bookmark.projects", bookmarks<&api::bookmark_api::projects>},
    {"project.list_projects", list_projects},
    {"project.get_project", get_project},
    {"project.create_project", create_project},
    {"project.update_project", update_project},
    {"project.delete_project", change_project<&project_api::delete_project>},
    {"project.enable_ci", enable_ci},
    {"project.disable_ci", change_project<&project_api::disable_ci>},
    {"project.set_repo", set_repo},
    {"project.sync_repo", change_project<&project_api::sync_repo>},
    {"project.upload_repo", upload_repo},
    {"project.download_repo", download_repo},
    {"project.list_experiment_groups", list_of_project<&project_api::list_experiment_groups>},
    {"project.create_experiment_group", create_experiment_group},
    {"project.list_experiments", list_project_experiments},
    {"project.create_experiment", create_experiment},
    {"project.list_jobs", list_of_project<&project_api::list_jobs>},
    {"project.create_job", create_job},
    {"project.list_builds", list_of_project<&project_api::list_builds>},
    {"project.invalidate_builds", change_project<&project_api::invalidate_builds>},
    {"project.create_build", create_build},
    {"project.list_tensorboards", list_of_project<&project_api::list_tensorboards>},
    {"project.start_tensorboard", start_in_project<&project_api::start_tensorboard>},
    {"project.stop_tensorboard", change_project<&project_api::stop_tensorboard>},
    {"project.start_notebook", start_in_project<&project_api::start_notebook>},
    {"project.stop_notebook", stop_notebook},
    {"project.bookmark", change_project<&project_api::bookmark>},
    {"project.unbookmark", change_project<&project_api::unbookmark>},
    {"experiment_group.get_experiment_group", get_group},
    {"experiment_group.list_experiments", list_group_experiments},
    {"experiment_group.update_experiment_group", update_group},
    {"experiment_group.delete_experiment_group", change_group<&group_api::delete_experiment_group>},
    {"experiment_group.get_statuses", group_statuses},
    {"experiment_group.create_status", create_group_status},
    {"experiment_group.stop", stop_group},
    {"experiment_group.start_tensorboard", start_group_tensorboard},
    {"experiment_group.stop_tensorboard", change_group<&group_api::stop_tensorboard>},
    {"experiment_group.bookmark", change_group<&group_api::bookmark>},
    {"experiment_group.unbookmark", change_group<&group_api::unbookmark>},
    {"dataset.get_datasets", get_datasets},
    {"dataset.get_by_name", get_dataset},
    {"dataset.create_dataset", create_dataset},
    {"dataset.delete_dataset", delete_dataset},
};

}  // namespace

std::span<const method> project_methods() { return methods; }

}  // namespace conformance::v0
