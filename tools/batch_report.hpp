#pragma once
// What is printed, and how: pure functions of what was fetched.
#include <polyaxon/async/stats.hpp>
#include <polyaxon/codec/errc.hpp>
#include <polyaxon/codec/timestamp.hpp>

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polyaxon::batch {

/// One run or experiment.
struct row {
    std::string project, id, name, status;  ///< id: uuid (v1) or number (v0)
    std::optional<timestamp> created_at, started_at, finished_at;
    std::optional<double> duration;  ///< seconds
    std::optional<double> metric;    ///< the one that is summed
    std::vector<std::string> tags;
    std::string inputs = "null", metrics = "null";  ///< JSON text
};

std::string ndjson_line(const row&);
std::string csv_head();
std::string csv_line(const row&);  ///< RFC 4180, ends in CRLF
/// Columns aligned; at most `most` rows (0: all), and a last line that says how many are left out.
std::string table(const std::vector<row>&, std::size_t most, std::string_view metric);

struct tally {
    std::size_t count = 0;
    double duration = 0, metric = 0;
    std::size_t with_metric = 0;
    void add(const row&);
};
struct figures {
    tally total;
    std::map<std::string, tally> by_status;
    std::map<std::string, std::size_t> by_project;
};
figures add_up(const std::vector<row>&);

struct course {
    pool_stats stats;
    std::vector<std::chrono::microseconds> latencies;  ///< of the fetches
    std::chrono::duration<double> elapsed{0};
    std::size_t listed = 0, failed = 0;
};
/// Nearest rank; zero of nothing.
std::chrono::microseconds percentile(std::vector<std::chrono::microseconds>, double share);
std::string summary(const figures&, const course&, std::string_view metric);

/// A figure beside what the seed says it must be.
struct check {
    std::string what, found, expected;
    bool ok = false;
};
check same(std::string what, std::size_t found, std::size_t expected);
check same(std::string what, double found, double expected);  ///< exactly: the sums are exact
std::string check_line(const check&);

int exit_code(errc) noexcept;
std::string_view advice(errc) noexcept;  ///< what to do about it
std::string one_line(std::string_view);

}  // namespace polyaxon::batch
