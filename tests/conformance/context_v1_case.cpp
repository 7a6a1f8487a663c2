#include <polyaxon/context/v1.hpp>
#include <polyaxon/context/v1_arguments.hpp>

#include <conformance/context_case.hpp>
#include <conformance/context_v1_public.hpp>

#include <stdlib.h>

#include <algorithm>
#include <filesystem>

namespace polyaxon::tests {

namespace {

void take_config(const json& given, v1::client_config& out, argument_texts& keep) {
    for (const auto& [name, value] : given.items()) {
        const auto is = [&, &key = name](std::string_view wanted) { return key == wanted; };
        if (is("host"))
            take_argument(name, value, out.host, keep);
        else if (is("token"))
            take_argument(name, value, out.token, keep);
        else if (is("use_cloud_host"))
            take_argument(name, value, out.use_cloud_host, keep);
        else if (is("version"))
            take_argument(name, value, out.version, keep);
        else if (is("debug"))
            take_argument(name, value, out.debug, keep);
        else if (is("log_level"))
            take_argument(name, value, out.log_level, keep);
        else if (is("authentication_type"))
            take_argument(name, value, out.authentication_type, keep);
        else if (is("is_managed"))
            take_argument(name, value, out.is_managed, keep);
        else if (is("is_offline"))
            take_argument(name, value, out.is_offline, keep);
        else if (is("in_cluster"))
            take_argument(name, value, out.in_cluster, keep);
        else if (is("no_op"))
            take_argument(name, value, out.no_op, keep);
        else if (is("timeout"))
            take_argument(name, value, out.timeout, keep);
        else if (is("tracking_flush_delay"))
            take_argument(name, value, out.tracking_flush_delay, keep);
        else if (is("timezone"))
            take_argument(name, value, out.timezone, keep);
        else if (is("watch_interval"))
            take_argument(name, value, out.watch_interval, keep);
        else if (is("interval"))
            take_argument(name, value, out.interval, keep);
        else if (is("verify_ssl"))
            take_argument(name, value, out.verify_ssl, keep);
        else if (is("ssl_ca_cert"))
            take_argument(name, value, out.ssl_ca_cert, keep);
        else if (is("cert_file"))
            take_argument(name, value, out.cert_file, keep);
        else if (is("key_file"))
            take_argument(name, value, out.key_file, keep);
        else if (is("assert_hostname"))
            take_argument(name, value, out.assert_hostname, keep);
        else if (is("connection_pool_maxsize"))
            take_argument(name, value, out.connection_pool_maxsize, keep);
        else if (is("archives_root"))
            take_argument(name, value, out.archives_root, keep);
        else if (is("header"))
            take_argument(name, value, out.header, keep);
        else if (is("header_service"))
            take_argument(name, value, out.header_service, keep);
        else if (is("namespace"))
            take_argument(name, value, out.namespace_, keep);
        else if (is("no_api"))
            take_argument(name, value, out.no_api, keep);
        else if (is("disable_errors_reporting"))
            take_argument(name, value, out.disable_errors_reporting, keep);
        else if (is("compatibility_check_interval"))
            take_argument(name, value, out.compatibility_check_interval, keep);
        else if (is("retries"))
            take_argument(name, value, out.retries, keep);
        else
            throw cannot_express{"the configuration has no field " + name};
    }
}

void take_client(const json& client, v1::client_config& out, argument_texts& keep) {
    for (const auto& [name, value] : client.items())
        if (name != "config" && name != "token") throw cannot_express{"the client has no argument " + name};
    if (client.contains("config") && client.at("config").is_object()) {
        take_config(client.at("config"), out, keep);
        out.inherit = false;  // a given configuration replaces the loaded one, also when it sets nothing
    }
    if (client.contains("token")) take_argument("token", client.at("token"), out.token, keep);
}

context::v1_reference reference(const json& args) {
    context::v1_reference out;
    argument_texts keep;
    for (const auto& [name, value] : args.items()) {
        std::optional<std::string_view> text;
        if (name == "owner")
            take_argument(name, value, text, keep), out.owner = text;
        else if (name == "project")
            take_argument(name, value, text, keep), out.project = text;
        else if (name == "run_uuid")
            take_argument(name, value, text, keep), out.run_uuid = text;
        else if (name == "is_offline")
            take_argument(name, value, out.is_offline, keep);
        else if (name == "no_op")
            take_argument(name, value, out.no_op, keep);
        else
            throw cannot_express{"the class has no argument " + name};
    }
    return out;
}

bool matches_random(const json& expected, const std::optional<std::string>& actual) {
    return expected.is_string() && expected.as<std::string>() == "<random 32 hex>" && actual &&
           actual->size() == 32 && actual->find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::optional<json> context_member(const context::v1_context& c, std::string_view name) {
    if (name == "host") return json::from(c.request_host);
    if (name == "token") return json_of(c.token);
    if (name == "username") return json_of(c.username);
    if (name == "authorization") return json_of(c.authorization);
    if (name == "base_url") return json::from(c.base_url);
    if (name == "request_host") return json::from(c.request_host);
    if (name == "extra_headers") return headers_object(c.api.secret_headers);
    if (name == "requests") return json::array();  // reading the context sends nothing
    return std::nullopt;
}

std::optional<json> target_member(const context::v1_target& t, std::string_view name) {
    if (name == "owner") return json_of(t.owner);
    if (name == "team") return json_of(t.team);
    if (name == "project") return json_of(t.project);
    if (name == "run_uuid") return json_of(t.run_uuid);
    if (name == "has_cached_run") return json::from(t.has_cached_run);
    if (name == "is_offline") return json::from(t.is_offline);
    if (name == "no_op") return json::from(t.no_op);
    return std::nullopt;
}

/// The resolved fields by their names, defaults included.
std::optional<json> config_member(const context::v1_context& c, std::string_view name) {
    const auto* entry = c.report.find(name);
    std::optional<json> out;
    context::each_field([&](std::string_view field, std::string_view, auto) {
        if (field == name && entry != nullptr) out = entry->value;
    });
    // The report may redact this one.
    if (name == "header_service") out = json_of(c.header_service);
    return out;
}

std::string code_of(const error_info& e) { return e.detail.substr(0, e.detail.find(':')); }

void compare_code(comparison& c, const json& expected, const error_info& e) {
    if (e.kind != errc::context) c.fault("error of kind " + std::string(name(e.kind)) + ", expected context");
    const auto code = expected.at("code").as<std::string>();
    if (code_of(e) != code) c.fault("expected the error " + code + ", got: " + e.detail);
    for (const auto& key : expected.keys())
        if (key != "code" && key != "stage" && key != "reference_type" && key != "reference_message")
            c.fault("error." + key + " is not known to this program");
}

void compare_values(comparison& c, const json& expect, const context::v1_context& context,
                    const context::v1_target* target) {
    for (const auto& [name, value] : expect.items()) {
        if (name == "tls_verified" || name == "files_deleted" || name == "error" ||
            name.compare(0, 10, "reference_") == 0)
            continue;
        if (name == "config") {
            for (const auto& [field, wanted] : value.items()) {
                if (const auto actual = config_member(context, field))
                    c.member("config." + field, wanted, *actual);
                else
                    c.fault("config." + field + " is not known to this program");
            }
            continue;
        }
        auto actual = target != nullptr ? target_member(*target, name) : std::nullopt;
        if (!actual) actual = context_member(context, name);
        if (name == "run_uuid" && target != nullptr && matches_random(value, target->run_uuid)) continue;
        if (actual)
            c.member(name, value, *actual);
        else
            c.fault("expect." + name + " is not known to this program");
    }
}

class temporary_folder {
 public:
    temporary_folder() {
        auto name = (std::filesystem::temp_directory_path() / "polyaxon-context-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw cannot_express{"cannot make a directory " + name};
        path_ = std::filesystem::canonical(name);
    }
    ~temporary_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    std::string path() const { return path_.string(); }

 private:
    std::filesystem::path path_;
};

}  // namespace

verdict run_v1_case(const json& one) {
    if (one.contains("quirk")) return {{}, "quirk"};
    const auto call = one.at("call");
    const auto kind = call.at("kind").as<std::string>();
    const bool run = kind == "run_client", tracking = kind == "tracking_init";
    if (!run && !tracking && kind != "client" && kind != "project_client" && kind != "organization_client")
        return {{}, "kind " + kind + " is not known"};

    // Tracking makes folders, really; everything else happens in memory.
    const temporary_folder folder;
    const std::string root = tracking ? folder.path() : "/case";
    const placeholders where{{"${ROOT}", root},
                             {"${HOME}", root + "/home"},
                             {"${TMP}", root + "/tmp"},
                             {"${CTX}", root + "/ctx"},
                             {"${CWD}", root + "/cwd"},
                             {"${STUB}", "http://127.0.0.1:8000"},
                             {"${RUN}", std::string(32, '1')}};
    comparison c(where);
    for (const auto& key : one.keys()) {
        static const std::vector<std::string_view> known{
            "id", "title", "note", "env", "files", "call", "expect", "home_not_writable", "stub_server"};
        if (std::find(known.begin(), known.end(), key) == known.end())
            c.fault("member " + key + " of the case is not known to this program");
    }
    for (const auto& key : call.keys())
        if (key != "kind" && key != "args" && key != "client")
            c.fault("call." + key + " is not known to this program");

    context_machine machine;
    machine.home_folder = root + "/home";
    machine.work_folder = root + "/cwd";
    machine.tmp_folder = root + "/tmp";
    machine.set("HOME", root + "/home").set("POLYAXON_CONTEXT_ROOT", root + "/ctx");
    furnish(machine, one, where);
    machine.home_writable = !one.value_or("home_not_writable", false);

    argument_texts keep;
    v1::client_config config;
    auto args = call.contains("args") ? call.at("args") : json::object();
    if (call.contains("client") && call.at("client").is_object())
        take_client(call.at("client"), config, keep);
    if (kind == "client") {
        take_client(args, config, keep);
        args = json::object();
    }
    if (kind != "client") compare_public(c, one, config, machine, where);
    if (tracking) return {std::move(c.differences), std::nullopt};
    const auto which = reference(args);

    const auto expect = one.at("expect");
    const auto expected = expect.contains("error") ? std::optional(expect.at("error")) : std::nullopt;
    const bool late = expected && expected->value_or<std::string>("stage", "load") == "run_uuid";
    const auto context = context::load_v1(*context::copy(config), machine);
    auto target = result<context::v1_target>(context::v1_target{});
    if (context && kind != "client")
        target = run ? context::resolve_run(*context, which) : context::resolve_project(*context, which);

    if (!context || !target) {
        const auto& failure = !context ? context.error() : target.error();
        if (expected && !late)
            compare_code(c, *expected, failure.info());
        else
            c.fault("expected a context, got the error: " + failure.detail());
        return {std::move(c.differences), std::nullopt};
    }
    if (expected && !late)
        c.fault("expected the error " + expected->at("code").as<std::string>() + ", got a context");
    if (late) {
        if (target->run_conflict)
            compare_code(c, *expected, *target->run_conflict);
        else
            c.fault("expected the error " + expected->at("code").as<std::string>() +
                    " at the first use of the run, got none");
    } else if (target->run_conflict && expect.contains("run_uuid")) {
        c.fault("the run cannot be used: " + target->run_conflict->detail);
    }
    if (!expected || late) compare_values(c, expect, *context, kind == "client" ? nullptr : &*target);
    return {std::move(c.differences), std::nullopt};
}

}  // namespace polyaxon::tests
