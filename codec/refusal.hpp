#pragma once
#include <polyaxon/codec/error.hpp>

#include <string>
#include <system_error>

namespace polyaxon {

/// A failure that no answer of a server told, to be thrown: its kind, one line that says what was wrong and what to do, and the system's
/// code beneath, if any.
///
///     throw failed(errc::decode, "the lineage in the version's meta_info: " + parser.what());
error failed(errc kind, std::string detail, std::error_code cause = {});

/// The same of `invalid_argument`: what was given, or a file of this machine, cannot be used.
///
///     throw refused("there is no polyaxonfile \"" + path + "\"");
error refused(std::string why, std::error_code cause = {});

}  // namespace polyaxon
