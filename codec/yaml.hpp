#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/result.hpp>

namespace polyaxon::codec {

/// One YAML document (or JSON, which is YAML) as JSON text. Plain scalars follow the YAML 1.2 core schema (null, true, 12, 1.5; all else text).
/// `decode` with line and column for broken text, aliases and anchors, nesting beyond 64, more than 1 MiB, or a second document.
result<json> yaml_to_json(std::string_view text);

}  // namespace polyaxon::codec
