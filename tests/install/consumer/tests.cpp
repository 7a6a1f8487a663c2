#include <polyaxon/testing.hpp>

int main() {
    polyaxon::testing::server server([](const auto&) { return polyaxon::testing::reply::json("{}"); });
    return server.port() == 0;
}
