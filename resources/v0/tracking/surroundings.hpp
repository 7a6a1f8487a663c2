#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/context/system.hpp>

#include <optional>
#include <string>
#include <string_view>

// Inside of the room: which of the platform's modes this process is in, known without a host.

namespace polyaxon::v0::tracking {

struct surroundings {
    bool no_op = false, offline = false, managed = false, in_cluster = false;
};
/// Throws `context` for settings that cannot be used.
surroundings look_around(const context::system&);

/// A variable as JSON; null when it is unset or none, which is told on standard error.
json json_variable(const context::system&, std::string_view name);
/// A variable; nothing when it is unset or empty.
std::optional<std::string> text_variable(const context::system&, std::string_view name);

}  // namespace polyaxon::v0::tracking
