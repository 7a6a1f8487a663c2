#include <polyaxon/resources/v0/user.hpp>

#include <polyaxon/codec/fields.hpp>

namespace polyaxon::v0 {

using codec::at;

static constexpr codec::field user_fields[] = {
    at<&user::username>("username"),
    at<&user::email>("email"),
    at<&user::is_superuser>("is_superuser"),
};
std::error_code read(codec::json_in& in, user& out) { return codec::read_object(in, user_fields, &out); }
void write(codec::json_out& out, const user& v) { codec::write_object(out, user_fields, &v); }

}  // namespace polyaxon::v0
