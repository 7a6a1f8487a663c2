#pragma once
#include "support/hostile_row.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace polyaxon::test::hostile {

/// Under which circumstances the table is played. What must come of a row is the same in all of them.
struct mode {
    std::string_view name;
    /// The client's thread is blocked between the calls, its loop does not run. A stream has one connection and no second call: there it is
    /// blocked from its handshake on, until all has come that comes without it, or, `glued`, from before the handshake on.
    bool busy = false;
    /// More than 1: the first call goes on a connection that has answered one before, with others right behind it where that makes sense.
    std::size_t pipeline_depth = 1;
    bool tls = false;  ///< rows that do not care speak TLS
    bool v1 = false;   ///< the client is one of v1
    bool glued = false;
};

/// Holds a client of its own against a server of its own. What differs from the row, one line each; none: all is well.
std::vector<std::string> play(const row&, const mode&);

}  // namespace polyaxon::test::hostile
