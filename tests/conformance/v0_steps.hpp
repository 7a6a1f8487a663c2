#pragma once
#include "conformance/v0_compare.hpp"
#include "conformance/v0_methods.hpp"

#include <vector>

namespace conformance::v0 {

/// One call of a case with what the record says of it.
struct step {
    const method* what = nullptr;
    json arguments;
    expectation expected;
    bool queued = false;     ///< left to the client's worker: nothing comes out
    bool heartbeat = false;  ///< goes on by itself from then on
};

/// The calls of a case, `repeat_args` written out. Throws `mismatch` for a method that the client does not have.
std::vector<step> steps_of(const json& a_case, const std::vector<json>& answers);
/// `[first, second, {"$note": "continues likewise, N calls in all"}]` as N elements; numbers go on as from first to second.
std::vector<json> written_out(const std::vector<json>& repeated);

/// `many` as a list, or `one` alone, or nothing.
std::vector<json> list_of(const json& a_case, std::string_view many, std::string_view one);

}  // namespace conformance::v0
