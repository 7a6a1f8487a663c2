#include <polyaxon/resources/v0/metric.hpp>

#include <polyaxon/resources/v0/fields.hpp>

namespace polyaxon::v0 {

using codec::at, codec::at_uuid;

static constexpr codec::field experiment_metric_fields[] = {
    at<&experiment_metric::id>("id"),
    at<&experiment_metric::created_at>("created_at"),
    at_object<&experiment_metric::values>("values"),
    at<&experiment_metric::experiment>("experiment"),
    at_uuid<&experiment_metric::uuid>("uuid"),
};
std::error_code read(codec::json_in& in, experiment_metric& out) {
    return codec::read_object(in, experiment_metric_fields, &out);
}
void write(codec::json_out& out, const experiment_metric& v) {
    codec::write_object(out, experiment_metric_fields, &v);
}

}  // namespace polyaxon::v0
