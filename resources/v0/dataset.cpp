#include <polyaxon/resources/v0/dataset.hpp>

#include <polyaxon/codec/fields.hpp>

namespace polyaxon::v0 {

using codec::at, codec::at_uuid;

static constexpr codec::field dataset_fields[] = {
    at_uuid<&dataset::uuid>("uuid"),
    at<&dataset::name>("name"),
    at<&dataset::description>("description"),
    at<&dataset::is_public>("is_public"),
};
std::error_code read(codec::json_in& in, dataset& out) {
    return codec::read_object(in, dataset_fields, &out);
}
void write(codec::json_out& out, const dataset& v) { codec::write_object(out, dataset_fields, &v); }

}  // namespace polyaxon::v0
