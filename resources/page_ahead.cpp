#include <polyaxon/resources/page_ahead.hpp>

#include <polyaxon/async/context_end.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/strand.hpp>
#include <asio/use_awaitable.hpp>

#include <mutex>
#include <utility>

namespace polyaxon::resources {

// Everything in it is touched on its strand only, so the pager may be used on any executor; it lives as long as the call it waits for.
// A pager may be kept for longer than its execution context, which strand and timer may not.
struct page_ahead::flight final : async::ends_with_context, std::enable_shared_from_this<flight> {
    explicit flight(const asio::any_io_executor& executor)
        : strand(asio::make_strand(executor)),
          arrived(std::in_place, strand, asio::steady_timer::time_point::max()) {}
    void abandon() override {
        const std::lock_guard lock(door);
        arrived.reset();
        strand = {};
    }
    /// From any thread.
    void cancel() {
        const std::lock_guard lock(door);
        if (!strand) return;
        asio::post(strand, [f = shared_from_this()] {
            if (!f->done) f->stop.emit(asio::cancellation_type::terminal);
        });
    }

    std::mutex door;
    asio::any_io_executor strand;
    std::optional<asio::steady_timer> arrived;
    asio::cancellation_signal stop;
    bool done = false;
    result<void> answer;
    std::exception_ptr other;

    static awaitable<bool> arrival(std::shared_ptr<flight> f) {
        if (!f->done) {
            std::error_code ignored;
            auto wait = asio::redirect_error(asio::use_awaitable, ignored);
            co_await f->arrived->async_wait(wait);
        }
        co_return f->done;
    }
};

void page_ahead::start(const asio::any_io_executor& executor, awaitable<void> fetch) {
    auto begun = std::make_shared<flight>(executor);
    async::end_with_context(executor, begun);
    auto done = [f = begun](std::exception_ptr other, result<void> answer) {
        f->other = other;
        f->answer = std::move(answer);
        f->done = true;
        if (f->arrived) f->arrived->cancel();
    };
    asio::co_spawn(begun->strand, as_result(std::move(fetch)),
                   asio::bind_cancellation_slot(begun->stop.slot(), std::move(done)));
    flight_ = std::move(begun);  // not before: what throws is not under way
}

awaitable<void> page_ahead::arrival() {
    auto waiting = flight::arrival(flight_);
    const bool arrived = co_await asio::co_spawn(flight_->strand, std::move(waiting), asio::use_awaitable);
    if (!arrived) {
        error_info info;
        info.detail = "cancelled while waiting for the next page";
        throw error(std::move(info));
    }
    const auto f = std::exchange(flight_, nullptr);
    if (f->other)
        other_ = f->other;
    else if (!f->answer)
        failed_ = f->answer.error();
    throw_if_failed();
}

void page_ahead::abandon() {
    if (flight_) flight_->cancel();
}

}  // namespace polyaxon::resources
