#include <polyaxon/resources/v0/container_resources.hpp>

#include <polyaxon/codec/fields.hpp>

namespace polyaxon::v0 {

using codec::at, codec::at_uuid;

static constexpr codec::field container_gpu_resources_fields[] = {
    at<&container_gpu_resources::index>("index"),
    at<&container_gpu_resources::uuid>("uuid"),
    at<&container_gpu_resources::name>("name"),
    at<&container_gpu_resources::minor>("minor"),
    at<&container_gpu_resources::bus_id>("bus_id"),
    at<&container_gpu_resources::serial>("serial"),
    at<&container_gpu_resources::temperature_gpu>("temperature_gpu"),
    at<&container_gpu_resources::utilization_gpu>("utilization_gpu"),
    at<&container_gpu_resources::power_draw>("power_draw"),
    at<&container_gpu_resources::power_limit>("power_limit"),
    at<&container_gpu_resources::memory_free>("memory_free"),
    at<&container_gpu_resources::memory_used>("memory_used"),
    at<&container_gpu_resources::memory_total>("memory_total"),
    at<&container_gpu_resources::memory_utilization>("memory_utilization"),
    at<&container_gpu_resources::processes>("processes"),
};
std::error_code read(codec::json_in& in, container_gpu_resources& out) {
    return codec::read_object(in, container_gpu_resources_fields, &out);
}
void write(codec::json_out& out, const container_gpu_resources& v) {
    codec::write_object(out, container_gpu_resources_fields, &v);
}

static constexpr codec::field container_resources_fields[] = {
    at_uuid<&container_resources::job_uuid>("job_uuid"),
    at_uuid<&container_resources::experiment_uuid>("experiment_uuid"),
    at<&container_resources::job_name>("job_name"),
    at<&container_resources::container_id>("container_id"),
    at<&container_resources::n_cpus>("n_cpus"),
    at<&container_resources::cpu_percentage>("cpu_percentage"),
    at<&container_resources::percpu_percentage>("percpu_percentage"),
    at<&container_resources::memory_used>("memory_used"),
    at<&container_resources::memory_limit>("memory_limit"),
    at<&container_resources::gpu_resources>("gpu_resources"),
};
std::error_code read(codec::json_in& in, container_resources& out) {
    return codec::read_object(in, container_resources_fields, &out);
}
void write(codec::json_out& out, const container_resources& v) {
    codec::write_object(out, container_resources_fields, &v);
}

}  // namespace polyaxon::v0
