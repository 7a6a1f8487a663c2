#include <polyaxon/context/system.hpp>
#include <polyaxon/context/v0_arguments.hpp>
#include <polyaxon/context/v1_arguments.hpp>

namespace polyaxon::context {

namespace {

template <class Config>
void copy_transport(const Config& from, transport_arguments& to) {
    to.thread_safe = from.thread_safe;
    to.max_redirects = from.max_redirects;
    to.pool = from.pool;
    to.retry = from.retry;
    to.limits = from.limits;
    to.proxy_from_environment = from.proxy.from_environment;
    to.proxy_url = from.proxy.url;
    to.no_proxy = from.proxy.no_proxy;
    if (from.connector != nullptr) to.connector = *from.connector;
    if (from.system != nullptr) to.system = *from.system;
    if (!to.system) to.system = real_system();
}

}  // namespace

owned_tls::owned_tls(const tls_options& o)
    : verify(o.verify),
      check_host(o.check_host),
      ca_file(o.ca_file),
      cert_file(o.cert_file),
      key_file(o.key_file),
      server_name(o.server_name) {}

tls_options owned_tls::view() const {
    tls_options out;
    out.verify = verify;
    out.ca_file = ca_file;
    out.cert_file = cert_file;
    out.key_file = key_file;
    out.check_host = check_host;
    out.server_name = server_name;
    return out;
}

std::shared_ptr<const v0_arguments> copy(const v0::api_config& c) {
    auto out = std::make_shared<v0_arguments>();
    copy_transport(c, *out);
    out->host = c.host;
    out->token = c.token;
    out->authentication_type = c.authentication_type;
    out->api_version = c.api_version;
    out->port = c.port;
    out->http_port = c.http_port;
    out->ws_port = c.ws_port;
    out->use_https = c.use_https;
    out->verify_ssl = c.verify_ssl;
    out->is_managed = c.is_managed;
    out->is_local = c.is_local;
    out->reraise = c.reraise;
    out->schema_response = c.schema_response;
    out->timeout = c.timeout;
    out->interval = c.interval;
    out->call_timeout = c.call_timeout;
    out->tls_given = owned_tls(c.tls);
    out->background = c.background;
    if (c.time != nullptr) out->time = *c.time;
    return out;
}

std::shared_ptr<const v1_arguments> copy(const v1::client_config& c) {
    auto out = std::make_shared<v1_arguments>();
    copy_transport(c, *out);
    out->token = c.token;
    out->use_cloud_host = c.use_cloud_host;
    out->inherit = c.inherit;
    auto& f = out->given;
    f.host = c.host;
    f.version = c.version;
    f.debug = c.debug;
    f.log_level = c.log_level;
    f.authentication_type = c.authentication_type;
    f.is_managed = c.is_managed;
    f.is_offline = c.is_offline;
    f.in_cluster = c.in_cluster;
    f.no_op = c.no_op;
    f.timeout = c.timeout;
    f.tracking_flush_delay = c.tracking_flush_delay;
    f.timezone = c.timezone;
    f.watch_interval = c.watch_interval;
    f.interval = c.interval;
    f.verify_ssl = c.verify_ssl;
    f.ssl_ca_cert = c.ssl_ca_cert;
    f.cert_file = c.cert_file;
    f.key_file = c.key_file;
    f.assert_hostname = c.assert_hostname;
    f.connection_pool_maxsize = c.connection_pool_maxsize;
    f.archives_root = c.archives_root;
    f.header = c.header;
    f.header_service = c.header_service;
    f.namespace_ = c.namespace_;
    f.no_api = c.no_api;
    f.disable_errors_reporting = c.disable_errors_reporting;
    f.compatibility_check_interval = c.compatibility_check_interval;
    f.retries = c.retries;
    return out;
}

}  // namespace polyaxon::context
