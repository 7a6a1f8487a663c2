#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v1 {

/// An organization of the commercial platform. All members are optional; unknown ones are skipped.
struct organization {
    std::optional<std::string> name, user, user_email;
    std::optional<bool> is_public;
    std::optional<timestamp> created_at, updated_at, support_revoke_at;
    std::optional<std::int64_t> expiration;
    std::optional<std::string> role, queue;
    std::vector<std::string> default_presets, default_presets_ordered;
    std::optional<bool> is_cloud_viewable;
    std::optional<int> archived_deletion_interval;  ///< days
    json auth, plan, usage;
};
std::error_code read(codec::json_in&, organization&);
void write(codec::json_out&, const organization&);

/// Who belongs to an organization, and as what.
struct organization_member {
    std::optional<std::string> user, user_email;
    std::optional<std::string> role, kind;
    std::optional<timestamp> created_at, updated_at;
};
std::error_code read(codec::json_in&, organization_member&);
void write(codec::json_out&, const organization_member&);

/// A member to send: unset members are left out.
///
///     polyaxon::v1::organization_member_body body;
///     body.user = "ada"; body.role = "admin";
///     co_await organization.create_member(body);
class organization_member_body : public organization_member {
 public:
    organization_member_body() = default;
};

/// A team of an organization.
struct team {
    std::string uuid;  ///< empty when the server did not say
    std::optional<std::string> owner, name, user;
    std::vector<std::string> projects, component_hubs, model_registries;
    json settings;
    std::optional<std::string> policy, role;
    std::optional<timestamp> created_at, updated_at;
};
std::error_code read(codec::json_in&, team&);
void write(codec::json_out&, const team&);

/// A team to send: members that are unset, empty or null are left out.
///
///     polyaxon::v1::team_body body;
///     body.name = "research";
class team_body : public team {
 public:
    team_body() = default;
};

}  // namespace polyaxon::v1
