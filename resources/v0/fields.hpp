#pragma once
#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/page.hpp>

#include <string_view>
#include <system_error>

namespace polyaxon::v0 {

/// A row for a free-form member that must be an object (or null): anything else there is an error that names the key.
template <auto Member>
constexpr codec::field at_object(std::string_view key) {
    auto row = codec::at<Member>(key);
    row.read = [](codec::json_in& in, void* self) -> std::error_code {
        auto& value = codec::member<Member>::of(self);
        if (const auto ec = codec::read(in, value)) return ec;
        return value.is_object() || value.is_null() ? std::error_code{} : in.fail("expected an object");
    };
    return row;
}

}  // namespace polyaxon::v0
