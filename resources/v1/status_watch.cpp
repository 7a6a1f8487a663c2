#include <polyaxon/resources/v1/status_watch.hpp>

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v1/client_core.hpp>
#include <polyaxon/resources/v1/run_apart.hpp>

#include <algorithm>

namespace polyaxon::v1 {

namespace {

bool stops(const std::vector<std::string>& statuses, const status& now) {
    const auto word = now.status.value_or("");
    if (statuses.empty()) return is_done(word);
    return std::ranges::find(statuses, word) != statuses.end();
}

}  // namespace

status_poll::status_poll(std::shared_ptr<run_state> run, const watch_pace& pace, const call_options& call)
    : run_(std::move(run)), clock_(pace), call_(call) {}

call_options status_poll::call() const {
    auto o = call_.view();
    if (!o.max_attempts) o.max_attempts = 1;
    return o;
}

bool status_poll::find() {
    if (found_) return *found_;
    const auto& t = run_->where.found();
    if (t.no_op || t.is_offline) {
        found_ = false;
        return false;
    }
    run_ = apart(*run_);
    auto& where = run_->where;
    owner_ = where.found().owner.value_or("");
    project_ = where.project();
    uuid_ = where.run();
    clock_.interval_unless_given(std::chrono::seconds(std::max(where.core()->context().watch_interval, 0)));
    found_ = true;
    return true;
}

void status_poll::answered() {
    if (clock_.failures_in_a_row() > 0) ++recoveries_;
    clock_.answered();
}

awaitable<status> status_poll::ask() {
    for (;;) {
        auto answer = co_await as_result(run_->api.get_run_statuses(owner_, project_, uuid_, call()));
        if (answer) {
            answered();
            co_return std::move(*answer);
        }
        auto info = answer.error().info();
        const auto pause = clock_.failed(info);
        if (!pause) throw error(std::move(info));
        co_await clock_.pause(*pause);
    }
}

bool status_history::keep_new(status& now) {
    auto& all = now.status_conditions;
    std::vector<std::string> texts;
    texts.reserve(all.size());
    for (const auto& c : all) texts.push_back(codec::to_json(c));
    const auto same = std::ranges::mismatch(known_, texts).in2 - texts.begin();
    all.erase(all.begin(), all.begin() + same);
    const bool news = !any_ || now.status != last_ || !all.empty();
    any_ = true;
    last_ = now.status;
    known_ = std::move(texts);
    return news;
}

status_watch::status_watch(std::shared_ptr<run_state> run, std::vector<std::string> statuses,
                           const watch_pace& pace, const call_options& call)
    : watch_source(run->where.of().executor()),
      statuses_(std::move(statuses)),
      poll_(std::move(run), pace, call) {}

awaitable<void> status_watch::fill() {
    if (!poll_.find()) {
        over_ = true;
        co_return;
    }
    for (;;) {
        co_await poll_.clock().turn();
        auto now = co_await poll_.ask();
        stats_.reconnects = poll_.recoveries();
        over_ = stops(statuses_, now);
        if (history_.keep_new(now)) ready_.push_back(std::move(now));
        if (over_ || !ready_.empty()) co_return;
    }
}

namespace {

awaitable<void> poll_until(std::shared_ptr<status_poll> poll, std::vector<std::string> statuses,
                           status* out) {
    do {
        co_await poll->clock().turn();
        *out = co_await poll->ask();
    } while (!stops(statuses, *out));
}

}  // namespace

awaitable<status> wait_for(std::shared_ptr<status_poll> poll, std::vector<std::string> statuses) {
    const auto run = poll->run();
    auto errand = std::make_shared<watch_errand>(run->where.of().executor());
    status out;
    if (!poll->find()) co_return out;
    const auto uuid = poll->run()->where.run();
    auto work = poll_until(std::move(poll), std::move(statuses), &out);
    co_await watch_errand::run(std::move(errand), std::move(work));
    // Here, not on the errand's strand: this state is the waiting coroutine's. It may be of another run by now.
    if (run->known(&context::v1_target::run_uuid) == uuid) run->data.status = out.status;
    co_return out;
}

}  // namespace polyaxon::v1
