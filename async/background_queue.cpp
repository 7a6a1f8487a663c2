#include <polyaxon/async/background_queue.hpp>

#include <polyaxon/async/background_worker.hpp>
#include <polyaxon/codec/refusal.hpp>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/async_result.hpp>
#include <asio/use_awaitable.hpp>

#include <new>
#include <utility>

namespace polyaxon::async {

namespace {

using waiter = background_worker::waiter;

struct drain_canceler {
    std::weak_ptr<background_worker> worker;
    std::shared_ptr<waiter> who;
    void operator()(asio::cancellation_type type) const {
        if (type == asio::cancellation_type::none) return;
        if (const auto w = worker.lock()) w->cancel_drain(who);
    }
};

asio::awaitable<std::size_t> drained(std::shared_ptr<background_worker> worker,
                                     std::chrono::milliseconds quiet, std::chrono::milliseconds limit);

class queue_door final : public background_queue {
 public:
    explicit queue_door(std::shared_ptr<background_worker> worker) : worker_(std::move(worker)) {}
    ~queue_door() override { worker_->close(); }

    void add(background_job job) override { worker_->add(std::move(job)); }
    void add_item(background_job target, std::string_view item) override {
        worker_->add_item(std::move(target), item);
    }
    void set_heartbeat(std::string_view url) override { worker_->set_heartbeat(url); }
    void unset_heartbeat(std::string_view url) override { worker_->unset_heartbeat(url); }
    background_stats stats() const override { return worker_->stats(); }
    asio::awaitable<std::size_t> drain(std::chrono::milliseconds quiet,
                                       std::chrono::milliseconds limit) override {
        return drained(worker_, quiet, limit);
    }
    void close() override { worker_->close(); }

 private:
    std::shared_ptr<background_worker> worker_;
};

asio::awaitable<std::size_t> drained(std::shared_ptr<background_worker> worker,
                                     std::chrono::milliseconds quiet, std::chrono::milliseconds limit) {
    auto w = std::make_shared<waiter>();
    w->quiet = quiet;
    w->limit = limit;
    co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
        [](auto&& handler, std::shared_ptr<background_worker>* on, std::shared_ptr<waiter>* who) {
            auto& waits = **who;
            try {
                auto slot = asio::get_associated_cancellation_slot(handler);
                if (slot.is_connected()) slot.template emplace<drain_canceler>(drain_canceler{*on, *who});
                waits.done.emplace(std::forward<decltype(handler)>(handler), (*on)->user_executor());
            } catch (const std::bad_alloc&) {  // Asio's coroutines end the process when this throws
                waits.starved = true;
            }
            if (!waits.starved) return (*on)->start_drain(*who);
            std::forward<decltype(handler)>(handler)();
        },
        asio::use_awaitable, &worker, &w);
    if (w->starved) throw std::bad_alloc();
    if (w->canceled)
        throw failed(errc::canceled, "cancelled by the caller while draining the background queue");
    co_return w->left;
}

}  // namespace

std::shared_ptr<background_queue> background_queue::make(asio::any_io_executor executor,
                                                         std::shared_ptr<background_owner> owner,
                                                         background_setup setup) {
    auto worker = std::make_shared<background_worker>(executor, std::move(owner), std::move(setup));
    end_with_context(executor, worker);
    return std::make_shared<queue_door>(std::move(worker));
}

}  // namespace polyaxon::async
