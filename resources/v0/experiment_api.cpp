#include <polyaxon/resources/v0/experiment_api.hpp>

#include <polyaxon/resources/pager.hpp>
#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/experiment_rows.hpp>
#include <polyaxon/resources/v0/lists.hpp>

namespace polyaxon {
template class pager<v0::experiment>;
}

namespace polyaxon::v0 {

awaitable<page<experiment>> experiment_api::list_experiments(page_options options) const {
    return resources::send(core_, rows::list_all_experiments, {}, page_query(options.page), options.call);
}

pager<experiment> experiment_api::iter_experiments(page_options options) const {
    auto fetch = [self = *this, call = owned_call(options.call), first = options.page](std::size_t index) {
        return self.list_experiments({.page = page_number(first, index), .call = call.view()});
    };
    return make_pager<experiment>(std::move(fetch));
}

awaitable<experiment> experiment_api::get_experiment(std::string_view username, std::string_view project_name,
                                                     id experiment_id, call_options options) const {
    return resources::send(core_, rows::get_experiment,
                           {segment(username), segment(project_name), segment(experiment_id)}, options);
}

}  // namespace polyaxon::v0
