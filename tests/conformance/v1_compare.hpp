#pragma once
#include "conformance/replay.hpp"

namespace conformance::v1 {

/// Verb, target with its query in any order, body as a JSON value; times that a client makes itself are only looked at for being times.
/// Throws mismatch.
void compare_request(const json& recorded, const polyaxon::testing::received&, std::string_view body);
/// Throws mismatch when `e` is not what the record raised.
void compare_error(const json& outcome, const polyaxon::error& e);

}  // namespace conformance::v1
