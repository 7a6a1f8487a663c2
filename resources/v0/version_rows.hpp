#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/v0/versions.hpp>

namespace polyaxon::v0::rows {

inline constexpr auto get_cli_version = resources::get<cli_version, "/versions/cli/">;
inline constexpr auto get_platform_version = resources::get<platform_version, "/versions/platform/">;
inline constexpr auto get_lib_version = resources::get<lib_version, "/versions/lib/">;
inline constexpr auto get_chart_version = resources::get<chart_version, "/versions/chart/">;
inline constexpr auto get_log_handler = resources::get<log_handler, "/log_handler/">;

inline constexpr resources::endpoint_row version_table[] = {
    resources::describe("version.get_cli_version", get_cli_version),
    resources::describe("version.get_platform_version", get_platform_version),
    resources::describe("version.get_lib_version", get_lib_version),
    resources::describe("version.get_chart_version", get_chart_version),
    resources::describe("version.get_log_handler", get_log_handler),
};

}  // namespace polyaxon::v0::rows
