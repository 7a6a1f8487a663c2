#include <polyaxon/resources/v0/project_api.hpp>

#include <polyaxon/resources/pager.hpp>
#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/change.hpp>
#include <polyaxon/resources/v0/config.hpp>
#include <polyaxon/resources/v0/lists.hpp>
#include <polyaxon/resources/v0/project_rows.hpp>
#include <polyaxon/resources/v0/transfers.hpp>

namespace polyaxon {
template class pager<v0::project>;
template class pager<v0::group>;
template class pager<v0::job>;
template class pager<v0::build_job>;
template class pager<v0::tensorboard_job>;
}  // namespace polyaxon

namespace polyaxon::v0 {

namespace {

/// All pages of one of the lists below.
template <class T>
pager<T> all_pages(const project_api& self, std::string_view username, std::string_view project_name,
                   const list_options& options,
                   awaitable<page<T>> (project_api::*list)(std::string_view, std::string_view, list_options)
                       const) {
    auto fetch = [self, list, user = std::string(username), name = std::string(project_name),
                  kept = kept_list(options)](std::size_t index) {
        return (self.*list)(user, name, kept.page(index));
    };
    return make_pager<T>(std::move(fetch));
}

/// The server takes a group by its number; a text stays a text.
config_member group_member(const id& group) {
    const auto text = group.text();
    if (text.empty() || text == "0") return {};
    const bool number = text.find_first_not_of("0123456789") == text.npos && text.front() != '0';
    return {"experiment_group", number ? json::raw(std::string(text)) : json::from(text)};
}

}  // namespace

awaitable<page<project>> project_api::list_projects(std::string_view username, page_options options) const {
    return resources::send(core_, rows::list_projects, segments(username), page_query(options.page),
                           options.call);
}

pager<project> project_api::iter_projects(std::string_view username, page_options options) const {
    auto fetch = [self = *this, user = std::string(username), call = owned_call(options.call),
                  first = options.page](std::size_t index) {
        return self.list_projects(user, {.page = page_number(first, index), .call = call.view()});
    };
    return make_pager<project>(std::move(fetch));
}

awaitable<project> project_api::get_project(std::string_view username, std::string_view project_name,
                                            call_options options) const {
    return resources::send(core_, rows::get_project, segments(username, project_name), options);
}

awaitable<project> project_api::create_project(const json& project_config, call_options options) const {
    return change(core_, rows::create_project, {}, complete_body<project>(project_config), {}, options);
}

awaitable<project> project_api::create_project(const project& project_config, call_options options) const {
    return change(core_, rows::create_project, {}, complete_body(project_config), {}, options);
}

awaitable<project> project_api::update_project(std::string_view username, std::string_view project_name,
                                               const json& patch_dict, write_options options) const {
    return change(core_, rows::update_project, segments(username, project_name), patch_body(patch_dict),
                  {options.background}, options.call);
}

awaitable<response> project_api::delete_project(std::string_view username, std::string_view project_name,
                                                write_options options) const {
    return change(core_, rows::delete_project, segments(username, project_name), options.background,
                  options.call);
}

awaitable<response> project_api::enable_ci(std::string_view username, std::string_view project_name,
                                           const json& config, write_options options) const {
    auto body = json::object();
    if (!config.is_null()) body.set("config", config);
    return change(core_, rows::enable_ci, segments(username, project_name), patch_body(body),
                  {options.background}, options.call);
}

awaitable<response> project_api::disable_ci(std::string_view username, std::string_view project_name,
                                            write_options options) const {
    return change(core_, rows::disable_ci, segments(username, project_name), options.background,
                  options.call);
}

awaitable<response> project_api::set_repo(std::string_view username, std::string_view project_name,
                                          std::string_view git_url, set_repo_options options) const {
    const auto body = json::object().set("git_url", git_url).set("is_public", options.is_public);
    return change(core_, rows::set_repo, segments(username, project_name), patch_body(body),
                  {options.background}, options.call);
}

awaitable<response> project_api::sync_repo(std::string_view username, std::string_view project_name,
                                           write_options options) const {
    return change(core_, rows::sync_repo, segments(username, project_name), options.background, options.call);
}

awaitable<response> project_api::upload_repo(std::string_view username, std::string_view project_name,
                                             std::span<const upload_file> files,
                                             upload_options options) const {
    return upload(core_, rows::upload_repo, segments(username, project_name), files, options);
}

awaitable<std::string> project_api::download_repo(std::string_view username, std::string_view project_name,
                                                  download_repo_options options) const {
    return v0::download_repo(core_, rows::download_repo, segments(username, project_name), options);
}

awaitable<page<group>> project_api::list_experiment_groups(std::string_view username,
                                                           std::string_view project_name,
                                                           list_options options) const {
    return resources::send(core_, rows::list_experiment_groups, segments(username, project_name),
                           filters(options), options.call);
}

pager<group> project_api::iter_experiment_groups(std::string_view username, std::string_view project_name,
                                                 list_options options) const {
    return all_pages(*this, username, project_name, options, &project_api::list_experiment_groups);
}

awaitable<group> project_api::create_experiment_group(std::string_view username,
                                                      std::string_view project_name,
                                                      const json& experiment_group_config,
                                                      write_options options) const {
    return change(core_, rows::create_experiment_group, segments(username, project_name),
                  complete_body<group>(experiment_group_config), {options.background}, options.call);
}

awaitable<group> project_api::create_experiment_group(std::string_view username,
                                                      std::string_view project_name,
                                                      const group& experiment_group_config,
                                                      write_options options) const {
    return change(core_, rows::create_experiment_group, segments(username, project_name),
                  complete_body(experiment_group_config), {options.background}, options.call);
}

awaitable<page<experiment>> project_api::list_experiments(std::string_view username,
                                                          std::string_view project_name,
                                                          list_experiments_options options) const {
    return resources::send(core_, rows::list_experiments, segments(username, project_name), filters(options),
                           options.call);
}

pager<experiment> project_api::iter_experiments(std::string_view username, std::string_view project_name,
                                                list_experiments_options options) const {
    auto fetch = [self = *this, user = std::string(username), name = std::string(project_name),
                  kept = kept_filters(options)](std::size_t index) {
        return self.list_experiments(user, name, kept.page(index));
    };
    return make_pager<experiment>(std::move(fetch));
}

awaitable<experiment> project_api::create_experiment(std::string_view username, std::string_view project_name,
                                                     const json& experiment_config,
                                                     create_experiment_options options) const {
    return change(core_, rows::create_experiment, segments(username, project_name),
                  complete_body<experiment>(experiment_config, group_member(options.group)),
                  {options.background}, options.call);
}

awaitable<experiment> project_api::create_experiment(std::string_view username, std::string_view project_name,
                                                     const experiment& experiment_config,
                                                     create_experiment_options options) const {
    return change(core_, rows::create_experiment, segments(username, project_name),
                  complete_body(experiment_config, group_member(options.group)), {options.background},
                  options.call);
}

awaitable<page<job>> project_api::list_jobs(std::string_view username, std::string_view project_name,
                                            list_options options) const {
    return resources::send(core_, rows::list_jobs, segments(username, project_name), filters(options),
                           options.call);
}

pager<job> project_api::iter_jobs(std::string_view username, std::string_view project_name,
                                  list_options options) const {
    return all_pages(*this, username, project_name, options, &project_api::list_jobs);
}

awaitable<job> project_api::create_job(std::string_view username, std::string_view project_name,
                                       const json& job_config, write_options options) const {
    return change(core_, rows::create_job, segments(username, project_name), complete_body<job>(job_config),
                  {options.background}, options.call);
}

awaitable<job> project_api::create_job(std::string_view username, std::string_view project_name,
                                       const job& job_config, write_options options) const {
    return change(core_, rows::create_job, segments(username, project_name), complete_body(job_config),
                  {options.background}, options.call);
}

awaitable<page<build_job>> project_api::list_builds(std::string_view username, std::string_view project_name,
                                                    list_options options) const {
    return resources::send(core_, rows::list_builds, segments(username, project_name), filters(options),
                           options.call);
}

pager<build_job> project_api::iter_builds(std::string_view username, std::string_view project_name,
                                          list_options options) const {
    return all_pages(*this, username, project_name, options, &project_api::list_builds);
}

awaitable<response> project_api::invalidate_builds(std::string_view username, std::string_view project_name,
                                                   write_options options) const {
    return change(core_, rows::invalidate_builds, segments(username, project_name), options.background,
                  options.call);
}

awaitable<build_job> project_api::create_build(std::string_view username, std::string_view project_name,
                                               const json& build_config, write_options options) const {
    return change(core_, rows::create_build, segments(username, project_name),
                  complete_body<build_job>(build_config), {options.background}, options.call);
}

awaitable<build_job> project_api::create_build(std::string_view username, std::string_view project_name,
                                               const build_job& build_config, write_options options) const {
    return change(core_, rows::create_build, segments(username, project_name), complete_body(build_config),
                  {options.background}, options.call);
}

awaitable<page<tensorboard_job>> project_api::list_tensorboards(std::string_view username,
                                                                std::string_view project_name,
                                                                list_options options) const {
    return resources::send(core_, rows::list_tensorboards, segments(username, project_name), filters(options),
                           options.call);
}

pager<tensorboard_job> project_api::iter_tensorboards(std::string_view username,
                                                      std::string_view project_name,
                                                      list_options options) const {
    return all_pages(*this, username, project_name, options, &project_api::list_tensorboards);
}

awaitable<response> project_api::start_tensorboard(std::string_view username, std::string_view project_name,
                                                   start_options options) const {
    return change(core_, rows::start_project_tensorboard, segments(username, project_name),
                  start_body(options), {options.background}, options.call);
}

awaitable<response> project_api::stop_tensorboard(std::string_view username, std::string_view project_name,
                                                  write_options options) const {
    return change(core_, rows::stop_project_tensorboard, segments(username, project_name), options.background,
                  options.call);
}

awaitable<response> project_api::start_notebook(std::string_view username, std::string_view project_name,
                                                start_options options) const {
    return change(core_, rows::start_notebook, segments(username, project_name), start_body(options),
                  {options.background}, options.call);
}

awaitable<response> project_api::stop_notebook(std::string_view username, std::string_view project_name,
                                               stop_notebook_options options) const {
    resources::message m;
    if (!options.commit) m.json(json::object().set("commit", false));
    return change(core_, rows::stop_notebook, segments(username, project_name), std::move(m),
                  {options.background}, options.call);
}

awaitable<response> project_api::bookmark(std::string_view username, std::string_view project_name,
                                          write_options options) const {
    return change(core_, rows::bookmark_project, segments(username, project_name), options.background,
                  options.call);
}

awaitable<response> project_api::unbookmark(std::string_view username, std::string_view project_name,
                                            write_options options) const {
    return change(core_, rows::unbookmark_project, segments(username, project_name), options.background,
                  options.call);
}

}  // namespace polyaxon::v0
