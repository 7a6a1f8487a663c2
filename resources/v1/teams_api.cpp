#include <polyaxon/resources/v1/teams_api.hpp>

#include <polyaxon/resources/v1/organization_rows.hpp>
#include <polyaxon/resources/v1/run_batch_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>
#include <polyaxon/resources/v1/teams_rows.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<page<team>> teams_api::list_teams(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_teams, {owner}, query_of(o), o.call);
}
awaitable<team> teams_api::create_team(text owner, const team_body& body, const call_options& o) const {
    return resources::send(core_, rows::create_team, {owner}, body_of(body), o);
}
awaitable<team> teams_api::create_team(text owner, const json& body, const call_options& o) const {
    return resources::send(core_, rows::create_team, {owner}, body_of(body), o);
}
awaitable<page<team>> teams_api::list_team_names(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_team_names, {owner}, query_of(o), o.call);
}
awaitable<run> teams_api::get_team_run(text owner, text team, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_team_run, {owner, team, uuid}, o);
}
awaitable<page<project_version>> teams_api::get_team_versions(text owner, text team, text kind,
                                                              const list_options& o) const {
    return resources::send(core_, rows::get_team_versions, {owner, team, kind}, query_of(o), o.call);
}
awaitable<void> teams_api::delete_team(text owner, text team, const call_options& o) const {
    return resources::send(core_, rows::delete_team, {owner, team}, o);
}
awaitable<team> teams_api::get_team(text owner, text team, const call_options& o) const {
    return resources::send(core_, rows::get_team, {owner, team}, o);
}
awaitable<page<json>> teams_api::get_team_activities(text owner, text team, const list_options& o) const {
    return resources::send(core_, rows::get_team_activities, {owner, team}, query_of(o), o.call);
}
awaitable<page<organization_member>> teams_api::list_team_members(text owner, text team,
                                                                  const list_options& o) const {
    return resources::send(core_, rows::list_team_members, {owner, team}, query_of(o), o.call);
}
awaitable<page<run>> teams_api::get_team_runs(text owner, text team, const list_options& o) const {
    return resources::send(core_, rows::get_team_runs, {owner, team}, query_of(o), o.call);
}
awaitable<void> teams_api::skip_team_runs(text owner, text team, const json& body,
                                          const call_options& o) const {
    return resources::send(core_, rows::skip_team_runs, {owner, team}, body_of(body), o);
}
awaitable<void> teams_api::approve_team_runs(text owner, text team, const json& body,
                                             const call_options& o) const {
    return resources::send(core_, rows::approve_team_runs, {owner, team}, body_of(body), o);
}
awaitable<void> teams_api::archive_team_runs(text owner, text team, const json& body,
                                             const call_options& o) const {
    return resources::send(core_, rows::archive_team_runs, {owner, team}, body_of(body), o);
}
awaitable<void> teams_api::bookmark_team_runs(text owner, text team, const json& body,
                                              const call_options& o) const {
    return resources::send(core_, rows::bookmark_team_runs, {owner, team}, body_of(body), o);
}
awaitable<void> teams_api::delete_team_runs(text owner, text team, const json& body,
                                            const call_options& o) const {
    return resources::send(core_, rows::delete_team_runs, {owner, team}, body_of(body), o);
}
awaitable<void> teams_api::invalidate_team_runs(text owner, text team, const json& body,
                                                const call_options& o) const {
    return resources::send(core_, rows::invalidate_team_runs, {owner, team}, body_of(body), o);
}
awaitable<page<run_artifact>> teams_api::get_team_runs_artifacts_lineage(text owner, text team,
                                                                         const list_options& o) const {
    return resources::send(core_, rows::get_team_runs_artifacts_lineage, {owner, team}, query_of(o), o.call);
}
awaitable<void> teams_api::restore_team_runs(text owner, text team, const json& body,
                                             const call_options& o) const {
    return resources::send(core_, rows::restore_team_runs, {owner, team}, body_of(body), o);
}
awaitable<void> teams_api::stop_team_runs(text owner, text team, const json& body,
                                          const call_options& o) const {
    return resources::send(core_, rows::stop_team_runs, {owner, team}, body_of(body), o);
}
awaitable<void> teams_api::tag_team_runs(text owner, text team, const json& body,
                                         const call_options& o) const {
    return resources::send(core_, rows::tag_team_runs, {owner, team}, body_of(body), o);
}
awaitable<void> teams_api::transfer_team_runs(text owner, text team, const json& body,
                                              const call_options& o) const {
    return resources::send(core_, rows::transfer_team_runs, {owner, team}, body_of(body), o);
}
awaitable<json> teams_api::get_team_stats(text owner, text team, const stats_options& o) const {
    return resources::send(core_, rows::get_team_stats, {owner, team}, query_of(o), o.call);
}
awaitable<team> teams_api::patch_team(text owner, text team, const team_body& body,
                                      const call_options& o) const {
    return resources::send(core_, rows::patch_team, {owner, team}, body_of(body), o);
}
awaitable<team> teams_api::patch_team(text owner, text team, const json& body, const call_options& o) const {
    return resources::send(core_, rows::patch_team, {owner, team}, body_of(body), o);
}
awaitable<team> teams_api::update_team(text owner, text team, const team_body& body,
                                       const call_options& o) const {
    return resources::send(core_, rows::update_team, {owner, team}, body_of(body), o);
}
awaitable<team> teams_api::update_team(text owner, text team, const json& body, const call_options& o) const {
    return resources::send(core_, rows::update_team, {owner, team}, body_of(body), o);
}
awaitable<organization_member> teams_api::create_team_member(text owner, text team,
                                                             const organization_member_body& body,
                                                             const call_options& o) const {
    return resources::send(core_, rows::create_team_member, {owner, team}, body_of(body), o);
}
awaitable<organization_member> teams_api::create_team_member(text owner, text team, const json& body,
                                                             const call_options& o) const {
    return resources::send(core_, rows::create_team_member, {owner, team}, body_of(body), o);
}
awaitable<organization_member> teams_api::patch_team_member(text owner, text team, text user,
                                                            const organization_member_body& body,
                                                            const call_options& o) const {
    return resources::send(core_, rows::patch_team_member, {owner, team, user}, body_of(body), o);
}
awaitable<organization_member> teams_api::patch_team_member(text owner, text team, text user,
                                                            const json& body, const call_options& o) const {
    return resources::send(core_, rows::patch_team_member, {owner, team, user}, body_of(body), o);
}
awaitable<organization_member> teams_api::update_team_member(text owner, text team, text user,
                                                             const organization_member_body& body,
                                                             const call_options& o) const {
    return resources::send(core_, rows::update_team_member, {owner, team, user}, body_of(body), o);
}
awaitable<organization_member> teams_api::update_team_member(text owner, text team, text user,
                                                             const json& body, const call_options& o) const {
    return resources::send(core_, rows::update_team_member, {owner, team, user}, body_of(body), o);
}
awaitable<void> teams_api::delete_team_member(text owner, text team, text user, const call_options& o) const {
    return resources::send(core_, rows::delete_team_member, {owner, team, user}, o);
}
awaitable<organization_member> teams_api::get_team_member(text owner, text team, text user,
                                                          const call_options& o) const {
    return resources::send(core_, rows::get_team_member, {owner, team, user}, o);
}
awaitable<multi_run_events_answer> teams_api::get_team_multi_run_events(text namespace_, text owner,
                                                                        text team, text kind,
                                                                        const runs_events_options& o) const {
    return resources::send(core_, rows::get_team_multi_run_events, {namespace_, owner, team, kind},
                           query_of(o), o.call);
}
awaitable<json> teams_api::get_team_multi_run_importance(text namespace_, text owner, text team,
                                                         const json& body, const call_options& o) const {
    return resources::send(core_, rows::get_team_multi_run_importance, {namespace_, owner, team},
                           body_of(body), o);
}

}  // namespace polyaxon::v1
