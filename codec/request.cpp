#include <polyaxon/codec/http_lines.hpp>
#include <polyaxon/codec/request.hpp>

#include <algorithm>
#include <charconv>
#include <cstring>

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

/// Puts pieces one behind the other where there is room for all of them: that is looked after once, not for each.
struct writer {
    char* at;

    template <std::size_t N>
    writer& put(const char (&text)[N]) noexcept {
        std::memcpy(at, text, N - 1);
        return at += N - 1, *this;
    }
    writer& put(std::string_view text) noexcept {
        if (!text.empty()) std::memcpy(at, text.data(), text.size());
        return at += text.size(), *this;
    }
    writer& put(const std::string& text) noexcept { return put(std::string_view(text)); }
};

/// All of it but the body, with room made for `held` bytes of one.
void write_head(const destination& to, const request& r, std::string& out, std::size_t held,
                const std::uint64_t* length) {
    const std::string_view authorization = r.authorization.empty() ? to.authorization : r.authorization;
    const std::size_t before = out.size();
    const std::size_t most = to.base.size() + r.target.size() + to.host.size() + to.headers.size() +
                             authorization.size() + to.secret_headers.size() + r.headers.size() +
                             r.content_type.size() + 160;
    // Growing to exactly what is needed would copy again for every request of a batch.
    if (before + most + held > out.capacity())
        out.reserve(std::max(before + most + held, out.capacity() * 2));
    out.resize(before + most);
    writer w{out.data() + before};
    w.put(name(r.method)).put(" ").put(to.base).put(r.target).put(" HTTP/1.1\r\nHost: ").put(to.host);
    w.put("\r\n").put(to.headers);
    if (!authorization.empty()) w.put("Authorization: ").put(authorization).put("\r\n");
    w.put(to.secret_headers).put(r.headers);
    if (!r.content_type.empty()) w.put("Content-Type: ").put(r.content_type).put("\r\n");
    if (length) {
        w.put("Content-Length: ");
        w.at = std::to_chars(w.at, w.at + 20, *length).ptr;
        w.put("\r\n");
    }
    w.put("\r\n");
    out.resize(static_cast<std::size_t>(w.at - out.data()));
}

/// The same where it is not the usual one: without secrets, or to a destination whose host was never written out.
void write_other_head(const destination& to, const request& r, std::string& out, bool with_secrets,
                      std::size_t held, const std::uint64_t* length) {
    destination other = make_destination(to.where);
    other.base = to.base;
    request bare;
    bare.method = r.method;
    bare.target = r.target;
    bare.content_type = r.content_type;
    if (with_secrets) {
        other.headers = to.headers, other.secret_headers = to.secret_headers;
        other.authorization = to.authorization;
        bare.headers = r.headers, bare.authorization = r.authorization;
    } else {
        append_public(other.headers, to.headers), append_public(bare.headers, r.headers);
    }
    if (!to.host.empty()) other.host = to.host;
    write_head(other, bare, out, held, length);
}

void write_head(const destination& to, const request& r, std::string& out, bool with_secrets,
                std::size_t held, const std::uint64_t* length) {
    if (with_secrets && !to.host.empty())
        write_head(to, r, out, held, length);
    else
        write_other_head(to, r, out, with_secrets, held, length);
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
