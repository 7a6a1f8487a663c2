#include <polyaxon/resources/v1/agents_api.hpp>

#include <polyaxon/resources/v1/agent_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<page<json>> agents_api::list_agents(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_agents, {owner}, query_of(o), o.call);
}
awaitable<json> agents_api::create_agent(text owner, const json& body, const call_options& o) const {
    return resources::send(core_, rows::create_agent, {owner}, body_of(body), o);
}
awaitable<json> agents_api::cron_agent(text owner, const json& body, const call_options& o) const {
    return resources::send(core_, rows::cron_agent, {owner}, body_of(body), o);
}
awaitable<page<json>> agents_api::list_agent_names(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_agent_names, {owner}, query_of(o), o.call);
}
awaitable<json> agents_api::get_global_state(text owner, const call_options& o) const {
    return resources::send(core_, rows::get_global_state, {owner}, o);
}
awaitable<json> agents_api::patch_agent(text owner, text uuid, const json& body,
                                        const call_options& o) const {
    return resources::send(core_, rows::patch_agent, {owner, uuid}, body_of(body), o);
}
awaitable<json> agents_api::update_agent(text owner, text uuid, const json& body,
                                         const call_options& o) const {
    return resources::send(core_, rows::update_agent, {owner, uuid}, body_of(body), o);
}
awaitable<json> agents_api::update_agent_config(text owner, text uuid, const json& body,
                                                const call_options& o) const {
    return resources::send(core_, rows::update_agent_config, {owner, uuid}, body_of(body), o);
}
awaitable<void> agents_api::sync_agent(text owner, text uuid, const json& body, const call_options& o) const {
    return resources::send(core_, rows::sync_agent, {owner, uuid}, body_of(body), o);
}
awaitable<json> agents_api::patch_agent_token(text owner, text uuid, const json& body,
                                              const call_options& o) const {
    return resources::send(core_, rows::patch_agent_token, {owner, uuid}, body_of(body), o);
}
awaitable<json> agents_api::update_agent_token(text owner, text uuid, const json& body,
                                               const call_options& o) const {
    return resources::send(core_, rows::update_agent_token, {owner, uuid}, body_of(body), o);
}
awaitable<void> agents_api::delete_agent(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::delete_agent, {owner, uuid}, o);
}
awaitable<json> agents_api::get_agent(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_agent, {owner, uuid}, o);
}
awaitable<json> agents_api::get_agent_config(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_agent_config, {owner, uuid}, o);
}
awaitable<json> agents_api::reconcile_agent(text owner, text uuid, const json& body,
                                            const call_options& o) const {
    return resources::send(core_, rows::reconcile_agent, {owner, uuid}, body_of(body), o);
}
awaitable<json> agents_api::get_agent_state(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_agent_state, {owner, uuid}, o);
}
awaitable<json> agents_api::get_agent_stats(text owner, text uuid, const stats_options& o) const {
    return resources::send(core_, rows::get_agent_stats, {owner, uuid}, query_of(o), o.call);
}
awaitable<json> agents_api::get_agent_statuses(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_agent_statuses, {owner, uuid}, o);
}
awaitable<json> agents_api::create_agent_status(text owner, text uuid, const json& body,
                                                const call_options& o) const {
    return resources::send(core_, rows::create_agent_status, {owner, uuid}, body_of(body), o);
}
awaitable<json> agents_api::get_agent_token(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_agent_token, {owner, uuid}, o);
}
awaitable<json> agents_api::collect_agent_data(text namespace_, text owner, text uuid,
                                               const call_options& o) const {
    return resources::send(core_, rows::collect_agent_data, {namespace_, owner, uuid}, o);
}
awaitable<json> agents_api::check_agent_connection(text namespace_, text owner, text uuid,
                                                   const call_options& o) const {
    return resources::send(core_, rows::check_agent_connection, {namespace_, owner, uuid}, o);
}
awaitable<json> agents_api::inspect_agent(text namespace_, text owner, text uuid,
                                          const agent_streams_options& o) const {
    return resources::send(core_, rows::inspect_agent, {namespace_, owner, uuid}, query_of(o), o.call);
}
awaitable<json> agents_api::restart_agent(text namespace_, text owner, text uuid, const json& body,
                                          const call_options& o) const {
    return resources::send(core_, rows::restart_agent, {namespace_, owner, uuid}, body_of(body), o);
}
awaitable<json> agents_api::get_agent_logs(text namespace_, text owner, text uuid,
                                           const agent_streams_options& o) const {
    return resources::send(core_, rows::get_agent_logs, {namespace_, owner, uuid}, query_of(o), o.call);
}

}  // namespace polyaxon::v1
