#pragma once
#include "conformance/replay.hpp"

#include <polyaxon/v1.hpp>

#include <span>

// Recorded v1 calls as calls of the client: a row a method.

namespace conformance::v1 {

/// What a case is made from: the recorded arguments, and owner, project and run of its first target.
struct recorded_call {
    std::string method;  ///< "RunClient.create"
    json arguments;
    std::string owner = "default", project, run;
};

/// What a call came to: the result as its struct writes it, or null where the method has none.
using started = asio::awaitable<json>;

struct method {
    std::string_view name;
    started (*start)(polyaxon::v1::client, recorded_call);
    /// The result that the body of the last answer stands for; null where the method has no result.
    json (*expected)(const recorded_call&, std::string_view body);
};

const method* find_method(std::string_view name);

}  // namespace conformance::v1
