#include <polyaxon/resources/v1/tracking/run.hpp>

#include <polyaxon/resources/tracking/exception_text.hpp>
#include <polyaxon/resources/v1/run_state.hpp>
#include <polyaxon/resources/v1/tracking/run_guard.hpp>
#include <polyaxon/resources/v1/tracking/run_maker.hpp>
#include <polyaxon/resources/v1/tracking/run_tracker.hpp>

#include <asio/system_executor.hpp>

namespace polyaxon::v1::tracking {

namespace fs = std::filesystem;

namespace {

awaitable<end_result> settled(std::shared_ptr<run_tracker> t, std::chrono::milliseconds limit) {
    auto all = run_tracker::settle(t, limit);
    co_return co_await std::move(all);
}

awaitable<end_result> ended(std::shared_ptr<run_tracker> t, run_courier mine,
                            std::chrono::milliseconds limit) {
    auto all = run_tracker::settle(t, limit);
    auto out = co_await std::move(all);
    if (!out.unsent.empty() || t->setup().no_op) co_return out;
    t->stop();
    t->show(*mine.state());
    co_return out;
}

awaitable<end_result> nothing() { co_return end_result(); }

run_client of_nobody() { return run_client(client(asio::system_executor()), {}); }

}  // namespace

run::run() : run_handle(of_nobody()), run_client(of_nobody()) {}
run::run(const run_client& of, std::shared_ptr<run_tracker> tracker)
    : run_handle(of), run_client(of), tracker_(std::move(tracker)) {}
run::~run() {
    forwarders_.reset();  // takes in the last line, even an unfinished one
    if (tracker_) tracker_->leave(std::uncaught_exceptions() > exceptions_at_birth_);
}
run& run::operator=(run&& from) noexcept {
    if (this == &from) return *this;
    forwarders_.reset();
    if (tracker_) tracker_->leave(std::uncaught_exceptions() > exceptions_at_birth_);
    state_ = from.state_;
    tracker_ = std::move(from.tracker_);
    signals_ = std::move(from.signals_);
    forwarders_ = std::move(from.forwarders_);
    exceptions_at_birth_ = from.exceptions_at_birth_;
    return *this;
}

run run_maker::make(const run_client& of, std::shared_ptr<run_tracker> t) { return run(of, std::move(t)); }
void run_maker::watch_signals(run& r) { r.signals_ = std::make_shared<run_signals>(r.tracker_); }

// ---- its end

void run::end_as(std::string_view type, const condition_options& o, std::string_view sentence) noexcept {
    guarded(tracker_, "status", [&](run_tracker& t) {
        if (!is_known_status(type)) return log_status(type);  // which says so
        status_condition c;
        c.type = std::string(type);
        c.reason = std::string(o.reason);
        c.message = std::string(o.message.empty() ? sentence : o.message);
        c.last_transition_time = o.last_transition_time;
        c.last_update_time = o.last_update_time;
        t.finish(std::move(c));
    });
}

void run::log_succeeded(const condition_options& o) noexcept {
    end_as("succeeded", o, "Operation has succeeded");
}
void run::log_failed(const condition_options& o) noexcept { end_as("failed", o, "Operation has failed"); }
void run::log_stopped(const condition_options& o) noexcept { end_as("stopped", o, "Operation is stopped"); }
void run::log_failed(std::exception_ptr why) noexcept {
    guarded(tracker_, "status", [&](run_tracker&) {
        const auto text = exception_text(why);
        log_failed({.reason = "ExitHandler", .message = text});
    });
}

awaitable<end_result> run::end(const end_options& o) {
    if (!tracker_) return nothing();
    signals_.reset();
    forwarders_.reset();
    if (tracker_->setup().ends) {
        const auto sentence = o.status == "failed"    ? "Operation has failed"
                              : o.status == "stopped" ? "Operation is stopped"
                                                      : "Operation has succeeded";
        end_as(o.status, {.reason = o.reason, .message = o.message}, sentence);
    }
    return ended(tracker_, run_courier(*this), o.limit);
}

awaitable<end_result> run::sync_artifacts_and_summaries(std::chrono::milliseconds limit) {
    return tracker_ ? settled(tracker_, limit) : nothing();
}

// ---- where and what

std::string run::get_artifacts_path(std::string_view rel_path) const {
    if (!tracker_ || tracker_->setup().no_op) return {};
    const auto folder = tracker_->directory();
    return (rel_path.empty() ? folder : folder / rel_path).string();
}

std::string run::get_outputs_path(std::string_view rel_path) const {
    if (!tracker_ || tracker_->setup().no_op) return {};
    const auto folder = tracker_->directory() / "outputs";
    std::error_code ec;
    fs::create_directories(folder, ec);
    if (ec) tracker_->refuse(folder.string(), "the folder cannot be made: " + ec.message());
    return (rel_path.empty() ? folder : folder / rel_path).string();
}

std::string run::get_tensorboard_path(std::string_view rel_path) {
    const auto path = get_outputs_path(rel_path);
    guarded(tracker_, "tensorboard", [&](run_tracker& t) {
        fs::create_directories(path);
        t.raise(run_tracker::has_tensorboard);
        run_artifact item;
        item.name = "tensorboard";
        item.kind = "tensorboard";
        item.path = "outputs/" + std::string(rel_path);
        item.is_input = false;
        item.summary = json::object().set("path", path);
        t.lineage(std::move(item));
    });
    return path;
}

void run::set_artifacts_path(const fs::path& folder) {
    if (tracker_) tracker_->move_to(folder);
}
void run::set_run_event_logger() noexcept {
    if (tracker_) tracker_->collect(true);
}
void run::set_run_resource_logger() noexcept {
    guarded(tracker_, "resources", [](run_tracker& t) { t.use_resources(true); });
}
void run::set_run_logs_logger() noexcept {
    if (tracker_) tracker_->keep_logs(true);
}
void run::set_run_process_sidecar() noexcept {
    if (tracker_) tracker_->use_uploads(true);
}

log_forwarder run::forward_logs(std::ostream& from) {
    if (!tracker_) return log_forwarder();
    return {from, [to = std::weak_ptr<run_tracker>(tracker_)](std::string_view line) {
                if (const auto t = to.lock()) t->line(line);
            }};
}

std::string run::get_log_level() const {
    return state_->where.core()->machine().variable("POLYAXON_LOG_LEVEL").value_or("");
}

run_stats run::stats() const { return tracker_ ? tracker_->stats() : run_stats(); }
bool run::no_op() const { return !tracker_ || tracker_->setup().no_op; }
bool run::is_new() const { return tracker_ && tracker_->setup().ends; }

}  // namespace polyaxon::v1::tracking
