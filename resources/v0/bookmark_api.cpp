#include <polyaxon/resources/v0/bookmark_api.hpp>

#include <polyaxon/resources/pager.hpp>
#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/bookmark_rows.hpp>
#include <polyaxon/resources/v0/lists.hpp>

namespace polyaxon::v0 {

namespace {

/// All pages of one of the lists below.
template <class T>
pager<T> all_pages(const bookmark_api& self, std::string_view username, const page_options& options,
                   awaitable<page<T>> (bookmark_api::*list)(std::string_view, page_options) const) {
    auto fetch = [self, list, user = std::string(username), call = owned_call(options.call),
                  first = options.page](std::size_t index) {
        return (self.*list)(user, {.page = page_number(first, index), .call = call.view()});
    };
    return make_pager<T>(std::move(fetch));
}

}  // namespace

awaitable<page<build_job>> bookmark_api::builds(std::string_view username, page_options options) const {
    return unwrapped(resources::send(core_, rows::bookmarked_builds, segments(username),
                                     page_query(options.page), options.call));
}
pager<build_job> bookmark_api::iter_builds(std::string_view username, page_options options) const {
    return all_pages(*this, username, options, &bookmark_api::builds);
}

awaitable<page<job>> bookmark_api::jobs(std::string_view username, page_options options) const {
    return unwrapped(resources::send(core_, rows::bookmarked_jobs, segments(username),
                                     page_query(options.page), options.call));
}
pager<job> bookmark_api::iter_jobs(std::string_view username, page_options options) const {
    return all_pages(*this, username, options, &bookmark_api::jobs);
}

awaitable<page<experiment>> bookmark_api::experiments(std::string_view username, page_options options) const {
    return unwrapped(resources::send(core_, rows::bookmarked_experiments, segments(username),
                                     page_query(options.page), options.call));
}
pager<experiment> bookmark_api::iter_experiments(std::string_view username, page_options options) const {
    return all_pages(*this, username, options, &bookmark_api::experiments);
}

awaitable<page<group>> bookmark_api::groups(std::string_view username, page_options options) const {
    return unwrapped(resources::send(core_, rows::bookmarked_groups, segments(username),
                                     page_query(options.page), options.call));
}
pager<group> bookmark_api::iter_groups(std::string_view username, page_options options) const {
    return all_pages(*this, username, options, &bookmark_api::groups);
}

awaitable<page<project>> bookmark_api::projects(std::string_view username, page_options options) const {
    return unwrapped(resources::send(core_, rows::bookmarked_projects, segments(username),
                                     page_query(options.page), options.call));
}
pager<project> bookmark_api::iter_projects(std::string_view username, page_options options) const {
    return all_pages(*this, username, options, &bookmark_api::projects);
}

}  // namespace polyaxon::v0
