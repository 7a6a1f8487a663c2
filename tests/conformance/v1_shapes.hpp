#pragma once
#include "conformance/replay.hpp"

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/v1.hpp>

// Results as JSON: as the structs write them, null members left out.

namespace conformance::v1 {

template <class T>
json shape(const T& value) {
    return json::raw(polyaxon::codec::to_json(value));
}
template <class T>
json shape(const polyaxon::page<T>& value) {
    auto results = json::array();
    for (const auto& r : value.results) results.push(shape(r));
    auto out = json::object().set("results", results);
    if (value.count) out.set("count", *value.count);
    if (value.next) out.set("next", *value.next);
    if (value.previous) out.set("previous", *value.previous);
    return out;
}

template <class T>
json decoded(const json& body, const T*) {
    T value;
    polyaxon::codec::json_parser parser;
    if (parser.parse_text(body.text(), value)) throw mismatch("the record's answer: " + parser.what());
    return shape(value);
}
/// A page taken apart by hand, so that the library's own reader of pages is not compared with itself.
template <class T>
json decoded(const json& body, const polyaxon::page<T>*) {
    auto results = json::array();
    for (const auto& r : body.at("results").elements())
        results.push(decoded(r, static_cast<const T*>(nullptr)));
    auto out = json::object().set("results", results);
    for (const char* key : {"count", "next", "previous"})
        if (auto v = member(body, key); !v.is_null()) out.set(key, v);
    return out;
}

template <class T>
asio::awaitable<json> shaped(asio::awaitable<T> call) {
    const T value = co_await std::move(call);
    co_return shape(value);
}
inline asio::awaitable<json> shaped(asio::awaitable<void> call) {
    co_await std::move(call);
    co_return json();
}

template <class T>
json expected_body(std::string_view body) {
    if constexpr (std::is_void_v<T>)
        return json();
    else
        return decoded(json::parse(body), static_cast<const T*>(nullptr));
}

}  // namespace conformance::v1
