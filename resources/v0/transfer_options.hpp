#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/resources/progress.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

namespace polyaxon::v0 {

/// A file to upload: one on the disk, read while it is sent (never held whole), or a content, copied when the call is made.
struct upload_file {
    std::string_view path = {};                    ///< a regular file; must not change while it is sent
    std::optional<std::string_view> content = {};  ///< sent instead of a file
    std::string_view file_name =
        {};  ///< as the server is told; empty: the last part of `path`, or "repo.tar.gz"
    std::string_view content_type = "text/plain";  ///< as the CLI says it; empty: none
    std::string_view field = "repo";               ///< of the form; the platform knows no other
};

struct upload_options {
    bool sync = false;  ///< the platform takes the code over before it answers
    bool background =
        false;  ///< the client's worker sends it; the awaitable completes at once with a default value
    polyaxon::progress progress = {};                 ///< of the bytes sent; not with `background`
    std::chrono::milliseconds stall_timeout{60'000};  ///< `timeout` when for so long no byte moved; 0: never
    /// `timeout` when, with all sent, for so long no answer begins; 0: never. The server may work on what it got meanwhile, with `sync` above all.
    std::chrono::milliseconds answer_timeout{3'600'000};
    call_options call = {};  ///< `call.timeout` is of the whole transfer; 0: none
};

struct download_options {
    std::string_view filename =
        {};              ///< where the archive goes; empty: the method's own name, in the working directory
    bool untar = false;  ///< unpacks the archive when it is complete
    bool delete_tar = true;  ///< with untar: removes it then
    std::string_view extract_path =
        {};  ///< folder to unpack into, made if missing; empty: the working directory
    std::uint64_t max_unpacked = std::uint64_t{16}
                                 << 30;               ///< bytes that unpacking may write; more is `too_large`
    polyaxon::progress progress = {};                 ///< of the bytes received
    std::chrono::milliseconds stall_timeout{60'000};  ///< `timeout` when for so long no byte came; 0: never
    call_options call = {};                           ///< `call.timeout` is of the whole transfer; 0: none
};

struct download_repo_options {
    std::string_view commit = {};    ///< of the code; empty: the newest
    std::string_view filename = {};  ///< where the archive goes; empty: repo.tar.gz in the working directory
    bool untar = false;              ///< unpacks the archive when it is complete
    bool delete_tar = true;          ///< with untar: removes it then
    std::string_view extract_path =
        {};  ///< folder to unpack into, made if missing; empty: the working directory
    std::uint64_t max_unpacked = std::uint64_t{16}
                                 << 30;               ///< bytes that unpacking may write; more is `too_large`
    polyaxon::progress progress = {};                 ///< of the bytes received
    std::chrono::milliseconds stall_timeout{60'000};  ///< `timeout` when for so long no byte came; 0: never
    call_options call = {};                           ///< `call.timeout` is of the whole transfer; 0: none
};

static_assert(std::is_trivially_destructible_v<upload_file> &&
              std::is_trivially_destructible_v<upload_options>);
static_assert(std::is_trivially_destructible_v<download_options> &&
              std::is_trivially_destructible_v<download_repo_options>);

}  // namespace polyaxon::v0
