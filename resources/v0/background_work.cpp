#include <polyaxon/resources/v0/background_work.hpp>

#include <polyaxon/resources/v0/background.hpp>
#include <polyaxon/resources/v0/core.hpp>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>

#include <deque>
#include <mutex>
#include <set>
#include <utility>

namespace polyaxon::v0 {

namespace {

class ordered_work final : public background, public std::enable_shared_from_this<ordered_work> {
 public:
    explicit ordered_work(core& c) : core_(c.weak_from_this()), executor_(c.executor()) {}

    void add(resources::outgoing o) override {
        if (o.refused) throw error(std::move(*o.refused));
        const std::lock_guard lock(mutex_);
        line_.push_back(std::move(o));
        if (!std::exchange(working_, true))
            asio::co_spawn(executor_, run(shared_from_this()), asio::detached);
    }
    void add_periodic(resources::outgoing o, std::string item) override {
        o.request.body = '[' + std::move(item) + ']';
        add(std::move(o));
    }
    void set_heartbeat(std::string_view url) override {
        const std::lock_guard lock(mutex_);
        beats_.emplace(url);
    }
    void unset_heartbeat(std::string_view url) override {
        const std::lock_guard lock(mutex_);
        if (const auto there = beats_.find(url); there != beats_.end()) beats_.erase(there);
    }

 private:
    std::optional<resources::outgoing> next() {
        const std::lock_guard lock(mutex_);
        if (line_.empty()) {
            working_ = false;
            return std::nullopt;
        }
        std::optional<resources::outgoing> out(std::move(line_.front()));
        line_.pop_front();
        return out;
    }
    static awaitable<void> run(std::shared_ptr<ordered_work> self) {
        while (auto o = self->next()) {
            auto core = self->core_.lock();
            if (!core) co_return;
            auto call = as_result(resources::perform<response>(std::move(core), std::move(*o)));
            (void)co_await std::move(call);
        }
    }

    const std::weak_ptr<resources::core> core_;
    const asio::any_io_executor executor_;
    std::mutex mutex_;
    std::deque<resources::outgoing> line_;
    std::set<std::string, std::less<>> beats_;
    bool working_ = false;
};

}  // namespace

std::shared_ptr<background> make_background(core& c) { return std::make_shared<ordered_work>(c); }

}  // namespace polyaxon::v0
