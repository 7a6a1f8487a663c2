#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v0 {

/// A metric to report.
using metric_value = std::pair<std::string_view, double>;

/// Values that an experiment reported at one moment.
struct experiment_metric {
    std::int64_t id = 0;
    std::optional<std::string> uuid;  ///< never sent by the 0.5 servers
    std::int64_t experiment = 0;      ///< id of its experiment
    std::optional<timestamp> created_at;
    /// {"loss": 0.1}, keys in the order of the server. Numbers are kept as text: 1e308 comes back as an integer of 309 digits,
    /// which `as<double>()` reads.
    json values;
};
std::error_code read(codec::json_in&, experiment_metric&);
void write(codec::json_out&, const experiment_metric&);

}  // namespace polyaxon::v0
