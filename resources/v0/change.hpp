#pragma once
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/background.hpp>
#include <polyaxon/resources/v0/core.hpp>

#include <memory>
#include <utility>

// How a v0 method that changes something is sent: at once, or by the background worker.

namespace polyaxon::v0 {

/// How a change travels. `periodic` is for metrics and logs alone.
struct manner {
    bool background = false, periodic = false;
};

void give_to_worker(core&, resources::outgoing, manner);

template <class Out>
awaitable<Out> leave_to_background(std::shared_ptr<resources::core> c, resources::outgoing o, manner how) {
    give_to_worker(static_cast<core&>(*c), std::move(o), how);
    co_return Out{};
}

/// One change: send(core, row, path arguments, message, options), or, in the background, a default result at once.
template <class E>
awaitable<typename E::out> change(const std::shared_ptr<resources::core>& c, const E&,
                                  const resources::path_arguments<E::arguments>& path, resources::message m,
                                  manner how, const call_options& options) {
    resources::outgoing o(c->how(), E::method, E::path, path.view(), std::move(m), options);
    if (how.background || how.periodic) return leave_to_background<typename E::out>(c, std::move(o), how);
    return resources::perform<typename E::out>(c, std::move(o));
}
template <class E>
awaitable<typename E::out> change(const std::shared_ptr<resources::core>& c, const E& row,
                                  const resources::path_arguments<E::arguments>& path, bool background,
                                  const call_options& options) {
    return change(c, row, path, resources::message(), manner{background}, options);
}

}  // namespace polyaxon::v0
