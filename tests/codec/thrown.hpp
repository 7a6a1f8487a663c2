#pragma once
#include <polyaxon/codec/error.hpp>

/// The kind of the error that `f` throws; errc{} is none of them: nothing was thrown.
template <class F>
polyaxon::errc thrown(F f) {
    try {
        f();
    } catch (const polyaxon::error& e) {
        return e.kind();
    }
    return polyaxon::errc{};
}
