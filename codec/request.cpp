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
void write_head(const destination& to, const request& r, std::string& out, bool with_secrets,
                std::size_t held, const std::uint64_t* length) {
    const std::string_view authorization = !with_secrets             ? std::string_view{}
                                           : r.authorization.empty() ? to.authorization
                                                                     : r.authorization;
    const std::string other_host = to.host.empty() ? to.where.host_header() : std::string();
    const std::string_view host = to.host.empty() ? other_host : to.host;
    std::string ours, theirs;  // without secrets: rare
    if (!with_secrets) append_public(ours, to.headers), append_public(theirs, r.headers);
    const std::string_view common = with_secrets ? to.headers : ours;
    const std::string_view own = with_secrets ? r.headers : theirs;
    const std::string_view secret = with_secrets ? to.secret_headers : std::string_view{};

    const std::size_t before = out.size();
    const std::size_t most = to.base.size() + r.target.size() + host.size() + common.size() +
                             authorization.size() + secret.size() + own.size() + r.content_type.size() + 160;
    // Growing to exactly what is needed would copy again for every request of a batch.
    if (before + most + held > out.capacity())
        out.reserve(std::max(before + most + held, out.capacity() * 2));
    out.resize(before + most);
    writer w{out.data() + before};
    w.put(name(r.method)).put(" ").put(to.base).put(r.target).put(" HTTP/1.1\r\nHost: ").put(host);
    w.put("\r\n").put(common);
    if (!authorization.empty()) w.put("Authorization: ").put(authorization).put("\r\n");
    w.put(secret).put(own);
    if (!r.content_type.empty()) w.put("Content-Type: ").put(r.content_type).put("\r\n");
    if (length) {
        w.put("Content-Length: ");
        w.at = std::to_chars(w.at, w.at + 20, *length).ptr;
        w.put("\r\n");
    }
    w.put("\r\n");
    out.resize(static_cast<std::size_t>(w.at - out.data()));
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
