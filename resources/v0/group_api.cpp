#include <polyaxon/resources/v0/group_api.hpp>

#include <polyaxon/resources/pager.hpp>
#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/change.hpp>
#include <polyaxon/resources/v0/group_rows.hpp>
#include <polyaxon/resources/v0/lists.hpp>

namespace polyaxon {
template class pager<v0::group_status>;
}

namespace polyaxon::v0 {

awaitable<group> experiment_group_api::get_experiment_group(std::string_view username,
                                                            std::string_view project_name, id group_id,
                                                            call_options options) const {
    return resources::send(core_, rows::get_group, segments(username, project_name, group_id), options);
}

awaitable<page<experiment>> experiment_group_api::list_experiments(
    std::string_view username, std::string_view project_name, id group_id,
    list_group_experiments_options options) const {
    return resources::send(core_, rows::list_group_experiments, segments(username, project_name),
                           filters(group_id, options), options.call);
}

pager<experiment> experiment_group_api::iter_experiments(std::string_view username,
                                                         std::string_view project_name, id group_id,
                                                         list_group_experiments_options options) const {
    auto fetch = [self = *this, user = std::string(username), name = std::string(project_name),
                  number = std::string(group_id.text()),
                  kept = kept_group_filters(options)](std::size_t index) {
        return self.list_experiments(user, name, number, kept.page(index));
    };
    return make_pager<experiment>(std::move(fetch));
}

awaitable<group> experiment_group_api::update_experiment_group(std::string_view username,
                                                               std::string_view project_name, id group_id,
                                                               const json& patch_dict,
                                                               write_options options) const {
    return change(core_, rows::update_group, segments(username, project_name, group_id),
                  patch_body(patch_dict), {options.background}, options.call);
}

awaitable<response> experiment_group_api::delete_experiment_group(std::string_view username,
                                                                  std::string_view project_name, id group_id,
                                                                  write_options options) const {
    return change(core_, rows::delete_group, segments(username, project_name, group_id), options.background,
                  options.call);
}

awaitable<page<group_status>> experiment_group_api::get_statuses(std::string_view username,
                                                                 std::string_view project_name, id group_id,
                                                                 page_options options) const {
    return resources::send(core_, rows::get_group_statuses, segments(username, project_name, group_id),
                           page_query(options.page), options.call);
}

pager<group_status> experiment_group_api::iter_statuses(std::string_view username,
                                                        std::string_view project_name, id group_id,
                                                        page_options options) const {
    auto fetch = [self = *this, user = std::string(username), name = std::string(project_name),
                  number = std::string(group_id.text()), call = owned_call(options.call),
                  first = options.page](std::size_t index) {
        return self.get_statuses(user, name, number,
                                 {.page = page_number(first, index), .call = call.view()});
    };
    return make_pager<group_status>(std::move(fetch));
}

awaitable<group_status> experiment_group_api::create_status(std::string_view username,
                                                            std::string_view project_name, id group_id,
                                                            std::string_view status,
                                                            group_status_options options) const {
    auto body = json::object();
    body.set("status", status);
    if (!options.message.empty()) body.set("message", options.message);
    return change(core_, rows::create_group_status, segments(username, project_name, group_id),
                  patch_body(body), {options.background}, options.call);
}

awaitable<response> experiment_group_api::stop(std::string_view username, std::string_view project_name,
                                               id group_id, stop_group_options options) const {
    resources::message m;
    if (options.pending) m.json(json::object().set("pending", true));
    return change(core_, rows::stop_group, segments(username, project_name, group_id), std::move(m),
                  {options.background}, options.call);
}

awaitable<response> experiment_group_api::start_tensorboard(std::string_view username,
                                                            std::string_view project_name, id group_id,
                                                            start_options options) const {
    return change(core_, rows::start_group_tensorboard, segments(username, project_name, group_id),
                  start_body(options), {options.background}, options.call);
}

awaitable<response> experiment_group_api::stop_tensorboard(std::string_view username,
                                                           std::string_view project_name, id group_id,
                                                           write_options options) const {
    return change(core_, rows::stop_group_tensorboard, segments(username, project_name, group_id),
                  options.background, options.call);
}

awaitable<response> experiment_group_api::bookmark(std::string_view username, std::string_view project_name,
                                                   id group_id, write_options options) const {
    return change(core_, rows::bookmark_group, segments(username, project_name, group_id), options.background,
                  options.call);
}

awaitable<response> experiment_group_api::unbookmark(std::string_view username, std::string_view project_name,
                                                     id group_id, write_options options) const {
    return change(core_, rows::unbookmark_group, segments(username, project_name, group_id),
                  options.background, options.call);
}

}  // namespace polyaxon::v0
