#pragma once
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/send.hpp>

#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

// Logs, events and artifacts of a run lie below S = /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}, which may be served by another
// host than the API: the agent that runs it.
//
//     const auto at = co_await place_of(state, call);
//     auto logs = co_await send_to(at, rows::get_run_logs, std::move(query), call.view());

namespace polyaxon::v1 {

struct run_state;

/// Where the streams of one run are.
struct streams_place {
    std::shared_ptr<resources::core> core;
    std::string name_space;  ///< `settings.namespace` of the run, else "polyaxon"
    std::string owner, project, uuid;
    std::optional<std::string> connection;  ///< name of the run's artifacts store, for the query `connection`
    std::shared_ptr<const codec::destination> agent;  ///< null: the client's own server

    /// Host, path prefix and credentials of requests and WebSockets. Valid as long as the place.
    const codec::destination& destination() const { return agent ? *agent : core->ready().to; }
};

/// Whether methods of the run send anything: it is neither offline nor no_op. Finds the target.
bool sends(run_state&);

/// Finds it; GETs the run when its settings are not known. Throws `context` for an unknown project or run, and what the GET throws. For a
/// target that is neither offline nor no_op.
///
/// `settings.agent.url` of the run, unless in_cluster, becomes the destination, as in the reference. The url is an assertion of the API's
/// server, which has the token anyway, so the token goes there as well, but only where it cannot be read on the way and the url was
/// not tampered with any easier than the API: over https, or on the API's own host when that is not https either. To any other agent the request goes without
/// credentials, and the observer is warned. An agent that is no http or https URL is a `decode` error.
awaitable<streams_place> place_of(std::shared_ptr<run_state>, resources::owned_call);
/// The same on the agent of that uuid, if any: GET /api/v1/orgs/{owner}/agents/{uuid} says where it is. The run's own agent and
/// store do not count then.
awaitable<streams_place> place_of(std::shared_ptr<run_state>, resources::owned_call, std::string agent);

/// As resources::perform, at `to` instead of the client's own server when not null.
template <class Out>
awaitable<std::conditional_t<std::is_same_v<Out, resources::none>, void, Out>> perform_at(
    std::shared_ptr<resources::core> c, std::shared_ptr<const codec::destination> to, resources::outgoing o) {
    o.rarely().elsewhere = std::move(to);
    return resources::perform<Out>(std::move(c), std::move(o));
}

/// A request of any path to the place.
template <class E>
resources::outgoing outgoing_at(const streams_place& at, const E&,
                                const resources::path_arguments<E::arguments>& path, resources::message m,
                                const call_options& o) {
    return resources::outgoing(at.core->how(), E::method, E::path, path.view(), std::move(m), o);
}

/// Sends a row below S; `more` are its path arguments behind the uuid.
template <class E, class... More>
auto send_to(const streams_place& at, const E& row, resources::message m, const call_options& o,
             const More&... more) {
    return perform_at<typename E::out>(
        at.core, at.agent,
        outgoing_at(at, row, {at.name_space, at.owner, at.project, at.uuid, more...}, std::move(m), o));
}

}  // namespace polyaxon::v1
