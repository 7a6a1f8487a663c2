#include <polyaxon/context/v0.hpp>
#include <polyaxon/context/v0_arguments.hpp>

#include <conformance/context_case.hpp>

#include <algorithm>

namespace polyaxon::tests {

namespace {

/// Constructor arguments of the Python client or of its ApiConfig.
v0::api_config arguments(const json& given, argument_texts& keep) {
    v0::api_config out;
    // Only a real boolean counts, says the platform: another value is as good as none.
    const auto flag = [&](std::string_view name, const json& value, std::optional<bool>& to) {
        if (value.text() == "true" || value.text() == "false") take_argument(name, value, to, keep);
    };
    for (const auto& [name, value] : given.items()) {
        if (name == "host")
            take_argument(name, value, out.host, keep);
        else if (name == "token")
            take_argument(name, value, out.token, keep);
        else if (name == "port")
            take_argument(name, value, out.port, keep);
        else if (name == "http_port")
            take_argument(name, value, out.http_port, keep);
        else if (name == "ws_port")
            take_argument(name, value, out.ws_port, keep);
        else if (name == "use_https")
            flag(name, value, out.use_https);
        else if (name == "verify_ssl")
            flag(name, value, out.verify_ssl);
        else if (name == "is_managed")
            flag(name, value, out.is_managed);
        else if (name == "is_local")
            flag(name, value, out.is_local);
        else if (name == "authentication_type")
            take_argument(name, value, out.authentication_type, keep);
        else if (name == "api_version" || name == "version")
            take_argument(name, value, out.api_version, keep);
        else if (name == "reraise")
            flag(name, value, out.reraise);
        else if (name == "schema_response")
            flag(name, value, out.schema_response);
        else if (name == "timeout")
            take_argument(name, value, out.timeout, keep);
        else if (name == "interval")
            take_argument(name, value, out.interval, keep);
        else
            throw cannot_express{"the client has no argument " + name};
    }
    return out;
}

std::optional<json> resolved_member(const context::v0_context& c, std::string_view name) {
    if (name == "token") return json_of(c.token);
    if (name == "host") return json_of(c.host);
    if (name == "http_port") return json::from(c.http_port);
    if (name == "ws_port") return json::from(c.ws_port);
    if (name == "use_https") return json::from(c.use_https);
    if (name == "verify_ssl") return json_of(c.verify_ssl);
    if (name == "is_managed") return json::from(c.is_managed);
    if (name == "is_local") return json::from(c.is_local);
    if (name == "authentication_type") return json::from(c.authentication_type);
    if (name == "version") return json::from(c.version);
    if (name == "http_host") return json::from(c.http_host);
    if (name == "ws_host") return json::from(c.ws_host);
    if (name == "base_url") return json::from(c.base_url);
    if (name == "base_ws_url") return json::from(c.base_ws_url);
    if (name == "schema_response") return json::from(c.schema_response);
    if (name == "reraise") return json::from(c.reraise);
    if (name == "timeout") return json::from(c.timeout);
    if (name == "interval") return json::from(c.interval);
    if (name == "internal_header") {
        if (!c.internal_header) return json();
        auto one = json::object();
        one.set(c.internal_header->first, c.internal_header->second);
        return one;
    }
    if (name == "request_headers") {
        // What the client itself adds, as the requests will carry it.
        auto all = headers_object(c.http.secret_headers);
        if (!c.http.authorization.empty()) all.set("Authorization", c.http.authorization);
        return all;
    }
    return std::nullopt;
}

std::optional<json> setting_member(const context::v0_settings& s, std::string_view name) {
    if (name == "IN_CLUSTER") return json::from(s.in_cluster);
    if (name == "IS_OFFLINE") return json::from(s.is_offline);
    if (name == "NO_OP") return json::from(s.no_op);
    if (name == "SCHEMA_RESPONSE") return json::from(s.schema_response);
    if (name == "MIN_TIMEOUT") return json::from(s.min_timeout);
    if (name == "TIMEOUT") return json::from(s.timeout);
    if (name == "REQUEST_TIMEOUT") return json::from(s.request_timeout);
    if (name == "LONG_REQUEST_TIMEOUT") return json::from(s.long_request_timeout);
    if (name == "INTERVAL") return json::from(s.interval);
    if (name == "QUEUE_CALL") return json::from(s.queue_call);
    if (name == "HEALTH_CHECK_INTERVAL") return json::from(s.health_check_interval);
    if (name == "HASH_LENGTH") return json::from(s.hash_length);
    if (name == "LOGS_LEVEL") return json_of(s.logs_level);
    if (name == "WARN_UPLOAD_SIZE") return json::from(s.warn_upload_size);
    if (name == "MAX_UPLOAD_SIZE") return json::from(s.max_upload_size);
    if (name == "SECRET_INTERNAL_TOKEN") return json_of(s.secret_internal_token);
    if (name == "SECRET_EPHEMERAL_TOKEN") return json_of(s.secret_ephemeral_token);
    if (name == "INTERNAL_HEADER") return json_of(s.internal_header);
    if (name == "INTERNAL_HEADER_SERVICE") return json_of(s.internal_header_service);
    if (name == "INTERNAL_HEALTH_CHECK_URL") return json_of(s.internal_health_check_url);
    if (name == "INTERNAL_RECONCILE_URL") return json_of(s.internal_reconcile_url);
    if (name == "RECEPTION_UNKNOWN_BEHAVIOUR") return json::from(s.reception_unknown_behaviour);
    if (name == "VALIDATION_UNKNOWN_BEHAVIOUR") return json::from(s.validation_unknown_behaviour);
    return std::nullopt;
}

void compare_error(comparison& c, const json& raises, const error& e) {
    if (e.kind() != errc::context)
        c.fault("error of kind " + std::string(name(e.kind())) + ", expected context");
    for (const auto& [member, value] : raises.items()) {
        if (member == "type" || member == "bases" || member == "about" || member == "stage" ||
            member == "errors")
            continue;
        if (member != "key" && member != "value")
            c.fault("raises." + member + " is not known to this program");
        else if (value.is_string() && e.detail().find(value.as<std::string>()) == std::string::npos)
            c.fault("the error text does not name " + member + " " + value.as<std::string>() + ": " +
                    e.detail());
    }
}

void compare_settings(comparison& c, const json& one, const json& defaults,
                      const context::v0_settings& settings) {
    auto expected = defaults.is_object() ? defaults : json::object();
    if (one.contains("settings"))
        for (const auto& [name, value] : one.at("settings").items()) expected.set(name, value);
    for (const auto& [name, value] : expected.items()) {
        if (const auto actual = setting_member(settings, name))
            c.member("settings." + name, value, *actual);
        else
            c.fault("settings." + name + " is not known to this program");
    }
}

}  // namespace

verdict run_v0_case(const json& one, const json& default_settings) {
    if (one.contains("quirk")) return {{}, "quirk: " + one.at("quirk").as<std::string>()};
    comparison c({});
    for (const auto& key : one.keys()) {
        static const std::vector<std::string_view> known{
            "id",       "env",    "files",    "params",           "api_config", "home",
            "resolved", "raises", "settings", "printed_warnings", "title",      "note"};
        if (std::find(known.begin(), known.end(), key) == known.end())
            c.fault("member " + key + " of the case is not known to this program");
    }
    context_machine machine;
    furnish(machine, one, {});
    machine.home_writable = one.value_or<std::string>("home", "") != "readonly";

    argument_texts keep;
    // An ApiConfig replaces all other arguments.
    const auto given = one.contains("api_config") ? one.at("api_config")
                       : one.contains("params")   ? one.at("params")
                                                  : json::object();
    const auto loaded = context::load_v0(*context::copy(arguments(given, keep)), machine);

    if (one.contains("raises")) {
        if (loaded)
            c.fault("expected an error, got a context with host " +
                    std::string(json_of(loaded->host).text()));
        else
            compare_error(c, one.at("raises"), loaded.error());
    } else if (!loaded) {
        c.fault("expected a context, got the error: " + loaded.error().detail());
    } else {
        for (const auto& [name, value] : one.at("resolved").items()) {
            if (const auto actual = resolved_member(*loaded, name))
                c.member(name, value, *actual);
            else
                c.fault("resolved." + name + " is not known to this program");
        }
        compare_settings(c, one, default_settings, loaded->settings);
    }
    return {std::move(c.differences), std::nullopt};
}

}  // namespace polyaxon::tests
