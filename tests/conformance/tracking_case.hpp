#pragma once
#include "conformance/replay.hpp"

#include <string>

namespace conformance {

/// Plays one tracking case in a process of its own, of this program, against a scripted server, and compares its results, requests, files and
/// exit code. Requests of one kind of work (direct, background, periodic, heartbeats) come in their order; those of different kinds may be mixed.
/// Throws `mismatch` and `inexpressible`.
void replay_tracking(const json& a_case);

}  // namespace conformance
