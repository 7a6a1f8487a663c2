#include <polyaxon/testing/manual_time.hpp>

#include <asio/post.hpp>

#include <map>
#include <mutex>
#include <utility>

namespace polyaxon::testing {

using async::steady_time;

struct manual_time::impl {
    /// Shared with the post that rings it, which may run after the alarm was stopped, set again, or gone.
    struct bell {
        asio::any_io_executor executor;
        std::uint64_t turn = 0;      ///< counts set and stop: a post of an older one rings nothing
        std::function<void()> ring;  ///< both guarded by mutex
    };
    class clock_alarm;

    mutable std::mutex mutex;
    steady_time now{std::chrono::hours(1)};
    std::multimap<steady_time, std::shared_ptr<bell>> due;

    void forget(const std::shared_ptr<bell>& b) {
        std::erase_if(due, [&](const auto& entry) { return entry.second == b; });
    }
    static void post(const std::shared_ptr<impl>& self, const std::shared_ptr<bell>& b) {
        asio::post(b->executor, [self, b, turn = b->turn] {
            std::function<void()> ring;
            {
                std::lock_guard lock(self->mutex);
                if (b->turn != turn) return;
                ring = std::exchange(b->ring, nullptr);
            }
            if (ring) ring();
        });
    }
    static void go_to(const std::shared_ptr<impl>& self, steady_time until) {
        std::lock_guard lock(self->mutex);
        while (!self->due.empty() && self->due.begin()->first <= until) {
            const auto first = self->due.begin();
            const auto b = first->second;
            self->now = std::max(self->now, first->first);
            self->due.erase(first);
            post(self, b);
        }
        self->now = std::max(self->now, until);
    }
};

class manual_time::impl::clock_alarm final : public async::time_source::alarm {
 public:
    clock_alarm(std::shared_ptr<impl> clock, asio::any_io_executor executor)
        : clock_(std::move(clock)), bell_(std::make_shared<bell>()) {
        bell_->executor = std::move(executor);
    }
    ~clock_alarm() override { stop(); }

    void set(steady_time when, std::function<void()> ring) override {
        std::lock_guard lock(clock_->mutex);
        clock_->forget(bell_);
        ++bell_->turn;
        bell_->ring = std::move(ring);
        if (when <= clock_->now)
            post(clock_, bell_);
        else
            clock_->due.emplace(when, bell_);
    }
    void stop() override {
        std::function<void()> gone;  // destroyed outside the lock
        std::lock_guard lock(clock_->mutex);
        clock_->forget(bell_);
        ++bell_->turn;
        gone = std::exchange(bell_->ring, nullptr);
    }

 private:
    std::shared_ptr<impl> clock_;
    std::shared_ptr<bell> bell_;
};

manual_time::manual_time() : impl_(std::make_shared<impl>()) {}
manual_time::~manual_time() = default;

steady_time manual_time::now() const {
    std::lock_guard lock(impl_->mutex);
    return impl_->now;
}
std::unique_ptr<async::time_source::alarm> manual_time::make_alarm(asio::any_io_executor executor) {
    return std::make_unique<impl::clock_alarm>(impl_, std::move(executor));
}

void manual_time::advance(std::chrono::nanoseconds by) { impl::go_to(impl_, now() + by); }

std::optional<steady_time> manual_time::next() const {
    std::lock_guard lock(impl_->mutex);
    return impl_->due.empty() ? std::nullopt : std::optional(impl_->due.begin()->first);
}
bool manual_time::advance_to_next() {
    const auto when = next();
    if (when) impl::go_to(impl_, *when);
    return when.has_value();
}

}  // namespace polyaxon::testing
