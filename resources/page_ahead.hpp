#pragma once
#include <polyaxon/async/as_result.hpp>

#include <asio/any_io_executor.hpp>

#include <exception>
#include <memory>
#include <optional>

// The part of a pager that does not know its elements: compiled once, because a started coroutine is what costs most to compile.

namespace polyaxon::resources {

/// One page asked for ahead of its reader. Used by one coroutine at a time, which may change executors between calls.
class page_ahead {
 public:
    /// Starts `fetch`, which owns what it needs and keeps the page itself.
    void start(const asio::any_io_executor&, awaitable<void> fetch);
    bool under_way() const { return flight_ != nullptr; }
    /// Waits until the page is there. Throws what the fetch threw, also from then on, by `throw_if_failed`.
    /// Cancelled: `canceled`, and the page stays under way.
    awaitable<void> arrival();
    void throw_if_failed() const {
        if (failed_) throw *failed_;
        if (other_) std::rethrow_exception(other_);
    }
    /// Cancels the page under way, from any thread.
    void abandon();

 private:
    struct flight;
    std::shared_ptr<flight> flight_;
    std::optional<error> failed_;
    std::exception_ptr other_;  ///< what a fetch threw that is no polyaxon::error
};

}  // namespace polyaxon::resources
