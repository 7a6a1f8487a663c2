#pragma once
#include <polyaxon/testing/server.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace polyaxon::testing {

struct platform_options {
    std::uint64_t seed = 7;
    std::size_t projects = 20;
    std::size_t runs = 10'000;  ///< in all, spread over the projects
    std::string owner = "acme";
    std::string token;  ///< when set, every other token is answered 401
};

/// Runs of a platform, and what they add up to, to check what was fetched.
struct platform_part {
    std::map<std::string, std::vector<std::string>> run_uuids;        ///< by project; none without runs
    std::map<std::string, std::vector<std::int64_t>> experiment_ids;  ///< the same runs in v0
    std::map<std::string, std::size_t> by_status;
    std::size_t size = 0;
    double loss_sum = 0, duration_sum = 0;  ///< as platform::loss_sum and duration_sum
};

/// A small Polyaxon made from a seed: runs (v1) and experiments (v0) of some projects, listed by pages, with query on
/// status, sort, limit and offset, and fetched one by one; lists gzipped as the real servers do. What it holds can be asked for.
class platform {
 public:
    explicit platform(platform_options = {});
    ~platform();
    /// Answers both generations' paths (/api/v1/{owner}/…). Thread-safe.
    server::handler handler() const;

    const std::vector<std::string>& project_names() const;
    std::vector<std::string> run_uuids(const std::string& project) const;
    std::vector<std::int64_t> experiment_ids(const std::string& project) const;
    std::size_t size() const;
    std::map<std::string, std::size_t> by_status() const;  ///< of all runs
    /// Sums over all runs, to check what was fetched: of the metric "loss" in outputs (v1) or last_metric (v0), and of duration in seconds.
    double loss_sum() const;
    double duration_sum() const;
    /// The runs of these projects (none: of all) that a list call with `query` gives. Throws std::invalid_argument with the answer's
    /// words for a query that the platform refuses. Projects that it does not have are left out.
    platform_part part(const std::vector<std::string>& projects, std::string_view query = {}) const;

 private:
    struct impl;
    std::shared_ptr<impl> impl_;
};

}  // namespace polyaxon::testing
