#include <polyaxon/resources/v0/auth.hpp>

#include <polyaxon/codec/fields.hpp>

namespace polyaxon::v0 {

using codec::at;

static constexpr codec::field access_token_fields[] = {
    at<&access_token::username>("username"),
    at<&access_token::token>("token"),
};
std::error_code read(codec::json_in& in, access_token& out) {
    return codec::read_object(in, access_token_fields, &out);
}
void write(codec::json_out& out, const access_token& v) { codec::write_object(out, access_token_fields, &v); }

// Views are written only: what is read has no owner to view.
static constexpr codec::field credentials_fields[] = {
    {"username", nullptr, &codec::member<&credentials::username>::to, nullptr},
    {"password", nullptr, &codec::member<&credentials::password>::to, nullptr},
};
void write(codec::json_out& out, const credentials& v) { codec::write_object(out, credentials_fields, &v); }

}  // namespace polyaxon::v0
