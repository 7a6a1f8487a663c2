#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/project_version.hpp>

// The registry of ProjectsV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto list_versions = get<page<project_version>, "/api/v1/{owner}/{entity}/versions/{kind}">;
inline constexpr auto list_version_names =
    get<page<project_version>, "/api/v1/{owner}/{entity}/versions/{kind}/names">;
inline constexpr auto get_version = get<project_version, "/api/v1/{owner}/{entity}/versions/{kind}/{name}">;
inline constexpr auto create_version =
    post<project_version, "/api/v1/{owner}/{project}/versions/{version.kind}", project_version_body>;
inline constexpr auto patch_version =
    patch<project_version, "/api/v1/{owner}/{project}/versions/{version.kind}/{version.name}",
          project_version_body>;
inline constexpr auto update_version =
    put<project_version, "/api/v1/{owner}/{project}/versions/{version.kind}/{version.name}",
        project_version_body>;
inline constexpr auto delete_version = del<none, "/api/v1/{owner}/{entity}/versions/{kind}/{name}">;
inline constexpr auto get_version_stages =
    get<version_stages, "/api/v1/{owner}/{entity}/versions/{kind}/{name}/stages">;
inline constexpr auto create_version_stage =
    post<version_stages, "/api/v1/{owner}/{entity}/versions/{kind}/{name}/stages", json>;
inline constexpr auto transfer_version =
    post<none, "/api/v1/{owner}/{project}/versions/{version.kind}/{version.name}/transfer", json>;

}  // namespace polyaxon::v1::rows
