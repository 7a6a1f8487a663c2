#pragma once
#include <polyaxon/async/as_result.hpp>

#include <type_traits>
#include <utility>

namespace polyaxon::resources {

/// The error of a writing call, with a better detail where the server hides what happened: haupt tells a 404 or a 500 of POST, PUT,
/// PATCH and DELETE as a 405 with an empty text/html body, because its error pages only take GET. A true 405 has a JSON body and
/// stays as it is. Status and kind are the server's.
error explain_hidden_status(const error&);
/// The same in place.
void explain_hidden_status(error_info&);

/// The same for a call under way.
template <class T>
awaitable<T> explaining_hidden_status(awaitable<T> call) {
    // Thrown behind the handler: an exception thrown inside would carry the first one with it.
    std::optional<error> failed;
    try {
        if constexpr (std::is_void_v<T>) {
            co_await std::move(call);
            co_return;
        } else {
            co_return co_await std::move(call);
        }
    } catch (const error& e) {
        failed = explain_hidden_status(e);
    }
    throw *failed;
}

}  // namespace polyaxon::resources
