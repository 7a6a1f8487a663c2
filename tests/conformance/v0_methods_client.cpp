// What the client itself can: health check, reconcile, setters.
#include "conformance/v0_arguments.hpp"
#include "conformance/v0_methods.hpp"
#include "conformance/v0_results.hpp"

namespace conformance::v0 {

namespace {

// A copy is the same client.
template <auto Set>
asio::awaitable<json> with_url(const client& c, const json& given) {
    arguments a(given, {"url"});
    client same = c;
    (same.*Set)(a.text("url"));
    return at_once({});
}
asio::awaitable<json> set_internal_health_check(const client& c, const json& given) {
    arguments a(given, {});
    client same = c;
    same.set_internal_health_check();
    return at_once({});
}
asio::awaitable<json> reconcile(const client& c, const json& given) {
    arguments a(given, {"status"});
    client same = c;
    return as_json(same.reconcile(a.text("status")));
}
asio::awaitable<json> set_token(const client& c, const json& given) {
    arguments a(given, {"token"});
    client same = c;
    same.set_token(a.text("token"));
    return at_once({});
}
asio::awaitable<json> set_authentication_type(const client& c, const json& given) {
    arguments a(given, {"authentication_type"});
    client same = c;
    same.set_authentication_type(a.text("authentication_type"));
    return at_once({});
}
asio::awaitable<json> set_host(const client& c, const json& given) {
    arguments a(given, {"host"});
    client same = c;
    same.set_host(a.text("host"));
    return at_once({});
}

constexpr method methods[] = {
    {"client.set_health_check", with_url<&client::set_health_check>},
    {"client.unset_health_check", with_url<&client::unset_health_check>},
    {"client.set_internal_health_check", set_internal_health_check},
    {"client.reconcile", reconcile},
    {"client.set_token", set_token},
    {"client.set_authentication_type", set_authentication_type},
    {"client.set_host", set_host},
};

}  // namespace

std::span<const method> client_methods() { return methods; }

}  // namespace conformance::v0
