#pragma once
#include <polyaxon/codec/fields.hpp>

namespace polyaxon::v1 {

/// A row for plain text that is left out of what is written while it is empty (`uuid` of a body).
template <auto Member>
constexpr codec::field at_filled(std::string_view key) {
    auto row = codec::at<Member>(key);
    row.present = [](const void* self) { return !codec::member<Member>::of(self).empty(); };
    return row;
}

}  // namespace polyaxon::v1
