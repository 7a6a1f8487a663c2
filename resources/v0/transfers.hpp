#pragma once
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/transfer_options.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>

// How the methods of v0 that move files do it. Each is one line: upload(core_, row, {path}, files, options),
// download_repo(core_, row, {path}, options), download_outputs(core_, row, {path}, outputs_name(…), options).

namespace polyaxon::v0 {

/// Puts a form of `files` into `o`, owned, and sends it: sizes are checked against the settings WARN_UPLOAD_SIZE (beyond: a warning to the observer) and
/// MAX_UPLOAD_SIZE (beyond: `too_large`, nothing sent). A file that cannot be sent is `invalid_argument`.
awaitable<response> send_upload(const std::shared_ptr<resources::core>&, resources::outgoing o,
                                std::span<const upload_file> files, const upload_options&);

/// Sends `o`, stores what comes, unpacks it if asked to, and gives the path of the file.
awaitable<std::string> fetch_file(const std::shared_ptr<resources::core>&, resources::outgoing o,
                                  std::string_view own_name, const download_options&);

/// "adam.mnist.42.tar.gz". A slash inside a name becomes "_": the name must stay in its folder.
std::string outputs_name(std::string_view username, std::string_view project_name, const id& run);

template <class E>
awaitable<response> upload(const std::shared_ptr<resources::core>& c, const E&,
                           const resources::path_arguments<E::arguments>& path,
                           std::span<const upload_file> files, const upload_options& options) {
    return send_upload(
        c, resources::outgoing(c->how(), E::method, E::path, path.view(), resources::message(), options.call),
        files, options);
}

template <class E>
awaitable<std::string> download_repo(const std::shared_ptr<resources::core>& c, const E&,
                                     const resources::path_arguments<E::arguments>& path,
                                     const download_repo_options& options) {
    resources::message m;
    m.query_if("commit", options.commit);
    const download_options rest{.filename = options.filename,
                                .untar = options.untar,
                                .delete_tar = options.delete_tar,
                                .extract_path = options.extract_path,
                                .max_unpacked = options.max_unpacked,
                                .progress = options.progress,
                                .stall_timeout = options.stall_timeout,
                                .call = options.call};
    return fetch_file(
        c, resources::outgoing(c->how(), E::method, E::path, path.view(), std::move(m), options.call),
        "repo.tar.gz", rest);
}

template <class E>
awaitable<std::string> download_outputs(const std::shared_ptr<resources::core>& c, const E&,
                                        const resources::path_arguments<E::arguments>& path,
                                        std::string_view own_name, const download_options& options) {
    return fetch_file(
        c, resources::outgoing(c->how(), E::method, E::path, path.view(), resources::message(), options.call),
        own_name, options);
}

}  // namespace polyaxon::v0
