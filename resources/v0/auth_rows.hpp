#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/v0/auth.hpp>
#include <polyaxon/resources/v0/user.hpp>

namespace polyaxon::v0::rows {

inline constexpr auto get_user = resources::get<user, "/users/">;
inline constexpr auto login = resources::post<access_token, "/users/token/", credentials>;
inline constexpr auto experiment_ephemeral_token =
    resources::post<access_token, "/{username}/{project_name}/experiments/{experiment_id}/ephemeraltoken/">;
inline constexpr auto experiment_impersonate_token =
    resources::post<access_token, "/{username}/{project_name}/experiments/{experiment_id}/impersonatetoken/">;
inline constexpr auto job_impersonate_token =
    resources::post<access_token, "/{username}/{project_name}/jobs/{job_id}/impersonatetoken/">;
inline constexpr auto build_impersonate_token =
    resources::post<access_token, "/{username}/{project_name}/builds/{job_id}/impersonatetoken/">;
inline constexpr auto notebook_impersonate_token =
    resources::post<access_token, "/{username}/{project_name}/notebook/impersonatetoken/">;

inline constexpr resources::endpoint_row auth_table[] = {
    resources::describe("auth.get_user", get_user),
    resources::describe("auth.login", login),
    resources::describe("auth.login_experiment_ephemeral_token", experiment_ephemeral_token),
    resources::describe("auth.login_experiment_impersonate_token", experiment_impersonate_token),
    resources::describe("auth.login_job_impersonate_token", job_impersonate_token),
    resources::describe("auth.login_build_impersonate_token", build_impersonate_token),
    resources::describe("auth.login_notebook_impersonate_token", notebook_impersonate_token),
};

}  // namespace polyaxon::v0::rows
