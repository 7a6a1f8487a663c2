#include <polyaxon/async/engine.hpp>

#include <polyaxon/async/engine_core.hpp>
#include <polyaxon/async/perform.hpp>

#include <asio/execution_context.hpp>
#include <asio/use_awaitable.hpp>

#include <mutex>
#include <vector>

namespace polyaxon::async {

namespace {

/// Tells the engines of an execution context that it goes.
class engine_register final : public asio::execution_context::service {
 public:
    static inline asio::execution_context::id id;

    explicit engine_register(asio::execution_context& context) : service(context) {}

    void add(const std::shared_ptr<engine_core>& core) {
        const std::lock_guard lock(mutex_);
        std::erase_if(cores_, [](const auto& c) { return c.expired(); });
        cores_.push_back(core);
    }

 private:
    void shutdown() override {
        std::vector<std::weak_ptr<engine_core>> cores;
        {
            const std::lock_guard lock(mutex_);
            cores.swap(cores_);
        }
        for (auto& c : cores)
            if (const auto core = c.lock()) core->abandon();
    }

    std::mutex mutex_;
    std::vector<std::weak_ptr<engine_core>> cores_;
};

class door final : public engine {
 public:
    explicit door(std::shared_ptr<engine_core> core) : core_(std::move(core)) {}
    ~door() override { core_->request_close(); }

    pool_stats stats() const override { return core_->stats(); }
    void set_observer(std::shared_ptr<observer> o) override { core_->set_observer(std::move(o)); }
    void close() override { core_->request_close(); }
    const asio::any_io_executor& executor() const noexcept override { return core_->user_executor(); }
    void start(call& c) override { core_->submit(c); }
    completion& keep(call& c) noexcept override {
        call_access::set_id(c, 0);
        return call_access::done(c);
    }
    canceler make_canceler(call& c) override {
        const auto id = core_->next_id();
        call_access::set_id(c, id);
        return {core_, id};
    }

    asio::awaitable<void> drain() override { return drained(shared_from_this()); }

 private:
    // A call without a request is one that waits for all others.
    static asio::awaitable<void> drained(std::shared_ptr<engine> self) {
        call nothing;
        co_await async_perform(*self, nothing, asio::use_awaitable);
    }

    std::shared_ptr<engine_core> core_;
};

}  // namespace

void canceler::operator()(asio::cancellation_type type) const {
    if (type == asio::cancellation_type::none) return;
    if (const auto core = core_.lock()) core->request_cancel(id_);
}

std::shared_ptr<engine> engine::make(asio::any_io_executor executor, engine_options options) {
    auto& context = asio::query(executor, asio::execution::context);
    auto core = std::make_shared<engine_core>(std::move(executor), std::move(options));
    asio::use_service<engine_register>(context).add(core);
    return std::make_shared<door>(std::move(core));
}

}  // namespace polyaxon::async
