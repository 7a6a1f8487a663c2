#pragma once
#include "conformance/replay.hpp"

#include <polyaxon/v0.hpp>

#include <string_view>

namespace conformance::v0 {

using polyaxon::v0::client;

/// A method of the client by its Python name. `start` reads the arguments at once (throws inexpressible) and gives the call;
/// its value is the result as JSON, nulls included, pages as {count, next, previous, results}.
struct method {
    std::string_view name;  ///< "project.get_project"
    asio::awaitable<json> (*start)(const client&, const json& arguments);
};
/// Null for a method that the client does not have.
const method* find_method(std::string_view name);

}  // namespace conformance::v0
