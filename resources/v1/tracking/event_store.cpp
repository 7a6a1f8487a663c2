#include <polyaxon/resources/v1/tracking/event_store.hpp>

#include <polyaxon/resources/v1/names.hpp>
#include <polyaxon/resources/v1/tracking/event_queue.hpp>
#include <polyaxon/resources/v1/tracking/event_series.hpp>

#include <algorithm>
#include <map>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace polyaxon::v1::tracking {

namespace {

constexpr std::size_t write_at =
    1024 * 1024;  ///< text of one file after which it is written, not waiting for the flush's end
constexpr std::size_t longest_name = 200;  ///< leaves room for ".plx" in the 255 bytes of a file name
constexpr std::size_t most_problems = 8;

struct written_series {
    event_series series;
    std::uint64_t version = 0;  ///< of the write that came last; 0: none
    bool failed = false;        ///< in this flush: not tried again in it
};

}  // namespace

struct event_store::impl {
    impl(std::filesystem::path d, event_store_options o, std::optional<log_origin> from)
        : directory(std::move(d)), most(o.most_waiting), queue(o.most_waiting), origin(std::move(from)) {}

    written_series* find(const waiting_event&, flush_report&);
    written_series& series_of(event_place, event_kind, std::string_view tidy_name);
    void take_in(const waiting_event&, flush_report&);
    void hold();
    void write(written_series&, flush_report&);
    void tell_refusals(flush_report&);

    const std::filesystem::path directory;
    const std::size_t most;
    event_queue queue;

    mutable std::mutex files;  ///< everything below; held while files are written
    std::vector<std::filesystem::path> before;
    std::optional<log_origin> origin;
    std::map<std::string, written_series> by_path;
    std::unordered_map<std::string, written_series*> by_name;  ///< null: a name that makes no file
    std::string key;  ///< of by_name: place, kind, the name as it was given
    std::uint64_t version = 0;
};

event_store::event_store(std::filesystem::path run_directory, event_store_options options,
                         std::optional<log_origin> origin)
    : impl_(std::make_unique<impl>(std::move(run_directory), options, std::move(origin))) {}

event_store::~event_store() {
    try {
        flush();
    } catch (...) {
        // Out of memory: what waits is lost, as it would be without a flush.
    }
}

void event_store::follow(std::vector<std::filesystem::path> before) {
    const std::lock_guard lock(impl_->files);
    impl_->before = std::move(before);
}

const std::filesystem::path& event_store::run_directory() const noexcept { return impl_->directory; }
std::size_t event_store::waiting() const noexcept { return impl_->queue.events(); }
void event_store::close() noexcept { impl_->queue.close(); }

bool event_store::log_metric(std::string_view name, double value, event_step step,
                             std::optional<timestamp> at) noexcept {
    waiting_event e;
    e.name = name, e.value = value, e.step = step;
    e.at = at ? *at : timestamp::now();
    return impl_->queue.push(e);
}

bool event_store::log_event(event_kind kind, std::string_view name, std::string_view value, event_step step,
                            std::optional<timestamp> at) noexcept {
    waiting_event e;
    e.kind = kind, e.name = name, e.text = value, e.step = step;
    e.at = at ? *at : timestamp::now();
    return impl_->queue.push(e);
}

bool event_store::log_resource(std::string_view name, double value, std::optional<timestamp> at) noexcept {
    waiting_event e;
    e.place = event_place::resources;
    e.name = name, e.value = value;
    e.at = at ? *at : timestamp::now();
    return impl_->queue.push(e);
}

bool event_store::log_line(std::string_view text, std::optional<timestamp> at) noexcept {
    waiting_event e;
    e.place = event_place::logs;
    e.text = trimmed(text);
    if (e.text.empty()) return true;
    e.name = "logs";
    e.at = at ? *at : timestamp::now();
    return impl_->queue.push(e);
}

written_series* event_store::impl::find(const waiting_event& e, flush_report& report) {
    const char first[] = {static_cast<char>(e.place), static_cast<char>(e.kind)};
    key.assign(first, sizeof first).append(e.name);
    if (const auto known = by_name.find(key); known != by_name.end()) return known->second;
    const auto name = e.place == event_place::logs ? std::string("logs") : tidy_name(e.name);
    written_series* found = nullptr;
    if (name.empty() || name.size() > longest_name) {
        const auto shown = std::string(e.name.substr(0, 60)) + (e.name.size() > 60 ? "…" : "");
        if (report.problems.size() < most_problems)
            report.problems.push_back(
                name.empty()
                    ? "the name \"" + shown +
                          "\" has no ASCII letter or digit: its events are left out, give it another one"
                    : "the name \"" + shown + "\" is longer than " + std::to_string(longest_name) +
                          " characters: its events are left out, give it a shorter one");
    } else {
        found = &series_of(e.place, e.kind, name);
    }
    by_name.emplace(key, found);
    return found;
}

written_series& event_store::impl::series_of(event_place place, event_kind kind, std::string_view tidy_name) {
    event_series fresh(directory, place, kind, tidy_name, before);
    const auto path = fresh.path();
    return by_path.try_emplace(path, written_series{std::move(fresh)}).first->second;
}

void event_store::impl::take_in(const waiting_event& e, flush_report& report) {
    if (e.place == event_place::logs && !origin) origin = log_origin::of_this_process();
    auto* const to = find(e, report);
    if (!to) {
        ++report.lost;
        return;
    }
    to->series.add(e, origin ? &*origin : nullptr);
    if (to->series.held() >= write_at) write(*to, report);
}

/// What could not be written counts against the bound.
void event_store::impl::hold() {
    std::size_t held = 0;
    for (const auto& [path, file] : by_path) held += file.series.held();
    queue.hold(held);
}

void event_store::impl::write(written_series& to, flush_report& report) {
    const auto events = to.series.unwritten();
    if (events == 0 || to.failed) return;
    if (const auto ec = to.series.write()) {
        to.failed = true;
        if (report.problems.size() < most_problems)
            report.problems.push_back("cannot write " + to.series.file().string() + ": " + ec.message() +
                                      "; " + std::to_string(events) +
                                      " events stay in memory and are tried again at the next flush");
        return;
    }
    report.written += events;
    to.version = ++version;
}

void event_store::impl::tell_refusals(flush_report& report) {
    const auto refused = queue.take_refusals();
    report.lost += refused.no_room + refused.closed;
    if (refused.no_room)
        report.problems.push_back(std::to_string(refused.no_room) + " events were refused, because " +
                                  std::to_string(most) +
                                  " bytes of them may wait: flush more often, or raise most_waiting");
    if (refused.closed)
        report.problems.push_back(
            std::to_string(refused.closed) +
            " events were logged after the end and refused: end the run after the last one");
}

flush_report event_store::flush() {
    auto& self = *impl_;
    flush_report report;
    std::lock_guard lock(self.files);
    for (auto& [path, file] : self.by_path) file.failed = false;
    auto batch = self.queue.take();
    batch.drain([&](const waiting_event& e) { self.take_in(e, report); });
    for (auto& [path, file] : self.by_path) self.write(file, report);
    self.hold();
    self.tell_refusals(report);
    return report;
}

flush_report event_store::take_over(event_store& from) {
    auto& self = *impl_;
    auto& other = *from.impl_;
    flush_report report;
    const std::scoped_lock lock(self.files, other.files);
    for (auto& [path, file] : other.by_path) {
        auto& rows = file.series;
        if (rows.held() > 0) self.series_of(rows.place(), rows.kind(), rows.name()).series.take_over(rows);
    }
    auto batch = other.queue.take();
    batch.drain([&](const waiting_event& e) { self.take_in(e, report); });
    other.hold();
    self.hold();
    other.tell_refusals(report);
    return report;
}

event_store::changes event_store::changed_since(std::uint64_t mark) const {
    const auto& self = *impl_;
    changes out;
    std::lock_guard lock(self.files);
    out.mark = self.version;
    for (const auto& [path, file] : self.by_path) {
        if (file.version <= mark) continue;
        auto& to = out.files.emplace_back();
        to.path = path;
        to.name = file.series.name();
        to.kind = file.series.lineage_kind();
        to.size = file.series.size();
        to.rows = file.series.rows();
        if (file.series.place() == event_place::logs) continue;
        to.summary = file.series.summary().summary();
        to.last = file.series.summary().last();
    }
    return out;
}

}  // namespace polyaxon::v1::tracking
