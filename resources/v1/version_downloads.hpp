#pragma once
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/project_state.hpp>

#include <memory>
#include <string>

namespace polyaxon::v1 {

/// Downloads what the lineage in the version's meta_info names into the folder, one item after another. Nothing for a component and for a
/// version without run or lineage; items that stand for no file (an image in a registry, a commit) are left out.
awaitable<void> download_version(std::shared_ptr<project_state>, project_version, std::string folder,
                                 resources::owned_call);

}  // namespace polyaxon::v1
