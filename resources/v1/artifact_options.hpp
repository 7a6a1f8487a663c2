#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/resources/progress.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>
#include <type_traits>

// Options of the methods that move the artifacts of a run. `call.timeout` is of a whole transfer; 0: none but `stall_timeout`.

namespace polyaxon::v1 {

struct get_artifact_options {
    bool stream = true;  ///< the server sends it as it is, without a look into its own cache of packed files
    bool force = false;  ///< the server fetches it from its store anew
    call_options call = {};
};

struct download_artifact_options {
    bool force = false;  ///< downloads again what is there already; the server fetches it from its store anew
    std::string_view path_to =
        {};  ///< folder to put it under; empty: {archives_root}/{uuid}, /tmp/plx/archives by default
    polyaxon::progress progress = {};                 ///< of the bytes received
    std::chrono::milliseconds stall_timeout{60'000};  ///< `timeout` when for so long no byte came; 0: never
    call_options call = {};
};

struct download_artifacts_options {
    std::string_view path_to = {};       ///< as in download_artifact_options
    bool untar = true;                   ///< unpacks the archive when it is complete
    bool delete_tar = true;              ///< with untar: removes the archive then
    std::string_view extract_path = {};  ///< folder to unpack into, made if missing; empty: {path_to}/{path}
    bool check_path = false;             ///< the path may be a file, which then comes as it is
    bool force = false;                  ///< downloads again what is there already
    std::uint64_t max_unpacked = std::uint64_t{16}
                                 << 30;               ///< bytes that unpacking may write; more is `too_large`
    polyaxon::progress progress = {};                 ///< of the bytes received
    std::chrono::milliseconds stall_timeout{60'000};  ///< `timeout` when for so long no byte came; 0: never
    call_options call = {};
};

struct upload_artifact_options {
    std::string_view path = {};        ///< folder of the run to put it in; empty: the run's own
    bool untar = false;                ///< it is an archive, which the server unpacks there
    bool overwrite = true;             ///< false: what is there stays as it is
    std::string_view agent = {};       ///< uuid of the agent to send it to, instead of the run's own
    polyaxon::progress progress = {};  ///< of the bytes sent
    std::chrono::milliseconds stall_timeout{60'000};  ///< `timeout` when for so long no byte moved; 0: never
    /// `timeout` when, with all sent, for so long no answer begins; 0: never. The server stores and unpacks meanwhile.
    std::chrono::milliseconds answer_timeout{3'600'000};
    call_options call = {};
};

struct upload_artifacts_options {
    std::string_view path = {};  ///< folder of the run to unpack into; empty: the run's own
    bool overwrite = true;       ///< false: what is there stays as it is
    std::string_view relative_to =
        {};  ///< folder that the names in the archive start from; empty: they are the paths as given
    std::string_view agent = {};                      ///< as in upload_artifact_options
    polyaxon::progress progress = {};                 ///< of the bytes sent, packed
    std::chrono::milliseconds stall_timeout{60'000};  ///< as in upload_artifact_options
    std::chrono::milliseconds answer_timeout{3'600'000};
    call_options call = {};
};

static_assert(std::is_trivially_destructible_v<get_artifact_options> &&
              std::is_trivially_destructible_v<download_artifact_options> &&
              std::is_trivially_destructible_v<download_artifacts_options> &&
              std::is_trivially_destructible_v<upload_artifact_options> &&
              std::is_trivially_destructible_v<upload_artifacts_options>);

}  // namespace polyaxon::v1
