#include "conformance/v0_setup.hpp"

namespace conformance::v0 {

namespace {

[[noreturn]] void refuse(const std::string& name, const json& value) {
    throw inexpressible("argument " + name + " of the client is " + shortened(value.text(), 40));
}
void flag(std::optional<bool>& to, const std::string& name, const json& value) {
    if (value.is_null()) return to.reset();
    if (!is_bool(value)) refuse(name, value);
    to = value.as<bool>();
}
void seconds(std::optional<double>& to, const std::string& name, const json& value) {
    if (value.is_null()) return to.reset();
    if (!is_number(value)) refuse(name, value);
    to = value.as<double>();
}

}  // namespace

std::string moved(std::string text, std::uint16_t port) {
    constexpr std::string_view recorded = "localhost:8000";
    const auto here = "127.0.0.1:" + std::to_string(port);
    for (auto at = text.find(recorded); at != text.npos; at = text.find(recorded, at + here.size()))
        text.replace(at, recorded.size(), here);
    return text;
}

setup::setup(const json& a_case, std::uint16_t port, const scratch& where) : port_(port) {
    config.host = "127.0.0.1";
    config.http_port = config.ws_port = port;
    config.token = "token-abc";
    config.max_redirects = 5;
    config.retry.max_attempts = 1;
    config.proxy.from_environment = false;
    config.time = &time_;
    for (const auto& [name, value] : member(a_case, "client").items()) take(name, value);
    auto machine = std::make_shared<scratch_system>(where.root());
    for (const auto& [name, value] : member(a_case, "settings").items())
        machine->variables[name.starts_with("HEALTH_CHECK") ? name : "POLYAXON_" + name] =
            here(value.is_string() ? value.as<std::string>() : std::string(value.text()));
    system_ = machine;
    config.system = &system_;
}

void setup::take(const std::string& name, const json& value) {
    if (name == "host")
        text(config.host, name, value);
    else if (name == "token")
        text(config.token, name, value);
    else if (name == "authentication_type")
        text(config.authentication_type, name, value);
    else if (name == "api_version")
        text(config.api_version, name, value);
    else if (name == "port")
        number(config.port, name, value);
    else if (name == "http_port")
        number(config.http_port, name, value);
    else if (name == "ws_port")
        number(config.ws_port, name, value);
    else if (name == "use_https")
        flag(config.use_https, name, value);
    else if (name == "verify_ssl")
        flag(config.verify_ssl, name, value);
    else if (name == "is_managed")
        flag(config.is_managed, name, value);
    else if (name == "is_local")
        flag(config.is_local, name, value);
    else if (name == "reraise")
        flag(config.reraise, name, value);
    else if (name == "schema_response")
        flag(config.schema_response, name, value);
    else if (name == "timeout")
        seconds(config.timeout, name, value);
    else if (name == "interval")
        seconds(config.interval, name, value);
    else
        throw inexpressible("unknown argument " + name + " of the client");
}
std::string setup::here(const std::string& value) const {
    if (value == "localhost") return "127.0.0.1";
    if (value == "8000") return std::to_string(port_);
    return moved(value, port_);
}
void setup::text(std::optional<std::string_view>& to, const std::string& name, const json& value) {
    if (value.is_null()) return to.reset();
    if (!value.is_string()) refuse(name, value);
    auto& kept = texts_.emplace_back(std::make_unique<std::string>(value.as<std::string>()));
    if (name == "host" && *kept == "localhost") *kept = "127.0.0.1";
    to = *kept;
}
void setup::number(std::optional<int>& to, const std::string& name, const json& value) const {
    if (value.is_null()) return to.reset();
    if (!is_number(value)) refuse(name, value);
    to = value.as<int>() == 8000 ? port_ : value.as<int>();
}

}  // namespace conformance::v0
