#include <polyaxon/resources/v0/tracking/tracker.hpp>

#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/tracking/exception_text.hpp>
#include <polyaxon/resources/v0/tracking/carried.hpp>
#include <polyaxon/resources/v0/tracking/run_state.hpp>

#include <utility>

namespace polyaxon::v0::tracking {

namespace {

awaitable<std::size_t> drained(client c, std::chrono::milliseconds limit) {
    auto drain = c.drain_background(limit);
    co_return co_await std::move(drain);
}

}  // namespace

tracker::~tracker() {
    if (state_) state_->leave();
}
tracker& tracker::operator=(tracker&& from) noexcept {
    if (this == &from) return *this;
    if (state_) state_->leave();
    state_ = std::move(from.state_);
    return *this;
}

const std::shared_ptr<run_state>& tracker::shared() const {
    if (!state_) throw refused("this run was moved from, or never made");
    return state_;
}
run_state& tracker::run() const { return *shared(); }

awaitable<void> tracker::open(call_options options) {
    return carrying([&] { return run_state::open(shared(), options); });
}

awaitable<end_result> tracker::end(end_options options) {
    return carrying([&] {
        return run_state::end(shared(), std::string(options.status), std::string(options.message),
                              std::string(options.traceback), options.limit);
    });
}

awaitable<std::size_t> tracker::drain(std::chrono::milliseconds limit) {
    return carrying([&] { return drained(run().owner(), limit); });
}

void tracker::log_status(std::string_view status, status_options options) { run().status(status, options); }
void tracker::log_succeeded() { run().finish("succeeded", {}); }
void tracker::log_failed(std::string_view message, std::string_view traceback) {
    run().finish("failed", {message, traceback});
}
void tracker::log_failed(std::exception_ptr why) { run().finish("failed", {.message = exception_text(why)}); }
void tracker::log_stopped() { run().finish("stopped", {}); }

void tracker::log_tags(tag_list tags, update_options options) { log_tags(tags.value(), options); }

void tracker::log_tags(const json& tags, update_options options) {
    auto body = json::object();
    body.set("tags", checked_tags(tags));
    if (!options.reset) body.set("merge", true);
    run().patch(body);
}

void tracker::tell(std::string_view key, std::string_view value) {
    auto body = json::object();
    body.set(key, value);
    run().patch(body);
}
void tracker::set_name(std::string_view name) { tell("name", name); }
void tracker::set_description(std::string_view description) { tell("description", description); }

bool tracker::no_op() const { return run().now() == run_state::mode::no_op; }
std::string tracker::project() const { return run().project(); }
std::optional<std::string> tracker::user() const { return run().user(); }
std::optional<std::string> tracker::username() const { return run().username(); }
std::optional<std::string> tracker::project_name() const { return run().project_name(); }
std::optional<std::string> tracker::last_status() const { return run().last_status(); }
std::optional<std::string> tracker::id() const { return run().id(); }

void running_tracker::log_code_ref() { run().tell_code(); }
void running_tracker::send_logs(std::string_view log_line) { run().log(log_line); }
void running_tracker::forward_log(std::string_view level, std::string_view text) {
    run().record(level, text);
}

log_forwarder running_tracker::forward_logs(std::ostream& from, std::string_view level) {
    return {from,
            [to = shared(), level = std::string(level)](std::string_view line) { to->record(level, line); }};
}

}  // namespace polyaxon::v0::tracking
