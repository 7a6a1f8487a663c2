#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/error.hpp>

#include <asio/awaitable.hpp>
#include <asio/cancellation_signal.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// One check of the library against a server that may be anything: what the program `probe` does, and each row of the hostile table.
namespace polyaxon::test {

/// The name of one of the seven outcomes, "cancelled", or, where nothing was sent, of the kind.
std::string_view outcome_of(const polyaxon::error&) noexcept;

struct check_options {
    std::string base_url;  ///< http or https, ws or wss for the stream; may have a path
    std::string ca_file;   ///< only trust root; empty: the system's
    std::string token;
    std::chrono::milliseconds timeout{5'000};    ///< of a whole call, and of a whole stream
    std::chrono::milliseconds other_timeout{0};  ///< of every call but the first; 0: the same
    std::size_t pipeline_depth = 1;
    enum class generation { v0, v1 } client = generation::v0;  ///< v1: no streams, no transfers
    enum class verb { get, post, patch, upload, download } first = verb::get;
    std::size_t body = 0;  ///< bytes of the description that a POST or PATCH sends, or of the file
    std::string folder;    ///< where a download goes, as file.bin
    asio::cancellation_signal* cancel = nullptr;  ///< of the first call
    int attempts = 1;                             ///< that a call may make
    bool warm = false;       ///< a call before the first, so that its connection has answered one
    std::size_t behind = 0;  ///< calls right behind the first, on the one connection that there may be then
    int max_redirects = 0;   ///< default of the library: not followed
    std::optional<std::chrono::milliseconds> connect_timeout = {};  ///< else the default of the library
    polyaxon::limit_options limits = {};
};

struct finding {
    std::string outcome;  ///< of call 1, or of the stream
    int status = 0;       ///< of its answer; 0: no answer was complete
    /// http: the username, or the error's text. ws: "COUNT:first,second,…" of the lines, but the error's text when a limit was passed.
    std::string detail;
    std::string error;  ///< the error's text, also of a stream
    std::chrono::milliseconds elapsed{0};
    std::string second_outcome = "none", second_detail;

    // -- not printed
    std::string kind;  ///< of the first call's error
    bool maybe_sent = false;
    std::optional<std::chrono::milliseconds> retry_after;
    std::size_t kept = 0;                                     ///< bytes of the error's body
    std::string warm_detail;                                  ///< of the call before the first
    std::vector<std::pair<std::string, std::string>> behind;  ///< outcome and detail of the calls behind

    /// The line that `probe` prints.
    std::string to_json(int number) const;
};

/// What happens between the two calls.
using pause = std::function<asio::awaitable<void>()>;

/// One client: the first call, of the user unless it is to do something else, then `between`, then one of the server's version.
/// The n-th call behind the first gets the project ada/echo-n, and the one before it ada/echo-0. Never throws for what the server did.
asio::awaitable<finding> check_http(const check_options& options, pause between);

/// One log stream of one v0 client, without reconnects and with strict messages, to its end or 5,000 messages.
asio::awaitable<finding> check_stream(const check_options& options);

}  // namespace polyaxon::test
