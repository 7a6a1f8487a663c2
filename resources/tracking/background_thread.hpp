#pragma once
#include <polyaxon/async/as_result.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/co_spawn.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/use_future.hpp>

#include <thread>
#include <utility>

namespace polyaxon {

/// An event loop on a thread of its own, for programs that have none, such as a plain training loop. Make it before the client, so that it
/// ends last: its end waits for what the client still sends.
///
///     polyaxon::background_thread loop;
///     polyaxon::v1::client client(loop.executor());
///     auto run = loop.wait(polyaxon::v1::tracking::init(client, {.project = "vision"}));
///     for (int step = 0; step < 1000; ++step) run.log_metrics({{"loss", train(step)}}, {.step = step});
///     loop.wait(run.end());
class background_thread {
 public:
    background_thread();
    /// Waits until nothing is left to do. Clients must be gone or closed by then: one that lives and has a heartbeat set keeps it waiting, for
    /// 60 s at most; then the loop is stopped.
    ~background_thread();
    background_thread(const background_thread&) = delete;
    background_thread& operator=(const background_thread&) = delete;

    asio::any_io_executor executor() { return loop_.get_executor(); }

    /// Runs the call on that thread and waits for its end; gives its value, throws what it threw. Not to be called on the loop's own thread.
    template <class T>
    T wait(awaitable<T> call) {
        return asio::co_spawn(loop_, std::move(call), asio::use_future).get();
    }

 private:
    asio::io_context loop_{1};
    asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(loop_);
    std::thread thread_;
};

}  // namespace polyaxon
