#pragma once
#include <polyaxon/async/body.hpp>
#include <polyaxon/async/completion.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/http_reader.hpp>
#include <polyaxon/codec/request.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <system_error>

namespace polyaxon::async {

/// A complete answer while it lies in its connection's buffer. Everything points there and dies when the hook returns.
struct answer {
    const codec::http_head& head;
    std::span<const char> body;  ///< unpacked; json_parser::padding readable bytes follow it
    codec::json_parser& parser;  ///< ready to use
};

/// One call as the engine sees it: an intrusive node that lives in its caller's frame. The caller fills the upper part,
/// hands it to `async_perform` (perform.hpp), and reads `failure` when it completes; the engine owns the lower part meanwhile.
/// It may be used for one call after the other, not for two at once.
class call {
 public:
    call() = default;
    call(const call&) = delete;
    call& operator=(const call&) = delete;

    // -- filled by the caller; must stay until completion
    const codec::destination* to = nullptr;
    const codec::request* request = nullptr;
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
    int max_attempts = 0;     ///< 0: the engine's
    bool may_repeat = false;  ///< a POST or PATCH that its caller marked idempotent

    /// Called at most once, for the 2xx answer that ends the call, on the engine's executor. Its error ends the call as `decode`
    /// (or what it returns), with `what` as detail. Must not touch the engine.
    std::error_code (*decode)(void* self, const answer&, std::string& what) = nullptr;
    void* self = nullptr;

    /// The request's body instead of `request->body`, which must be empty; set `request->content_type`. Such a call has its connection to
    /// itself. An answer that comes before all is sent (413, 401) ends the sending.
    body_source* source = nullptr;
    /// The body of a 2xx answer goes there in pieces, without the limits `body`, `decompressed`; `decode` is not called then. Other answers
    /// end the call as always.
    body_sink* sink = nullptr;
    /// Over 0: while the call is on a connection, it times out when for so long no byte of it has left or come. `deadline` covers the
    /// whole call as before; a transfer usually has none (max()).
    std::chrono::milliseconds stall_timeout{0};
    /// Over 0: the limit instead of `stall_timeout` from the last byte of the request to the first of the answer, while the server works.
    std::chrono::milliseconds answer_timeout{0};

    // -- filled by the engine before completion
    std::unique_ptr<error_info> failure;  ///< null: the call succeeded, or `starved`
    int attempts = 0;
    bool starved = false;  ///< it failed for want of memory, and there was none for a `failure` either

 private:
    friend struct call_access;  ///< the engine's own files
    completion done_;
    std::uint64_t id_ = 0;  ///< by which a cancellation finds it; 0: cannot be cancelled
    // Links, deadline entry and state are kept here by the engine: see call_state.hpp.
    static constexpr std::size_t state_size = 184;
    alignas(void*) unsigned char state_[state_size];
};

}  // namespace polyaxon::async
