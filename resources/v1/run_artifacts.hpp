#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/v1/artifact_options.hpp>
#include <polyaxon/resources/v1/artifact_tree.hpp>
#include <polyaxon/resources/v1/run_artifact.hpp>
#include <polyaxon/resources/v1/run_handle.hpp>

#include <span>
#include <string>
#include <string_view>

namespace polyaxon::v1 {

/// What run_client does with the files of its run. S = /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}, served by the run's agent
/// where it has one (streams_path.hpp says when the token goes there). The run is fetched once when its settings are unknown.
///
/// Files are never held whole. Names of files and folders are copied before a method returns; the files themselves are read while the call is
/// under way. Offline and with no_op nothing is sent and nothing is written; paths come back empty. Errors beside those of every call:
/// `invalid_argument` for a path that cannot be read, written or used, before anything is sent; `too_large` for an upload above
/// POLYAXON_UPLOAD_SIZE bytes (500 MiB by default; above 50 MiB the observer is warned), also before; `decode` for an archive that is damaged or leads out of its
/// folder; `client_error` with the server's words for a path that it refuses. Used by one coroutine at a time.
class run_artifacts : public virtual run_handle {
 public:
    /// The content of one file. GET S/artifact. At most limits.body bytes of the configuration (64 MiB), for larger ones download_artifact.
    ///
    ///     std::string log = co_await run.get_artifact("outputs/train.log");
    awaitable<std::string> get_artifact(std::string_view path, const get_artifact_options& = {});

    /// Stores one file as {path_to}/{path} and gives that path. GET S/artifact. It appears there when it is complete; whatever fails, nothing is
    /// left behind. A file that is there already stays untouched when it is as long as the server's, and is replaced otherwise, or with `force`.
    ///
    ///     auto file = co_await run.download_artifact("outputs/model.bin", {.path_to = "models"});
    awaitable<std::string> download_artifact(std::string_view path, const download_artifact_options& = {});

    /// Stores a folder as {path_to}/{path} and gives that path, or the one of the archive without `untar`. GET S/artifacts. An empty path is the whole
    /// run. The server sends a tar.gz, which is unpacked where nothing leaves the folder, whatever it says; with `check_path` a path that is
    /// a file comes as that file. A folder with something in it that is there already stays as it is unless `force` is set; then what
    /// comes is laid over it.
    ///
    ///     auto folder = co_await run.download_artifacts("outputs", {.path_to = "results"});
    awaitable<std::string> download_artifacts(std::string_view path = {},
                                              const download_artifacts_options& = {});

    /// Downloads what an item of the lineage stands for, by its kind: an event file, the files that events show (GET S/events/{kind} with
    /// pkg_assets), a file, a folder, or whichever of both the path is. Gives the path of the file or folder. `invalid_argument` for a kind
    /// that has no file.
    ///
    ///     for (const auto& item : (co_await run.get_artifacts_lineage()).results) co_await run.download_artifact_for_lineage(item);
    awaitable<std::string> download_artifact_for_lineage(const run_artifact& item,
                                                         const download_artifact_options& = {});

    /// Sends one file; under `path` it keeps its own name. POST S/artifact. A path that leaves the run is a `client_error`.
    ///
    ///     co_await run.upload_artifact("build/model.bin", {.path = "outputs"});
    awaitable<void> upload_artifact(std::string_view filepath, const upload_artifact_options& = {});

    /// Sends files, and what is in folders, as one archive that the server unpacks under `path`. POST S/artifacts. The names in it start from
    /// `relative_to`, from which no file may lead out. The archive is packed in the folder for temporary files (TMPDIR) first, for its length goes
    /// ahead of it. A link that is named is followed, one that is found in a folder is left out and told to the observer. Sends nothing
    /// when no file is given.
    ///
    ///     const std::string_view files[] = {"build/a.bin", "build/b.bin"};
    ///     co_await run.upload_artifacts(files, {.path = "outputs", .relative_to = "build"});
    awaitable<void> upload_artifacts(std::span<const std::string_view> files,
                                     const upload_artifacts_options& = {});

    /// upload_artifacts of all files in a folder but those that .polyaxonignore names (polyaxonignore.hpp): the one in the working directory, else the one in
    /// the folder, else what stands there for none. Links are left out and told to the observer. Sends nothing when no file is left, which the
    /// observer is told too.
    ///
    ///     co_await run.upload_artifacts_dir("build", {.path = "outputs", .relative_to = "build"});
    awaitable<void> upload_artifacts_dir(std::string_view dirpath, const upload_artifacts_options& = {});

    /// Removes one file. DELETE S/artifact. One that is not there is a `client_error`.
    ///
    ///     co_await run.delete_artifact("outputs/model.bin");
    awaitable<void> delete_artifact(std::string_view path, const call_options& = {});
    /// Removes a folder and what is in it. DELETE S/artifacts.
    ///
    ///     co_await run.delete_artifacts("outputs/checkpoints");
    awaitable<void> delete_artifacts(std::string_view path, const call_options& = {});

    /// What is in a folder; empty: in the run's own. GET S/artifacts/tree.
    ///
    ///     for (const auto& [name, bytes] : (co_await run.get_artifacts_tree("outputs")).files) …
    awaitable<artifact_tree> get_artifacts_tree(std::string_view path = {}, const call_options& = {});

 protected:
    run_artifacts() = default;
};

}  // namespace polyaxon::v1
