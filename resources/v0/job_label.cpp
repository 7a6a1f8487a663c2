#include <polyaxon/resources/v0/job_label.hpp>

#include <polyaxon/codec/fields.hpp>

namespace polyaxon::v0 {

using codec::at, codec::at_uuid;

static constexpr codec::field job_label_fields[] = {
    at<&job_label::app>("app"),
    at<&job_label::project_name>("project_name"),
    at<&job_label::experiment_group_name>("experiment_group_name"),
    at<&job_label::experiment_name>("experiment_name"),
    at<&job_label::job_name>("job_name"),
    at_uuid<&job_label::project_uuid>("project_uuid"),
    at_uuid<&job_label::experiment_group_uuid>("experiment_group_uuid"),
    at_uuid<&job_label::experiment_uuid>("experiment_uuid"),
    at_uuid<&job_label::job_uuid>("job_uuid"),
    at<&job_label::task_type>("task_type"),
    at<&job_label::task_idx>("task_idx"),
    at<&job_label::role>("role"),
    at<&job_label::type>("type"),
};
std::error_code read(codec::json_in& in, job_label& out) {
    return codec::read_object(in, job_label_fields, &out);
}
// Kubernetes takes no label without a value.
void write(codec::json_out& out, const job_label& v) {
    codec::json_out compact(out.text());
    codec::write_object(compact, job_label_fields, &v);
}

}  // namespace polyaxon::v0
