#include <polyaxon/async/proxy_tunnel.hpp>
#include <polyaxon/async/socket_core.hpp>

#include <asio/buffer.hpp>
#include <asio/connect.hpp>
#include <asio/ip/address.hpp>
#include <asio/post.hpp>
#include <asio/write.hpp>

#include <new>

namespace polyaxon::async {

namespace {

/// Longest wait for one address while others are left to try. The last one has the whole connect timeout.
constexpr std::chrono::seconds address_patience{3};

std::string text_of(const asio::ip::tcp::endpoint& e) {
    const auto address = e.address().to_string();
    return (e.address().is_v6() ? "[" + address + "]" : address) + ":" + std::to_string(e.port());
}

}  // namespace

struct socket_core::dialing {
    explicit dialing(const asio::any_io_executor& e) : resolver(e), patience(e) {}

    asio::ip::tcp::resolver resolver;
    asio::steady_timer patience;
    endpoints addresses;
    std::size_t attempt = 0;  ///< number of the address being tried, from 1
    bool gave_up = false;     ///< our clock ended the attempt
    std::error_code last;
    std::string failures;  ///< "127.0.0.1:80: Connection refused; …"
    std::string request;   ///< CONNECT
    tunnel_answer answer;
};

socket_core::socket_core(const asio::any_io_executor& e, route r)
    : executor_(e), socket_(e), route_(std::move(r)) {}

std::string socket_core::peer_text() const {
    const codec::origin peer{.tls = false, .host = peer_host(), .port = peer_port()};
    const auto url = peer.text();
    return (route_.proxy ? "the proxy " : "") + url.substr(url.find("://") + 3);
}

void socket_core::open(transport_events& events) {
    events_ = &events;
    if (!route_.trouble.empty()) {
        asio::post(executor_,
                   [self = shared_from_this()] { self->fail_open(errc::context, self->route_.trouble); });
        return;
    }
    dialing_ = std::make_shared<dialing>(executor_);
    find_addresses(peer_host(), peer_port());
}

void socket_core::detach() {
    events_ = nullptr;
    if (dialing_) {
        try {
            dialing_->resolver.cancel();
        } catch (const std::bad_alloc&) {
            // It goes on for nobody.
        }
        dialing_->patience.cancel();
    }
    std::error_code ignored;
    socket_.close(ignored);
}

void socket_core::find_addresses(const std::string& host, std::uint16_t port) {
    std::error_code no_literal;
    const auto literal = asio::ip::make_address(host, no_literal);
    if (!no_literal) {
        dialing_->addresses.emplace_back(literal, port);
        asio::post(executor_, [self = shared_from_this()] {
            if (self->events_) self->connect_next();
        });
        return;
    }
    auto resolved = [self = shared_from_this()](std::error_code ec,
                                                const asio::ip::tcp::resolver::results_type& found) {
        if (!self->events_) return;
        try {
            if (ec || found.empty()) {
                const auto why = ec ? ec.message() : std::string("no address");
                return self->fail_open(
                    errc::network,
                    "host name " + self->peer_host() + " could not be resolved: " + why +
                        (self->route_.proxy ? "; check the proxy setting"
                                            : "; check the host setting and the name server"),
                    ec);
            }
            for (const auto& entry : found) self->dialing_->addresses.push_back(entry.endpoint());
        } catch (const std::bad_alloc&) {
            return self->starved();
        }
        self->connect_next();
    };
    dialing_->resolver.async_resolve(host, std::to_string(port), asio::ip::resolver_base::numeric_service,
                                     std::move(resolved));
}

void socket_core::connect_next() try {
    auto& d = *dialing_;
    if (d.attempt == d.addresses.size())
        return fail_open(errc::network,
                         "no connection to " + peer_text() + " (" + d.failures +
                             "): check host and port, and that the server runs there",
                         d.last);
    const auto& address = d.addresses[d.attempt++];
    d.gave_up = false;
    std::error_code ec;
    socket_.close(ec);
    socket_.open(address.protocol(), ec);
    if (!ec) socket_.set_option(asio::ip::tcp::no_delay(true), ec);
    if (!ec) socket_.non_blocking(true, ec);
    const auto attempt = d.attempt;
    if (ec) {  // no IPv6 here, or no descriptor left
        asio::post(executor_, [self = shared_from_this(), ec, attempt] { self->attempt_ended(ec, attempt); });
        return;
    }
    if (d.attempt < d.addresses.size()) {
        d.patience.expires_after(address_patience);
        d.patience.async_wait([self = shared_from_this(), attempt](std::error_code stopped) {
            if (stopped || !self->events_ || !self->dialing_ || self->dialing_->attempt != attempt) return;
            self->dialing_->gave_up = true;
            std::error_code ignored;
            self->socket_.cancel(ignored);
        });
    }
    socket_.async_connect(address, [self = shared_from_this(), attempt](std::error_code result) {
        self->attempt_ended(result, attempt);
    });
} catch (const std::bad_alloc&) {
    starved();
}

void socket_core::attempt_ended(std::error_code ec, std::size_t attempt) {
    if (!events_) return;
    auto& d = *dialing_;
    d.patience.cancel();
    if (!ec && route_.proxy) {
        d.attempt = 0;  // a patience that has fired meanwhile is not meant for the tunnel
        return start_tunnel();
    }
    if (!ec) {
        dialing_.reset();
        return connected();
    }
    if (d.gave_up) ec = asio::error::timed_out;
    d.last = ec;
    try {
        if (!d.failures.empty()) d.failures += "; ";
        d.failures += text_of(d.addresses[attempt - 1]) + ": " + ec.message();
    } catch (const std::bad_alloc&) {
        // The next address may do.
    }
    connect_next();
}

void socket_core::start_tunnel() try {
    dialing_->request = tunnel_request(route_.to, *route_.proxy);
    asio::async_write(
        socket_, asio::buffer(dialing_->request),
        [self = shared_from_this()](std::error_code ec, std::size_t n) { self->tunnel_written(ec, n); });
} catch (const std::bad_alloc&) {
    starved();
}

void socket_core::tunnel_written(std::error_code ec, std::size_t) try {
    if (!events_) return;
    if (ec) return fail_open(errc::network, peer_text() + " closed the connection: " + ec.message(), ec);
    auto room = dialing_->answer.room();
    socket_.async_read_some(
        asio::buffer(room.data(), room.size()),
        [self = shared_from_this()](std::error_code e, std::size_t n) { self->tunnel_read(e, n); });
} catch (const std::bad_alloc&) {
    starved();
}

void socket_core::tunnel_read(std::error_code ec, std::size_t n) try {
    if (!events_) return;
    if (ec)
        return fail_open(errc::network,
                         peer_text() + " closed the connection instead of opening a tunnel: " + ec.message(),
                         ec);
    taken_ += n;
    switch (dialing_->answer.take(n)) {
        case tunnel_answer::state::need_more: return tunnel_written({}, 0);
        case tunnel_answer::state::open: dialing_.reset(); return connected();
        case tunnel_answer::state::refused:
            return fail_open(errc::network, peer_text() + " " + dialing_->answer.why(route_.to));
    }
} catch (const std::bad_alloc&) {
    if (!dialing_) throw;  // the tunnel stands: it was nothing of ours
    starved();
}

void socket_core::opened() {
    if (events_) events_->on_open({}, {});
}

void socket_core::fail_open(errc kind, std::string detail, std::error_code cause) {
    if (!events_) return;
    const auto ec = note(kind, std::move(detail), cause);
    dialing_.reset();
    std::error_code ignored;
    socket_.close(ignored);
    const auto keep = shared_from_this();  // the listener may let go of us
    events_->on_open(ec, failure_);
}

void socket_core::starved() {
    if (!events_) throw;
    failure_.clear();
    cause_ = std::make_error_code(std::errc::not_enough_memory);
    dialing_.reset();
    std::error_code ignored;
    socket_.close(ignored);
    events_->on_open(cause_, "out of memory");
}

std::error_code socket_core::note(errc kind, std::string detail, std::error_code cause) {
    failure_ = std::move(detail);
    cause_ = cause;
    return make_error_code(kind);
}

std::error_code socket_core::lost(std::error_code system, std::string_view doing) noexcept {
    try {
        return note(errc::network,
                    "the connection was lost while " + std::string(doing) + ": " + system.message(), system);
    } catch (const std::bad_alloc&) {
        return note(errc::network, {}, system);
    }
}

quiet socket_core::look() {
    return socket_.is_open() ? look_at(socket_.native_handle(), taken_) : quiet::gone;
}

}  // namespace polyaxon::async
