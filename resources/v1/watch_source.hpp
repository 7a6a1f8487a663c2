#pragma once
#include <polyaxon/resources/stream.hpp>
#include <polyaxon/resources/v1/watch_errand.hpp>

#include <atomic>
#include <deque>
#include <memory>
#include <optional>
#include <utility>

namespace polyaxon::v1 {

/// A stream whose items come from polling: nothing is asked while nobody waits in `next`, and what one poll brought is handed out before
/// the next one. A kind of it says how to fill.
template <class T>
class watch_source : public stream<T>::source, public std::enable_shared_from_this<watch_source<T>> {
 public:
    explicit watch_source(const asio::any_io_executor& executor)
        : errand_(std::make_shared<watch_errand>(executor)) {}

    awaitable<std::optional<T>> next() final {
        const auto self = this->shared_from_this();
        for (;;) {
            if (closed_) co_return std::nullopt;
            if (!ready_.empty()) {
                std::optional<T> one(std::move(ready_.front()));
                ready_.pop_front();
                ++stats_.messages;
                co_return one;
            }
            if (failed_) throw error(*failed_);
            if (over_) co_return std::nullopt;
            try {
                begin();
                co_await watch_errand::run(errand_, work(self));
                if (ready_.empty()) co_return std::nullopt;
            } catch (const error& e) {
                failed_ = e;  // what had come before is handed out first
            }
        }
    }
    void close() final {
        closed_ = true;
        errand_->cancel();
    }
    void cancel() final { errand_->cancel(); }
    stream_stats stats() const final { return stats_; }

 protected:
    /// What is done where `next` is awaited, and not on the errand's strand, before each fill: taking over what others use too. Throws
    /// what ends the stream.
    virtual void begin() {}
    /// Polls until something is ready. Without that there is nothing more now, and with `over_` never. Runs on a strand; throws what ends the stream.
    virtual awaitable<void> fill() = 0;

    std::deque<T> ready_;
    bool over_ = false;
    stream_stats stats_;

 private:
    static awaitable<void> work(std::shared_ptr<watch_source> self) { co_await self->fill(); }

    const std::shared_ptr<watch_errand> errand_;
    std::atomic<bool> closed_{false};
    std::optional<error> failed_;
};

}  // namespace polyaxon::v1
