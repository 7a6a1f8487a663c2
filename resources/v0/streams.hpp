#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/stream.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

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
    /// client), until ten tries in a row have failed (`call.max_attempts` sets another number). A refusal that will not change ends the stream.
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

/// Mechanism of the log methods; `o` is a GET whose target lies under the WebSocket base. What it was refused for is thrown by the first `next`.
stream<log_message> open_logs(const std::shared_ptr<resources::core>&, resources::outgoing o, logs_options);
stream<std::vector<container_resources>> open_resources(const std::shared_ptr<resources::core>&,
                                                        resources::outgoing o, resources_options);

/// A log method is one line:
///
///     return open_logs(core_, rows::logs_stream, {segment(username), segment(project_name), segment(experiment_id)}, options);
template <class E>
stream<log_message> open_logs(const std::shared_ptr<resources::core>& c, const E&,
                              const resources::path_arguments<E::arguments>& path, logs_options options) {
    return open_logs(
        c, resources::outgoing(c->how(), E::method, E::path, path.view(), resources::message(), options.call),
        options);
}
template <class E>
stream<std::vector<container_resources>> open_resources(const std::shared_ptr<resources::core>& c, const E&,
                                                        const resources::path_arguments<E::arguments>& path,
                                                        resources_options options) {
    return open_resources(
        c, resources::outgoing(c->how(), E::method, E::path, path.view(), resources::message(), options.call),
        options);
}

}  // namespace polyaxon::v0
