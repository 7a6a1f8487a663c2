#include <polyaxon/async/proxy.hpp>

#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/codec/base64.hpp>

#include <asio/ip/address.hpp>
#include <asio/ip/network_v4.hpp>
#include <asio/ip/network_v6.hpp>

#include <algorithm>
#include <charconv>

namespace polyaxon::async {

namespace {

std::optional<std::uint16_t> port_of(std::string_view text) {
    unsigned value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end != text.data() + text.size() || value < 1 || value > 65535)
        return std::nullopt;
    return static_cast<std::uint16_t>(value);
}

/// "host", "host:port", "[::1]:port" or a bare IPv6 address.
struct host_port {
    std::string host;
    std::string_view port;
    bool has_port = false;
};

std::optional<host_port> split(std::string_view text) {
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == text.npos) return std::nullopt;
        const auto rest = text.substr(end + 1);
        if (!rest.empty() && rest[0] != ':') return std::nullopt;
        return host_port{codec::ascii::lower(text.substr(1, end - 1)), rest.empty() ? rest : rest.substr(1),
                         !rest.empty()};
    }
    const auto colon = text.find(':');
    if (colon == text.npos || text.find(':', colon + 1) != text.npos)
        return host_port{codec::ascii::lower(text), {}, false};
    return host_port{codec::ascii::lower(text.substr(0, colon)), text.substr(colon + 1), true};
}

std::optional<asio::ip::address> address_of(const std::string& text) {
    std::error_code ec;
    const auto a = asio::ip::make_address(text, ec);
    if (ec) return std::nullopt;
    if (a.is_v6() && a.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, a.to_v6());
    return a;
}

bool inside(const asio::ip::address& a, std::string_view block, bool& valid) {
    std::error_code ec;
    const std::string text(block);
    const auto v4 = asio::ip::make_network_v4(text, ec);
    if (valid = !ec; valid) {
        const auto bits = v4.netmask().to_uint();
        return a.is_v4() && (a.to_v4().to_uint() & bits) == (v4.address().to_uint() & bits);
    }
    const auto v6 = asio::ip::make_network_v6(text, ec);
    valid = !ec;
    return valid && a.is_v6() &&
           asio::ip::network_v6(a.to_v6(), v6.prefix_length()).canonical() == v6.canonical();
}

bool matches_name(const std::string& host, std::string_view rule) {
    const bool only_below = rule.starts_with("*.");
    if (only_below) rule.remove_prefix(1);
    if (rule.starts_with('.')) rule.remove_prefix(1);
    if (rule.ends_with('.')) rule.remove_suffix(1);
    if (rule.empty()) return false;
    if (host == rule) return !only_below;
    return host.size() > rule.size() && host.ends_with(rule) && host[host.size() - rule.size() - 1] == '.';
}

/// Does one entry of the list except `host` (without trailing dot) at `port`? `why` is filled when the entry makes no sense.
bool excepts(std::string_view entry, const std::string& host, std::uint16_t port, std::string& why) {
    if (entry == "*") return true;
    const auto address = address_of(host);
    if (entry.find('/') != entry.npos) {
        bool valid = false;
        const bool in = inside(address.value_or(asio::ip::address()), entry, valid);
        if (!valid) why = "'" + std::string(entry) + "' is no CIDR block";
        return valid && address && in;
    }
    const auto rule = split(entry);
    if (!rule || rule->host.empty()) {
        why = "'" + std::string(entry) + "' is no host, domain or address";
        return false;
    }
    if (rule->has_port) {
        const auto wanted = port_of(rule->port);
        if (!wanted) why = "'" + std::string(entry) + "' has a bad port (1 to 65535)";
        if (!wanted || *wanted != port) return false;
    }
    if (const auto wanted = address_of(rule->host)) return address && *address == *wanted;
    return !address && matches_name(host, rule->host);
}

bool is_loopback(const std::string& host) {
    const auto address = address_of(host);
    return host == "localhost" || (address && address->is_loopback());
}

}  // namespace

proxy_settings read_proxy_settings(const proxy_options& options,
                                   const std::function<const char*(const char*)>& get) {
    proxy_settings s;
    s.no_proxy = options.no_proxy;
    if (!options.url.empty()) {
        s.http = s.https = options.url;
        s.http_name = s.https_name = "the proxy option";
        return s;
    }
    if (!options.from_environment) return s;
    s.from_environment = true;
    const auto read = [&](std::string& value, std::string* name, std::initializer_list<const char*> names) {
        for (const char* n : names) {
            const char* found = get(n);
            if (!found || !*found) continue;
            value = found;
            if (name) *name = n;
            return;
        }
    };
    const char* cgi = get("REQUEST_METHOD");
    if (cgi && *cgi)
        read(s.http, &s.http_name, {"http_proxy", "all_proxy", "ALL_PROXY"});
    else
        read(s.http, &s.http_name, {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"});
    read(s.https, &s.https_name, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
    if (s.no_proxy.empty()) read(s.no_proxy, nullptr, {"no_proxy", "NO_PROXY"});
    return s;
}

proxy_choice choose_proxy(const proxy_settings& settings, const codec::origin& to) {
    proxy_choice choice;
    const auto& value = to.tls ? settings.https : settings.http;
    if (value.empty()) return choice;
    auto host = codec::ascii::lower(to.host);
    if (host.ends_with('.')) host.pop_back();
    if (settings.from_environment && is_loopback(host)) return choice;

    std::string_view list = settings.no_proxy;
    static constexpr std::string_view separators = ", \t";
    while (!list.empty()) {
        const auto end = std::min(list.find_first_of(separators), list.size());
        const auto entry = list.substr(0, end);
        list.remove_prefix(std::min(end + 1, list.size()));
        if (entry.empty()) continue;
        if (excepts(entry, host, to.port, choice.trouble)) return {};
        if (!choice.trouble.empty()) {
            choice.trouble = "NO_PROXY cannot be used: " + choice.trouble + "; correct or remove it";
            return choice;
        }
    }
    std::string why;
    choice.proxy = parse_proxy(value, why);
    if (!choice.proxy)
        choice.trouble = (to.tls ? settings.https_name : settings.http_name) + " cannot be used: " + why;
    return choice;
}

std::optional<proxy_address> parse_proxy(std::string_view text, std::string& why) {
    static constexpr std::string_view form = "; write it as http://host:port";
    const auto refuse = [&](std::string reason) {
        why = std::move(reason) + std::string(form);
        return std::nullopt;
    };
    // The value may hold a password, so no text below repeats any of it but the scheme.
    for (const unsigned char c : text)
        if (c <= ' ' || c == 0x7f) return refuse("it holds a blank or a control character");
    if (const auto mark = text.find("://"); mark != text.npos) {
        const auto scheme = codec::ascii::lower(text.substr(0, mark));
        if (scheme.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") != scheme.npos)
            return refuse("it has no proper scheme");
        if (scheme != "http") return refuse("proxies of scheme " + scheme + " are not supported");
        text.remove_prefix(mark + 3);
    }
    if (text.ends_with('/')) text.remove_suffix(1);
    proxy_address proxy;
    if (const auto at = text.rfind('@'); at != text.npos) {
        const auto user_info = text.substr(0, at);
        const auto colon = user_info.find(':');
        const auto user = codec::percent_decode(user_info.substr(0, colon));
        const auto password =
            codec::percent_decode(colon == user_info.npos ? std::string_view() : user_info.substr(colon + 1));
        if (!user || !password) return refuse("its user or password is not percent-encoded properly");
        proxy.authorization = "Basic " + codec::base64(*user + ":" + *password);
        text.remove_prefix(at + 1);
    }
    if (text.find_first_of("/?#") != text.npos) return refuse("it has a path or a query");
    const auto where = split(text);
    if (!where || where->host.empty()) return refuse("it names no host");
    // The zone of an address may be anything to who reads addresses.
    const bool ascii = std::all_of(where->host.begin(), where->host.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x7f; });
    const bool literal = ascii && address_of(where->host).has_value();
    if (!literal &&
        where->host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") != where->host.npos)
        return refuse("its host is not a host name or an address");
    proxy.host = where->host;
    proxy.port = 80;
    if (where->has_port) {
        const auto port = port_of(where->port);
        if (!port) return refuse("its port is not a number from 1 to 65535");
        proxy.port = *port;
    }
    return proxy;
}

}  // namespace polyaxon::async
