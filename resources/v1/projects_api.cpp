#include <polyaxon/resources/v1/projects_api.hpp>

#include <polyaxon/resources/v1/lister.hpp>
#include <polyaxon/resources/v1/project_rows.hpp>
#include <polyaxon/resources/v1/send.hpp>

namespace polyaxon {
template class pager<v1::project>;
}

namespace polyaxon::v1 {

using text = std::string_view;
using found = v1::project;  // `project` is an argument below

awaitable<found> projects_api::create_project(text owner, const project_body& body,
                                              const call_options& o) const {
    return resources::send(core_, rows::create_project, {owner}, body_of(body), o);
}
awaitable<found> projects_api::create_project(text owner, const json& body, const call_options& o) const {
    return resources::send(core_, rows::create_project, {owner}, body_of(body), o);
}
awaitable<found> projects_api::create_team_project(text owner, text team, const project_body& body,
                                                   const call_options& o) const {
    return resources::send(core_, rows::create_team_project, {owner, team}, body_of(body), o);
}
awaitable<found> projects_api::create_team_project(text owner, text team, const json& body,
                                                   const call_options& o) const {
    return resources::send(core_, rows::create_team_project, {owner, team}, body_of(body), o);
}
awaitable<found> projects_api::get_project(text owner, text project, const call_options& o) const {
    return resources::send(core_, rows::get_project, {owner, project}, o);
}
awaitable<page<found>> projects_api::list_projects(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_projects, {owner}, query_of(o), o.call);
}
pager<found> projects_api::iter_projects(text owner, const list_options& o) const {
    auto list = [self = *this, of = std::string(owner)](const list_options& at) {
        return self.list_projects(of, at);
    };
    return iterate<found>(o, std::move(list));
}
awaitable<page<found>> projects_api::list_project_names(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_project_names, {owner}, query_of(o), o.call);
}
awaitable<found> projects_api::patch_project(text owner, text project, const json& body,
                                             const call_options& o) const {
    return resources::send(core_, rows::patch_project, {owner, project}, body_of(body), o);
}
awaitable<found> projects_api::patch_project(text owner, text project, const project_body& body,
                                             const call_options& o) const {
    return resources::send(core_, rows::patch_project, {owner, project}, body_of(body), o);
}
awaitable<found> projects_api::update_project(text owner, text project, const json& body,
                                              const call_options& o) const {
    return resources::send(core_, rows::update_project, {owner, project}, body_of(body), o);
}
awaitable<found> projects_api::update_project(text owner, text project, const project_body& body,
                                              const call_options& o) const {
    return resources::send(core_, rows::update_project, {owner, project}, body_of(body), o);
}
awaitable<void> projects_api::delete_project(text owner, text project, const call_options& o) const {
    return resources::send(core_, rows::delete_project, {owner, project}, o);
}

}  // namespace polyaxon::v1
