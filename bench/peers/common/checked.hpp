#pragma once
#include "common/arguments.hpp"
#include "decode.hpp"

#include <string>

namespace peer {

/// Decodes an answer into its type; whether it is the one that was asked for. Throws simdjson::simdjson_error.
inline bool right(decoder& d, std::string& body, const bench::arguments& a) {
    if (const auto limit = a.limit()) {
        page got;
        d.decode(body, got);
        return got.results.size() == limit;
    }
    run got;
    d.decode(body, got);
    return got.uuid == a.uuid;
}

}  // namespace peer
