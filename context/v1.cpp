#include <polyaxon/context/v1.hpp>

#include <polyaxon/context/destination.hpp>
#include <polyaxon/context/file_reader.hpp>
#include <polyaxon/context/v1_arguments.hpp>
#include <polyaxon/context/v1_caches.hpp>
#include <polyaxon/context/v1_merge.hpp>
#include <polyaxon/context/values.hpp>

#include <cmath>

namespace polyaxon::context {

namespace {

constexpr std::string_view no_auth = "no-auth";

template <class T>
void assign(T& to, const std::optional<T>& from) {
    if (from) to = *from;
}
template <class T>
void assign(std::optional<T>& to, const std::optional<T>& from) {
    to = from;
}

void fill(v1_context& c, const v1_fields& f) {
    assign(c.host, f.host);
    assign(c.version, f.version);
    assign(c.debug, f.debug);
    assign(c.log_level, f.log_level);
    assign(c.authentication_type, f.authentication_type);
    assign(c.is_managed, f.is_managed);
    assign(c.is_offline, f.is_offline);
    assign(c.in_cluster, f.in_cluster);
    assign(c.no_op, f.no_op);
    assign(c.timeout, f.timeout);
    assign(c.tracking_flush_delay, f.tracking_flush_delay);
    assign(c.timezone, f.timezone);
    assign(c.watch_interval, f.watch_interval);
    assign(c.interval, f.interval);
    assign(c.verify_ssl, f.verify_ssl);
    assign(c.ssl_ca_cert, f.ssl_ca_cert);
    assign(c.cert_file, f.cert_file);
    assign(c.key_file, f.key_file);
    assign(c.assert_hostname, f.assert_hostname);
    assign(c.connection_pool_maxsize, f.connection_pool_maxsize);
    assign(c.archives_root, f.archives_root);
    assign(c.header, f.header);
    assign(c.header_service, f.header_service);
    assign(c.namespace_, f.namespace_);
    assign(c.no_api, f.no_api);
    assign(c.disable_errors_reporting, f.disable_errors_reporting);
    assign(c.compatibility_check_interval, f.compatibility_check_interval);
    assign(c.retries, f.retries);
}

/// The other way round, so that the report shows defaults too.
v1_fields fields_of(const v1_context& c) {
    v1_fields f;
    f.host = c.host, f.version = c.version, f.debug = c.debug, f.log_level = c.log_level;
    f.authentication_type = c.authentication_type, f.is_managed = c.is_managed, f.is_offline = c.is_offline;
    f.in_cluster = c.in_cluster, f.no_op = c.no_op, f.timeout = c.timeout,
    f.tracking_flush_delay = c.tracking_flush_delay;
    f.timezone = c.timezone, f.watch_interval = c.watch_interval, f.interval = c.interval,
    f.verify_ssl = c.verify_ssl;
    f.ssl_ca_cert = c.ssl_ca_cert, f.cert_file = c.cert_file, f.key_file = c.key_file,
    f.assert_hostname = c.assert_hostname;
    f.connection_pool_maxsize = c.connection_pool_maxsize, f.archives_root = c.archives_root,
    f.header = c.header;
    f.header_service = c.header_service, f.namespace_ = c.namespace_, f.no_api = c.no_api;
    f.disable_errors_reporting = c.disable_errors_reporting, f.retries = c.retries;
    f.compatibility_check_interval = c.compatibility_check_interval;
    return f;
}

/// Arguments over what was loaded, or in its place; which of the two is said in v1_config.hpp.
v1_loaded choose(const v1_arguments& args, v1_loaded loaded) {
    v1_fields given = args.given;
    const bool cloud = args.use_cloud_host.value_or(false);
    if (cloud) given.host = "https://cloud.polyaxon.com", given.retries = 0;

    v1_loaded out;
    bool any = cloud;
    each_field(
        [&](std::string_view, std::string_view, auto member) { any = any || (given.*member).has_value(); });
    const bool replace = args.inherit ? !*args.inherit : any;
    each_field([&](std::string_view name, std::string_view, auto member) {
        if constexpr (std::is_same_v<decltype(given.*member), std::optional<std::string>&>)
            if (given.*member && (given.*member)->empty()) (given.*member).reset();
        if (given.*member) {
            out.fields.*member = given.*member;
            out.sources.insert_or_assign(std::string(name), cloud && (name == "host" || name == "retries")
                                                                ? "argument use_cloud_host"
                                                                : "argument");
        } else if (!replace && loaded.fields.*member) {
            out.fields.*member = loaded.fields.*member;
            out.sources.insert_or_assign(std::string(name), loaded.sources.find(name)->second);
        }
    });
    return out;
}

std::optional<error_info> check_arguments(const v1_fields& given) {
    std::optional<error_info> wrong;
    each_field([&](std::string_view name, std::string_view, auto member) {
        using value = typename std::remove_cvref_t<decltype(given.*member)>::value_type;
        if constexpr (std::is_same_v<value, double> || std::is_same_v<value, int>) {
            const auto& v = given.*member;
            if (!wrong && v && !(std::isfinite(static_cast<double>(*v)) && *v >= 0))
                wrong = coded("bad_value",
                              "argument " + std::string(name) + " must be a number that is not negative");
        }
    });
    return wrong;
}

std::string source_of(const v1_loaded& chosen, std::string_view name) {
    const auto at = chosen.sources.find(name);
    return at == chosen.sources.end() ? "default" : at->second;
}

std::optional<error_info> make_destination(v1_context& c, const v1_loaded& chosen) {
    c.request_host = c.host;
    while (!c.request_host.empty() && c.request_host.back() == '/') c.request_host.pop_back();
    c.base_url = c.request_host + "/api/" + c.version;
    const auto source = source_of(chosen, "host");
    const auto named = source == "argument"                 ? "argument host"
                       : source.compare(0, 5, "file ") == 0 ? "host in " + source
                                                            : source;
    // Who sends nothing needs no address; user info is refused all the same, it may be a password.
    if (auto failure = fill_destination(c.api, c.request_host, "", "application/json", named);
        failure && ((!c.is_offline && !c.no_op) || c.host.find('@') != std::string::npos))
        return coded("bad_value", failure->detail);

    std::string authorization;
    if (auto failure = authorization_of(c.authentication_type, c.token, authorization))
        return coded("bad_value", failure->detail);
    c.api.authorization = authorization;
    if (!authorization.empty()) c.authorization = std::move(authorization);
    if (c.header.has_value() != c.header_service.has_value())
        c.report.warnings.push_back(
            "of header and header_service only one is set, so no extra header is sent; set both");
    if (c.header && c.header_service &&
        codec::append_header(c.api.secret_headers, *c.header, *c.header_service))
        return coded("bad_value", "header " + shown(*c.header) +
                                      " cannot be sent with the value of header_service; give one word and a "
                                      "text without line breaks");
    return std::nullopt;
}

void describe(v1_context& c, const v1_loaded& chosen, const v1_auth& auth, const v1_arguments& args) {
    auto& entries = c.report.entries;
    std::vector<context_report::entry> first;
    const bool given = args.token && !args.token->empty();
    first.push_back({"token", c.token ? redacted(*c.token) : json(), given ? "argument" : auth.token_source});
    first.push_back({"username", c.username ? json::from(*c.username) : json(), auth.username_source});
    const auto all = fields_of(c);
    each_field([&](std::string_view name, std::string_view, auto member) {
        json value;
        if (const auto& v = all.*member) value = json::from(*v);
        // The value of an own header may be a key of some gateway.
        if (name == "header_service" && c.header_service && c.header &&
            c.header->compare(0, 11, "X-POLYAXON-") != 0)
            value = redacted(*c.header_service);
        first.push_back({std::string(name), std::move(value), source_of(chosen, name)});
    });
    first.push_back({"base_url", json::from(c.base_url), source_of(chosen, "host")});
    entries.insert(entries.begin(), std::make_move_iterator(first.begin()),
                   std::make_move_iterator(first.end()));
}

result<v1_context> load(const v1_arguments& args, const system& machine) {
    if (auto failure = check_arguments(args.given)) return *failure;
    v1_context c;
    file_reader files(machine, c.report);
    const auto switched_off = files.variable("POLYAXON_NO_CONFIG");
    const auto off = switched_off && !switched_off->empty() ? bool_of(*switched_off) : std::optional(false);
    if (!off)
        return coded("bad_value", "environment POLYAXON_NO_CONFIG is " + shown(*switched_off) +
                                      ", which is not allowed: give " + std::string(bool_words));

    auto folders = find_v1_folders(machine, !*off, files, c.report);
    if (!folders) return folders.error();
    v1_loaded loaded;
    v1_auth auth;
    if (!*off) {
        auto client = read_v1_client(*folders, files, c.report);
        if (!client) return client.error();
        loaded = std::move(*client);
        auto who = read_v1_auth(*folders, files, c.report);
        if (!who) return who.error();
        auth = std::move(*who);
    }
    c.managed_process = loaded.fields.is_managed.value_or(false);
    c.run_instance = files.variable("POLYAXON_RUN_INSTANCE");
    read_v1_caches(*folders, !*off, files, c);

    const auto chosen = choose(args, std::move(loaded));
    fill(c, chosen.fields);
    c.username = auth.username;
    const bool given = args.token && !args.token->empty();
    c.token = given ? args.token : auth.token;
    if (c.token)
        if (auto failure = clean_token(*c.token, given ? "argument token" : auth.token_source))
            return coded("bad_value", failure->detail);
    if (c.token && (c.token->empty() || *c.token == no_auth)) c.token.reset();
    if (auto failure = make_destination(c, chosen)) return *failure;
    describe(c, chosen, auth, args);
    return c;
}

}  // namespace

tls_options v1_context::tls() const {
    tls_options out;
    out.verify = verify_ssl;
    if (ssl_ca_cert) out.ca_file = *ssl_ca_cert;
    if (cert_file) out.cert_file = *cert_file;
    if (key_file) out.key_file = *key_file;
    out.check_host = assert_hostname;
    return out;
}

result<v1_context> load_v1(const v1_arguments& args, const system& machine) {
    try {
        return load(args, machine);
    } catch (const error& e) {
        return coded("bad_file", "the context cannot be read: " + std::string(name(e.kind())));
    }
}

}  // namespace polyaxon::context
