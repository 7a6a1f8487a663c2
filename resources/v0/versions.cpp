#include <polyaxon/resources/v0/versions.hpp>

#include <polyaxon/resources/v0/fields.hpp>

namespace polyaxon::v0 {

using codec::at;

static constexpr codec::field cli_version_fields[] = {
    at<&cli_version::latest_version>("latest_version"),
    at<&cli_version::min_version>("min_version"),
};
std::error_code read(codec::json_in& in, cli_version& out) {
    return codec::read_object(in, cli_version_fields, &out);
}
void write(codec::json_out& out, const cli_version& v) { codec::write_object(out, cli_version_fields, &v); }

static constexpr codec::field platform_version_fields[] = {
    at<&platform_version::latest_version>("latest_version"),
    at<&platform_version::min_version>("min_version"),
};
std::error_code read(codec::json_in& in, platform_version& out) {
    return codec::read_object(in, platform_version_fields, &out);
}
void write(codec::json_out& out, const platform_version& v) {
    codec::write_object(out, platform_version_fields, &v);
}

static constexpr codec::field lib_version_fields[] = {
    at<&lib_version::latest_version>("latest_version"),
    at<&lib_version::min_version>("min_version"),
};
std::error_code read(codec::json_in& in, lib_version& out) {
    return codec::read_object(in, lib_version_fields, &out);
}
void write(codec::json_out& out, const lib_version& v) { codec::write_object(out, lib_version_fields, &v); }

static constexpr codec::field chart_version_fields[] = {
    at<&chart_version::version>("version"),
};
std::error_code read(codec::json_in& in, chart_version& out) {
    return codec::read_object(in, chart_version_fields, &out);
}
void write(codec::json_out& out, const chart_version& v) {
    codec::write_object(out, chart_version_fields, &v);
}

static constexpr codec::field log_handler_fields[] = {
    at<&log_handler::dsn>("dsn"),
    at<&log_handler::environment>("environment"),
    at_object<&log_handler::tags>("tags"),
};
std::error_code read(codec::json_in& in, log_handler& out) {
    return codec::read_object(in, log_handler_fields, &out);
}
void write(codec::json_out& out, const log_handler& v) { codec::write_object(out, log_handler_fields, &v); }

}  // namespace polyaxon::v0
