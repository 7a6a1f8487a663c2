#include <polyaxon/resources/v1/project.hpp>

#include <polyaxon/resources/v1/fields.hpp>

namespace polyaxon::v1 {

using codec::at;

// In the order of the server's answer to a GET; what the community edition never sends comes last.
static constexpr codec::field project_fields[] = {
    at_filled<&project::uuid>("uuid"),
    at<&project::name>("name"),
    at<&project::description>("description"),
    at<&project::tags>("tags"),
    at<&project::user>("user"),
    at<&project::created_at>("created_at"),
    at<&project::updated_at>("updated_at"),
    at<&project::readme>("readme"),
    at<&project::live_state>("live_state"),
    at<&project::bookmarked>("bookmarked"),
    at<&project::owner>("owner"),
    at<&project::is_public>("is_public"),
    at<&project::excluded_features>("excluded_features"),
    at<&project::excluded_runtimes>("excluded_runtimes"),
    at<&project::archived_deletion_interval>("archived_deletion_interval"),
    at<&project::settings>("settings"),
    at<&project::role>("role"),
    at<&project::contributors>("contributors"),
};

std::error_code read(codec::json_in& in, project& out) { return read_object(in, project_fields, &out); }
void write(codec::json_out& out, const project& v) { write_object(out, project_fields, &v); }

}  // namespace polyaxon::v1
