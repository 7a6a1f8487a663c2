#include <polyaxon/resources/v1/installation.hpp>

#include <polyaxon/codec/fields.hpp>

namespace polyaxon::v1 {

using codec::at;

static constexpr codec::field installation_fields[] = {
    at<&installation::key>("key"),
    at<&installation::version>("version"),
    at<&installation::dist>("dist"),
    at<&installation::mode>("mode"),
    at<&installation::host>("host"),
    at<&installation::hmac>("hmac"),
    at<&installation::orgs>("orgs"),
    at<&installation::auth>("auth"),
    at<&installation::single_url>("singleUrl"),
    at<&installation::default_streams_url>("defaultStreamsUrl"),
};
static constexpr codec::field range_fields[] = {
    at<&version_range::min>("min"),
    at<&version_range::latest>("latest"),
};
static constexpr codec::field compatibility_fields[] = {
    at<&compatibility::cli>("cli"),
    at<&compatibility::platform>("platform"),
    at<&compatibility::agent>("agent"),
    at<&compatibility::ui>("ui"),
};

std::error_code read(codec::json_in& in, installation& out) {
    return read_object(in, installation_fields, &out);
}
void write(codec::json_out& out, const installation& v) { write_object(out, installation_fields, &v); }
std::error_code read(codec::json_in& in, version_range& out) { return read_object(in, range_fields, &out); }
void write(codec::json_out& out, const version_range& v) { write_object(out, range_fields, &v); }
std::error_code read(codec::json_in& in, compatibility& out) {
    return read_object(in, compatibility_fields, &out);
}
void write(codec::json_out& out, const compatibility& v) { write_object(out, compatibility_fields, &v); }

}  // namespace polyaxon::v1
