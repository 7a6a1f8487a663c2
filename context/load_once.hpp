#pragma once
#include <polyaxon/codec/result.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>

namespace polyaxon::context {

/// Loads a value once, on the first call, by whoever comes first. Concurrent first calls (of threads) wait for the same
/// load; a failed load reaches all who waited, and the next call tries again. Thread-safe.
template <class T>
class load_once {
 public:
    /// The value when it is there, without a lock.
    const T* get() const noexcept { return ready_.load(std::memory_order_acquire); }

    template <class Load>
    result<const T*> get_or(Load&& load) {
        if (const T* value = get()) return value;
        const auto seen = failures_.load(std::memory_order_acquire);
        std::lock_guard lock(mutex_);
        if (const T* value = get()) return value;
        if (failures_.load(std::memory_order_relaxed) != seen) return *failure_;  // the load we waited for
        result<T> loaded = load();
        if (!loaded) {
            failure_ = std::make_unique<error>(loaded.error());
            failures_.fetch_add(1, std::memory_order_release);
            return *failure_;
        }
        value_ = std::make_unique<T>(std::move(*loaded));
        ready_.store(value_.get(), std::memory_order_release);
        return value_.get();
    }

 private:
    std::mutex mutex_;
    std::atomic<const T*> ready_{nullptr};
    std::atomic<unsigned> failures_{0};
    std::unique_ptr<T> value_;
    std::unique_ptr<error> failure_;
};

}  // namespace polyaxon::context
