#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/response.hpp>

namespace polyaxon::v0::rows {

inline constexpr auto activate_user = resources::post<response, "/users/activate/{username}/">;
inline constexpr auto delete_user = resources::del<response, "/users/delete/{username}/">;
inline constexpr auto grant_superuser = resources::post<response, "/superusers/grant/{username}/">;
inline constexpr auto revoke_superuser = resources::post<response, "/superusers/revoke/{username}/">;

inline constexpr resources::endpoint_row user_table[] = {
    resources::describe("user.activate_user", activate_user),
    resources::describe("user.delete_user", delete_user),
    resources::describe("user.grant_superuser", grant_superuser),
    resources::describe("user.revoke_superuser", revoke_superuser),
};

}  // namespace polyaxon::v0::rows
