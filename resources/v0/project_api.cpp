#include <polyaxon/resources/v0/project_api.hpp>

#include <polyaxon/resources/pager.hpp>
#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/lists.hpp>
#include <polyaxon/resources/v0/project_rows.hpp>

namespace polyaxon {
template class pager<v0::project>;
}

namespace polyaxon::v0 {

awaitable<page<project>> project_api::list_projects(std::string_view username, page_options options) const {
    return resources::send(core_, rows::list_projects, {segment(username)}, page_query(options.page),
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
    return resources::send(core_, rows::get_project, {segment(username), segment(project_name)}, options);
}

awaitable<page<experiment>> project_api::list_experiments(std::string_view username,
                                                          std::string_view project_name,
                                                          list_experiments_options options) const {
    return resources::send(core_, rows::list_experiments, {segment(username), segment(project_name)},
                           filters(options), options.call);
}

pager<experiment> project_api::iter_experiments(std::string_view username, std::string_view project_name,
                                                list_experiments_options options) const {
    auto fetch = [self = *this, user = std::string(username), name = std::string(project_name),
                  kept = kept_filters(options)](std::size_t index) {
        return self.list_experiments(user, name, kept.page(index));
    };
    return make_pager<experiment>(std::move(fetch));
}

}  // namespace polyaxon::v0
