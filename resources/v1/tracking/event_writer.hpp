#pragma once
#include <polyaxon/resources/v1/tracking/event_store.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

namespace polyaxon::v1::tracking {

/// Flushes an event_store on a thread of its own, every so often, so that no file is written on an event loop or in a training loop. The store
/// must outlive it. Its functions may be called from any thread but its own.
///
///     event_store store(directory);
///     event_writer writer(store, std::chrono::seconds(1));
///     for (int step = 0; step < 1000; ++step) store.log_metric("loss", train(step), step);
///     auto report = writer.flush();       // now on disk
class event_writer {
 public:
    /// Called on the writer's thread; it must not throw.
    using before_flush = std::function<void(event_store&)>;  ///< to add system metrics, for one
    using after_flush =
        std::function<void(const flush_report&)>;  ///< only when something was written or went wrong

    event_writer(event_store& store, std::chrono::milliseconds every, before_flush before = {},
                 after_flush after = {});
    ~event_writer();  ///< stop()
    event_writer(const event_writer&) = delete;
    event_writer& operator=(const event_writer&) = delete;

    /// Flushes at once, on the caller's thread, and waits for it.
    flush_report flush();
    /// Makes the thread flush soon, and returns at once.
    void wake();
    /// A last flush on the writer's thread, then its end. Waits for both. More calls do nothing.
    void stop();

 private:
    void run(std::chrono::milliseconds every);
    void flush_on_thread();

    event_store& store_;
    before_flush before_;
    after_flush after_;
    std::mutex gate_;
    std::condition_variable changed_;
    bool stopping_ = false, woken_ = false;
    std::thread thread_;
};

}  // namespace polyaxon::v1::tracking
