#pragma once
#include <optional>
#include <system_error>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v0 {

/// What a container asks for and may use at most, in the unit of its resource: cores, mebibytes, cards.
struct k8s_resources {
    std::optional<double> limits, requests;
};
std::error_code read(codec::json_in&, k8s_resources&);
void write(codec::json_out&, const k8s_resources&);

struct pod_resources {
    std::optional<k8s_resources> cpu, memory, gpu, tpu;
};
std::error_code read(codec::json_in&, pod_resources&);
void write(codec::json_out&, const pod_resources&);

}  // namespace polyaxon::v0
