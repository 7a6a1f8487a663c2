#pragma once
#include "conformance/replay.hpp"

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/v1.hpp>

#include <string>
#include <vector>

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

inline json shape(const json& value) { return value; }
inline json shape(const std::string& value) { return json::from(value); }
inline json shape(const polyaxon::response& value) { return json::from(value.body); }
template <class T>
json shape(const std::vector<T>& list) {
    auto out = json::array();
    for (const auto& one : list) out.push(shape(one));
    return out;
}
inline json shape(const polyaxon::v1::artifact_tree& value) {
    auto files = json::object();
    for (const auto& [name, size] : value.files) files.set(name, size);
    auto out = json::object().set("files", files).set("dirs", shape(value.dirs));
    if (value.is_done) out.set("is_done", *value.is_done);
    if (value.error) out.set("error", *value.error);
    return out;
}
inline json shape(const polyaxon::v1::run_events_answer& value) {
    return json::object().set("data", shape(value.data));
}
inline json shape(const polyaxon::v1::multi_run_events_answer& value) {
    auto of = json::object();
    for (const auto& [uuid, events] : value.data) of.set(uuid, shape(events));
    return json::object().set("data", of);
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
    else if constexpr (std::is_same_v<T, polyaxon::response>)
        return json::from(body);  // no struct: the bytes as they came
    else if constexpr (std::is_same_v<T, json>)
        return json::parse(body);
    else
        return decoded(json::parse(body), static_cast<const T*>(nullptr));
}

}  // namespace conformance::v1
