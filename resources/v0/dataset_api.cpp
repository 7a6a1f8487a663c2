#include <polyaxon/resources/v0/dataset_api.hpp>

#include <polyaxon/resources/pager.hpp>
#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/change.hpp>
#include <polyaxon/resources/v0/dataset_rows.hpp>
#include <polyaxon/resources/v0/lists.hpp>

namespace polyaxon {
template class pager<v0::dataset>;
}

namespace polyaxon::v0 {

awaitable<page<dataset>> dataset_api::get_datasets(page_options options) const {
    return resources::send(core_, rows::get_datasets, {}, options.call);
}

// What follows the first page cannot be asked for, whatever `next` says.
static awaitable<page<dataset>> only_page(awaitable<page<dataset>> call) {
    auto all = co_await std::move(call);
    all.next.reset();
    co_return all;
}

pager<dataset> dataset_api::iter_datasets(page_options options) const {
    auto fetch = [self = *this, call = owned_call(options.call)](std::size_t) {
        return only_page(self.get_datasets({.call = call.view()}));
    };
    return make_pager<dataset>(std::move(fetch));
}

awaitable<dataset> dataset_api::get_by_name(std::string_view username, std::string_view datasetname,
                                            call_options options) const {
    return resources::send(core_, rows::get_dataset, segments(username, datasetname), options);
}

/// What is wrong with a data set that is to be registered, or nothing.
static std::string objection(const json& data) {
    if (!data.is_object()) return "a data set must be a mapping of fields";
    for (const auto* key : {"uuid", "name"})
        if (!data.contains(key) || !data.at(key).is_string() || data.at(key).as<std::string>().empty())
            return "a data set needs uuid and name";
    return {};
}

awaitable<json> dataset_api::create_dataset(const json& data, call_options options) const {
    resources::message m;
    try {
        if (auto why = objection(data); !why.empty()) {
            m.refuse(std::move(why));
        } else {
            auto body = data;
            body.set("resumable", true);
            m.json(body);
        }
    } catch (const error& e) {
        m.refuse("a data set is no JSON: " + e.detail());
    }
    return change(core_, rows::create_dataset, {}, std::move(m), {}, options);
}

awaitable<json> dataset_api::create_dataset(const dataset& data, call_options options) const {
    return create_dataset(json::raw(codec::to_json(data, codec::json_out::nulls::write)), options);
}

awaitable<response> dataset_api::delete_dataset(std::string_view data_uuid, write_options options) const {
    if (options.call.timeout == std::chrono::milliseconds::zero())
        options.call.timeout = std::chrono::seconds(60);
    return change(core_, rows::delete_dataset, segments(data_uuid), options.background, options.call);
}

}  // namespace polyaxon::v0
