#pragma once
#include <polyaxon/testing/server.hpp>

#include <memory>

namespace polyaxon::async {
class connector;
}

namespace polyaxon::testing {

/// Answers calls without a socket, on the client's own executor: for quick, deterministic tests.
///
///     auto fake = polyaxon::testing::fake_transport(polyaxon::testing::scripted({reply::json("{}")}));
///     polyaxon::v0::client client(executor, {.host = "example", .connector = &fake.connector()});
class fake_transport {
 public:
    explicit fake_transport(server::handler);
    ~fake_transport();
    const std::shared_ptr<async::connector>& connector() const;
    std::vector<received> requests() const;
    std::size_t connection_count() const;

 private:
    struct impl;
    std::shared_ptr<impl> impl_;
    std::shared_ptr<async::connector> connector_;
};

}  // namespace polyaxon::testing
