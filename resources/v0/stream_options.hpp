#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/resources/stream.hpp>

#include <optional>
#include <string>
#include <system_error>
#include <type_traits>
#include <vector>

namespace polyaxon::codec {
class json_in;
}

namespace polyaxon::v0 {

struct container_resources;

/// One message of a log stream: lines, a change of phase, or both. `status` is "error" when the server gives up, with the reason in
/// `log_lines`. A text comes as one element, with its line breaks.
struct log_message {
    std::optional<std::string> status;
    std::vector<std::string> log_lines;
};
std::error_code read(codec::json_in&, log_message&);

/// Of log streams.
struct logs_options {
    /// A connection that was lost is opened again, after pauses that grow (full jitter between `retry.base_delay` and `retry.max_delay` of the
    /// client), until ten losses in a row; the first opening is tried as often as any GET of the client (`retry.max_attempts`).
    /// A loss begins the row anew when since the one before something came that is certainly new,
    /// or the connection had held ten seconds; a server that sends the same again and drops is left after ten. Pauses grow until one held ten seconds.
    /// `call.max_attempts` sets another number for both. Tried again is what was lost or could not be reached, 408, 425, 429 and 5xx, and codes 1011 to 1014. Anything else ends the stream.
    ///
    /// The protocol has no position to resume from, so what can be known is this: when the new connection begins with the lines that were
    /// handed out already, those are left out (`stats().repeated`) and the stream goes on where it was; when it begins with anything else,
    /// all of it is handed out and counted as a gap (`stats().gaps`): lines may be missing between, or come twice. The first 65,536 lines are
    /// remembered, by their hashes; after more, a reconnect that shows them again goes on behind the last remembered one and counts a gap.
    bool reconnect = true;
    /// A message that is not JSON of the expected shape ends the stream as `decode`; else it is left out and counted.
    bool strict = false;
    /// `timeout` bounds the whole stream, from the first `next` on; 0: no limit (then opening alone is bounded, by the client's).
    call_options call = {};
};

/// Of streams of resources. Each message is complete in itself, so after a reconnect nothing can be repeated.
struct resources_options {
    bool reconnect = true;  ///< as of logs_options
    bool strict = false;
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<logs_options>);
static_assert(std::is_trivially_destructible_v<resources_options>);

}  // namespace polyaxon::v0
