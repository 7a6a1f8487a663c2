#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/project_handle.hpp>
#include <polyaxon/resources/v1/project_list_options.hpp>
#include <polyaxon/resources/v1/version_options.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polyaxon::v1 {

/// The registry: the part of project_client that keeps a project's versions of components, models and artifacts. V is
/// /api/v1/{owner}/{project}/versions/{kind}. kind_versions has the same methods with the kind in their names.
///
/// Errors are those of runs_api; `not_found` means no such version. Offline and no_op every method returns empty and sends nothing, but
/// persist_version and load_offline_version work offline. Arguments are copied before a method returns.
///
/// In a folder (`path`, else POLYAXON_OFFLINE_ROOT, else /tmp/plx/offline) a version takes `{kind}s/{version}/`, with `version.plx.json`,
/// and its content as `polyaxonfile.plx.json` (a component) or `content.plx.json`. A version whose name is no name of a folder is
/// `invalid_argument` there.
class project_versions : public virtual project_handle {
 public:
    /// Versions of a kind; 20 when no limit is set. GET V.
    ///
    ///     auto page = co_await project.list_versions(version_kind::model, {.sort = "-created_at"});
    awaitable<page<project_version>> list_versions(version_kind, const project_list_options& = {});
    /// The same page with nothing but names. GET V/names.
    ///
    ///     auto names = co_await project.list_version_names(version_kind::model);
    awaitable<page<project_version>> list_version_names(version_kind, const project_list_options& = {});

    /// One version. GET V/{version}. A version of another kind in the answer is `decode`.
    ///
    ///     auto v = co_await project.get_version(version_kind::model, "v1");
    awaitable<project_version> get_version(version_kind, std::string_view version, const call_options& = {});

    /// Stage and history of a version, oldest first. GET V/{version}/stages.
    ///
    ///     auto now = co_await project.get_version_stages(version_kind::model, "v1");
    awaitable<version_stages> get_version_stages(version_kind, std::string_view version,
                                                 const call_options& = {});

    /// Makes a version; its kind is set here. POST V. One that is there already, and a component without content, are a `client_error`
    /// with the server's words.
    ///
    ///     auto made = co_await project.create_version(version_kind::model, body);        // project_version_body body
    awaitable<project_version> create_version(version_kind, const project_version_body&,
                                              const call_options& = {});
    awaitable<project_version> create_version(version_kind, const json& body, const call_options& = {});

    /// Changes members of a version. PATCH V/{version}.
    ///
    ///     co_await project.patch_version(version_kind::model, "v1", polyaxon::json::object().set("readme", "# v1"));
    awaitable<project_version> patch_version(version_kind, std::string_view version,
                                             const project_version_body&, const call_options& = {});
    awaitable<project_version> patch_version(version_kind, std::string_view version, const json& body,
                                             const call_options& = {});

    /// Makes a version, or with `force` changes the one that is there: GET V/{version}, then POST V or PATCH V/{version}. Only a 404 means
    /// that there is none. Without `force` a version that is there is `conflict`.
    ///
    ///     co_await project.register_version(version_kind::model, "v1", {.run = uuid, .artifacts = "net"});
    awaitable<project_version> register_version(version_kind, std::string_view version,
                                                const register_version_options& = {});

    /// Deletes a version. DELETE V/{version}.
    ///
    ///     co_await project.delete_version(version_kind::model, "v1");
    awaitable<void> delete_version(version_kind, std::string_view version, const call_options& = {});

    /// Moves a version to a stage: testing, staging, production or disabled; another word is `invalid_argument`. POST V/{version}/stages.
    /// The members of the answer are all empty.
    ///
    ///     co_await project.stage_version(version_kind::model, "v1", "production", {.message = "checked"});
    awaitable<version_stages> stage_version(version_kind, std::string_view version, std::string_view stage,
                                            const stage_version_options& = {});

    /// Moves a version to another project of the owner. POST V/{version}/transfer.
    ///
    ///     co_await project.transfer_version(version_kind::model, "v1", "speech");
    awaitable<void> transfer_version(version_kind, std::string_view version, std::string_view to_project,
                                     const call_options& = {});

    /// A new version of the same run, artifacts and content, in this project or another of the owner: GET V/{version}, then as
    /// register_version there.
    ///
    ///     co_await project.copy_version(version_kind::component, "v1", {.to_project = "speech"});
    awaitable<project_version> copy_version(version_kind, std::string_view version,
                                            const copy_version_options& = {});

    /// Writes a version into a folder, which is made where it is missing. Sends nothing; works offline.
    ///
    ///     co_await project.persist_version(v, "registry/models/v1");
    awaitable<void> persist_version(const project_version&, std::string_view folder);

    /// Downloads what the lineage in a version's `meta_info` names, of the run in it, into a folder. Nothing for a component, and
    /// where the version names no run or no lineage. As run_client::download_artifact_for_lineage.
    ///
    ///     co_await project.download_artifacts_for_version(v, "registry/models/v1");
    awaitable<void> download_artifacts_for_version(const project_version&, std::string_view folder,
                                                   const call_options& = {});

    /// Brings a version to this machine: GET V/{version}, its folder below `path` is made anew, and its artifacts are downloaded into it.
    /// Gives the folder. A version that the server does not give leaves an old folder as it is.
    ///
    ///     auto folder = co_await project.pull_version(version_kind::model, "v1", "registry");
    awaitable<std::string> pull_version(version_kind, std::string_view version, std::string_view path = {},
                                        const pull_version_options& = {});

    /// What pull_version or persist_version left below `path`; nothing when there is no `version.plx.json`. This client turns to the
    /// owner and project that it names. Sends nothing; works offline. A file that is no version is `invalid_argument`.
    ///
    ///     auto v = co_await project.load_offline_version(version_kind::model, "v1", "registry");
    awaitable<std::optional<project_version>> load_offline_version(version_kind, std::string_view version,
                                                                   std::string_view path = {},
                                                                   const load_version_options& = {});

    /// Registers what stands below `path`, as register_version: the artifacts themselves stay where their run has them. A folder without
    /// `version.plx.json` is `not_found`, one of another kind `invalid_argument`. With `clean` the content beside it is removed
    /// then, and that file with the folder when nothing else is in it: pulled artifacts, and what changed meanwhile, were not sent and stay.
    ///
    ///     co_await project.push_version(version_kind::component, "v1", "registry", {.force = true});
    awaitable<project_version> push_version(version_kind, std::string_view version,
                                            std::string_view path = {}, const push_version_options& = {});

 protected:
    project_versions() = default;
};

}  // namespace polyaxon::v1
