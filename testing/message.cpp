// received, reply, scripted: the plain parts of server.hpp.
#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/codec/http_lines.hpp>
#include <polyaxon/testing/server.hpp>

#include <algorithm>
#include <atomic>
#include <stdexcept>

namespace polyaxon::testing {
namespace {

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] == '%' && i + 2 < text.size() && codec::ascii::hex_value(text[i + 1]) >= 0 &&
                   codec::ascii::hex_value(text[i + 2]) >= 0) {
            out += static_cast<char>(codec::ascii::hex_value(text[i + 1]) * 16 +
                                     codec::ascii::hex_value(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string quoted(std::string_view text) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out = "\"";
    for (char c : text) {
        const auto u = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (u < 0x20) {
            out += "\\u00";
            out += digits[u >> 4];
            out += digits[u & 15];
        } else {
            out += c;
        }
    }
    return out + '"';
}

}  // namespace

std::optional<std::string> received::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (codec::http_lines::same(key, name)) return value;
    }
    return std::nullopt;
}

std::string received::path() const { return target.substr(0, target.find('?')); }

std::optional<std::string> received::query(std::string_view key) const {
    const auto mark = target.find('?');
    if (mark == std::string::npos) return std::nullopt;
    std::string_view rest = std::string_view(target).substr(mark + 1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('&'), rest.size());
        const auto pair = rest.substr(0, end);
        const auto equals = std::min(pair.find('='), pair.size());
        if (decoded(pair.substr(0, equals)) == key) {
            return decoded(pair.substr(std::min(equals + 1, pair.size())));
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return std::nullopt;
}

reply reply::json(std::string body, int status) {
    reply r;
    r.status = status;
    r.body = std::move(body);
    return r;
}

reply reply::error(int status, std::string detail) {
    return json("{\"detail\":" + quoted(detail) + "}", status);
}

server::handler scripted(std::vector<reply> replies) {
    if (replies.empty()) throw std::invalid_argument("scripted: give at least one reply");
    struct script {
        std::vector<reply> replies;
        std::atomic<std::size_t> next{0};
    };
    auto s = std::make_shared<script>();
    s->replies = std::move(replies);
    return [s](const received&) { return s->replies[std::min(s->next++, s->replies.size() - 1)]; };
}

}  // namespace polyaxon::testing
