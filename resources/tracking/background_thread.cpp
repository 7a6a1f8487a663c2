#include <polyaxon/resources/tracking/background_thread.hpp>

#include <chrono>
#include <condition_variable>
#include <exception>
#include <iostream>
#include <mutex>
#include <string>

namespace polyaxon {

namespace {

/// Handlers of the user may throw; the loop goes on.
void run_all(asio::io_context& loop) {
    for (;;) try {
            loop.run();
            return;
        } catch (const std::exception& e) {
            std::cerr << std::string("polyaxon: a handler threw on the background thread: ") + e.what() +
                             '\n';
        }
}

}  // namespace

background_thread::background_thread() : thread_([this] { run_all(loop_); }) {}

background_thread::~background_thread() {
    std::mutex mutex;
    std::condition_variable ended;
    bool done = false;
    // The last one to look: stops the loop if it does not end by itself.
    std::thread guard([&] {
        std::unique_lock lock(mutex);
        if (!ended.wait_for(lock, std::chrono::seconds(60), [&] { return done; })) loop_.stop();
    });
    work_.reset();
    thread_.join();
    {
        const std::lock_guard lock(mutex);
        done = true;
    }
    ended.notify_all();
    guard.join();
}

}  // namespace polyaxon
