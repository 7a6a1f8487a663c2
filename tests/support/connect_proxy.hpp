#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace polyaxon::test {

/// A proxy on 127.0.0.1 that makes tunnels to there, on a thread of its own. It answers CONNECT with 200 and nothing else at all.
class connect_proxy {
 public:
    connect_proxy();
    ~connect_proxy();
    connect_proxy(const connect_proxy&) = delete;
    connect_proxy& operator=(const connect_proxy&) = delete;

    std::string url() const;
    std::size_t tunnels() const;           ///< made in all
    std::size_t open_connections() const;  ///< from clients, now

 private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace polyaxon::test
