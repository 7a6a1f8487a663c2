#pragma once
#include "conformance/replay.hpp"

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/streams.hpp>

#include <asio/awaitable.hpp>

#include <string>
#include <utility>

// What calls give, as JSON that compares with the record: resources with their nulls, pages as {count, next, previous,
// results}, bare responses as {"$response": {status, body}}, streams as {"$messages": […]}.

namespace conformance::v0 {

template <class T>
std::string text_of(const T& value) {
    return polyaxon::codec::to_json(value, polyaxon::codec::json_out::nulls::write);
}

/// `{"status", "log_lines"}`, the latter a list.
std::string text_of(const polyaxon::v0::log_message&);

/// Status and body, the latter as JSON where it is JSON, as text otherwise, null where it is empty.
json response_as_json(const polyaxon::response&);

template <class T>
asio::awaitable<json> as_json(asio::awaitable<T> call) {
    const T value = co_await std::move(call);
    co_return json::raw(text_of(value));
}
template <class T>
asio::awaitable<json> as_json(asio::awaitable<polyaxon::page<T>> call) {
    const polyaxon::page<T> value = co_await std::move(call);
    auto out = json::object();
    out.set("count", value.count ? json::from(*value.count) : json());
    out.set("next", value.next ? json::from(*value.next) : json());
    out.set("previous", value.previous ? json::from(*value.previous) : json());
    out.set("results", json::raw(text_of(value.results)));
    co_return out;
}
asio::awaitable<json> as_json(asio::awaitable<polyaxon::response> call);
asio::awaitable<json> as_json(asio::awaitable<void> call);

/// For functions that answer at once (get_heartbeat_url).
asio::awaitable<json> at_once(json value);

/// Every message of a stream (`next()` gives an optional), to its end.
template <class Stream>
asio::awaitable<json> collected(Stream messages) {
    std::string all = "[";
    for (;;) {
        auto call = messages.next();
        const auto one = co_await std::move(call);
        if (!one) break;
        if (all.size() > 1) all += ',';
        all += text_of(*one);
    }
    auto out = json::object();
    out.set("$messages", json::raw(all + "]"));
    co_return out;
}

}  // namespace conformance::v0
