#include <polyaxon/resources/v1/tracking/event_writer.hpp>

#include <signal.h>

#include <utility>

namespace polyaxon::v1::tracking {

namespace {

/// Signals are for the program's own threads: this one takes none while it makes another.
class signals_blocked {
 public:
    signals_blocked() {
        sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~signals_blocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    signals_blocked(const signals_blocked&) = delete;
    signals_blocked& operator=(const signals_blocked&) = delete;

 private:
    sigset_t before_{};
};

}  // namespace

event_writer::event_writer(event_store& store, std::chrono::milliseconds every, before_flush before,
                           after_flush after)
    : store_(store), before_(std::move(before)), after_(std::move(after)) {
    const signals_blocked quiet;  // the new thread takes over the mask
    thread_ = std::thread([this, every] { run(every); });
}

event_writer::~event_writer() { stop(); }

void event_writer::run(std::chrono::milliseconds every) {
    std::unique_lock lock(gate_);
    // The last round begins after stop() was called, so that it takes all that was logged before.
    for (bool last = false; !last;) {
        changed_.wait_for(lock, every, [this] { return stopping_ || woken_; });
        last = stopping_;
        woken_ = false;
        lock.unlock();
        flush_on_thread();
        lock.lock();
    }
}

void event_writer::flush_on_thread() {
    if (before_) before_(store_);
    flush_report report;
    try {
        report = store_.flush();
    } catch (const std::exception& e) {
        report.problems.push_back(std::string("events could not be written: ") + e.what());
    }
    if (after_ && (report.written != 0 || !report.ok())) after_(report);
}

flush_report event_writer::flush() { return store_.flush(); }

void event_writer::wake() {
    {
        std::lock_guard lock(gate_);
        woken_ = true;
    }
    changed_.notify_one();
}

void event_writer::stop() {
    {
        std::lock_guard lock(gate_);
        stopping_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

}  // namespace polyaxon::v1::tracking
