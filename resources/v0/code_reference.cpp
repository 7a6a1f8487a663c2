#include <polyaxon/resources/v0/code_reference.hpp>

#include <polyaxon/codec/fields.hpp>

namespace polyaxon::v0 {

using codec::answer_only, codec::at;

static constexpr codec::field code_reference_fields[] = {
    at<&code_reference::id>("id"),
    at<&code_reference::branch>("branch"),
    at<&code_reference::commit>("commit"),
    at<&code_reference::head>("head"),
    at<&code_reference::is_dirty>("is_dirty"),
    at<&code_reference::git_url>("git_url"),
    answer_only(at<&code_reference::repo>("repo")),
    answer_only(at<&code_reference::external_repo>("external_repo")),
};
std::error_code read(codec::json_in& in, code_reference& out) {
    return codec::read_object(in, code_reference_fields, &out);
}
void write(codec::json_out& out, const code_reference& v) {
    codec::write_object(out, code_reference_fields, &v);
}

}  // namespace polyaxon::v0
