#pragma once
#include <polyaxon/resources/v1/run_watcher.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace polyaxon::v1 {

/// Which runs are watched and what is known of each. Knows no network. Thread-safe.
class run_roster {
 public:
    /// Runs of one project that are asked for together.
    struct batch {
        std::string owner, project;
        std::vector<std::string> uuids;
        std::string query() const;
    };

    void add(std::string_view owner, std::string_view project, std::string_view uuid);
    void remove(std::string_view uuid);
    std::size_t size() const;

    /// All runs, by project, at most `most` in each batch.
    std::vector<batch> batches(std::size_t most) const;

    /// The answer to a batch. What changed is appended to `out`; who ended is watched no more.
    void answered(const batch&, std::vector<run>&&, std::deque<run_change>& out);
    /// The batch cannot be asked for: its runs end.
    void refused(const batch&, const error&, std::deque<run_change>& out);

 private:
    struct watched {
        std::string owner, project;
        std::optional<std::string> status;
        int missed = 0;  ///< answers in a row without it
    };
    mutable std::mutex mutex_;
    std::map<std::string, watched, std::less<>> runs_;  ///< by uuid
};

}  // namespace polyaxon::v1
