#include <polyaxon/resources/v1/log_watch.hpp>

#include <polyaxon/resources/v1/run_watching_rows.hpp>

#include <algorithm>

namespace polyaxon::v1 {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds between_files{1'000};
constexpr int rounds_between_statuses = 3;
constexpr int failures_between_statuses = 3;

/// As the reference writes it: always with microseconds, the offset without a colon.
std::string query_time(timestamp t) {
    auto text = t.text();
    const auto offset = text.find('+');
    if (offset == text.npos) return text;
    std::string out = text.substr(0, offset);
    if (out.find('.') == out.npos) out += ".000000";
    return out + "+0000";
}

awaitable<std::shared_ptr<const streams_place>> shared_place(std::shared_ptr<run_state> run,
                                                             resources::owned_call call) {
    auto place = co_await place_of(std::move(run), std::move(call));
    co_return std::make_shared<const streams_place>(std::move(place));
}

}  // namespace

awaitable<logs> ask_logs(std::shared_ptr<run_state> run, std::shared_ptr<const streams_place> place,
                         std::string last_file, std::optional<timestamp> last_time,
                         resources::owned_call call) {
    resources::message m;
    m.query("kind", run->data.kind.value_or("job"));
    m.query_if("connection", place->connection.value_or(""));
    m.query_if("last_file", last_file);
    if (last_time) m.query("last_time", query_time(*last_time));
    co_return co_await send_to(*place, rows::get_run_logs, std::move(m), call.view());
}

log_watch::log_watch(std::shared_ptr<run_state> run, const watch_pace& pace, const call_options& call)
    : watch_source(run->where.of().executor()), poll_(std::move(run), pace, call), clock_(pace) {}

awaitable<void> log_watch::fill() {
    if (!poll_.find()) {
        over_ = true;
        co_return;
    }
    clock_.interval_unless_given(poll_.clock().interval());
    while (!over_ && ready_.empty()) {
        const auto pause = std::exchange(pause_, milliseconds(0));
        if (pause > milliseconds(0)) co_await clock_.pause(pause);
        switch (phase_) {
            case phase::waiting: co_await wait_for_start(); break;
            case phase::pods: co_await ask_pods(); break;
            case phase::archive: co_await ask_archive(); break;
            case phase::pods_or_end:
            case phase::archive_or_end: co_await look_for_end(); break;
        }
        stats_.repeated = position_.repeated();
        stats_.gaps = position_.gaps();
        stats_.reconnects = poll_.recoveries() + recoveries_;
    }
}

bool log_watch::has_ended(const status& now) {
    // The oldest condition is as old as the run: no line of it is older.
    for (const auto& c : now.status_conditions) {
        if (!c.last_transition_time) continue;
        position_.begin_at(*c.last_transition_time);
        break;
    }
    return is_done(now.status.value_or(""));
}

awaitable<void> log_watch::wait_for_start() {
    const auto now = co_await poll_.ask();
    if (has_ended(now)) {
        phase_ = phase::archive;
        position_.begin_archive();
    } else if (is_running(now.status.value_or(""))) {
        phase_ = phase::pods;
        position_.begin_at(timestamp());  // a history without a time: all there is
    } else {
        pause_ = clock_.interval();
    }
}

awaitable<std::optional<logs>> log_watch::ask(std::optional<timestamp> last_time) {
    const resources::owned_call call(poll_.call());
    std::optional<error_info> trouble;
    if (!place_) {
        auto found = co_await as_result(shared_place(poll_.run(), call));
        if (found)
            place_ = std::move(*found);
        else
            trouble = found.error().info();
    }
    if (place_) {
        const auto file = last_time ? std::string() : last_file_;
        auto answer = co_await as_result(ask_logs(poll_.run(), place_, file, last_time, call));
        if (answer) {
            if (clock_.failures_in_a_row() > 0) ++recoveries_;
            clock_.answered();
            co_return std::move(*answer);
        }
        trouble = answer.error().info();
    }
    const auto pause = clock_.failed(*trouble);
    if (!pause) throw error(std::move(*trouble));
    pause_ = *pause;
    co_return std::nullopt;
}

// Statuses are asked in a step of their own, so that lines that have come need not wait for them.

awaitable<void> log_watch::ask_pods() {
    auto answer = co_await ask(position_.ask());
    if (!answer) {
        // A server that cannot reach the pods says so for ever; once the run has ended it has the archive.
        if (clock_.failures_in_a_row() % failures_between_statuses == 0) phase_ = phase::pods_or_end;
        co_return;
    }
    position_.take_live(std::move(answer->logs), ready_);
    if (last_look_) {
        over_ = true;
        co_return;
    }
    const bool more = answer->last_time.has_value();
    if (more && ++rounds_ <= rounds_between_statuses)
        pause_ = clock_.interval();
    else
        phase_ = phase::pods_or_end;
}

awaitable<void> log_watch::ask_archive() {
    auto answer = co_await ask(std::nullopt);
    if (!answer) co_return;
    position_.take_archived(std::move(answer->logs), ready_);
    if (!answer->last_file || *answer->last_file == last_file_) {
        phase_ = phase::archive_or_end;
        co_return;
    }
    last_file_ = *answer->last_file;
    const auto& files = answer->files;
    over_ = files.size() <= 1 || last_file_ == files.back();
    pause_ = std::min(between_files, clock_.interval());
}

awaitable<void> log_watch::look_for_end() {
    const auto now = co_await poll_.ask();
    const bool ended = has_ended(now), failing = clock_.failures_in_a_row() > 0;
    rounds_ = 0;
    pause_ = clock_.interval();
    if (phase_ == phase::archive_or_end) {
        over_ = ended;
        phase_ = phase::waiting;  // or it was resumed meanwhile
        last_file_.clear();
        co_return;
    }
    phase_ = phase::pods;
    if (failing) clock_.alive();
    if (!ended) co_return;
    pause_ = milliseconds(0);
    if (failing) {
        phase_ = phase::archive;
        position_.begin_archive();
    } else {
        last_look_ = true;  // at what was written between the last answer and the end
    }
}

}  // namespace polyaxon::v1
