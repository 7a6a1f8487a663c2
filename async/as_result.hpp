#pragma once
#include <polyaxon/codec/result.hpp>

#include <asio/awaitable.hpp>

#include <type_traits>

namespace polyaxon {

template <class T>
using awaitable = asio::awaitable<T>;

/// The same call for who prefers values to exceptions. Only polyaxon::error becomes a result; anything else still throws.
///
///     auto r = co_await polyaxon::as_result(client.runs().get_run("acme", "vision", uuid));
template <class T>
awaitable<result<T>> as_result(awaitable<T> call) {
    try {
        if constexpr (std::is_void_v<T>) {
            co_await std::move(call);
            co_return result<void>::success();
        } else {
            co_return result<T>(co_await std::move(call));
        }
    } catch (const error& e) {
        co_return result<T>(e);
    }
}

}  // namespace polyaxon
