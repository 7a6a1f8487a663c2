// What a run leaves to the background.
#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/bodies.hpp>
#include <polyaxon/resources/v0/tracking/code.hpp>
#include <polyaxon/resources/v0/tracking/log_record.hpp>
#include <polyaxon/resources/v0/tracking/run_env.hpp>
#include <polyaxon/resources/v0/tracking/run_state.hpp>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>

#include <charconv>
#include <chrono>
#include <cmath>
#include <exception>
#include <iostream>
#include <utility>

namespace polyaxon::v0::tracking {

namespace {

bool ends_a_run(std::string_view status) {
    return status == "succeeded" || status == "failed" || status == "stopped";
}

/// Text for one item, kept by the thread: what is logged in a loop allocates nothing.
std::string& scratch_text() {
    static thread_local std::string text;
    text.clear();
    return text;
}

char* put_digits(char* at, unsigned value, int count) {
    for (int i = count; i-- > 0; value /= 10) at[i] = static_cast<char>('0' + value % 10);
    return at + count;
}

/// As moment_text writes it; the second is worked out once a second.
void append_moment(std::string& to, timestamp t) {
    using namespace std::chrono;
    struct second {
        sys_seconds at = sys_seconds::min();
        char text[20];
    };
    static thread_local second last;
    const auto whole = floor<seconds>(t.time());
    if (whole != last.at) {
        const auto text = moment_text(timestamp(time_point_cast<microseconds>(whole)));
        if (text.size() < 19) {  // no year of four digits
            to += moment_text(t);
            return;
        }
        text.copy(last.text, 19);
        last.at = whole;
    }
    to.append(last.text, 19);
    if (const auto fraction = static_cast<unsigned>((t.time() - whole).count()); fraction != 0) {
        char digits[7] = {'.'};
        to.append(digits, static_cast<std::size_t>(put_digits(digits + 1, fraction, 6) - digits));
    }
    to += "+00:00";
}

awaitable<void> keep_until_sent(client c) {
    auto drained = c.drain_background();
    co_await std::move(drained);
}

}  // namespace

void run_state::post(std::string_view path, resources::message m) {
    if (!path.empty() && sends()) work_->add(to_run(codec::verb::post, path, std::move(m)));
}

void run_state::patch(const json& body) {
    if (sends()) work_->add(to_run(codec::verb::patch, kind_.entity, patch_body(body)));
}

void run_state::status(std::string_view status, status_options options) {
    if (!sends()) return;
    post(kind_.statuses, status_body(status, {.message = options.message,
                                              .traceback = &kind_ == &group_kind ? "" : options.traceback}));
    {
        const std::lock_guard lock(mutex_);
        last_status_ = status;
        if (ends_a_run(status)) ended_ = true;
    }
    if (ends_a_run(status)) beat(false);
}

void run_state::finish(std::string_view status, status_options options) {
    if (!sends()) return;
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(ended_, true)) return;
    }
    this->status(status, options);
    beat(false);
}

void run_state::beat(bool on) {
    const auto* where = targets_.load(std::memory_order_acquire);
    if (!where || where->heartbeat.empty()) return;
    const std::lock_guard lock(mutex_);  // to the end, so that the last one to say counts
    if (beating_ == on) return;
    beating_ = on;
    if (on)
        work_->set_heartbeat(where->heartbeat);
    else
        work_->unset_heartbeat(where->heartbeat);
}

void run_state::metrics(std::span<const metric_value> values, std::optional<timestamp> created_at) {
    if (!sends()) return;
    auto& text = scratch_text();
    text += R"({"values": {)";
    bool first = true;
    const metric_value* refused = nullptr;
    for (const auto& each : values) {
        const auto& [name, value] = each;
        if (!std::isfinite(value)) {
            refused_.fetch_add(1, std::memory_order_relaxed);
            refused = &each;
            continue;
        }
        if (!first) text += ", ";
        first = false;
        codec::append_quoted(text, name);
        text += ": ";
        char digits[32];
        const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        text.append(digits, end);
    }
    if (!first) {
        text += R"(}, "created_at": ")";
        append_moment(text, created_at ? *created_at : timestamp::now());
        text += "\"}";
        work_->add_periodic(where().metrics, text);
    }
    if (refused) tell_refused(refused->first);
}

// A training whose loss is no number goes on; that nobody sees it in a chart is told once.
void run_state::tell_refused(std::string_view name) {
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(told_refusal_, true)) return;
    }
    const auto request = "POST " + where().metrics.target;
    const auto why =
        "the metric \"" + std::string(name.substr(0, 60)) +
        "\" is NaN or infinite, which JSON cannot say: such values are left out, and told once for each run";
    if (const auto watcher = core_->watcher()) {
        background_event e;
        e.request = request;
        e.failure = errc::invalid_argument;
        e.detail = why;
        watcher->on_background_failure(e);
    } else {
        std::cerr << "polyaxon: " + why + '\n';
    }
}

void run_state::log(std::string_view line) {
    if (!sends()) return;
    auto& text = scratch_text();
    codec::append_quoted(text, line);
    work_->add_periodic(where().logs, text);
}

void run_state::record(std::string_view level, std::string_view text) {
    if (!given_.track_logs || !sends() || managed_ || level_number(level) < least_level_) return;
    log(log_record(level, text));
}

void run_state::tell_code() {
    if (!sends()) return;
    const auto code = find_code_reference(machine_->working_directory());
    post(kind_.coderef, code ? code_reference_body(*code) : resources::message());
}

void run_state::tell_environment() { patch(json::object().set("run_env", get_run_env())); }

void run_state::finish_left(bool by_exception) {
    if (by_exception)
        finish("failed", {.message = "the program left the run by an exception"});
    else
        finish("succeeded", {});
    beat(false);
    if (work_->stats().waiting > 0)
        asio::co_spawn(core_->executor(), keep_until_sent(owner_), asio::detached);
}

void run_state::leave() noexcept try {
    const bool by_exception = std::uncaught_exceptions() > exceptions_at_birth_;
    bool over = false;
    {
        const std::lock_guard lock(mutex_);
        left_ = by_exception;
        over = !started_ || ended_;
    }
    if (now() != mode::live) return;
    if (!over) return finish_left(by_exception);
    beat(false);
    if (work_->stats().waiting > 0)
        asio::co_spawn(core_->executor(), keep_until_sent(owner_), asio::detached);
} catch (...) {
    // A destructor has nobody to tell; what could not be queued is counted by the client.
}

}  // namespace polyaxon::v0::tracking
