#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace bench {

/// What every candidate takes on its command line; the table of README.md in this folder has the words.
struct arguments {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    bool tls = false;
    std::size_t concurrency = 64, connections = 16, requests = 10'000;
    std::string target = "run";
    std::size_t warmup = 0;  ///< unset: max(2 * connections, requests / 10)
    std::size_t pipeline = 1;
    std::string ca;  ///< empty: with TLS nothing is verified
    std::string owner = "acme", project = "vision", uuid = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
    bool decode = true;  ///< ours alone: `--decode 0` takes the answer in and leaves its body unread
    bool stats = false;  ///< ours alone: `--stats 1` tells of connections and memory too

    /// Elements asked for by a target `listN`; 0: another target.
    std::size_t limit() const;
    /// Path and query of the one request that is made again and again.
    std::string path() const;
};

/// Reads the command line. After a mistake it says what is wrong on stderr and ends the program with 2.
arguments parse(int argc, const char* const* argv);

}  // namespace bench
