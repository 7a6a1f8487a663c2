#pragma once
#include "fuzz/targets.hpp"

#include <polyaxon/async/call.hpp>
#include <polyaxon/testing/server.hpp>

#include <optional>
#include <string>
#include <vector>

// Calls through the real engine, pool and connection, over polyaxon::testing::fake_transport: no socket, and no clock that matters.

namespace polyaxon::fuzz {

struct scene {
    std::string wire;  ///< what the server says to the request under test, before it does `then`
    testing::reply::end then = testing::reply::end::fin;
    std::vector<codec::verb> calls = {codec::verb::get};
    bool warm = false;      ///< the connection has served a call before: several may be in flight
    bool streamed = false;  ///< into a body_sink
    bool as_json = false;   ///< decoded as JSON; else kept as it is
    codec::http_limits limits = {};
};

/// What became of one call. Two ways to cut the same bytes must not differ in it.
struct outcome {
    std::optional<errc> failure;  ///< none: a value
    int status = 0;
    std::string body;    ///< of the value: its bytes, or its JSON text
    std::string detail;  ///< of the failure
    bool operator==(const outcome&) const = default;
};

/// The body of what the server says to every further request.
inline constexpr std::string_view further = "{\"further\":1}";

struct played {
    std::vector<outcome> calls;
    std::size_t requests = 0, connections = 0;
    bool operator==(const played&) const = default;
};
/// Plays it with the server's bytes cut so. Every call has ended, by closing the engine at the latest, and nothing is left behind: else `broken`.
played play(const scene&, cuts);

/// What the first call must come to, by the reader and the unpacker alone.
outcome expected(const scene&);

/// Small enough that a short input passes them.
codec::http_limits small_limits();

}  // namespace polyaxon::fuzz
