#include <polyaxon/resources/v0/group_status.hpp>

#include <polyaxon/resources/v0/fields.hpp>

namespace polyaxon::v0 {

using codec::at, codec::at_uuid;

static constexpr codec::field group_status_fields[] = {
    at<&group_status::id>("id"),
    at_uuid<&group_status::uuid>("uuid"),
    at<&group_status::created_at>("created_at"),
    at<&group_status::status>("status"),
    at<&group_status::message>("message"),
    at<&group_status::traceback>("traceback"),
    at_object<&group_status::details>("details"),
    at<&group_status::experiment_group>("experiment_group"),
};
std::error_code read(codec::json_in& in, group_status& out) {
    return codec::read_object(in, group_status_fields, &out);
}
void write(codec::json_out& out, const group_status& v) { codec::write_object(out, group_status_fields, &v); }

}  // namespace polyaxon::v0
