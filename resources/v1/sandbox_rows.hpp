#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>

// SandboxV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::post;

inline constexpr auto call_exec =
    post<json, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/exec", json>;
inline constexpr auto list_bg_execs =
    get<json, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/exec/bg">;
inline constexpr auto exec_bg =
    post<json, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/exec/bg", json>;
inline constexpr auto delete_bg_exec =
    del<none, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/exec/bg/{id}">;
inline constexpr auto get_bg_exec =
    get<json, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/exec/bg/{id}">;
inline constexpr auto get_bg_exec_logs =
    get<json, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/exec/bg/{id}/logs">;
inline constexpr auto signal_bg_exec =
    post<none, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/exec/bg/{id}/signal", json>;
inline constexpr auto fs_ls = get<json, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/fs/ls">;
inline constexpr auto fs_mkdir =
    post<json, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/fs/mkdir", json>;
inline constexpr auto fs_rm = del<json, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/fs/rm">;
inline constexpr auto fs_stat = get<json, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/fs/stat">;
inline constexpr auto ping = get<json, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/ping">;
inline constexpr auto list_ptys = get<json, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/pty">;
inline constexpr auto create_pty =
    post<json, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/pty", json>;
inline constexpr auto delete_pty =
    del<none, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/pty/{id}">;
inline constexpr auto get_pty = get<json, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/pty/{id}">;
inline constexpr auto resize_pty =
    post<none, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/pty/{id}/resize", json>;
inline constexpr auto signal_pty =
    post<none, "/sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/pty/{id}/signal", json>;

}  // namespace polyaxon::v1::rows
