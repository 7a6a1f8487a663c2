#include <polyaxon/resources/v1/client_core.hpp>

#include <polyaxon/async/websocket.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/context/v1_arguments.hpp>

#include <chrono>
#include <cmath>
#include <utility>

namespace polyaxon::v1 {

namespace {

// As the Python client: paths percent-encode everything but the unreserved characters, a blank in a query is %20.
constexpr resources::dialect dialect{"", false};

std::chrono::milliseconds whole_call(double seconds) {
    constexpr double longest = 1e9;  // seconds; keeps the sum with the clock in range
    if (!(seconds > 0)) return std::chrono::seconds(60);
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(std::min(seconds, longest) * 1000)));
}

tls_options tls_of(const context::v1_context& c) {
    tls_options tls;
    tls.verify = c.verify_ssl;
    tls.ca_file = c.ssl_ca_cert ? std::string_view(*c.ssl_ca_cert) : std::string_view();
    tls.cert_file = c.cert_file ? std::string_view(*c.cert_file) : std::string_view();
    tls.key_file = c.key_file ? std::string_view(*c.key_file) : std::string_view();
    tls.check_host = c.assert_hostname;
    return tls;
}

async::engine_options engine_of(const context::v1_arguments& a, const context::v1_context& c) {
    auto o = resources::engine_options_of(a);
    if (c.connection_pool_maxsize && *c.connection_pool_maxsize > 0)
        o.pool.max_connections = static_cast<std::size_t>(*c.connection_pool_maxsize);
    if (c.retries) o.retry.max_attempts = std::max(*c.retries, 0) + 1;
    if (!o.connect) o.connect = async::make_socket_connector(tls_of(c), a.proxy());
    return o;
}

}  // namespace

client_core::client_core(asio::any_io_executor executor, const client_config& config)
    : core(std::move(executor), dialect), arguments_(context::copy(config)) {}

const client_core::loaded& client_core::load() {
    if (const auto* there = once_.get()) return *there;
    std::string warning;  // told after the lock of `once_`: who is told may call the client
    auto once = once_.get_or([this, &warning]() -> result<loaded> {
        auto context = context::load_v1(*arguments_, *arguments_->system);
        if (!context) return context.error();
        loaded all;
        all.context = std::move(*context);
        all.session.to = all.context.api;
        all.session.timeout = whole_call(all.context.timeout);
        all.session.has_token = all.context.authorization.has_value();
        const bool unverified = all.context.api.where.tls && all.context.verify_ssl == false;
        auto options = engine_of(*arguments_, all.context);
        all.connect = options.connect;
        all.session.engine = make_engine(std::move(options));
        if (unverified) warning = "TLS verification is turned off for " + all.context.api.where.text();
        return all;
    });
    warn(std::move(warning));
    return *once.value();
}

const resources::session& client_core::ready() {
    if (closed()) throw failed(errc::canceled, "the client is closed: make a new one");
    return load().session;
}

std::shared_ptr<async::websocket> client_core::open_socket(codec::destination to, codec::request what,
                                                           async::websocket_options o) {
    const auto& session = ready();
    o.connect_timeout = arguments_->pool.connect_timeout;
    o.open_timeout = session.timeout;
    o.thread_safe = arguments_->thread_safe;
    auto made =
        std::make_shared<async::websocket>(executor(), load().connect, std::move(to), std::move(what), o);
    {
        const std::lock_guard lock(sockets_mutex_);
        std::erase_if(sockets_, [](const auto& s) { return s.expired(); });
        sockets_.push_back(made);
    }
    if (closed()) made->cancel();
    return made;
}

void client_core::close() {
    core::close();
    std::vector<std::weak_ptr<async::websocket>> sockets;
    {
        const std::lock_guard lock(sockets_mutex_);
        sockets.swap(sockets_);
    }
    for (const auto& s : sockets)
        if (const auto open = s.lock()) open->cancel();
}

context_report client_core::report() { return load().context.report; }

const context::v1_context& client_core::context() { return load().context; }

const context::system& client_core::machine() const { return *arguments_->system; }

}  // namespace polyaxon::v1
