#pragma once
#include <polyaxon/async/engine.hpp>
#include <polyaxon/codec/result.hpp>
#include <polyaxon/context/report.hpp>

#include <asio/any_io_executor.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace polyaxon::context {
struct transport_arguments;
}

namespace polyaxon::resources {

/// Where calls go and how, once the context is known.
struct session {
    codec::destination to;
    std::shared_ptr<async::engine> engine;
    std::chrono::milliseconds timeout{20'000};
    bool has_token = false;
};

/// How a generation writes its targets.
struct dialect {
    std::string_view
        segment_keep;    ///< characters left literal in a path segment beside letters, digits and "-._~"
    bool blank_as_plus;  ///< in a query
};

/// What a configuration says about the transport; `connect` is null unless the configuration brought one.
async::engine_options engine_options_of(const context::transport_arguments&);

/// What all handles of one client share. Thread-safe.
class core : public std::enable_shared_from_this<core> {
 public:
    core(asio::any_io_executor executor, dialect d) : executor_(std::move(executor)), dialect_(d) {}
    virtual ~core();
    core(const core&) = delete;
    core& operator=(const core&) = delete;

    /// The session; the first caller loads the context and makes the engine, who comes meanwhile waits. Throws `context` errors,
    /// `canceled` after close().
    virtual const session& ready() = 0;
    virtual context_report report() = 0;

    const dialect& how() const noexcept { return dialect_; }
    const asio::any_io_executor& executor() const noexcept { return executor_; }

    pool_stats stats() const;
    asio::awaitable<void> drain();
    void close();
    void set_observer(std::shared_ptr<observer>);
    std::shared_ptr<observer> watcher() const;

 protected:
    /// Called by ready() of a generation once it knows everything; remembers the engine for close() and stats(). There may be several:
    /// calls under way keep theirs when a setting asks for another.
    std::shared_ptr<async::engine> make_engine(async::engine_options);
    /// To the observer that is set, or to the first that will be; nothing when empty. Calls the observer, who may call the client: hold no
    /// lock here.
    void warn(std::string warning);
    bool closed() const noexcept { return closed_.load(std::memory_order_acquire); }

 private:
    asio::any_io_executor executor_;
    dialect dialect_;
    mutable std::mutex mutex_;
    std::vector<std::shared_ptr<async::engine>> engines_;
    std::shared_ptr<observer> observer_;
    std::string warning_;
    std::atomic<bool> closed_{false};
};

}  // namespace polyaxon::resources
