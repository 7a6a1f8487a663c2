#pragma once
#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/json_tokens.hpp>

#include <string>

// Inside of the readers: included by json_in.cpp and json_scalars.cpp only.

namespace polyaxon::codec {

/// What a json_parser owns and every json_in of a document shares.
struct json_state {
    json_index index;
    json_cursor at;       ///< the next token
    int depth = 0;        ///< containers that are open around it
    std::string path;     ///< after a failure: "results[3].tags"
    std::string problem;  ///< after a failure: "expected a list, got a number"
    std::string what;     ///< both, as json_parser::what() shows them
    std::string scratch;  ///< a key with escapes
};

/// What the library's own readers may do with a value.
struct json_access {
    static json_in make(json_state& s) { return json_in(s); }
    static json_state& state(json_in& in) { return in.state_; }
    /// The cursor, at the value's first byte.
    static json_cursor& begin(json_in& in) {
        in.state_.at.at = in.start_;
        return in.state_.at;
    }
    /// Behind a reader that succeeded: what it did not look at is passed and checked.
    static std::error_code finish(json_in& in);

    static std::error_code broken(json_state&, std::string_view what);
    static void add_key(json_state&, std::string_view key);
    static void add_index(json_state&, std::size_t index);
};

}  // namespace polyaxon::codec
