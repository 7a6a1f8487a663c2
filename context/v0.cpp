#include <polyaxon/context/v0.hpp>

#include <polyaxon/context/destination.hpp>
#include <polyaxon/context/file_reader.hpp>
#include <polyaxon/context/v0_arguments.hpp>
#include <polyaxon/context/v0_settings.hpp>
#include <polyaxon/context/values.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace polyaxon::context {

namespace {

constexpr std::string_view argument = "argument";

template <class T>
sourced<T> argument_or(const std::optional<T>& given, const sourced<T>& fallback) {
    return given ? sourced<T>{given, std::string(argument)} : fallback;
}
sourced<std::string> text_or(const std::optional<std::string>& given, const sourced<std::string>& fallback) {
    return given && !given->empty() ? sourced<std::string>{given, std::string(argument)} : fallback;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts) out += (out.empty() ? "" : ", ") + part;
    return out;
}

std::optional<error_info> check_port(std::string_view name, const std::optional<int>& port) {
    if (!port || (*port >= 0 && *port <= 65535)) return std::nullopt;
    return trouble("argument " + std::string(name) + " is " + std::to_string(*port) +
                   ", which is not allowed: give a port from 1 to 65535");
}
std::optional<error_info> check_seconds(std::string_view name, const std::optional<double>& seconds) {
    if (!seconds || (std::isfinite(*seconds) && *seconds >= 0)) return std::nullopt;
    return trouble("argument " + std::string(name) + " must be a number of seconds that is not negative");
}

/// A host as given may carry a scheme (which then decides use_https) and, for IPv6, brackets. Nothing else: a port has its
/// own setting, a path has none.
std::optional<error_info> split_host(const sourced<std::string>& given, std::string& host,
                                     sourced<bool>& use_https) {
    host = *given.value;
    const auto named = (given.source == argument ? "argument host" : "the host of " + given.source) + " is " +
                       (host.find('@') == std::string::npos ? shown(host) : "one with user info");
    for (const bool tls : {false, true}) {
        const std::string_view scheme = tls ? "https://" : "http://";
        if (host.compare(0, scheme.size(), scheme) != 0) continue;
        host.erase(0, scheme.size());
        if (use_https.value && *use_https.value != tls)
            return trouble(named + ", but use_https is " + (tls ? "false" : "true") + " (" +
                           use_https.source + "); leave out the scheme or make both say the same");
        use_https = {tls, given.source};
        break;
    }
    while (!host.empty() && host.back() == '/') host.pop_back();
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    const auto colons = static_cast<std::size_t>(std::count(host.begin(), host.end(), ':'));
    if (colons == 1 ||
        (colons > 1 && host.find_first_not_of("0123456789abcdefABCDEF:.") != std::string::npos))
        return trouble(named +
                       "; give the name or address alone, and its port by `port` or POLYAXON_HTTP_PORT");
    for (const char c : host)
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f ||
            std::string_view("/?#@[]%\\\"<>").find(c) != std::string_view::npos)
            return trouble(named + "; give a name or an address, without path, user or blanks");
    if (host.empty()) return trouble(named + "; give a name or an address");
    return std::nullopt;
}

std::string bracketed(const std::string& host) {
    return host.find(':') == std::string::npos ? host : '[' + host + ']';
}

std::string without_slashes(std::string text) {
    while (!text.empty() && text.back() == '/') text.pop_back();
    return text;
}

struct loader {
    const v0_arguments& args;
    const system& machine;
    v0_context out{};
    v0_places places{};
    sourced<bool> https{}, managed{}, verify{};
    sourced<std::string> host{}, token{};
    sourced<int> http_port{}, ws_port{};
    std::string base_source{};

    std::optional<error_info> run();
    std::optional<error_info> check_arguments() const;
    std::optional<error_info> addresses();
    std::optional<error_info> managed_addresses();
    std::optional<error_info> who();
    std::optional<error_info> destinations();
    void describe();
};

std::optional<error_info> loader::check_arguments() const {
    for (auto failure : {check_port("port", args.port), check_port("http_port", args.http_port),
                         check_port("ws_port", args.ws_port), check_seconds("timeout", args.timeout),
                         check_seconds("interval", args.interval)})
        if (failure) return failure;
    return std::nullopt;
}

std::optional<error_info> loader::run() {
    if (auto failure = check_arguments()) return failure;
    file_reader files(machine, out.report);
    auto read = read_v0_places(machine, files, out.report);
    if (!read) return read.error().info();
    places = std::move(*read);
    out.settings = places.settings;

    managed = argument_or(args.is_managed, places.is_managed);
    out.is_managed = managed.value.value_or(false);
    out.is_local = argument_or(args.is_local, places.is_local).value.value_or(false);
    out.authentication_type =
        text_or(args.authentication_type, places.authentication_type).value.value_or("Token");
    out.version = text_or(args.api_version, places.version).value.value_or("v1");
    for (const char c : out.version)
        if (std::string_view("/?#%\\ \r\n").find(c) != std::string_view::npos ||
            static_cast<unsigned char>(c) < 0x20)
            return trouble("the API version is " + shown(out.version) +
                           ", which is not allowed: give one word, such as v1");
    out.reraise = args.reraise.value_or(false);
    out.schema_response = args.schema_response.value_or(places.settings.schema_response);
    out.timeout = args.timeout.value_or(places.settings.timeout);
    out.interval = args.interval.value_or(places.settings.interval);
    verify = argument_or(args.verify_ssl ? args.verify_ssl : args.tls_given.verify, places.verify_ssl);
    out.verify_ssl = verify.value;

    if (auto failure = addresses()) return failure;
    if (auto failure = who()) return failure;
    if (auto failure = destinations()) return failure;
    describe();
    return std::nullopt;
}

std::optional<error_info> loader::addresses() {
    https = argument_or(args.use_https, places.use_https);
    host = text_or(args.host, places.host);
    if (host.value) {
        std::string name;
        if (auto failure = split_host(host, name, https)) return failure;
        host.value = name;
    }
    out.host = host.value;
    out.use_https = https.value.value_or(false);

    const auto port = args.port && *args.port != 0 ? args.port : args.http_port;
    const auto given_ws = args.port && *args.port != 0 ? args.port : args.ws_port;
    http_port = port && *port != 0 ? sourced<int>{port, std::string(argument)} : places.http_port;
    out.http_port = http_port.value.value_or(out.use_https ? 443 : 80);
    ws_port = given_ws && *given_ws != 0 ? sourced<int>{given_ws, std::string(argument)} : places.ws_port;
    if (!ws_port.value) ws_port.source = http_port.source;  // it follows the HTTP port
    out.ws_port = ws_port.value.value_or(out.http_port);

    if (out.is_managed && !out.is_local) return managed_addresses();
    if (!out.host) {
        std::string managed_note = args.is_managed ? "argument is_managed (false)" : places.managed_looked_at;
        return trouble("no Polyaxon host is known. Searched: argument host (" +
                       std::string(args.host ? "empty" : "not given") + "), " + joined(places.host_places) +
                       "; and not managed: " + (out.is_managed ? "is_local is true" : managed_note) +
                       ". Give the client a host, set POLYAXON_API_HOST, or log in with the Polyaxon CLI");
    }
    const auto name = bracketed(*out.host);
    const std::string s = out.use_https ? "s" : "";
    out.http_host = "http" + s + "://" + name + ':' + std::to_string(out.http_port);
    out.ws_host = "ws" + s + "://" + name + ':' + std::to_string(out.ws_port);
    base_source = host.source;
    return std::nullopt;
}

std::optional<error_info> loader::managed_addresses() {
    if (!places.api_http_host.value)
        return trouble("the process is managed by Polyaxon (" +
                       (managed.source == argument ? "argument is_managed" : managed.source) +
                       "), but POLYAXON_API_HTTP_HOST is not set, neither in the environment nor in a "
                       "settings file; the platform sets it for its "
                       "runs: set it, or set is_local and a host, or unset POLYAXON_IS_MANAGED");
    out.http_host = without_slashes(*places.api_http_host.value);
    base_source = places.api_http_host.source;
    if (places.api_ws_host.value) {
        out.ws_host = without_slashes(*places.api_ws_host.value);
    } else {
        // http → ws, https → wss; an address of another kind is refused with the HTTP one.
        out.ws_host =
            out.http_host.compare(0, 4, "http") == 0 ? "ws" + out.http_host.substr(4) : out.http_host;
        out.report.warnings.push_back(
            "POLYAXON_API_WS_HOST is not set: streams go to the host of POLYAXON_API_HTTP_HOST");
    }
    const auto& s = places.settings;
    if (s.internal_header && s.internal_header_service)
        out.internal_header = {*s.internal_header, *s.internal_header_service};
    return std::nullopt;
}

std::optional<error_info> loader::who() {
    token = text_or(args.token, places.token);
    if (!token.value && out.internal_header && places.settings.secret_internal_token) {
        const auto* entry = out.report.find("secret_internal_token");
        token = {places.settings.secret_internal_token, entry != nullptr ? entry->source : "settings"};
    }
    if (token.value)
        if (auto failure = clean_token(*token.value, token.source)) return failure;
    if (token.value && !token.value->empty()) out.token = token.value;
    for (auto* secret : {&out.settings.secret_ephemeral_token, &out.settings.secret_internal_token})
        if (*secret)
            if (auto failure = clean_token(**secret, secret == &out.settings.secret_ephemeral_token
                                                         ? "POLYAXON_SECRET_EPHEMERAL_TOKEN"
                                                         : "POLYAXON_SECRET_INTERNAL_TOKEN"))
                return failure;
    out.token_places = "argument token (" +
                       std::string(!args.token           ? "not given"
                                   : args.token->empty() ? "empty"
                                                         : "given") +
                       "), " + joined(places.token_places);
    return std::nullopt;
}

std::optional<error_info> loader::destinations() {
    const std::string suffix = "/api/" + out.version;
    out.base_url = out.http_host + suffix;
    out.base_ws_url = out.ws_host + suffix;
    const auto named = [&](const sourced<std::string>& setting, std::string_view key) {
        if (out.is_managed && !out.is_local)
            return setting.value ? std::string(key) + " (" + setting.source + ')' : std::string(key);
        return host.source == argument ? std::string("argument host") : "the host of " + host.source;
    };
    if (auto failure = fill_destination(out.http, out.http_host, suffix, "*/*",
                                        named(places.api_http_host, "POLYAXON_API_HTTP_HOST")))
        return failure;
    if (auto failure = fill_destination(out.ws, out.ws_host, suffix, "*/*",
                                        named(places.api_ws_host, "POLYAXON_API_WS_HOST")))
        return failure;
    if (auto failure = authorization_of(out.authentication_type, out.token, out.http.authorization))
        return failure;
    out.ws.authorization = out.http.authorization;
    if (out.internal_header) {
        const auto& [name, service] = *out.internal_header;
        if (codec::append_header(out.http.secret_headers, name, service))
            return trouble("POLYAXON_INTERNAL_HEADER " + shown(name) +
                           " with POLYAXON_INTERNAL_HEADER_SERVICE " + shown(service) +
                           " cannot be sent as a header; give one word and a text without line breaks");
        out.ws.secret_headers = out.http.secret_headers;
    }
    return std::nullopt;
}

void loader::describe() {
    std::vector<context_report::entry> all;
    const auto add = [&](std::string name, json value, const std::string& source) {
        all.push_back({std::move(name), std::move(value), source});
    };
    const auto flag = [](const std::optional<bool>& given, const sourced<bool>& place) {
        return given ? std::string(argument) : place.source;
    };
    add("token", out.token ? redacted(*out.token) : json(), out.token ? token.source : "default");
    add("host", out.host ? json::from(*out.host) : json(), host.source);
    add("http_port", json::from(out.http_port), http_port.source);
    add("ws_port", json::from(out.ws_port), ws_port.source);
    add("use_https", json::from(out.use_https), https.source);
    add("verify_ssl", out.verify_ssl ? json::from(*out.verify_ssl) : json(), verify.source);
    add("is_managed", json::from(out.is_managed), managed.source);
    add("is_local", json::from(out.is_local), flag(args.is_local, places.is_local));
    add("authentication_type", json::from(out.authentication_type),
        text_or(args.authentication_type, places.authentication_type).source);
    add("version", json::from(out.version), text_or(args.api_version, places.version).source);
    add("http_host", json::from(out.http_host), base_source);
    add("ws_host", json::from(out.ws_host),
        out.is_managed && !out.is_local && places.api_ws_host.value ? places.api_ws_host.source
                                                                    : base_source);
    add("base_url", json::from(out.base_url), base_source);
    add("base_ws_url", json::from(out.base_ws_url), base_source);
    add("timeout", json::from(out.timeout), args.timeout ? std::string(argument) : places.timeout.source);
    add("interval", json::from(out.interval), args.interval ? std::string(argument) : places.interval.source);
    add("reraise", json::from(out.reraise), args.reraise ? std::string(argument) : "default");
    add("schema_response", json::from(out.schema_response),
        args.schema_response ? std::string(argument) : places.schema_source);
    auto& entries = out.report.entries;
    entries.insert(entries.begin(), std::make_move_iterator(all.begin()), std::make_move_iterator(all.end()));
}

}  // namespace

result<v0_context> load_v0(const v0_arguments& args, const system& machine) {
    try {
        loader load{args, machine};
        if (auto failure = load.run()) return *failure;
        return std::move(load.out);
    } catch (const error& e) {
        return trouble("the context cannot be read: " + std::string(name(e.kind())));
    }
}

error_info missing_token(const v0_context& context) {
    auto info =
        trouble("this call needs a user, and no token is known. Searched: " + context.token_places +
                ". Give the client a token, set POLYAXON_SECRET_USER_TOKEN, or log in with the Polyaxon CLI");
    info.kind = errc::unauthenticated;
    return info;
}

}  // namespace polyaxon::context
