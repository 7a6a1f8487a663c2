#pragma once
#include <polyaxon/testing/server.hpp>

#include <string>

/// Answers with what was asked, and as the how manyth request of which connection.
inline polyaxon::testing::server::handler echo() {
    return [](const polyaxon::testing::received& r) {
        return polyaxon::testing::reply::json(r.method + " " + r.target + " " + r.body + " c" +
                                              std::to_string(r.connection) + " n" +
                                              std::to_string(r.on_connection));
    };
}
