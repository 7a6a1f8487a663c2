#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/errc.hpp>
#include <polyaxon/codec/request.hpp>

#include <chrono>
#include <optional>
#include <string_view>

namespace polyaxon::async {

/// What is known about a call when a try of it has failed.
struct failed_try {
    codec::verb method = codec::verb::get;
    bool may_repeat = false;  ///< the caller marked it idempotent
    errc kind = errc::network;
    int status = 0;       ///< of a complete answer
    bool sent = false;    ///< at least one byte was handed to the transport
    bool begun = false;   ///< at least one byte of the answer came
    bool reused = false;  ///< the connection had served before
    bool spared = false;  ///< a try of this call was already forgiven
    bool by_us = false;   ///< the client gave the connection up, because of another call
    bool cut =
        false;  ///< the connection was lost, whatever `kind` calls it: reset or ended in the TLS handshake, too
    int attempts = 1;  ///< tries so far, this one included
    int max_attempts = 3;
    std::optional<std::chrono::milliseconds> retry_after;
    std::chrono::milliseconds left = std::chrono::milliseconds::max();  ///< until the deadline
};

struct retry_verdict {
    enum class what {
        give_up,
        again,  ///< after `pause`, as a further try; costs a token of the bucket
        again_when_told,  ///< after `pause`, as the server asked; costs neither a try nor a token, and all calls wait with it
        again_free,  ///< at once on another connection, as if this try had not been
    } next = what::give_up;
    std::chrono::milliseconds pause{0};
    std::string_view why{};  ///< of giving up where trying again was thinkable, for the error's text
};

/// Decides after a failed try. Pure: `jitter` in [0, 1) is the dice, `token` tells whether the bucket still has one.
retry_verdict after(const failed_try&, const retry_options&, double jitter, bool token);

/// 408, 425, 429, 500, 502, 503, 504.
bool worth_retrying(int status) noexcept;

/// Retries that a client may still make: spent by retries, refilled by a tenth a success, so an outage is not multiplied.
class retry_bucket {
 public:
    explicit retry_bucket(std::size_t size) : most_(size * 10), tenths_(size * 10) {}
    bool has() const noexcept { return tenths_ >= 10; }
    void spend() noexcept { tenths_ -= has() ? 10 : 0; }
    void success() noexcept { tenths_ += tenths_ < most_ ? 1 : 0; }

 private:
    std::size_t most_, tenths_;
};

}  // namespace polyaxon::async
