#pragma once
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v1/as_json.hpp>
#include <polyaxon/resources/v1/list_options.hpp>

// What v1 sends beside path arguments.

namespace polyaxon::v1 {

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
