#include <polyaxon/context/destination.hpp>

#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/context/values.hpp>
#include <polyaxon/context/version.hpp>

namespace polyaxon::context {

bool is_http_token(std::string_view text) {
    if (text.empty()) return false;
    for (const char c : text)
        if (!codec::ascii::is_alphanumeric(c) &&
            std::string_view("!#$%&'*+-.^_`|~").find(c) == std::string_view::npos)
            return false;
    return true;
}

std::optional<error_info> fill_destination(codec::destination& to, std::string_view url,
                                           std::string_view suffix, std::string_view accept,
                                           std::string_view named) {
    std::string why;
    const auto parsed = codec::parse_url(url, why);
    if (parsed && parsed->target.find_first_of("?#") != std::string::npos)
        why = "a host has no query and no fragment";
    // User info may be a password: such a value is not shown.
    const std::string value = url.find('@') == url.npos ? ' ' + shown(url) : std::string();
    if (!parsed || !why.empty())
        return trouble(std::string(named) + " is not an address that can be used" +
                       (value.empty() ? "" : ":" + value) + " (" + why +
                       "); give scheme, host and port, such as `http://localhost:8000`");
    to.where = parsed->where;
    to.host = to.where.host_header();
    to.base = parsed->target;
    while (!to.base.empty() && to.base.back() == '/') to.base.pop_back();
    to.base += suffix;
    to.headers.clear();
    for (const auto& [name, text] : {std::pair<std::string_view, std::string>{
                                         "User-Agent", "polyaxon-cpp/" + std::string(library_version)},
                                     std::pair<std::string_view, std::string>{"Accept", std::string(accept)},
                                     std::pair<std::string_view, std::string>{"Accept-Encoding", "gzip"}})
        if (auto ec = codec::append_header(to.headers, name, text))
            return trouble("a common header cannot be sent: " + ec.message());
    return std::nullopt;
}

std::optional<error_info> authorization_of(std::string_view type, const std::optional<std::string>& token,
                                           std::string& out) {
    out.clear();
    if (!is_http_token(type))
        return trouble("the authentication type " + shown(type) +
                       " is not one word; give Token, InternalToken or EphemeralToken");
    if (token && !token->empty()) out = std::string(type) + ' ' + *token;
    return std::nullopt;
}

}  // namespace polyaxon::context
