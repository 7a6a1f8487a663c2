#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/list_options.hpp>
#include <polyaxon/resources/v1/organization.hpp>
#include <polyaxon/resources/v1/project_version.hpp>
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/run_artifact.hpp>
#include <polyaxon/resources/v1/runs_streams_options.hpp>
#include <polyaxon/resources/v1/service_options.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v1 {

struct multi_run_events_answer;

/// OrganizationsV1: organizations, their members and the runs of all their projects, with the Python SDK's names. `organizations()` of a
/// client gives it; copying is cheap. The commercial platform serves these; the community edition serves get_organization_run and
/// get_organization_multi_run_events, and answers 404 to the rest. Arguments are copied before a method returns; errors are those of
/// runs_api. Thread-safe.
class organizations_api {
 public:
    explicit organizations_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// Makes an organization. POST /api/v1/orgs/create.
    ///
    ///     auto it = co_await client.organizations().create_organization(body);
    awaitable<organization> create_organization(const json& body, const call_options& = {}) const;

    /// The organizations of the user. GET /api/v1/orgs/list.
    ///
    ///     auto page = co_await client.organizations().list_organizations();
    awaitable<page<organization>> list_organizations(const call_options& = {}) const;

    /// Nothing but their names. GET /api/v1/orgs/names.
    ///
    ///     auto page = co_await client.organizations().list_organization_names();
    awaitable<page<organization>> list_organization_names(const call_options& = {}) const;

    /// Deletes an organization with all that is in it. DELETE /api/v1/orgs/{owner}.
    ///
    ///     co_await client.organizations().delete_organization("acme");
    awaitable<void> delete_organization(std::string_view owner, const call_options& = {}) const;

    /// One organization. GET /api/v1/orgs/{owner}.
    ///
    ///     auto it = co_await client.organizations().get_organization("acme");
    awaitable<organization> get_organization(std::string_view owner, const call_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/orgs/{owner}.
    ///
    ///     auto it = co_await client.organizations().patch_organization("acme", body);
    awaitable<organization> patch_organization(std::string_view owner, const json& body,
                                               const call_options& = {}) const;

    /// Replaces an organization. PUT /api/v1/orgs/{owner}.
    ///
    ///     auto it = co_await client.organizations().update_organization("acme", body);
    awaitable<organization> update_organization(std::string_view owner, const json& body,
                                                const call_options& = {}) const;

    /// One page of what was done in an organization. GET /api/v1/orgs/{owner}/activities.
    ///
    ///     auto page = co_await client.organizations().get_organization_activities("acme");
    awaitable<page<json>> get_organization_activities(std::string_view owner, const list_options& = {}) const;

    /// Takes an invitation back. DELETE /api/v1/orgs/{owner}/invitations.
    ///
    ///     co_await client.organizations().delete_organization_invitation("acme");
    awaitable<void> delete_organization_invitation(std::string_view owner, const email_options& = {}) const;

    /// One invitation. GET /api/v1/orgs/{owner}/invitations.
    ///
    ///     auto it = co_await client.organizations().get_organization_invitation("acme");
    awaitable<organization_member> get_organization_invitation(std::string_view owner,
                                                               const email_options& = {}) const;

    /// Changes an invitation. PATCH /api/v1/orgs/{owner}/invitations.
    ///
    ///     auto it = co_await client.organizations().patch_organization_invitation("acme", body);
    awaitable<organization_member> patch_organization_invitation(std::string_view owner,
                                                                 const organization_member_body& body,
                                                                 const email_options& = {}) const;
    awaitable<organization_member> patch_organization_invitation(std::string_view owner, const json& body,
                                                                 const email_options& = {}) const;

    /// Sends an invitation again. POST /api/v1/orgs/{owner}/invitations.
    ///
    ///     auto it = co_await client.organizations().resend_organization_invitation("acme", body);
    awaitable<organization_member> resend_organization_invitation(std::string_view owner,
                                                                  const organization_member_body& body,
                                                                  const email_options& = {}) const;
    awaitable<organization_member> resend_organization_invitation(std::string_view owner, const json& body,
                                                                  const email_options& = {}) const;

    /// Replaces an invitation. PUT /api/v1/orgs/{owner}/invitations.
    ///
    ///     auto it = co_await client.organizations().update_organization_invitation("acme", body);
    awaitable<organization_member> update_organization_invitation(std::string_view owner,
                                                                  const organization_member_body& body,
                                                                  const email_options& = {}) const;
    awaitable<organization_member> update_organization_invitation(std::string_view owner, const json& body,
                                                                  const email_options& = {}) const;

    /// Sets the license. POST /api/v1/orgs/{owner}/license.
    ///
    ///     auto it = co_await client.organizations().organization_license("acme", body);
    awaitable<organization> organization_license(std::string_view owner, const json& body,
                                                 const call_options& = {}) const;

    /// One page of the members. GET /api/v1/orgs/{owner}/members.
    ///
    ///     auto page = co_await client.organizations().list_organization_members("acme");
    awaitable<page<organization_member>> list_organization_members(std::string_view owner,
                                                                   const list_options& = {}) const;

    /// Makes a member, or invites one. POST /api/v1/orgs/{owner}/members.
    ///
    ///     auto it = co_await client.organizations().create_organization_member("acme", body);
    awaitable<organization_member> create_organization_member(std::string_view owner,
                                                              const organization_member_body& body,
                                                              const email_options& = {}) const;
    awaitable<organization_member> create_organization_member(std::string_view owner, const json& body,
                                                              const email_options& = {}) const;

    /// The same page with nothing but names. GET /api/v1/orgs/{owner}/members/names.
    ///
    ///     auto page = co_await client.organizations().list_organization_member_names("acme");
    awaitable<page<organization_member>> list_organization_member_names(std::string_view owner,
                                                                        const list_options& = {}) const;

    /// Changes a member. PATCH /api/v1/orgs/{owner}/members/{member.user}.
    ///
    ///     auto it = co_await client.organizations().patch_organization_member("acme", "ada", body);
    awaitable<organization_member> patch_organization_member(std::string_view owner, std::string_view user,
                                                             const organization_member_body& body,
                                                             const email_options& = {}) const;
    awaitable<organization_member> patch_organization_member(std::string_view owner, std::string_view user,
                                                             const json& body,
                                                             const email_options& = {}) const;

    /// Replaces a member. PUT /api/v1/orgs/{owner}/members/{member.user}.
    ///
    ///     auto it = co_await client.organizations().update_organization_member("acme", "ada", body);
    awaitable<organization_member> update_organization_member(std::string_view owner, std::string_view user,
                                                              const organization_member_body& body,
                                                              const email_options& = {}) const;
    awaitable<organization_member> update_organization_member(std::string_view owner, std::string_view user,
                                                              const json& body,
                                                              const email_options& = {}) const;

    /// Takes a member out. DELETE /api/v1/orgs/{owner}/members/{name}.
    ///
    ///     co_await client.organizations().delete_organization_member("acme", "ada");
    awaitable<void> delete_organization_member(std::string_view owner, std::string_view user,
                                               const call_options& = {}) const;

    /// One member. GET /api/v1/orgs/{owner}/members/{name}.
    ///
    ///     auto it = co_await client.organizations().get_organization_member("acme", "ada");
    awaitable<organization_member> get_organization_member(std::string_view owner, std::string_view user,
                                                           const call_options& = {}) const;

    /// Sets the plan. POST /api/v1/orgs/{owner}/plan.
    ///
    ///     auto it = co_await client.organizations().organization_plan("acme", body);
    awaitable<organization> organization_plan(std::string_view owner, const json& body,
                                              const call_options& = {}) const;

    /// One page of the runs of all projects. GET /api/v1/orgs/{owner}/runs.
    ///
    ///     auto page = co_await client.organizations().get_organization_runs("acme");
    awaitable<page<run>> get_organization_runs(std::string_view owner, const list_options& = {}) const;

    /// Skips runs of any project: `{"uuids"}`. POST /api/v1/orgs/{owner}/runs/Skip.
    ///
    ///     co_await client.organizations().skip_organization_runs("acme", body);
    awaitable<void> skip_organization_runs(std::string_view owner, const json& body,
                                           const call_options& = {}) const;

    /// Approves runs of any project: `{"uuids"}`. POST /api/v1/orgs/{owner}/runs/approve.
    ///
    ///     co_await client.organizations().approve_organization_runs("acme", body);
    awaitable<void> approve_organization_runs(std::string_view owner, const json& body,
                                              const call_options& = {}) const;

    /// Archives runs of any project: `{"uuids"}`. POST /api/v1/orgs/{owner}/runs/archive.
    ///
    ///     co_await client.organizations().archive_organization_runs("acme", body);
    awaitable<void> archive_organization_runs(std::string_view owner, const json& body,
                                              const call_options& = {}) const;

    /// Bookmarks runs of any project: `{"uuids"}`. POST /api/v1/orgs/{owner}/runs/bookmark.
    ///
    ///     co_await client.organizations().bookmark_organization_runs("acme", body);
    awaitable<void> bookmark_organization_runs(std::string_view owner, const json& body,
                                               const call_options& = {}) const;

    /// Marks runs as to be deleted of any project: `{"uuids"}`. DELETE /api/v1/orgs/{owner}/runs/delete.
    ///
    ///     co_await client.organizations().delete_organization_runs("acme", body);
    awaitable<void> delete_organization_runs(std::string_view owner, const json& body,
                                             const call_options& = {}) const;

    /// Makes the server forget the states of runs of any project: `{"uuids"}`. POST /api/v1/orgs/{owner}/runs/invalidate.
    ///
    ///     co_await client.organizations().invalidate_organization_runs("acme", body);
    awaitable<void> invalidate_organization_runs(std::string_view owner, const json& body,
                                                 const call_options& = {}) const;

    /// One page of the lineage of all runs. GET /api/v1/orgs/{owner}/runs/lineage/artifacts.
    ///
    ///     auto page = co_await client.organizations().get_organization_runs_artifacts_lineage("acme");
    awaitable<page<run_artifact>> get_organization_runs_artifacts_lineage(std::string_view owner,
                                                                          const list_options& = {}) const;

    /// Brings archived runs back, of any project: `{"uuids"}`. POST /api/v1/orgs/{owner}/runs/restore.
    ///
    ///     co_await client.organizations().restore_organization_runs("acme", body);
    awaitable<void> restore_organization_runs(std::string_view owner, const json& body,
                                              const call_options& = {}) const;

    /// Stops runs of any project: `{"uuids"}`. POST /api/v1/orgs/{owner}/runs/stop.
    ///
    ///     co_await client.organizations().stop_organization_runs("acme", body);
    awaitable<void> stop_organization_runs(std::string_view owner, const json& body,
                                           const call_options& = {}) const;

    /// Adds tags to runs of any project: `{"uuids", "tags"}`. POST /api/v1/orgs/{owner}/runs/tag.
    ///
    ///     co_await client.organizations().tag_organization_runs("acme", body);
    awaitable<void> tag_organization_runs(std::string_view owner, const json& body,
                                          const call_options& = {}) const;

    /// Moves runs of any project: `{"uuids", "project"}`. POST /api/v1/orgs/{owner}/runs/transfer.
    ///
    ///     co_await client.organizations().transfer_organization_runs("acme", body);
    awaitable<void> transfer_organization_runs(std::string_view owner, const json& body,
                                               const call_options& = {}) const;

    /// One run of any project; the community edition serves it. GET /api/v1/orgs/{owner}/runs/{uuid}.
    ///
    ///     auto it = co_await client.organizations().get_organization_run("acme", uuid);
    awaitable<run> get_organization_run(std::string_view owner, std::string_view uuid,
                                        const call_options& = {}) const;

    /// The settings. GET /api/v1/orgs/{owner}/settings.
    ///
    ///     auto it = co_await client.organizations().get_organization_settings("acme");
    awaitable<organization> get_organization_settings(std::string_view owner, const call_options& = {}) const;

    /// Changes the settings that are sent. PATCH /api/v1/orgs/{owner}/settings.
    ///
    ///     auto it = co_await client.organizations().patch_organization_settings("acme", body);
    awaitable<organization> patch_organization_settings(std::string_view owner, const json& body,
                                                        const call_options& = {}) const;

    /// Replaces the settings. PUT /api/v1/orgs/{owner}/settings.
    ///
    ///     auto it = co_await client.organizations().update_organization_settings("acme", body);
    awaitable<organization> update_organization_settings(std::string_view owner, const json& body,
                                                         const call_options& = {}) const;

    /// Counts over an organization. GET /api/v1/orgs/{owner}/stats.
    ///
    ///     auto it = co_await client.organizations().get_organization_stats("acme");
    awaitable<json> get_organization_stats(std::string_view owner, const stats_options& = {}) const;

    /// One page of the versions of a kind in all projects. GET /api/v1/orgs/{owner}/versions/{kind}.
    ///
    ///     auto page = co_await client.organizations().get_organization_versions("acme", "metric");
    awaitable<page<project_version>> get_organization_versions(std::string_view owner, std::string_view kind,
                                                               const list_options& = {}) const;

    /// Events of several runs of any project: `{"data": {uuid: […]}}`; the community edition serves it. GET
    /// /streams/v1/{namespace}/orgs/{owner}/runs/multi/events/{kind}.
    ///
    ///     auto it = co_await client.organizations().get_organization_multi_run_events("polyaxon", "acme", "metric", {.names = "loss", .runs = uuids});
    awaitable<multi_run_events_answer> get_organization_multi_run_events(
        std::string_view namespace_, std::string_view owner, std::string_view kind,
        const runs_events_options& = {}) const;

    /// How much each parameter matters for a metric. POST /streams/v1/{namespace}/orgs/{owner}/runs/multi/importance.
    ///
    ///     auto it = co_await client.organizations().get_organization_multi_run_importance("polyaxon", "acme", body);
    awaitable<json> get_organization_multi_run_importance(std::string_view namespace_, std::string_view owner,
                                                          const json& body, const call_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
