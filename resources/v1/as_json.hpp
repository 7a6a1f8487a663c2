#pragma once
#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/json.hpp>

namespace polyaxon::v1 {

/// A value as JSON: a body that gets more members, a list of texts.
///
///     body.set("tags", as_json(resources::split_list("nightly, best")));
template <class T>
json as_json(const T& value) {
    return json::raw(codec::to_json(value));
}

}  // namespace polyaxon::v1
