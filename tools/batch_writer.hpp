#pragma once
#include "batch_options.hpp"
#include "batch_report.hpp"

#include <string>
#include <vector>

namespace polyaxon::batch {

/// Writes the rows where the options say, a file whole or not at all. An error is one line for a person, else empty.
std::string write_rows(const options&, const std::vector<row>&);

}  // namespace polyaxon::batch
