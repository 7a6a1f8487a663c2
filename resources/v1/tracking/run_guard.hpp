#pragma once
#include <polyaxon/resources/v1/tracking/run_tracker.hpp>

#include <exception>
#include <memory>
#include <string_view>

// Inside of the room.

namespace polyaxon::v1::tracking {

/// What a log_* method does: nothing without a run or with no_op, and whatever it throws is counted and told instead.
template <class F>
void guarded(const std::shared_ptr<run_tracker>& t, std::string_view what, F f) noexcept {
    if (!t || t->setup().no_op) return;
    try {
        f(*t);
    } catch (const error& e) {
        t->refuse(what, e.detail());
    } catch (const std::exception& e) {
        t->refuse(what, e.what());
    } catch (...) {
        t->refuse(what, "an unknown exception ended it");
    }
}

}  // namespace polyaxon::v1::tracking
