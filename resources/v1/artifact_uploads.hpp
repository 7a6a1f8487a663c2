#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/owned.hpp>

#include <memory>
#include <string>

namespace polyaxon::v1 {

struct run_state;

/// Stores `content` as FOLDER/FILE_NAME of the run. POST S/artifact, S as in streams_path.hpp. Without `overwrite` a file that is there
/// stays as it is. Nothing happens offline and with no_op. Errors as of run_client::upload_artifact.
///
///     co_await upload_bytes(state, "events/metric", "loss.plx", text, true, resources::owned_call(call_options{}));
awaitable<void> upload_bytes(std::shared_ptr<run_state>, std::string folder, std::string file_name,
                             std::string content, bool overwrite, resources::owned_call);

}  // namespace polyaxon::v1
