// The setters of a v0 client: each says as an argument what it is to be from now on.
#include <polyaxon/resources/v0/core.hpp>

namespace polyaxon::v0 {

namespace {

using arguments = context::v0_arguments;

// `port` stands for both and beats both: a setter of one leaves the other as it was.
void split_port(arguments& a) {
    if (!a.port || *a.port == 0) return;
    a.http_port = a.ws_port = a.port;
    a.port.reset();
}

}  // namespace

void core::set_host(std::string_view host) {
    set("host", [&](arguments& a) { a.host = host; });
}
void core::set_http_port(int port) {
    set("http_port", [&](arguments& a) { split_port(a), a.http_port = port; });
}
void core::set_ws_port(int port) {
    set("ws_port", [&](arguments& a) { split_port(a), a.ws_port = port; });
}
void core::set_use_https(bool yes) {
    set("use_https", [&](arguments& a) {
        a.use_https = yes;
        // A scheme in front of the host said it before.
        if (!a.host) return;
        for (const std::string_view scheme : {"https://", "http://"})
            if (a.host->starts_with(scheme)) a.host->erase(0, scheme.size());
    });
}
void core::set_verify_ssl(bool yes) {
    set("verify_ssl", [&](arguments& a) { a.verify_ssl = yes; });
}
void core::set_token(std::string token) {
    set("token", [&](arguments& a) { a.token = std::move(token); });
}
void core::set_is_managed(bool yes) {
    set("is_managed", [&](arguments& a) { a.is_managed = yes; });
}
void core::set_authentication_type(std::string_view type) {
    set("authentication_type", [&](arguments& a) { a.authentication_type = type; });
}
void core::set_version_api(std::string_view version) {
    set("version", [&](arguments& a) { a.api_version = version; });
}
void core::set_reraise(bool yes) {
    set("reraise", [&](arguments& a) { a.reraise = yes; });
}

}  // namespace polyaxon::v0
