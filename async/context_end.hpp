#pragma once
#include <asio/any_io_executor.hpp>
#include <asio/execution/context.hpp>
#include <asio/execution_context.hpp>

#include <memory>
#include <mutex>
#include <vector>

namespace polyaxon::async {

/// What must let go of its timers and executors before its execution context has gone.
class ends_with_context {
 public:
    virtual ~ends_with_context() = default;
    /// The context goes now: nothing runs on it any more.
    virtual void abandon() = 0;
};

/// Tells them. One for each execution context.
class context_end final : public asio::execution_context::service {
 public:
    static inline asio::execution_context::id id;

    explicit context_end(asio::execution_context& context) : service(context) {}

    void add(const std::shared_ptr<ends_with_context>& who) {
        const std::lock_guard lock(mutex_);
        std::erase_if(all_, [](const auto& w) { return w.expired(); });
        all_.push_back(who);
    }

 private:
    void shutdown() override {
        std::vector<std::weak_ptr<ends_with_context>> all;
        {
            const std::lock_guard lock(mutex_);
            all.swap(all_);
        }
        for (auto& w : all)
            if (const auto who = w.lock()) who->abandon();
    }

    std::mutex mutex_;
    std::vector<std::weak_ptr<ends_with_context>> all_;
};

/// `who` is told when the context of `executor` goes.
inline void end_with_context(const asio::any_io_executor& executor,
                             const std::shared_ptr<ends_with_context>& who) {
    asio::use_service<context_end>(asio::query(executor, asio::execution::context)).add(who);
}

}  // namespace polyaxon::async
