#pragma once
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/stream_options.hpp>

#include <memory>
#include <utility>
#include <vector>

namespace polyaxon::v0 {

/// Mechanism of the log methods; `o` is a GET whose target lies under the WebSocket base. What it was refused for is thrown by the first `next`.
stream<log_message> open_logs(const std::shared_ptr<resources::core>&, resources::outgoing o, logs_options);
stream<std::vector<container_resources>> open_resources(const std::shared_ptr<resources::core>&,
                                                        resources::outgoing o, resources_options);

/// A log method is one line:
///
///     return open_logs(core_, rows::logs_stream, segments(username, project_name, experiment_id), options);
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
