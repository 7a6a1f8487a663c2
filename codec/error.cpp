#include <polyaxon/codec/error.hpp>

#include <utility>

namespace polyaxon {

namespace {

constexpr std::size_t longest_detail = 2000;
constexpr std::size_t longest_body = std::size_t{64} << 10;

// What to do when nothing more exact is known.
std::string_view advice(errc kind) {
    switch (kind) {
        case errc::canceled: return "the call was cancelled or the client was closed";
        case errc::timeout:
            return "no answer within the deadline; raise the timeout or look at the server's load";
        case errc::network: return "no connection; check host, port, proxy and whether the server runs";
        case errc::tls: return "no trusted connection; check the host's certificate and the CA file";
        case errc::protocol:
            return "the answer is not HTTP; check that host and port are those of a Polyaxon server";
        case errc::decode:
            return "the answer is not what this call returns; check the server's version and the host";
        case errc::context: return "no usable configuration; run polyaxon-context to see what was searched";
        case errc::invalid_argument: return "an argument cannot be sent";
        case errc::unauthenticated:
            return "check the token (POLYAXON_AUTH_TOKEN for v1, POLYAXON_SECRET_USER_TOKEN for v0, or log "
                   "in with the CLI)";
        case errc::forbidden: return "the token is valid, but its user may not do this";
        case errc::not_found:
            return "no such object, or its project is private to others; check owner, project and id";
        case errc::conflict: return "it exists already or was changed meanwhile";
        case errc::rate_limited: return "too many requests; wait, or send fewer at a time";
        case errc::client_error: return "the server refused the request";
        case errc::server_error: return "the server failed; try again later or look at its log";
        case errc::too_large: return "limit: more than this client accepts; raise the limit in its options";
    }
    return "unknown error";
}

// One line: control characters and runs of blanks become one blank.
void append_line(std::string& to, std::string_view text, std::size_t most) {
    bool blank = true;
    const auto end = to.size() + most;
    for (char c : text) {
        if (to.size() >= end) break;
        bool gap = static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
        if (!gap)
            to += c;
        else if (!blank)
            to += ' ';
        blank = gap;
    }
    while (!to.empty() && to.back() == ' ') to.pop_back();
    // Do not leave half a character behind when the text was cut.
    if (to.size() >= end)
        while (!to.empty() && (static_cast<unsigned char>(to.back()) & 0x80)) {
            bool lead = (static_cast<unsigned char>(to.back()) & 0xC0) == 0xC0;
            to.pop_back();
            if (lead) break;
        }
}

error_info prepared(error_info info) {
    std::string detail;
    append_line(detail, info.detail, longest_detail);
    if (detail.empty()) detail = advice(info.kind);
    info.detail = std::move(detail);
    if (info.body.size() > longest_body) info.body.resize(longest_body);
    return info;
}

std::string line(const error_info& info) {
    std::string text;
    if (!info.request.empty()) append_line(text, info.request, longest_detail), text += ": ";
    if (info.status != 0) text += std::to_string(info.status) + ' ';
    text += name(info.kind);
    text += ": ";
    text += info.detail;
    std::string more;
    auto add = [&](const std::string& words) { more += (more.empty() ? "" : "; ") + words; };
    // Codes of our own say nothing that the kind does not.
    if (info.cause && info.cause.category() != error_category()) {
        std::string cause;
        append_line(cause, info.cause.message(), 200);
        if (text.find(cause) == text.npos) add(cause);
    }
    if (info.attempts > 1 && info.detail.find("(tried ") == std::string::npos)
        add("after " + std::to_string(info.attempts) + " attempts");
    else if (info.attempts == 1 && info.kind == errc::timeout)
        add("after 1 attempt");
    if (info.retry_after)
        add("the server asks to wait " + std::to_string((info.retry_after->count() + 999) / 1000) + " s");
    if (info.maybe_sent) add("the server may have acted on it");
    if (!info.request_id.empty()) {
        std::string id;
        append_line(id, info.request_id, 100);
        add("request id " + id);
    }
    if (!more.empty()) text += " (" + more + ')';
    return text;
}

struct shown {
    error_info info;
    std::string text;
};

}  // namespace

error::error(error_info info) : std::system_error(make_error_code(info.kind)) {
    auto made = std::make_shared<shown>();
    made->info = prepared(std::move(info));
    made->text = line(made->info);
    text_ = made->text.c_str();
    info_ = std::shared_ptr<const error_info>(made, &made->info);
}

const char* error::what() const noexcept { return text_; }

}  // namespace polyaxon
