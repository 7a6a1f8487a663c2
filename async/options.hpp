#pragma once
#include <polyaxon/codec/limits.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

namespace polyaxon {

// Every options struct holds only views, numbers and durations, so that a temporary of it is safe inside an expression
// with co_await (g++ 12 destroys owning aggregates twice there). Whoever takes one copies what it needs.

/// At most `calls` requests of a client, tries again included, in any window of `per`; further ones wait in line, within their deadlines.
/// The 0.5 platform answers 429 beyond 120 a minute for each user, and 30 for anonymous callers.
struct pace_options {
    std::size_t calls = 0;  ///< 0: no pace
    std::chrono::milliseconds per{60'000};
};

/// How connections are kept. Every limit is per origin unless said otherwise.
struct pool_options {
    std::size_t max_connections = 16;     ///< open at once per origin; further calls wait in line
    std::size_t max_waiting = 1'000'000;  ///< calls waiting in line; one more is `too_large`
    std::chrono::milliseconds acquire_timeout{
        0};  ///< longest wait for a connection; 0: the call's own deadline
    std::chrono::milliseconds connect_timeout{10'000};  ///< name look-up, TCP and TLS of one connection
    std::chrono::milliseconds idle_timeout{
        30'000};  ///< an idle connection is closed after this, or 1 s before the server's Keep-Alive hint
    std::chrono::milliseconds max_lifetime{3'600'000};  ///< no connection is used beyond this age
    std::size_t pipeline_depth = 1;  ///< GET and HEAD in flight on one connection; 1: no pipelining
    pace_options pace = {};          ///< of the whole client: `.pool = {.pace = {.calls = 120}}`
};

/// How much of one answer is taken: `{.limits = {.body = 256 * 1024 * 1024}}`.
using limit_options = codec::http_limits;

/// TLS 1.2 at least, verified by default: chain, dates, host name or IP address.
struct tls_options {
    std::optional<bool> verify = {};  ///< false turns verification off, and is logged once
    std::string_view ca_file =
        {};  ///< PEM file that replaces the system's roots; unreadable or empty is an error
    std::string_view cert_file = {}, key_file = {};  ///< client certificate chain and key, PEM
    std::optional<bool> check_host = {};             ///< false keeps the chain check but not the name
    std::string_view server_name = {};               ///< SNI and name to check instead of the host
};

struct proxy_options {
    bool from_environment = true;  ///< HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY as curl and Go read them
    std::string_view url = {};     ///< beats the environment: "http://proxy:3128"
    std::string_view no_proxy = {};
};

/// Which calls go again is fixed (idempotent ones on 408, 425, 429, 500, 502, 503, 504 and lost connections); this says how often.
struct retry_options {
    int max_attempts = 3;                               ///< tries in all; 1 turns retries off
    std::chrono::milliseconds base_delay{100};          ///< full-jitter exponential backoff from here …
    std::chrono::milliseconds max_delay{5'000};         ///< … up to here
    std::chrono::milliseconds max_retry_after{60'000};  ///< a longer Retry-After is not waited for
    bool retry_writes = false;  ///< POST and PATCH also on 429 and 503 that carry Retry-After
    /// A 429 with Retry-After is waited for as often as the deadline allows, by every verb, and all calls of the client wait with it. It costs
    /// neither attempts nor budget.
    bool wait_for_retry_after = false;
    std::size_t budget = 100;  ///< retries in the bucket of a client; refilled by a tenth a success
};

/// What a client keeps that it is to send on its own. When a limit is reached the newest is refused, so that what was taken in stays in
/// order; it is counted (background_stats::dropped) and told to the observer.
struct background_options {
    std::size_t max_items = 100'000;           ///< single requests and entries of batches together
    std::size_t max_bytes = 64 * 1024 * 1024;  ///< their texts and what keeps them
    std::size_t batch_items = 200;             ///< entries of one periodic POST at most
    std::size_t batch_bytes = 1024 * 1024;     ///< a batch that has grown to this goes at once, too
    std::chrono::milliseconds max_outage{
        3'600'000};  ///< a server that cannot be reached at all is tried every 8 s for this long before anything is given up; 0: only the three retries
};

/// What a single call may say differently. Last member of every options struct: `{.page = 2, .call = {.timeout = 5s}}`.
struct call_options {
    std::chrono::milliseconds timeout{};  ///< of the call with all its tries; 0: the client's
    std::string_view idempotency_key{};   ///< sent as Idempotency-Key; lets a POST or PATCH go again
    std::optional<int> max_attempts{};    ///< tries in all; unset: the client's
};

static_assert(std::is_trivially_destructible_v<pool_options> &&
              std::is_trivially_destructible_v<tls_options>);
static_assert(std::is_trivially_destructible_v<proxy_options> &&
              std::is_trivially_destructible_v<retry_options>);
static_assert(std::is_trivially_destructible_v<call_options> &&
              std::is_trivially_destructible_v<background_options>);

}  // namespace polyaxon
