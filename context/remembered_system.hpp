#pragma once
#include <polyaxon/context/system.hpp>

#include <memory>

namespace polyaxon::context {

/// `machine` as it was when it was asked first: each variable, file and folder is looked at once, and later questions are answered from
/// memory. A context can so be resolved again, with other arguments, without I/O and without a change of what it found. Thread-safe.
/// What it remembers may hold tokens; it shows them to nobody but its caller.
std::shared_ptr<const system> remembering(std::shared_ptr<const system> machine);

}  // namespace polyaxon::context
