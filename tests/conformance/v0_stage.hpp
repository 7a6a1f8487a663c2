#pragma once
#include "conformance/v0_setup.hpp"
#include "conformance/v0_steps.hpp"

#include <cstddef>
#include <vector>

namespace conformance::v0 {

/// Makes the recorded calls, one after the other, with one client; what was queued is drained, what goes on by itself is let go on for
/// `requests` periods of a second. Time of the client's own work is that of `with.clock`, which jumps whenever nothing is under way: nothing sleeps.
/// Throws `mismatch` where a result differs.
void perform(const std::vector<step>& steps, const setup& with, std::size_t requests);

/// Puts the recorded messages of a stream into the step that opens it.
void expect_messages(std::vector<step>& steps, const json& messages);

}  // namespace conformance::v0
