#pragma once
#include <polyaxon/codec/error.hpp>

#include <gtest/gtest.h>

/// The kind of the error that `f` throws; a failure when it throws none.
template <class F>
polyaxon::errc thrown(F f) {
    try {
        f();
    } catch (const polyaxon::error& e) {
        return e.kind();
    }
    ADD_FAILURE() << "nothing was thrown";
    return polyaxon::errc{};
}
