#include <polyaxon/async/proxy_tunnel.hpp>

#include <polyaxon/codec/ascii.hpp>

#include <algorithm>
#include <string_view>

namespace polyaxon::async {

namespace {

std::string authority(const codec::origin& to) {
    const auto url = to.text();
    return url.substr(url.find("://") + 3);
}

/// "HTTP/1.1 200 …" → 200; 0 when it is no status line.
int status_of(std::string_view line) {
    if (line.size() < 12 || !line.starts_with("HTTP/1.") || !codec::ascii::is_digit(line[7]) ||
        line[8] != ' ')
        return 0;
    if (!std::all_of(line.begin() + 9, line.begin() + 12, codec::ascii::is_digit) ||
        (line.size() > 12 && line[12] != ' '))
        return 0;
    return (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0');
}

}  // namespace

std::string tunnel_request(const codec::origin& to, const proxy_address& proxy) {
    const auto where = authority(to);
    std::string text = "CONNECT " + where + " HTTP/1.1\r\nHost: " + where + "\r\n";
    if (!proxy.authorization.empty()) text += "Proxy-Authorization: " + proxy.authorization + "\r\n";
    return text + "\r\n";
}

std::span<char> tunnel_answer::room() {
    bytes_.resize(std::min(limit, used_ + 2048));
    return {bytes_.data() + used_, bytes_.size() - used_};
}

tunnel_answer::state tunnel_answer::take(std::size_t n) {
    used_ += n;
    const std::string_view seen(bytes_.data(), used_);
    const auto end = seen.find("\r\n\r\n");
    if (end == seen.npos) {
        if (!std::string_view("HTTP/1.").starts_with(seen.substr(0, 7)))
            trouble_ = "answered CONNECT with something that is not HTTP";
        else if (used_ == limit)
            trouble_ = "answered CONNECT with a head of more than 16 KiB";
        return trouble_.empty() ? state::need_more : state::refused;
    }
    status_ = status_of(seen.substr(0, seen.find("\r\n")));
    if (status_ == 0) trouble_ = "answered CONNECT with something that is not HTTP";
    // 1xx answers may come first.
    if (status_ >= 100 && status_ < 200) {
        bytes_.erase(0, end + 4);
        used_ -= end + 4;
        return used_ > 0 ? take(0) : state::need_more;
    }
    if (status_ < 200 || status_ >= 300) return state::refused;
    // In both protocols above it is the client that speaks first.
    if (end + 4 != used_) trouble_ = "sent bytes behind its answer to CONNECT";
    return trouble_.empty() ? state::open : state::refused;
}

std::string tunnel_answer::why(const codec::origin& to) const {
    if (!trouble_.empty()) return trouble_ + ": check the proxy setting";
    const auto status = std::to_string(status_);
    if (status_ == 407)
        return "asks for a user and a password (status 407): put them into the proxy's URL as "
               "http://user:password@host:port";
    return "refused a tunnel to " + authority(to) + " with status " + status +
           ": allow CONNECT to that port in the proxy, or except the host with NO_PROXY";
}

}  // namespace polyaxon::async
