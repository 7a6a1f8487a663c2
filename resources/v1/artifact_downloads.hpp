#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/codec/archive.hpp>
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/artifact_options.hpp>
#include <polyaxon/resources/v1/run_artifact.hpp>

#include <memory>
#include <string>

namespace polyaxon::v1 {

struct run_state;

/// Owned form of what a download may be told.
class download_order {
 public:
    explicit download_order(const download_artifact_options&);
    explicit download_order(const download_artifacts_options&);

    std::string path_to, extract_path;
    bool untar = true, delete_tar = true, check_path = false, force = false;
    codec::unpack_limits limits;
    progress told;
    std::chrono::milliseconds stall_timeout;
    resources::owned_call call;
};

/// run_client::download_artifact, download_artifacts and download_artifact_for_lineage, of owned arguments. They give the path of what was
/// stored, or nothing offline and with no_op.
awaitable<std::string> download_file(std::shared_ptr<run_state>, std::string path, download_order);
awaitable<std::string> download_folder(std::shared_ptr<run_state>, std::string path, download_order);
awaitable<std::string> download_lineage(std::shared_ptr<run_state>, run_artifact item, download_order);

}  // namespace polyaxon::v1
