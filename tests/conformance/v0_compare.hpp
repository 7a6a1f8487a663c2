#pragma once
#include "conformance/replay.hpp"

#include <polyaxon/codec/error.hpp>

namespace conformance::v0 {

/// What a recorded call expects beside its requests.
struct expectation {
    json returns;   ///< null where `raises` counts
    json raises;    ///< null where `returns` counts
    json response;  ///< the last recorded answer, or null
    json messages;  ///< of a stream, or null
    bool request_sent = true;
};

/// Throws `mismatch` where the result differs from `returns`: field by field, dates as moments, numbers by value, null
/// like absent, like an empty list and like a default of ours. Members of ours that the record does not have must be
/// documented ones.
void compare_result(const json& expected, const json& actual, int page);

/// Messages of a stream: a text of `log_lines` is one line, null none; resources field by field.
void compare_messages(const json& expected, const json& actual);

/// True when the record says that the call fails; `returns` of null, [] or false after a refused call counts.
bool expects_error(const expectation&);
void compare_error(const expectation&, const polyaxon::error&);

/// Records show bytes as the characters U+0000 to U+00FF.
std::string as_bytes(std::string_view text);

/// JSON values with the markers of the records: `$now`, `$summary`, `$run_env_keys`, and `<now>`, `<now UTC>`, `<unix time>` in texts.
void compare_body(const std::string& path, const json& expected, const json& actual);

/// One recorded request (verb, target, headers, body) against what arrived.
void compare_request(const json& expected, const polyaxon::testing::received& actual);

}  // namespace conformance::v0
