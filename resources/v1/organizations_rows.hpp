#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/organization.hpp>
#include <polyaxon/resources/v1/run_event.hpp>

// What organizations_api asks beside the rows of organization_rows, run_batch_rows, run_rows. Names are the Python SDK's; a test holds verbs and paths against the recorded list.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto create_organization = post<organization, "/api/v1/orgs/create", json>;
inline constexpr auto list_organization_names = get<page<organization>, "/api/v1/orgs/names">;
inline constexpr auto delete_organization = del<none, "/api/v1/orgs/{owner}">;
inline constexpr auto patch_organization = patch<organization, "/api/v1/orgs/{owner}", json>;
inline constexpr auto update_organization = put<organization, "/api/v1/orgs/{owner}", json>;
inline constexpr auto get_organization_activities = get<page<json>, "/api/v1/orgs/{owner}/activities">;
inline constexpr auto delete_organization_invitation = del<none, "/api/v1/orgs/{owner}/invitations">;
inline constexpr auto get_organization_invitation =
    get<organization_member, "/api/v1/orgs/{owner}/invitations">;
inline constexpr auto patch_organization_invitation =
    patch<organization_member, "/api/v1/orgs/{owner}/invitations", organization_member_body>;
inline constexpr auto resend_organization_invitation =
    post<organization_member, "/api/v1/orgs/{owner}/invitations", organization_member_body>;
inline constexpr auto update_organization_invitation =
    put<organization_member, "/api/v1/orgs/{owner}/invitations", organization_member_body>;
inline constexpr auto organization_license = post<organization, "/api/v1/orgs/{owner}/license", json>;
inline constexpr auto list_organization_member_names =
    get<page<organization_member>, "/api/v1/orgs/{owner}/members/names">;
inline constexpr auto organization_plan = post<organization, "/api/v1/orgs/{owner}/plan", json>;
inline constexpr auto get_organization_settings = get<organization, "/api/v1/orgs/{owner}/settings">;
inline constexpr auto patch_organization_settings =
    patch<organization, "/api/v1/orgs/{owner}/settings", json>;
inline constexpr auto update_organization_settings = put<organization, "/api/v1/orgs/{owner}/settings", json>;
inline constexpr auto get_organization_stats = get<json, "/api/v1/orgs/{owner}/stats">;
inline constexpr auto get_organization_multi_run_events =
    get<multi_run_events_answer, "/streams/v1/{namespace}/orgs/{owner}/runs/multi/events/{kind}">;
inline constexpr auto get_organization_multi_run_importance =
    post<json, "/streams/v1/{namespace}/orgs/{owner}/runs/multi/importance", json>;

}  // namespace polyaxon::v1::rows
