#pragma once
#include "run.hpp"

#include <simdjson.h>

#include <string>

namespace peer {

/// Decodes bodies with one simdjson On-Demand parser that is kept. A body needs room for simdjson's padding behind its end, which
/// `decode` makes; a body whose string is used again has it from the second time on. Throws simdjson::simdjson_error.
class decoder {
 public:
    void decode(std::string& body, run&);
    void decode(std::string& body, page&);

 private:
    simdjson::ondemand::document document_of(std::string& body);
    simdjson::ondemand::parser parser_;
};

}  // namespace peer
