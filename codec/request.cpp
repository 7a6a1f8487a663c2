#include <polyaxon/codec/http_lines.hpp>
#include <polyaxon/codec/request.hpp>

#include <charconv>

namespace polyaxon::codec {
namespace {

using namespace http_lines;

/// Without the lines that say who asks: users may have put them among their own.
void append_public(std::string& out, std::string_view lines) {
    while (!lines.empty()) {
        const std::size_t end = lines.find("\r\n");
        const std::size_t size = end == lines.npos ? lines.size() : end + 2;
        const std::string_view name = lines.substr(0, std::min(lines.find(':'), size));
        if (!same(name, "authorization") && !same(name, "cookie") && !same(name, "proxy-authorization"))
            out.append(lines.substr(0, size));
        lines.remove_prefix(size);
    }
}

}  // namespace

std::string_view name(verb v) noexcept {
    switch (v) {
        case verb::get: return "GET";
        case verb::head: return "HEAD";
        case verb::post: return "POST";
        case verb::put: return "PUT";
        case verb::patch: return "PATCH";
        case verb::del: return "DELETE";
    }
    return "GET";
}

std::error_code check_header_value(std::string_view value) noexcept {
    return clean(value) ? std::error_code{} : make_error_code(errc::invalid_argument);
}

std::error_code append_header(std::string& headers, std::string_view name, std::string_view value) {
    if (!is_token(name) || same(name, "host") || same(name, "content-length") ||
        same(name, "transfer-encoding"))
        return errc::invalid_argument;
    if (auto ec = check_header_value(value)) return ec;
    headers.append(name).append(": ").append(value).append("\r\n");
    return {};
}

destination make_destination(origin where) {
    destination d;
    d.host = where.host_header();
    d.where = std::move(where);
    return d;
}

namespace {

/// All of it but the body, with room made for `held` bytes of one.
void write_head(const destination& to, const request& r, std::string& out, bool with_secrets,
                std::size_t held, const std::uint64_t* length) {
    const std::string_view authorization = !with_secrets             ? std::string_view{}
                                           : r.authorization.empty() ? to.authorization
                                                                     : r.authorization;
    const std::size_t need = out.size() + to.base.size() + r.target.size() + to.host.size() +
                             to.headers.size() + authorization.size() + to.secret_headers.size() +
                             r.headers.size() + r.content_type.size() + held + 160;
    // Growing to exactly what is needed would copy again for every request of a batch.
    if (need > out.capacity()) out.reserve(std::max(need, out.capacity() * 2));

    out.append(name(r.method)).append(1, ' ').append(to.base).append(r.target).append(" HTTP/1.1\r\nHost: ");
    if (to.host.empty())
        out.append(to.where.host_header());
    else
        out.append(to.host);
    out.append("\r\n");
    if (with_secrets) {
        out.append(to.headers);
        if (!authorization.empty()) out.append("Authorization: ").append(authorization).append("\r\n");
        out.append(to.secret_headers).append(r.headers);
    } else {
        append_public(out, to.headers);
        append_public(out, r.headers);
    }
    if (!r.content_type.empty()) out.append("Content-Type: ").append(r.content_type).append("\r\n");
    if (length) {
        char digits[20];
        const auto end = std::to_chars(digits, digits + sizeof digits, *length);
        out.append("Content-Length: ").append(digits, end.ptr).append("\r\n");
    }
    out.append("\r\n");
}

}  // namespace

void write_request(const destination& to, const request& r, std::string& out, bool with_secrets) {
    const bool sized = !r.content_type.empty() || !r.body.empty() || !safe(r.method);
    const std::uint64_t length = r.body.size();
    write_head(to, r, out, with_secrets, r.body.size(), sized ? &length : nullptr);
    out.append(r.body);
}

void write_request_head(const destination& to, const request& r, std::uint64_t length, std::string& out,
                        bool with_secrets) {
    write_head(to, r, out, with_secrets, 0, &length);
}

}  // namespace polyaxon::codec
