#pragma once
#include <polyaxon/testing/server.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>

namespace polyaxon::test {

/// A platform of both generations that counts each request which arrived whole, by the id in it, and answers with that id. It can be killed and
/// started again; what it has counted stays.
///
///     GET  /api/v1/acme/vision/runs/ID -> {"uuid":ID}        GET  /api/v1/ada/ID       -> {"name":ID}
///     POST /api/v1/acme/vision/runs    -> {"uuid":ID,…}      POST /api/v1/projects/    -> {"name":ID}
class counting_server {
 public:
    struct setting {
        bool tls = false;
        unsigned slowest_ms = 0;  ///< answers are late by up to this
        unsigned seed = 1;
    };
    explicit counting_server(const setting&);
    ~counting_server();

    std::uint16_t port() const;  ///< another one after each start
    std::string ca_file() const;
    bool tls() const { return setting_.tls; }

    /// Ends it with all its connections, and starts another.
    void kill_and_restart();
    /// Counts anew.
    void forget();

    struct arrivals {
        int gets = 0, posts = 0;
    };
    arrivals of(const std::string& id) const;
    std::size_t posts_seen_twice() const;
    std::size_t requests() const;
    std::size_t open_connections() const;

 private:
    struct identity_files;
    testing::reply answer(const testing::received&);
    void start();

    const setting setting_;
    std::unique_ptr<identity_files> files_;
    mutable std::mutex mutex_;  ///< of what follows
    std::map<std::string, arrivals> seen_;
    std::size_t requests_ = 0;
    std::mt19937 dice_;

    mutable std::mutex starting_;
    std::unique_ptr<testing::server> server_;
};

}  // namespace polyaxon::test
