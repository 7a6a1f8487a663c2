// How a run finds out who and where it is.
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v0/tracking/run_state.hpp>
#include <polyaxon/resources/v0/tracking/surroundings.hpp>

#include <utility>

namespace polyaxon::v0::tracking {

awaitable<void> run_state::open(std::shared_ptr<run_state> self, call_options call) {
    auto& s = *self;
    if (s.now() != mode::unopened) co_return;
    call.idempotency_key = {};  // may be gone, and is of no use here
    const auto around = look_around(*s.machine_);
    if (around.no_op) {
        s.mode_ = mode::no_op;
        co_return;
    }
    s.managed_ = around.managed;
    if (!around.offline) {
        const auto& who = s.core_->who();
        s.managed_ = who.is_managed;
        s.base_url_ = who.base_url;
        s.least_level_ = who.settings.logs_level.value_or(20);
    }
    if (!s.given_.project.empty())
        s.read_project(s.given_.project);
    else if (s.managed_)
        s.read_info();
    else
        throw refused("no project was given: give \"owner/name\" or \"name\"");
    if (around.offline) {
        s.mode_ = mode::offline;
        co_return;
    }
    s.find_outputs();
    if (!s.managed_) {
        auto asked = s.owner_.auth().get_user({.call = call});
        auto user = co_await std::move(asked);
        const std::lock_guard lock(s.mutex_);
        s.user_ = std::move(user.username);
        if (!s.username_) s.username_ = s.user_;
    } else if (!s.username()) {
        throw refused("a managed run needs the owner of its project: give \"owner/name\"");
    }
    s.work_ = &s.core_->work();
    s.before_ = s.work_->stats();
    auto id = s.id();
    if (id) s.place(*id);
    if (s.managed_ && s.kind_.prepares && id && !s.notebook_) {
        if (const auto one_time = s.core_->one_time_token()) {
            const auto user = s.username(), project = s.project_name();
            auto exchanged = as_result(s.owner_.auth().login_experiment_ephemeral_token(
                *user, *project, *id, *one_time, {.call = call}));
            // One that is refused is of no use any more, and the client may have another token.
            const auto token = co_await std::move(exchanged);
            if (!token && token.error().kind() == errc::canceled) throw token.error();
            if (!token && token.error().status() >= 400 && token.error().status() < 500)
                s.core_->one_time_token_used();
        }
        s.beat(true);
        s.mode_ = mode::live;
        if (s.given_.track_env) s.tell_environment();
    }
    s.mode_ = mode::live;
}

awaitable<end_result> run_state::end(std::shared_ptr<run_state> self, std::string status, std::string message,
                                     std::string traceback, std::chrono::milliseconds limit) {
    auto& s = *self;
    end_result out;
    out.refused = s.refused_.load(std::memory_order_relaxed);
    if (s.now() != mode::live) co_return out;
    if (s.started_) s.finish(status, {message, traceback});
    s.beat(false);
    auto owner = s.owner_;
    auto drained = owner.drain_background(limit);
    out.unsent = co_await std::move(drained);
    const auto after = s.work_->stats();
    out.failed = after.failed - s.before_.failed;
    out.dropped = after.dropped - s.before_.dropped;
    out.lost = after.lost - s.before_.lost;
    out.refused = s.refused_.load(std::memory_order_relaxed);
    co_return out;
}

}  // namespace polyaxon::v0::tracking
