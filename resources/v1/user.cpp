#include <polyaxon/resources/v1/user.hpp>

#include <polyaxon/codec/fields.hpp>

namespace polyaxon::v1 {

using codec::at;
using codec::field;

static constexpr field user_fields[] = {
    at<&user::username>("username"), at<&user::email>("email"), at<&user::name>("name"),
    at<&user::kind>("kind"),         at<&user::theme>("theme"), at<&user::organization>("organization"),
};
std::error_code read(codec::json_in& in, user& out) { return read_object(in, user_fields, &out); }
void write(codec::json_out& out, const user& v) { write_object(out, user_fields, &v); }

static constexpr field auth_fields[] = {at<&auth::token>("token")};
std::error_code read(codec::json_in& in, auth& out) { return read_object(in, auth_fields, &out); }
void write(codec::json_out& out, const auth& v) { write_object(out, auth_fields, &v); }

}  // namespace polyaxon::v1
