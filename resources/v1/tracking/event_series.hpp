#pragma once
#include <polyaxon/resources/v1/tracking/event_queue.hpp>
#include <polyaxon/resources/v1/tracking/log_lines.hpp>
#include <polyaxon/resources/v1/tracking/summary.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace polyaxon::v1::tracking {

/// One file of a run while it grows: the rows that are not on disk yet, and the summary of all. Not synchronised.
class event_series {
 public:
    /// A file that is there already is read once, for the summary. One that is not, but in one of the directories `before` (the last one
    /// first), begins as a copy of that.
    event_series(const std::filesystem::path& run_directory, event_place, event_kind,
                 std::string_view tidy_name, std::span<const std::filesystem::path> before = {});

    /// Formats one event. `from` is used for log lines only.
    void add(const waiting_event&, const log_origin* from);
    /// Appends what is not on disk yet, all of it or none: after a failure it is tried again by the next call. Makes the folders.
    std::error_code write();
    /// Takes the rows that the same file of another directory could not take.
    void take_over(event_series& from);

    std::size_t held() const noexcept { return text_.size(); }       ///< bytes not on disk
    std::uint64_t unwritten() const noexcept { return unwritten_; }  ///< events not on disk
    std::uintmax_t size() const noexcept { return size_; }
    std::uint64_t rows() const noexcept { return rows_; }
    const std::string& path() const noexcept { return path_; }  ///< below the run's directory
    const std::filesystem::path& file() const noexcept { return file_; }
    const std::string& name() const noexcept { return name_; }
    std::string_view lineage_kind() const noexcept;
    event_place place() const noexcept { return place_; }
    event_kind kind() const noexcept { return kind_; }
    const event_summary& summary() const noexcept { return summary_; }

 private:
    std::filesystem::path past_of(std::span<const std::filesystem::path> before) const;
    std::error_code bring_past();

    event_place place_;
    event_kind kind_;
    std::string name_, path_, text_;
    std::filesystem::path file_;
    std::filesystem::path past_;  ///< to be copied before anything is written; empty: nothing is
    event_summary summary_;
    std::uint64_t rows_ = 0, unwritten_ = 0;
    std::uintmax_t size_ = 0;
    bool reread_ = false;  ///< the summary lacks rows that were taken over
};

}  // namespace polyaxon::v1::tracking
