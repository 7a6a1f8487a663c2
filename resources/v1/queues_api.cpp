#include <polyaxon/resources/v1/queues_api.hpp>

#include <polyaxon/resources/v1/queue_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<json> queues_api::create_queue(text owner, text agent, const json& body,
                                         const call_options& o) const {
    return resources::send(core_, rows::create_queue, {owner, agent}, body_of(body), o);
}
awaitable<json> queues_api::patch_queue(text owner, text agent, text uuid, const json& body,
                                        const call_options& o) const {
    return resources::send(core_, rows::patch_queue, {owner, agent, uuid}, body_of(body), o);
}
awaitable<json> queues_api::update_queue(text owner, text agent, text uuid, const json& body,
                                         const call_options& o) const {
    return resources::send(core_, rows::update_queue, {owner, agent, uuid}, body_of(body), o);
}
awaitable<void> queues_api::delete_queue(text owner, text agent, text uuid, const call_options& o) const {
    return resources::send(core_, rows::delete_queue, {owner, agent, uuid}, o);
}
awaitable<json> queues_api::get_queue(text owner, text agent, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_queue, {owner, agent, uuid}, o);
}
awaitable<json> queues_api::get_queue_stats(text owner, text agent, text uuid, const stats_options& o) const {
    return resources::send(core_, rows::get_queue_stats, {owner, agent, uuid}, query_of(o), o.call);
}
awaitable<page<json>> queues_api::list_queues(text owner, text agent, const list_options& o) const {
    return resources::send(core_, rows::list_queues, {owner, agent}, query_of(o), o.call);
}
awaitable<page<json>> queues_api::list_queue_names(text owner, text agent, const list_options& o) const {
    return resources::send(core_, rows::list_queue_names, {owner, agent}, query_of(o), o.call);
}
awaitable<page<json>> queues_api::list_organization_queues(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_organization_queues, {owner}, query_of(o), o.call);
}
awaitable<page<json>> queues_api::list_organization_queue_names(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_organization_queue_names, {owner}, query_of(o), o.call);
}

}  // namespace polyaxon::v1
