#pragma once
#include <polyaxon/resources/hidden_status.hpp>
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v1/list_options.hpp>

// How v1 sends: as all of the library, and a write explains statuses that the server hides.

namespace polyaxon::v1 {

template <class E>
auto ask(const std::shared_ptr<resources::core>& c, const E& row,
         const resources::path_arguments<E::arguments>& path, resources::message m,
         const call_options& options) {
    if constexpr (codec::safe(E::method))
        return resources::send(c, row, path, std::move(m), options);
    else
        return resources::explaining_hidden_status(resources::send(c, row, path, std::move(m), options));
}
template <class E>
auto ask(const std::shared_ptr<resources::core>& c, const E& row,
         const resources::path_arguments<E::arguments>& path, const call_options& options) {
    return ask(c, row, path, resources::message(), options);
}

/// Only what is set, in the order of the Python SDK.
resources::message query_of(const list_options&);

/// A body as JSON text.
template <class T>
resources::message body_of(const T& value) {
    resources::message m;
    m.json(value);
    return m;
}

}  // namespace polyaxon::v1
