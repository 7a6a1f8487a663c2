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

/// A project. All members are optional: lists of names have the name alone, and the community edition knows no settings, roles
/// and contributors. Unknown members are skipped.
struct project {
    std::string uuid;  ///< 32 hex digits; empty when the server did not say
    std::optional<std::string> owner, user, name, description;
    std::vector<std::string> tags;
    std::optional<timestamp> created_at, updated_at;
    std::optional<bool> is_public, bookmarked;
    std::optional<std::string> readme;
    std::vector<std::string> excluded_features, excluded_runtimes;
    std::optional<int> archived_deletion_interval;  ///< days
    json settings;                                  ///< of the commercial platform
    std::optional<std::string> role;
    std::vector<json> contributors;
    std::optional<int> live_state;  ///< 1 live, 0 archived, -1 being deleted
};
std::error_code read(codec::json_in&, project&);
void write(codec::json_out&, const project&);

/// A project to send: members that are unset, empty or null are left out. To say null or an empty list, send `json`.
///
///     polyaxon::v1::project_body body;
///     body.name = "vision";
///     auto made = co_await client.projects().create_project("acme", body);
class project_body : public project {
 public:
    project_body() = default;
};

}  // namespace polyaxon::v1
