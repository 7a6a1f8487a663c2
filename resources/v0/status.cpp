#include <polyaxon/resources/v0/status.hpp>

#include <polyaxon/resources/v0/fields.hpp>

namespace polyaxon::v0 {

using codec::answer_only, codec::at, codec::at_uuid;

static constexpr codec::field experiment_status_fields[] = {
    at<&experiment_status::id>("id"),
    at_uuid<&experiment_status::uuid>("uuid"),
    at<&experiment_status::created_at>("created_at"),
    at<&experiment_status::message>("message"),
    at<&experiment_status::traceback>("traceback"),
    at<&experiment_status::status>("status"),
    at<&experiment_status::experiment>("experiment"),
};
std::error_code read(codec::json_in& in, experiment_status& out) {
    return codec::read_object(in, experiment_status_fields, &out);
}
void write(codec::json_out& out, const experiment_status& v) {
    codec::write_object(out, experiment_status_fields, &v);
}

static constexpr codec::field experiment_job_status_fields[] = {
    at<&experiment_job_status::id>("id"),
    at_uuid<&experiment_job_status::uuid>("uuid"),
    at<&experiment_job_status::created_at>("created_at"),
    at<&experiment_job_status::message>("message"),
    answer_only(at<&experiment_job_status::traceback>("traceback")),
    at<&experiment_job_status::status>("status"),
    at_object<&experiment_job_status::details>("details"),
    at<&experiment_job_status::job>("job"),
};
std::error_code read(codec::json_in& in, experiment_job_status& out) {
    return codec::read_object(in, experiment_job_status_fields, &out);
}
void write(codec::json_out& out, const experiment_job_status& v) {
    codec::write_object(out, experiment_job_status_fields, &v);
}

static constexpr codec::field job_status_fields[] = {
    at<&job_status::id>("id"),
    at_uuid<&job_status::uuid>("uuid"),
    at<&job_status::created_at>("created_at"),
    at<&job_status::message>("message"),
    at<&job_status::traceback>("traceback"),
    at<&job_status::status>("status"),
    at_object<&job_status::details>("details"),
    at<&job_status::job>("job"),
};
std::error_code read(codec::json_in& in, job_status& out) {
    return codec::read_object(in, job_status_fields, &out);
}
void write(codec::json_out& out, const job_status& v) { codec::write_object(out, job_status_fields, &v); }

}  // namespace polyaxon::v0
