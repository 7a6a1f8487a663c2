#include <polyaxon/resources/v0/pod_resources.hpp>

#include <polyaxon/codec/fields.hpp>

namespace polyaxon::v0 {

using codec::at;

static constexpr codec::field k8s_resources_fields[] = {
    at<&k8s_resources::limits>("limits"),
    at<&k8s_resources::requests>("requests"),
};
std::error_code read(codec::json_in& in, k8s_resources& out) {
    return codec::read_object(in, k8s_resources_fields, &out);
}
// The platform wants absent parts left out, never null, whatever the rest of the body does.
void write(codec::json_out& out, const k8s_resources& v) {
    codec::json_out compact(out.text());
    codec::write_object(compact, k8s_resources_fields, &v);
}

static constexpr codec::field pod_resources_fields[] = {
    at<&pod_resources::cpu>("cpu"),
    at<&pod_resources::memory>("memory"),
    at<&pod_resources::gpu>("gpu"),
    at<&pod_resources::tpu>("tpu"),
};
std::error_code read(codec::json_in& in, pod_resources& out) {
    return codec::read_object(in, pod_resources_fields, &out);
}
void write(codec::json_out& out, const pod_resources& v) {
    codec::json_out compact(out.text());
    codec::write_object(compact, pod_resources_fields, &v);
}

}  // namespace polyaxon::v0
