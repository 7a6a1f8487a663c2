#pragma once
#include <polyaxon/async/as_result.hpp>

#include <exception>
#include <type_traits>
#include <utility>

// Inside of the room: calls whose errors wait for who awaits them, as those of all other calls do.

namespace polyaxon::v0::tracking {

/// Fails as `why`; with none it gives a default value.
template <class T>
awaitable<T> carried(std::exception_ptr why = nullptr) {
    if (why) std::rethrow_exception(why);
    if constexpr (std::is_void_v<T>) {
        co_return;
    } else {
        T out{};
        co_return std::move(out);
    }
}

/// The awaitable that `make` gives, or one that fails as what it throws.
template <class Make>
auto carrying(Make make) -> decltype(make()) {
    using value = typename decltype(make())::value_type;
    std::exception_ptr why;
    try {
        return make();
    } catch (...) {
        why = std::current_exception();
    }
    return carried<value>(std::move(why));
}

}  // namespace polyaxon::v0::tracking
