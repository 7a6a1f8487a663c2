#include <polyaxon/resources/v1/organizations_api.hpp>

#include <polyaxon/resources/v1/organization_rows.hpp>
#include <polyaxon/resources/v1/organizations_rows.hpp>
#include <polyaxon/resources/v1/run_batch_rows.hpp>
#include <polyaxon/resources/v1/run_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<organization> organizations_api::create_organization(const json& body,
                                                               const call_options& o) const {
    return resources::send(core_, rows::create_organization, {}, body_of(body), o);
}
awaitable<page<organization>> organizations_api::list_organizations(const call_options& o) const {
    return resources::send(core_, rows::list_organizations, {}, o);
}
awaitable<page<organization>> organizations_api::list_organization_names(const call_options& o) const {
    return resources::send(core_, rows::list_organization_names, {}, o);
}
awaitable<void> organizations_api::delete_organization(text owner, const call_options& o) const {
    return resources::send(core_, rows::delete_organization, {owner}, o);
}
awaitable<organization> organizations_api::get_organization(text owner, const call_options& o) const {
    return resources::send(core_, rows::get_organization, {owner}, o);
}
awaitable<organization> organizations_api::patch_organization(text owner, const json& body,
                                                              const call_options& o) const {
    return resources::send(core_, rows::patch_organization, {owner}, body_of(body), o);
}
awaitable<organization> organizations_api::update_organization(text owner, const json& body,
                                                               const call_options& o) const {
    return resources::send(core_, rows::update_organization, {owner}, body_of(body), o);
}
awaitable<page<json>> organizations_api::get_organization_activities(text owner,
                                                                     const list_options& o) const {
    return resources::send(core_, rows::get_organization_activities, {owner}, query_of(o), o.call);
}
awaitable<void> organizations_api::delete_organization_invitation(text owner, const email_options& o) const {
    return resources::send(core_, rows::delete_organization_invitation, {owner}, query_of(o), o.call);
}
awaitable<organization_member> organizations_api::get_organization_invitation(text owner,
                                                                              const email_options& o) const {
    return resources::send(core_, rows::get_organization_invitation, {owner}, query_of(o), o.call);
}
awaitable<organization_member> organizations_api::patch_organization_invitation(
    text owner, const organization_member_body& body, const email_options& o) const {
    return resources::send(core_, rows::patch_organization_invitation, {owner}, query_of(o).json(body),
                           o.call);
}
awaitable<organization_member> organizations_api::patch_organization_invitation(
    text owner, const json& body, const email_options& o) const {
    return resources::send(core_, rows::patch_organization_invitation, {owner}, query_of(o).json(body),
                           o.call);
}
awaitable<organization_member> organizations_api::resend_organization_invitation(
    text owner, const organization_member_body& body, const email_options& o) const {
    return resources::send(core_, rows::resend_organization_invitation, {owner}, query_of(o).json(body),
                           o.call);
}
awaitable<organization_member> organizations_api::resend_organization_invitation(
    text owner, const json& body, const email_options& o) const {
    return resources::send(core_, rows::resend_organization_invitation, {owner}, query_of(o).json(body),
                           o.call);
}
awaitable<organization_member> organizations_api::update_organization_invitation(
    text owner, const organization_member_body& body, const email_options& o) const {
    return resources::send(core_, rows::update_organization_invitation, {owner}, query_of(o).json(body),
                           o.call);
}
awaitable<organization_member> organizations_api::update_organization_invitation(
    text owner, const json& body, const email_options& o) const {
    return resources::send(core_, rows::update_organization_invitation, {owner}, query_of(o).json(body),
                           o.call);
}
awaitable<organization> organizations_api::organization_license(text owner, const json& body,
                                                                const call_options& o) const {
    return resources::send(core_, rows::organization_license, {owner}, body_of(body), o);
}
awaitable<page<organization_member>> organizations_api::list_organization_members(
    text owner, const list_options& o) const {
    return resources::send(core_, rows::list_organization_members, {owner}, query_of(o), o.call);
}
awaitable<organization_member> organizations_api::create_organization_member(
    text owner, const organization_member_body& body, const email_options& o) const {
    return resources::send(core_, rows::create_organization_member, {owner}, query_of(o).json(body), o.call);
}
awaitable<organization_member> organizations_api::create_organization_member(text owner, const json& body,
                                                                             const email_options& o) const {
    return resources::send(core_, rows::create_organization_member, {owner}, query_of(o).json(body), o.call);
}
awaitable<page<organization_member>> organizations_api::list_organization_member_names(
    text owner, const list_options& o) const {
    return resources::send(core_, rows::list_organization_member_names, {owner}, query_of(o), o.call);
}
awaitable<organization_member> organizations_api::patch_organization_member(
    text owner, text user, const organization_member_body& body, const email_options& o) const {
    return resources::send(core_, rows::patch_organization_member, {owner, user}, query_of(o).json(body),
                           o.call);
}
awaitable<organization_member> organizations_api::patch_organization_member(text owner, text user,
                                                                            const json& body,
                                                                            const email_options& o) const {
    return resources::send(core_, rows::patch_organization_member, {owner, user}, query_of(o).json(body),
                           o.call);
}
awaitable<organization_member> organizations_api::update_organization_member(
    text owner, text user, const organization_member_body& body, const email_options& o) const {
    return resources::send(core_, rows::update_organization_member, {owner, user}, query_of(o).json(body),
                           o.call);
}
awaitable<organization_member> organizations_api::update_organization_member(text owner, text user,
                                                                             const json& body,
                                                                             const email_options& o) const {
    return resources::send(core_, rows::update_organization_member, {owner, user}, query_of(o).json(body),
                           o.call);
}
awaitable<void> organizations_api::delete_organization_member(text owner, text user,
                                                              const call_options& o) const {
    return resources::send(core_, rows::delete_organization_member, {owner, user}, o);
}
awaitable<organization_member> organizations_api::get_organization_member(text owner, text user,
                                                                          const call_options& o) const {
    return resources::send(core_, rows::get_organization_member, {owner, user}, o);
}
awaitable<organization> organizations_api::organization_plan(text owner, const json& body,
                                                             const call_options& o) const {
    return resources::send(core_, rows::organization_plan, {owner}, body_of(body), o);
}
awaitable<page<run>> organizations_api::get_organization_runs(text owner, const list_options& o) const {
    return resources::send(core_, rows::get_organization_runs, {owner}, query_of(o), o.call);
}
awaitable<void> organizations_api::skip_organization_runs(text owner, const json& body,
                                                          const call_options& o) const {
    return resources::send(core_, rows::skip_organization_runs, {owner}, body_of(body), o);
}
awaitable<void> organizations_api::approve_organization_runs(text owner, const json& body,
                                                             const call_options& o) const {
    return resources::send(core_, rows::approve_organization_runs, {owner}, body_of(body), o);
}
awaitable<void> organizations_api::archive_organization_runs(text owner, const json& body,
                                                             const call_options& o) const {
    return resources::send(core_, rows::archive_organization_runs, {owner}, body_of(body), o);
}
awaitable<void> organizations_api::bookmark_organization_runs(text owner, const json& body,
                                                              const call_options& o) const {
    return resources::send(core_, rows::bookmark_organization_runs, {owner}, body_of(body), o);
}
awaitable<void> organizations_api::delete_organization_runs(text owner, const json& body,
                                                            const call_options& o) const {
    return resources::send(core_, rows::delete_organization_runs, {owner}, body_of(body), o);
}
awaitable<void> organizations_api::invalidate_organization_runs(text owner, const json& body,
                                                                const call_options& o) const {
    return resources::send(core_, rows::invalidate_organization_runs, {owner}, body_of(body), o);
}
awaitable<page<run_artifact>> organizations_api::get_organization_runs_artifacts_lineage(
    text owner, const list_options& o) const {
    return resources::send(core_, rows::get_organization_runs_artifacts_lineage, {owner}, query_of(o),
                           o.call);
}
awaitable<void> organizations_api::restore_organization_runs(text owner, const json& body,
                                                             const call_options& o) const {
    return resources::send(core_, rows::restore_organization_runs, {owner}, body_of(body), o);
}
awaitable<void> organizations_api::stop_organization_runs(text owner, const json& body,
                                                          const call_options& o) const {
    return resources::send(core_, rows::stop_organization_runs, {owner}, body_of(body), o);
}
awaitable<void> organizations_api::tag_organization_runs(text owner, const json& body,
                                                         const call_options& o) const {
    return resources::send(core_, rows::tag_organization_runs, {owner}, body_of(body), o);
}
awaitable<void> organizations_api::transfer_organization_runs(text owner, const json& body,
                                                              const call_options& o) const {
    return resources::send(core_, rows::transfer_organization_runs, {owner}, body_of(body), o);
}
awaitable<run> organizations_api::get_organization_run(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_organization_run, {owner, uuid}, o);
}
awaitable<organization> organizations_api::get_organization_settings(text owner,
                                                                     const call_options& o) const {
    return resources::send(core_, rows::get_organization_settings, {owner}, o);
}
awaitable<organization> organizations_api::patch_organization_settings(text owner, const json& body,
                                                                       const call_options& o) const {
    return resources::send(core_, rows::patch_organization_settings, {owner}, body_of(body), o);
}
awaitable<organization> organizations_api::update_organization_settings(text owner, const json& body,
                                                                        const call_options& o) const {
    return resources::send(core_, rows::update_organization_settings, {owner}, body_of(body), o);
}
awaitable<json> organizations_api::get_organization_stats(text owner, const stats_options& o) const {
    return resources::send(core_, rows::get_organization_stats, {owner}, query_of(o), o.call);
}
awaitable<page<project_version>> organizations_api::get_organization_versions(text owner, text kind,
                                                                              const list_options& o) const {
    return resources::send(core_, rows::get_organization_versions, {owner, kind}, query_of(o), o.call);
}
awaitable<multi_run_events_answer> organizations_api::get_organization_multi_run_events(
    text namespace_, text owner, text kind, const runs_events_options& o) const {
    return resources::send(core_, rows::get_organization_multi_run_events, {namespace_, owner, kind},
                           query_of(o), o.call);
}
awaitable<json> organizations_api::get_organization_multi_run_importance(text namespace_, text owner,
                                                                         const json& body,
                                                                         const call_options& o) const {
    return resources::send(core_, rows::get_organization_multi_run_importance, {namespace_, owner},
                           body_of(body), o);
}

}  // namespace polyaxon::v1
