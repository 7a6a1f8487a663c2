#include <polyaxon/resources/v1/run_watcher.hpp>

#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/client_core.hpp>
#include <polyaxon/resources/v1/run_roster.hpp>
#include <polyaxon/resources/v1/target.hpp>
#include <polyaxon/resources/v1/watch_clock.hpp>
#include <polyaxon/resources/v1/watch_source.hpp>

#include <algorithm>
#include <chrono>

namespace polyaxon::v1 {

class run_watcher::source final : public watch_source<run_change> {
 public:
    source(client c, const run_watcher_options& o)
        : watch_source(c.executor()),
          client_(std::move(c)),
          most_(std::clamp<std::size_t>(o.batch, 1, 100)),
          clock_(o.pace),
          call_(o.call) {}

    run_roster roster;

 private:
    awaitable<void> fill() override;
    awaitable<page<run>> list(const run_roster::batch&) const;

    const client client_;
    const std::size_t most_;
    watch_clock clock_;
    const resources::owned_call call_;
    std::vector<run_roster::batch> round_;  ///< still to be asked for in this round, last first
};

awaitable<page<run>> run_watcher::source::list(const run_roster::batch& b) const {
    const auto query = b.query();
    list_options o;
    o.query = query;
    o.limit = static_cast<int>(b.uuids.size());
    o.no_page = true;
    o.call = call_.view();
    if (!o.call.max_attempts) o.call.max_attempts = 1;
    return client_.runs().list_runs(b.owner, b.project, o);
}

awaitable<void> run_watcher::source::fill() {
    clock_.interval_unless_given(
        std::chrono::seconds(std::max(client_access::core(client_)->context().watch_interval, 0)));
    // What one query told is handed out before the next.
    while (ready_.empty()) {
        if (round_.empty()) {
            if (roster.size() == 0) co_return;
            co_await clock_.turn();
            round_ = roster.batches(most_);
            std::ranges::reverse(round_);
            continue;
        }
        const auto batch = std::move(round_.back());
        round_.pop_back();
        auto answer = co_await as_result(list(batch));
        if (answer) {
            clock_.answered();
            roster.answered(batch, std::move(answer->results), ready_);
            continue;
        }
        auto info = answer.error().info();
        if (info.kind == errc::canceled || info.kind == errc::context) throw error(std::move(info));
        if (!watch_clock::passes(info)) {
            clock_.answered();
            roster.refused(batch, answer.error(), ready_);
            continue;
        }
        const auto pause = clock_.failed(info);
        if (!pause) throw error(std::move(info));
        round_.push_back(batch);
        co_await clock_.pause(*pause);
    }
}

run_watcher::run_watcher(client c, const run_watcher_options& o)
    : source_(std::make_shared<source>(std::move(c), o)) {}
run_watcher::run_watcher(run_watcher&&) noexcept = default;
run_watcher& run_watcher::operator=(run_watcher&& other) noexcept {
    run_watcher old(std::move(other));
    std::swap(source_, old.source_);
    return *this;
}
run_watcher::~run_watcher() {
    if (source_) source_->cancel();
}

void run_watcher::add(std::string_view owner, std::string_view project, std::string_view uuid) {
    source_->roster.add(owner, project, uuid);
}
void run_watcher::remove(std::string_view uuid) { source_->roster.remove(uuid); }
std::size_t run_watcher::size() const { return source_->roster.size(); }
void run_watcher::close() { source_->close(); }

awaitable<std::optional<run_change>> run_watcher::next() { return source_->next(); }

}  // namespace polyaxon::v1
