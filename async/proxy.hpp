#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/url.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace polyaxon::async {

/// A proxy that speaks plain HTTP and opens tunnels with CONNECT.
struct proxy_address {
    std::string host;  ///< lower-case, no brackets
    std::uint16_t port = 0;
    std::string authorization;  ///< "Basic …" from user:password in the URL, or empty; a secret

    bool operator==(const proxy_address&) const = default;
};

/// Owned form of what proxies are chosen by: the option, or the environment read once.
struct proxy_settings {
    std::string http, https;            ///< proxy URL for each scheme; empty: none
    std::string http_name, https_name;  ///< where each came from, for error texts: "HTTPS_PROXY"
    std::string no_proxy;               ///< list of exceptions
    bool from_environment = false;      ///< loopback hosts then never use a proxy
};

/// Reads the settings: the option's URL beats the environment; lower-case names beat upper-case ones. `get` answers like
/// std::getenv. HTTP_PROXY in capitals counts only without REQUEST_METHOD, because in a CGI program a client could set it.
proxy_settings read_proxy_settings(const proxy_options&, const std::function<const char*(const char*)>& get);

/// The answer for one origin.
struct proxy_choice {
    std::optional<proxy_address> proxy;
    std::string trouble;  ///< not empty: the setting is wrong, and says how; never holds the password
};

/// Which proxy, if any, leads to `to`, as curl and Go decide it. An exception is `*`, a host ("example.com", which also covers
/// all names below it, as ".example.com" does; "*.example.com" covers only those), an address, or a CIDR block; each but the
/// last with an optional :port; separated by commas or blanks. With settings from the environment localhost and loopback
/// addresses are never proxied. Every proxied connection is a CONNECT tunnel, for http too: requests then look the same either
/// way, and the proxy sees no header of ours. (Some proxies allow CONNECT to port 443 only; the error text then says so.)
proxy_choice choose_proxy(const proxy_settings&, const codec::origin& to);

/// "http://user:password@proxy:3128" or "proxy:3128". Only plain HTTP proxies; the port is 80 unless given.
std::optional<proxy_address> parse_proxy(std::string_view text, std::string& why);

}  // namespace polyaxon::async
