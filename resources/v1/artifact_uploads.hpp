#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/artifact_options.hpp>

#include <memory>
#include <string>
#include <vector>

namespace polyaxon::v1 {

struct run_state;

/// Owned form of what an upload may be told.
class upload_order {
 public:
    explicit upload_order(const upload_artifact_options&);
    explicit upload_order(const upload_artifacts_options&);
    explicit upload_order(resources::owned_call c) : call(std::move(c)) {}

    std::string path, relative_to, agent;
    bool untar = false, overwrite = true;
    progress told;
    std::chrono::milliseconds stall_timeout = upload_artifact_options{}.stall_timeout;
    std::chrono::milliseconds answer_timeout = upload_artifact_options{}.answer_timeout;
    resources::owned_call call;
};

/// Stores `content` as FOLDER/FILE_NAME of the run. POST S/artifact, S as in streams_path.hpp. Without `overwrite` a file that is there
/// stays as it is. Nothing happens offline and with no_op. Errors as of run_client::upload_artifact.
///
///     co_await upload_bytes(state, "events/metric", "loss.plx", text, true, resources::owned_call(call_options{}));
awaitable<void> upload_bytes(std::shared_ptr<run_state>, std::string folder, std::string file_name,
                             std::string content, bool overwrite, resources::owned_call);

/// run_client::upload_artifact, upload_artifacts and upload_artifacts_dir, of owned arguments.
awaitable<void> upload_file(std::shared_ptr<run_state>, std::string filepath, upload_order);
awaitable<void> upload_files(std::shared_ptr<run_state>, std::vector<std::string> files, upload_order);
awaitable<void> upload_folder(std::shared_ptr<run_state>, std::string folder, upload_order);

}  // namespace polyaxon::v1
