#include <polyaxon/context/v0_settings.hpp>

#include <polyaxon/codec/ascii.hpp>

#include <limits>

namespace polyaxon::context {

namespace {

constexpr std::string_view variables[]{"POLYAXON_API_HOST",
                                       "POLYAXON_HTTP_PORT",
                                       "POLYAXON_WS_PORT",
                                       "POLYAXON_USE_HTTPS",
                                       "POLYAXON_VERIFY_SSL",
                                       "POLYAXON_API_HTTP_HOST",
                                       "POLYAXON_API_WS_HOST",
                                       "POLYAXON_SECRET_USER_TOKEN",
                                       "POLYAXON_SECRET_EPHEMERAL_TOKEN",
                                       "POLYAXON_SECRET_INTERNAL_TOKEN",
                                       "POLYAXON_AUTHENTICATION_TYPE",
                                       "POLYAXON_API_VERSION",
                                       "POLYAXON_IS_MANAGED",
                                       "POLYAXON_IS_LOCAL",
                                       "POLYAXON_IN_CLUSTER",
                                       "POLYAXON_IS_OFFLINE",
                                       "POLYAXON_NO_OP",
                                       "POLYAXON_INTERNAL_HEADER",
                                       "POLYAXON_INTERNAL_HEADER_SERVICE",
                                       "POLYAXON_INTERNAL_HEALTH_CHECK_URL",
                                       "POLYAXON_INTERNAL_RECONCILE_URL",
                                       "POLYAXON_SCHEMA_RESPONSE",
                                       "POLYAXON_HASH_LENGTH",
                                       "POLYAXON_MIN_TIMEOUT",
                                       "POLYAXON_TIMEOUT",
                                       "POLYAXON_REQUEST_TIMEOUT",
                                       "POLYAXON_LONG_REQUEST_TIMEOUT",
                                       "POLYAXON_INTERVAL",
                                       "HEALTH_CHECK_INTERVAL",
                                       "POLYAXON_LOGS_LEVEL",
                                       "POLYAXON_RECEPTION_UNKNOWN_BEHAVIOUR",
                                       "POLYAXON_VALIDATION_UNKNOWN_BEHAVIOUR",
                                       "POLYAXON_WARN_UPLOAD_SIZE",
                                       "POLYAXON_MAX_UPLOAD_SIZE"};

bool is_secret(std::string_view key) { return key.find("SECRET") != key.npos || key == "token"; }

/// "POLYAXON_HASH_LENGTH" → "hash_length": the name in the report.
std::string report_name(std::string_view key) {
    constexpr std::string_view prefix = "POLYAXON_";
    if (key.substr(0, prefix.size()) == prefix) key.remove_prefix(prefix.size());
    return codec::ascii::lower(key);
}

/// Takes typed values out of merged settings; the first bad one ends it.
class typed {
 public:
    explicit typed(const settings& from) : from_(from) {}

    const std::optional<error_info>& failure() const { return failure_; }

    sourced<std::string> text(std::string_view key) {
        sourced<std::string> out;
        const auto* s = value(key);
        if (s == nullptr) return out;
        if (!s->value.is_string()) return bad(key, *s, "text"), out;
        out = {s->value.as<std::string>(), s->source};
        return out;
    }
    sourced<bool> boolean(std::string_view key) {
        sourced<bool> out;
        const auto* s = value(key);
        if (s == nullptr) return out;
        auto b = is_bool(s->value) ? std::optional(s->value.text() == "true") : std::nullopt;
        if (s->value.is_string()) b = bool_of(s->value.as<std::string>());
        if (!b) return bad(key, *s, bool_words), out;
        out = {b, s->source};
        return out;
    }
    sourced<std::int64_t> integer(std::string_view key, std::int64_t most = std::numeric_limits<int>::max()) {
        sourced<std::int64_t> out;
        const auto* s = value(key);
        if (s == nullptr) return out;
        std::optional<std::int64_t> n;
        if (s->value.is_string())
            n = integer_of(s->value.as<std::string>());
        else if (is_number(s->value))
            n = integer_of(s->value.text());  // 80.0 is no integer here
        if (!n || *n < 0 || *n > most)
            return bad(key, *s, "a whole number from 0 to " + std::to_string(most)), out;
        out = {n, s->source};
        return out;
    }
    /// 0 counts as unset, as the platform has it.
    sourced<int> port(std::string_view key) {
        sourced<int> out;
        const auto* s = value(key);
        const auto n = integer(key, 65535);
        if (n.value && *n.value != 0) out = {static_cast<int>(*n.value), s->source};
        return out;
    }

 private:
    const setting* value(std::string_view key) {
        const auto* s = failure_ ? nullptr : from_.find(key);
        return s == nullptr || s->value.is_null() ? nullptr : s;
    }
    void bad(std::string_view key, const setting& s, std::string_view allowed) {
        std::string what =
            is_secret(key) ? "is not text"
                           : "is " + shown(s.value) + ", which is not allowed: give " + std::string(allowed);
        if (is_secret(key)) what += "; give the token as text";
        const std::string where =
            s.source == "environment " + std::string(key) ? s.source : std::string(key) + " in " + s.source;
        failure_ = trouble(where + ' ' + what);
    }

    const settings& from_;
    std::optional<error_info> failure_;
};

/// Members of an object of a file, into the merged settings.
void merge(settings& into, const json& object, const std::filesystem::path& path,
           bool skip_empty_tokens = false) {
    if (!object.is_object()) return;
    for (const auto& [key, value] : object.items()) {
        // An empty token file must not hide the token of the environment.
        if (skip_empty_tokens && is_secret(key) && (value.is_null() || value.text() == "\"\"")) continue;
        into.set(key, value, "file " + path.string());
    }
}

template <class T>
void keep(context_report& report, std::string_view key, const std::optional<T>& value,
          const std::string& source) {
    json shown_value;
    if constexpr (std::is_same_v<T, std::string>) {
        if (value) shown_value = is_secret(key) ? redacted(*value) : json::from(*value);
    } else {
        if (value) shown_value = json::from(*value);
    }
    report.entries.push_back({report_name(key), std::move(shown_value), source});
}

/// The settings that are only handed on: value into `out`, and a line in the report.
class settings_reader {
 public:
    settings_reader(typed& from, context_report& report) : from_(from), report_(report) {}

    void operator()(std::string_view key, bool& out) {
        const auto v = from_.boolean(key);
        out = v.value.value_or(out);
        keep(report_, key, std::optional(out), v.source);
    }
    void operator()(std::string_view key, int& out) {
        const auto v = from_.integer(key);
        out = static_cast<int>(v.value.value_or(out));
        keep(report_, key, std::optional(out), v.source);
    }
    void operator()(std::string_view key, std::optional<int>& out) {
        const auto v = from_.integer(key);
        if (v.value) out = static_cast<int>(*v.value);
        keep(report_, key, out, v.source);
    }
    void operator()(std::string_view key, std::int64_t& out) {
        const auto v = from_.integer(key, std::numeric_limits<std::int64_t>::max());
        out = v.value.value_or(out);
        keep(report_, key, std::optional(out), v.source);
    }
    void operator()(std::string_view key, std::string& out) {
        const auto v = from_.text(key);
        out = v.value.value_or(out);
        keep(report_, key, std::optional(out), v.source);
    }
    void operator()(std::string_view key, std::optional<std::string>& out) {
        auto v = from_.text(key);
        out = std::move(v.value);
        if (out && out->empty()) out.reset();
        keep(report_, key, out, v.source);
    }

 private:
    typed& from_;
    context_report& report_;
};

/// What a place said about one key, for the error that lists the places.
std::string said(const std::filesystem::path& path, const json& object, bool there, std::string_view key) {
    std::string note = "file " + path.string();
    if (!there) return note + " (not there)";
    if (!object.is_object() || !object.contains(key))
        return note + " (read, no " + std::string(key) + " in it)";
    const auto value = object.at(key);
    const bool empty = value.is_null() || value.text() == "\"\"";
    return note + (empty ? " (read, " + std::string(key) + " is empty)" : " (read)");
}

}  // namespace

result<v0_places> read_v0_places(const system& machine, file_reader& files, context_report& report) {
    const auto temporary = machine.temporary() / ".polyaxon";
    // A home that cannot be written gives way to the temporary folder: both paths are then the same file.
    const auto home = machine.writable(machine.home()) ? machine.home() / ".polyaxon" : temporary;
    if (home == temporary && machine.home() != machine.temporary())
        report.warnings.push_back("the home folder " + machine.home().string() + " cannot be written, " +
                                  temporary.string() + " takes its place");

    v0_places out;
    settings merged;
    auto note = [&](const std::filesystem::path& path, const json& object, std::string_view host_key,
                    std::string_view token_key) {
        const auto text = files.text(path, file_reader::settings_cap);
        const bool there = text && *text != nullptr;
        if (!host_key.empty()) out.host_places.push_back(said(path, object, there, host_key));
        if (!token_key.empty()) out.token_places.push_back(said(path, object, there, token_key));
    };
    constexpr std::string_view host_key = "POLYAXON_API_HOST", token_key = "POLYAXON_SECRET_USER_TOKEN";

    std::vector<std::filesystem::path> client_files{temporary / ".polyaxonclient"};
    if (home != temporary) client_files.push_back(home / ".polyaxonclient");
    for (const auto& path : client_files) {
        const auto object = files.object(path);
        if (!object) return object.error();
        note(path, *object, host_key, token_key);
        merge(merged, *object, path);
    }
    for (const auto name : variables) {
        auto value = files.variable(name);
        const std::string place = "environment " + std::string(name);
        const std::string_view state = !value ? " (not set)" : value->empty() ? " (empty)" : " (set)";
        if (name == host_key) out.host_places.push_back(place + std::string(state));
        if (name == token_key) out.token_places.push_back(place + std::string(state));
        if (name == "POLYAXON_IS_MANAGED") out.managed_looked_at = place + std::string(state);
        if (value) merged.set(name, json::from(*value), place);
    }
    for (const auto& path : {temporary / ".authtoken", machine.pod_context() / ".authtoken"}) {
        const auto object = files.object(path);
        if (!object) return object.error();
        note(path, *object, host_key, token_key);
        merge(merged, *object, path, true);
    }

    settings config, auth;
    for (const auto& folder : {temporary, home}) {
        const auto object = files.object(folder / ".polyaxonconfig");
        if (!object) return object.error();
        merge(config, *object, folder / ".polyaxonconfig");
        const auto tokens = files.object(folder / ".polyaxonauth");
        if (!tokens) return tokens.error();
        merge(auth, *tokens, folder / ".polyaxonauth");
        note(folder / ".polyaxonconfig", *object, "host", "");
        note(folder / ".polyaxonauth", *tokens, "", "token");
        if (home == temporary) break;
    }

    typed of(merged), cli(config), login(auth);
    const auto filled = [](sourced<std::string> v) {
        if (v.value && v.value->empty()) v = {};
        return v;
    };
    const auto either = [](auto first, auto second) { return first.value ? first : second; };

    out.host = either(filled(of.text(host_key)), filled(cli.text("host")));
    out.token = either(filled(of.text(token_key)), filled(login.text("token")));
    out.http_port = either(of.port("POLYAXON_HTTP_PORT"), cli.port("port"));
    out.ws_port = either(of.port("POLYAXON_WS_PORT"), cli.port("ws_port"));
    out.use_https = either(of.boolean("POLYAXON_USE_HTTPS"), cli.boolean("use_https"));
    out.verify_ssl = of.boolean("POLYAXON_VERIFY_SSL");
    out.api_http_host = filled(of.text("POLYAXON_API_HTTP_HOST"));
    out.api_ws_host = filled(of.text("POLYAXON_API_WS_HOST"));
    out.authentication_type = filled(of.text("POLYAXON_AUTHENTICATION_TYPE"));
    out.version = filled(of.text("POLYAXON_API_VERSION"));
    out.is_managed = of.boolean("POLYAXON_IS_MANAGED");
    out.is_local = of.boolean("POLYAXON_IS_LOCAL");
    const auto timeout = of.integer("POLYAXON_TIMEOUT"), interval = of.integer("POLYAXON_INTERVAL");

    auto& s = out.settings;
    settings_reader take(of, report);
    take("POLYAXON_SECRET_INTERNAL_TOKEN", s.secret_internal_token);
    take("POLYAXON_SECRET_EPHEMERAL_TOKEN", s.secret_ephemeral_token);
    take("POLYAXON_INTERNAL_HEADER", s.internal_header);
    take("POLYAXON_INTERNAL_HEADER_SERVICE", s.internal_header_service);
    take("POLYAXON_INTERNAL_HEALTH_CHECK_URL", s.internal_health_check_url);
    take("POLYAXON_INTERNAL_RECONCILE_URL", s.internal_reconcile_url);
    take("POLYAXON_IN_CLUSTER", s.in_cluster);
    take("POLYAXON_IS_OFFLINE", s.is_offline);
    take("POLYAXON_NO_OP", s.no_op);
    take("POLYAXON_HASH_LENGTH", s.hash_length);
    take("POLYAXON_MIN_TIMEOUT", s.min_timeout);
    take("POLYAXON_REQUEST_TIMEOUT", s.request_timeout);
    take("POLYAXON_LONG_REQUEST_TIMEOUT", s.long_request_timeout);
    take("HEALTH_CHECK_INTERVAL", s.health_check_interval);
    take("POLYAXON_LOGS_LEVEL", s.logs_level);
    take("POLYAXON_WARN_UPLOAD_SIZE", s.warn_upload_size);
    take("POLYAXON_MAX_UPLOAD_SIZE", s.max_upload_size);
    take("POLYAXON_RECEPTION_UNKNOWN_BEHAVIOUR", s.reception_unknown_behaviour);
    take("POLYAXON_VALIDATION_UNKNOWN_BEHAVIOUR", s.validation_unknown_behaviour);
    const auto schema = of.boolean("POLYAXON_SCHEMA_RESPONSE");
    s.schema_response = schema.value.value_or(false);
    out.schema_source = schema.source;
    // The batch limit stays at 200: POLYAXON_INTERVAL is the pause, and only that.
    if (timeout.value) out.timeout = {static_cast<int>(*timeout.value), timeout.source};
    if (interval.value) out.interval = {static_cast<int>(*interval.value), interval.source};
    s.timeout = out.timeout.value.value_or(s.timeout);
    s.interval = out.interval.value.value_or(s.interval);

    for (const auto* values : {&of, &cli, &login})
        if (values->failure()) return *values->failure();

    // Here alone the platform forgives: a verify_ssl of the CLI that is no boolean counts as false.
    if (!out.verify_ssl.value) {
        typed forgiving(config);
        out.verify_ssl = forgiving.boolean("verify_ssl");
        if (forgiving.failure()) {
            out.verify_ssl = {false, config.find("verify_ssl")->source};
            report.warnings.push_back(forgiving.failure()->detail +
                                      "; it counts as false, so certificates are not checked");
        }
    }
    return out;
}

}  // namespace polyaxon::context
