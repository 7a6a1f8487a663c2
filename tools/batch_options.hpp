#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace polyaxon::batch {

enum class generation { v0, v1 };
enum class format { table, ndjson, csv };

/// What the command line says.
struct options {
    generation api = generation::v1;
    std::string host;  ///< empty: from the environment and the files of the CLI
    std::optional<int> port;
    bool https = false, insecure = false;
    std::string ca_file, token, owner;
    std::vector<std::string> projects;  ///< none: all of the owner
    std::string query, sort = "created_at";
    std::string metric = "loss";  ///< the output (v1) or last metric (v0) that is summed
    std::size_t concurrency = 64, connections = 16, limit = 0;
    double timeout = 0;  ///< seconds for a call with its retries; 0: as below
    /// A v0 server lets a user make 120 calls a minute and then has the others wait, which is part of the call.
    double call_timeout() const {
        return timeout > 0 ? timeout : api == generation::v0 && !embedded ? 300 : 60;
    }
    format as = format::table;
    std::string output;     ///< file for the rows; empty: standard output
    std::size_t rows = 20;  ///< of the table; 0: all

    std::size_t embedded = 0;  ///< runs of the embedded server; 0: ask a real one
    std::uint64_t seed = 7;
    double faults = 0.01;  ///< share of requests of the embedded server that fail
    std::size_t embedded_projects = 20;
};

/// Fills `o`; nothing when the program goes on, else its exit code (0 after --help, 2 after a mistake, which was told on stderr).
std::optional<int> parse(int argc, const char* const* argv, options& o);

}  // namespace polyaxon::batch
