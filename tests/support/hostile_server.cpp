#include "support/hostile_server.hpp"

#include "async/support/tls_peer.hpp"
#include "support/hostile_certificates.hpp"

#include <polyaxon/codec/websocket_handshake.hpp>

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <atomic>
#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

namespace polyaxon::test::hostile {

namespace {

using namespace std::chrono_literals;

/// What one connection speaks: bytes, or TLS around them.
class wire {
 public:
    wire(tcp::socket& s, const server_context& context, std::size_t piece) : socket_(s) {
        if (context) tls_.emplace(s, context, piece);
    }
    bool handshake() { return !tls_ || tls_->handshake(); }
    std::string read() { return tls_ ? tls_->read() : receive(socket_); }
    bool write(std::string_view bytes) {
        for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), slice))) {
            const auto part = bytes.substr(0, slice);
            std::error_code ec;
            if (tls_) {
                const auto sealed = tls_->seal(part);
                asio::write(socket_, asio::buffer(sealed), ec);
            } else {
                asio::write(socket_, asio::buffer(part.data(), part.size()), ec);
            }
            if (ec) return false;
        }
        return true;
    }
    bool trickle(std::string_view bytes) {
        for (const char& c : bytes)
            if (!write({&c, 1})) return false;
        return true;
    }
    void raw(std::string_view bytes) { test::send(socket_, bytes); }
    void fin(bool orderly) {
        if (tls_ && orderly) tls_->close_notify();
        ::shutdown(socket_.native_handle(), SHUT_WR);
    }
    void wait_until_gone() { wait_for_end(socket_); }
    /// What was written has been taken over by the other end's kernel, or never will be.
    void wait_until_arrived() {
        const auto patience = std::chrono::steady_clock::now() + 500ms;
        int unsent = 0;
        while (::ioctl(socket_.native_handle(), SIOCOUTQ, &unsent) == 0 && unsent > 0 &&
               std::chrono::steady_clock::now() < patience)
            std::this_thread::yield();
    }

 private:
    static constexpr std::size_t slice = 16 * 1024;
    tcp::socket& socket_;
    std::optional<tls_peer> tls_;
};

void replace(std::string& text, std::string_view mark, std::string_view by) {
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + by.size()))
        text.replace(at, mark.size(), by);
}

std::string field_of(std::string_view head, std::string_view name) {
    const std::string mark = "\r\n" + std::string(name) + ": ";
    const auto at = head.find(mark);
    if (at == head.npos) return {};
    const auto from = at + mark.size();
    return std::string(head.substr(from, head.find("\r\n", from) - from));
}

constexpr std::string_view proper_second = R"({"latest_version":"9.9.9","min_version":"0.1.0"})";

}  // namespace

bool seen_request::for_target(std::string_view path) const {
    const auto first = std::string_view(head).substr(0, head.find("\r\n"));
    return first.find(path) != first.npos;
}

struct hostile_server::impl {
    impl(const row& r, bool over_tls) : what(r) {
        if (over_tls || !what.certificate.empty()) {
            const auto& all = certificates::made();
            tls_server_options o;
            o.newest = what.newest_tls;
            if (what.wants_client_certificate) o.client_ca = &all.root;
            context =
                make_server_context(all.leaves.at(what.certificate.empty() ? "good" : what.certificate), o);
        }
        own = tcp::acceptor(io, {asio::ip::address_v4::loopback(), 0});
        other = tcp::acceptor(io, {asio::ip::address_v4::loopback(), 0});
        port = own.local_endpoint().port();
        other_port = other.local_endpoint().port();
        if (what.begin == opening::refuse) {
            own.close();
            settle();
        } else {
            own_thread = std::thread([this] { listen(own, false); });
        }
        other_thread = std::thread([this] { listen(other, true); });
    }

    ~impl() {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
            changed.notify_all();
            for (const int fd : open) ::shutdown(fd, SHUT_RDWR);
        }
        for (auto* a : {&own, &other})
            if (a->is_open()) ::shutdown(a->native_handle(), SHUT_RDWR);
        if (own_thread.joinable()) own_thread.join();
        other_thread.join();
        for (auto& t : talks) t.join();
    }

    void listen(tcp::acceptor& on, bool elsewhere) {
        for (;;) {
            std::error_code ec;
            tcp::socket socket(io);
            on.accept(socket, ec);
            if (ec) return;
            const std::lock_guard lock(mutex);
            if (stopping) return;
            const int number = elsewhere ? 0 : ++connections;
            open.insert(socket.native_handle());
            talks.emplace_back([this, elsewhere, number, s = std::move(socket)]() mutable {
                std::error_code ignored;
                s.set_option(tcp::no_delay(true), ignored);
                wire w(s, elsewhere ? nullptr : plain_at_first() ? nullptr : context, what.tls_piece);
                elsewhere ? serve_elsewhere(w) : serve(s, w, number);
                {
                    const std::lock_guard inner(mutex);
                    open.erase(s.native_handle());
                }
                s.close(ignored);
                settle_if_over(number);
            });
        }
    }

    bool plain_at_first() const { return what.begin == opening::handshake; }

    void serve(tcp::socket& s, wire& w, int number) {
        if (plain_at_first()) {
            if (!receive(s).empty()) play(s, w, what.steps, {});
            return w.wait_until_gone();
        }
        if (!w.handshake()) {
            w.fin(false);  // a close with bytes unread would be a reset, and lose the alert
            return w.wait_until_gone();
        }
        if (what.begin == opening::eager && number == 1 && !play(s, w, what.steps, {})) return;
        for (;;) {
            std::string head;
            while (!head.ends_with("\r\n\r\n")) {
                const auto more = w.read();
                if (more.empty()) return;
                head += more;
            }
            note({head, number, false});
            const seen_request request{head, number, false};
            if (request.for_target("/versions/platform/")) {
                const bool proper = what.later.empty() || (what.later_once && number != 1);
                if (proper ? !w.write(ok("", proper_second)) : !play(s, w, what.later, head)) return;
            } else if (request.for_target("/users/") || request.for_target("/logs/stream/")) {
                if (what.stream && what.shakes) w.write(shaken(head));
                if (!play(s, w, what.steps, head)) return;
            } else if (request.for_target("/again")) {
                w.write(filled("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n", head));
            } else {
                w.write(ok("", R"({"username":"moved"})"));
            }
        }
    }

    void serve_elsewhere(wire& w) {
        std::string head;
        while (!head.ends_with("\r\n\r\n")) {
            const auto more = w.read();
            if (more.empty()) return;
            head += more;
        }
        note({head, 0, true});
        w.write(ok("", R"({"username":"elsewhere"})"));
        w.wait_until_gone();
    }

    /// False: the connection is over.
    bool play(tcp::socket& s, wire& w, const std::vector<step>& steps, const std::string& head) {
        using kind = step::kind;
        bool good = true, over = false;
        for (const auto& one : steps) {
            if (!good) break;
            const auto bytes = filled(one.bytes, head);
            switch (one.what) {
                case kind::send: good = w.write(bytes); break;
                case kind::trickle: good = w.trickle(bytes); break;
                case kind::repeat:
                    for (std::size_t i = 0; good && i < one.count; ++i) good = w.write(bytes);
                    break;
                case kind::raw: w.raw(bytes); break;
                case kind::answered: good = wait_for_answer(); break;
                case kind::gone: w.wait_until_gone(), over = true; break;
                case kind::fin: w.fin(true); break;
                case kind::cut: w.fin(false); break;
                case kind::hold: break;
                case kind::reset:
                    w.wait_until_arrived();
                    reset_on_close(s);
                    {
                        const std::lock_guard lock(mutex);
                        open.erase(s.native_handle());
                    }
                    s.close();
                    settle();
                    return false;
            }
        }
        w.wait_until_arrived();
        settle();
        if (!steps.empty() && steps.back().what == kind::hold) w.wait_until_gone(), over = true;
        return good && !over;
    }

    std::string filled(std::string text, std::string_view head) const {
        if (text.find('{') == text.npos || text.size() > 65536) return text;
        replace(text, "{port}", std::to_string(port));
        replace(text, "{other}", std::to_string(other_port));
        if (text.find("{accept}") != text.npos)
            replace(text, "{accept}", codec::websocket_accept(field_of(head, "Sec-WebSocket-Key")));
        return text;
    }
    std::string shaken(std::string_view head) const {
        return filled(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: {accept}\r\n\r\n",
            head);
    }

    void note(seen_request r) {
        const std::lock_guard lock(mutex);
        seen.push_back(std::move(r));
    }
    bool wait_for_answer() {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return is_answered || stopping; });
        return !stopping;
    }
    void settle() {
        std::function<void()> call;
        {
            const std::lock_guard lock(mutex);
            settled = true;
            call.swap(when_settled);
            changed.notify_all();
        }
        if (call) call();
    }
    /// The first connection has ended: no step is left.
    void settle_if_over(int number) {
        if (number == 1) settle();
    }

    const row what;
    server_context context;
    asio::io_context io{1};
    tcp::acceptor own{io}, other{io};
    std::uint16_t port = 0, other_port = 0;
    std::thread own_thread, other_thread;

    mutable std::mutex mutex;  ///< of these
    std::condition_variable changed;
    std::list<std::thread> talks;
    std::set<int> open;
    std::vector<seen_request> seen;
    std::function<void()> when_settled;
    int connections = 0;
    bool stopping = false, is_answered = false, settled = false;
};

hostile_server::hostile_server(const row& r, bool tls) : impl_(std::make_unique<impl>(r, tls)) {}
hostile_server::~hostile_server() = default;

std::string hostile_server::base_url() const {
    const auto& s = *impl_;
    const std::string scheme = s.what.stream ? "ws" : "http";
    return scheme + (s.context ? "s" : "") + "://" + (s.what.by_name ? "localhost" : "127.0.0.1") + ":" +
           std::to_string(s.port);
}
void hostile_server::answered() {
    const std::lock_guard lock(impl_->mutex);
    impl_->is_answered = true;
    impl_->changed.notify_all();
}
void hostile_server::on_settled(std::function<void()> call) {
    {
        const std::lock_guard lock(impl_->mutex);
        if (!impl_->settled) {
            impl_->when_settled = std::move(call);
            return;
        }
    }
    call();
}
bool hostile_server::wait_until_settled(std::chrono::milliseconds patience) {
    std::unique_lock lock(impl_->mutex);
    return impl_->changed.wait_for(lock, patience, [this] { return impl_->settled; });
}
std::vector<seen_request> hostile_server::requests() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->seen;
}
int hostile_server::connections() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->connections;
}

}  // namespace polyaxon::test::hostile
