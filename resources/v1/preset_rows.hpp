#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>

// PresetsV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto list_presets = get<page<json>, "/api/v1/orgs/{owner}/presets">;
inline constexpr auto create_preset = post<json, "/api/v1/orgs/{owner}/presets", json>;
inline constexpr auto list_preset_names = get<page<json>, "/api/v1/orgs/{owner}/presets/names">;
inline constexpr auto patch_preset = patch<json, "/api/v1/orgs/{owner}/presets/{preset.uuid}", json>;
inline constexpr auto update_preset = put<json, "/api/v1/orgs/{owner}/presets/{preset.uuid}", json>;
inline constexpr auto delete_preset = del<none, "/api/v1/orgs/{owner}/presets/{uuid}">;
inline constexpr auto get_preset = get<json, "/api/v1/orgs/{owner}/presets/{uuid}">;

}  // namespace polyaxon::v1::rows
