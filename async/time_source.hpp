#pragma once
#include <polyaxon/async/deadlines.hpp>

#include <asio/any_io_executor.hpp>

#include <functional>
#include <memory>

namespace polyaxon::async {

/// The seam to time for what waits on its own: pauses, intervals and heartbeats of the background queue. Tests replace it
/// (polyaxon::testing::manual_time), so that no test sleeps. Thread-safe.
class time_source {
 public:
    /// One alarm at a time; setting it again replaces the one before. Used by one thread or strand; goes before its execution context.
    class alarm {
     public:
        virtual ~alarm() = default;
        /// Calls `ring` on the alarm's executor, not before `when` and never from inside set().
        virtual void set(steady_time when, std::function<void()> ring) = 0;
        /// Forgets it; `ring` is not called any more.
        virtual void stop() = 0;
    };

    virtual ~time_source() = default;
    virtual steady_time now() const = 0;
    virtual std::unique_ptr<alarm> make_alarm(asio::any_io_executor) = 0;
};

/// The steady clock of the machine.
std::shared_ptr<time_source> real_time();

}  // namespace polyaxon::async
