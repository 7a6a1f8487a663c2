#include <polyaxon/resources/v1/run_artifacts.hpp>

#include <polyaxon/resources/transfers.hpp>
#include <polyaxon/resources/v1/artifact_downloads.hpp>
#include <polyaxon/resources/v1/artifact_rows.hpp>
#include <polyaxon/resources/v1/artifact_uploads.hpp>
#include <polyaxon/resources/v1/run_state.hpp>
#include <polyaxon/resources/v1/streams_path.hpp>

#include <utility>
#include <vector>

namespace polyaxon::v1 {

namespace {

using self = std::shared_ptr<run_state>;

resources::message path_query(const streams_place& at, const std::string& path) {
    resources::message m;
    m.query("path", path).query_if("connection", at.connection.value_or(""));
    return m;
}

template <class E>
void need_path(const E&, const std::string& path) {
    if (path.empty())
        throw error(resources::trouble(errc::invalid_argument,
                                       "the path is empty: name a file of the run; nothing was sent",
                                       std::string(codec::name(E::method)) + ' ' + std::string(E::path)));
}

awaitable<std::string> get_content(self s, std::string path, bool stream, bool force,
                                   resources::owned_call call) {
    if (!sends(*s)) co_return std::string();
    need_path(rows::get_run_artifact, path);
    auto finding = place_of(s, call);
    const auto at = co_await std::move(finding);
    auto m = path_query(at, path);
    m.flag("stream", stream).flag("force", force);
    auto asking = send_to(at, rows::get_run_artifact, std::move(m), call.view());
    auto answer = co_await std::move(asking);
    co_return std::move(answer.body);
}

awaitable<void> remove_file(self s, std::string path, resources::owned_call call) {
    if (!sends(*s)) co_return;
    need_path(rows::delete_run_artifact, path);
    auto finding = place_of(s, call);
    const auto at = co_await std::move(finding);
    auto asking = send_to(at, rows::delete_run_artifact, path_query(at, path), call.view());
    co_await std::move(asking);
}

awaitable<void> remove_folder(self s, std::string path, resources::owned_call call) {
    if (!sends(*s)) co_return;
    auto finding = place_of(s, call);
    const auto at = co_await std::move(finding);
    auto asking = send_to(at, rows::delete_run_artifacts, path_query(at, path), call.view());
    co_await std::move(asking);
}

awaitable<artifact_tree> get_tree(self s, std::string path, resources::owned_call call) {
    if (!sends(*s)) co_return artifact_tree();
    auto finding = place_of(s, call);
    const auto at = co_await std::move(finding);
    auto asking = send_to(at, rows::get_run_artifacts_tree, path_query(at, path), call.view());
    co_return co_await std::move(asking);
}

}  // namespace

awaitable<std::string> run_artifacts::get_artifact(std::string_view path, const get_artifact_options& o) {
    return get_content(state_, std::string(path), o.stream, o.force, resources::owned_call(o.call));
}
awaitable<std::string> run_artifacts::download_artifact(std::string_view path,
                                                        const download_artifact_options& o) {
    return download_file(state_, std::string(path), download_order(o));
}
awaitable<std::string> run_artifacts::download_artifacts(std::string_view path,
                                                         const download_artifacts_options& o) {
    return download_folder(state_, std::string(path), download_order(o));
}
awaitable<std::string> run_artifacts::download_artifact_for_lineage(const run_artifact& item,
                                                                    const download_artifact_options& o) {
    return download_lineage(state_, item, download_order(o));
}
awaitable<void> run_artifacts::upload_artifact(std::string_view filepath, const upload_artifact_options& o) {
    return upload_file(state_, std::string(filepath), upload_order(o));
}
awaitable<void> run_artifacts::upload_artifacts(std::span<const std::string_view> files,
                                                const upload_artifacts_options& o) {
    return upload_files(state_, std::vector<std::string>(files.begin(), files.end()), upload_order(o));
}
awaitable<void> run_artifacts::upload_artifacts_dir(std::string_view dirpath,
                                                    const upload_artifacts_options& o) {
    return upload_folder(state_, std::string(dirpath), upload_order(o));
}
awaitable<void> run_artifacts::delete_artifact(std::string_view path, const call_options& o) {
    return remove_file(state_, std::string(path), resources::owned_call(o));
}
awaitable<void> run_artifacts::delete_artifacts(std::string_view path, const call_options& o) {
    return remove_folder(state_, std::string(path), resources::owned_call(o));
}
awaitable<artifact_tree> run_artifacts::get_artifacts_tree(std::string_view path, const call_options& o) {
    return get_tree(state_, std::string(path), resources::owned_call(o));
}

}  // namespace polyaxon::v1
