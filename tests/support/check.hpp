#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/error.hpp>

#include <asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

/// One check of the library against a server that may be anything: what the program `probe` does, and each row of the hostile table.
namespace polyaxon::test {

/// The name of one of the seven outcomes, "cancelled", or, where nothing was sent, of the kind.
std::string_view outcome_of(const polyaxon::error&) noexcept;

struct check_options {
    std::string base_url;  ///< http or https, ws or wss for the stream; may have a path
    std::string ca_file;   ///< only trust root; empty: the system's
    std::string token;
    std::chrono::milliseconds timeout{5'000};  ///< of a whole call, and of a whole stream
    std::size_t pipeline_depth = 1;
    int max_redirects = 0;  ///< default of the library: not followed
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

    /// The line that `probe` prints.
    std::string to_json(int number) const;
};

/// What happens between the two calls.
using pause = std::function<asio::awaitable<void>()>;

/// One v0 client: `auth.get_user()`, then `between`, then `version.get_platform_version()`. Never throws for what the server did.
asio::awaitable<finding> check_http(const check_options& options, pause between);

/// One log stream of one v0 client, without reconnects and with strict messages, to its end or 5,000 messages.
asio::awaitable<finding> check_stream(const check_options& options);

}  // namespace polyaxon::test
