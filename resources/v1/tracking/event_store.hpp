#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v1/tracking/event_file.hpp>
#include <polyaxon/resources/v1/tracking/log_lines.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polyaxon::v1::tracking {

/// Bounds of an event_store.
struct event_store_options {
    /// Bytes of events that may wait for a flush, in memory. What is logged beyond is refused and counted, never waited for.
    std::size_t most_waiting = 64 * 1024 * 1024;
};

/// One file of a run that was written to.
struct changed_file {
    std::string path;         ///< below the run's directory: "events/metric/loss.plx"
    std::string name;         ///< "loss"; "logs" for the log file
    std::string kind;         ///< "metric", …; "system" for resources, "logs" for the log file
    std::uintmax_t size = 0;  ///< bytes on disk
    std::uint64_t rows = 0;
    json summary;                ///< what the lineage of the file carries (9.4); null for the log file
    std::optional<double> last;  ///< last value of a metric, when it is a finite number
    /// It stands in the run's lineage: an event file or a resource, not the log file.
    bool has_lineage() const noexcept { return !summary.is_null(); }
};

/// What a flush did.
struct flush_report {
    std::uint64_t written = 0;  ///< events that are on disk now
    std::uint64_t lost =
        0;  ///< events refused since the last flush: no room, or a name with nothing that can stay
    std::vector<std::string>
        problems;  ///< a sentence each: what went wrong, and what to do. No more than a few.
    bool ok() const noexcept { return problems.empty(); }
};

/// Gathers the events of one run and appends them to its event files. The log_* functions may be called from any thread, at any time: they
/// copy the event into memory under a short lock (no file, no formatting of numbers, no wait; under a microsecond) and never throw. Somebody
/// else calls flush(), which formats and writes: event_writer on a thread of its own, or whoever has the time.
///
/// Rows of a file stand in the order in which they were logged. A file that is there already (a run that goes on) is continued, and its
/// summary with it. Order of loss when the disk is full: what was not written stays in memory within the bound and is tried again at the next flush.
///
///     event_store store("/tmp/plx/artifacts/" + uuid);
///     store.log_metric("train/loss", 0.25, 1);
///     store.flush();
///     auto changed = store.changed_since(0);
///     for (auto& file : changed.files) …;               // upload, then remember changed.mark
class event_store {
 public:
    /// `origin` stands in the log lines; none: log_origin::of_this_process(). No file is touched here.
    explicit event_store(std::filesystem::path run_directory, event_store_options = {},
                         std::optional<log_origin> origin = {});
    ~event_store();  ///< flushes what waits, without a word about failures
    event_store(const event_store&) = delete;
    event_store& operator=(const event_store&) = delete;

    /// Directories that the run's files were written to before, the last one first: a file that goes on here begins as a copy of the one
    /// there. Before the first flush.
    void follow(std::vector<std::filesystem::path> before);

    /// What `from` could not write, and what waits there still, goes on here: it was logged to a directory that has been left. Like flush().
    flush_report take_over(event_store& from);

    // Any thread. False when the event was refused: closed, or no room. Without a time it is now. Names are made tidy later.
    bool log_metric(std::string_view name, double value, event_step step = {},
                    std::optional<timestamp> at = {}) noexcept;
    /// `value` as append_event_row takes it: JSON text of the payload, or the bare text of html and text.
    bool log_event(event_kind kind, std::string_view name, std::string_view value, event_step step = {},
                   std::optional<timestamp> at = {}) noexcept;
    /// A system metric: "cpu", "memory", … below resources/.
    bool log_resource(std::string_view name, double value, std::optional<timestamp> at = {}) noexcept;
    /// A line of the program's log. Blanks around it are dropped; an empty one is not written.
    bool log_line(std::string_view text, std::optional<timestamp> at = {}) noexcept;

    /// Events that wait for a flush.
    std::size_t waiting() const noexcept;

    /// Writes what waits. Any thread, one at a time (others wait). Makes the directories. Never throws for a file that cannot be written: the
    /// report says so.
    flush_report flush();
    /// From now on log_* refuse. flush() still works.
    void close() noexcept;

    /// Files written to by flushes after `mark`, with their summaries, in the order of their paths; and the mark to ask with next time. 0: all.
    /// Costs what the summaries of those files cost. Any thread.
    struct changes {
        std::uint64_t mark = 0;
        std::vector<changed_file> files;
    };
    changes changed_since(std::uint64_t mark) const;

    const std::filesystem::path& run_directory() const noexcept;

 private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace polyaxon::v1::tracking
