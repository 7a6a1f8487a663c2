#include "support/hostile_server.hpp"

#include "support/hostile_certificates.hpp"
#include "support/hostile_wire.hpp"
#include "support/refusing_port.hpp"

#include <polyaxon/codec/websocket_handshake.hpp>

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
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

void replace(std::string& text, std::string_view mark, std::string_view by) {
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + by.size()))
        text.replace(at, mark.size(), by);
}

constexpr std::string_view proper_second =
    R"({"latest_version":"9.9.9","min_version":"0.1.0","version":"9.9.9"})";

}  // namespace

bool seen_request::for_target(std::string_view path) const {
    const auto first = std::string_view(head).substr(0, head.find("\r\n"));
    return first.find(path) != first.npos;
}

struct hostile_server::impl {
    impl(const row& r, bool over_tls, std::size_t more) : what(r), behind(more) {
        if (over_tls || !what.certificate.empty()) {
            const auto& all = certificates::made();
            tls_server_options o;
            o.newest = what.newest_tls;
            if (what.wants_client_certificate) o.client_ca = &all.root;
            context =
                make_server_context(all.leaves.at(what.certificate.empty() ? "good" : what.certificate), o);
        }
        if (what.other_tls) other_context = make_server_context(certificates::made().leaves.at("good"), {});
        const tcp::endpoint any_port(asio::ip::address_v4::loopback(), 0);
        other = tcp::acceptor(io, any_port);
        other_port = other.local_endpoint().port();
        const bool listens = what.begin != opening::refuse && what.begin != opening::unknown;
        if (listens) own = tcp::acceptor(io, any_port);
        port = listens ? own.local_endpoint().port() : nobody.emplace().number();
        if (!listens) {
            settle();
        } else if (what.begin == opening::silent) {
            fill_the_line();
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
            on.wait(tcp::acceptor::wait_read, ec);
            if (!elsewhere) is_reached = true;  // before the connection leaves the queue
            on.accept(socket, ec);
            if (ec) return;
            const std::lock_guard lock(mutex);
            if (stopping) return;
            const int number = elsewhere ? 0 : ++connections;
            open.insert(socket.native_handle());
            talks.emplace_back([this, elsewhere, number, s = std::move(socket)]() mutable {
                std::error_code ignored;
                s.set_option(tcp::no_delay(true), ignored);
                wire w(s, elsewhere ? other_context : plain_at_first() ? nullptr : context, what.tls_piece);
                w.when_full = [this] { get_stuck(); };
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

    /// Nobody takes connections, and no more than these are let into the line.
    void fill_the_line() {
        own.listen(0);
        for (int i = 0; i < 8; ++i) {
            auto& one = waiting.emplace_back(io, tcp::v4());
            one.non_blocking(true);
            const tcp::endpoint here(asio::ip::address_v4::loopback(), port);
            ::connect(one.native_handle(), here.data(),
                      static_cast<socklen_t>(here.size()));  // does not wait
        }
    }

    bool plain_at_first() const { return what.begin == opening::handshake; }

    void serve(tcp::socket& s, wire& w, int number) {
        inbox in(w);
        if (plain_at_first()) {
            if (!receive(s).empty()) play(s, w, in, what.steps, {}, number);
            return w.wait_until_gone();
        }
        if (!w.handshake()) {
            w.fin(false);  // a close with bytes unread would be a reset, and lose the alert
            return w.wait_until_gone();
        }
        if (what.begin == opening::eager && number == 1 && !play(s, w, in, what.steps, {}, number)) return;
        for (std::size_t more = number == 1 ? behind : 0;;) {
            const auto head = in.head();
            if (head.empty()) return;
            seen_request request{head, {}, number, false};
            const bool first = is_first(request);
            const bool early = first && what.before_body;
            if (!early) request.body = in.body(head);
            note(request);
            if (first && what.first_once && number != 1) {
                if (!w.write(ok())) return;
            } else if (first) {
                if (!in.wait_for(std::exchange(more, 0))) return;
                if (what.stream) return converse(s, w, in, head);
                if (!play(s, w, in, what.steps, head, number)) return;
                if (early) in.body(head);
            } else if (request.for_target("/versions/platform/") || request.for_target("/installation")) {
                const bool proper = what.later.empty() || (what.later_once && number != 1);
                if (proper ? !w.write(ok("", proper_second)) : !play(s, w, in, what.later, head, number))
                    return;
            } else if (!w.write(properly_answered(request))) {
                return;
            }
        }
    }

    static bool is_first(const seen_request& r) {
        return r.for_target("/users") || r.for_target("/logs/stream/") || r.for_target("/projects/") ||
               r.for_target("/root/quick");
    }
    std::string properly_answered(const seen_request& r) const {
        const auto number_behind = [&r](std::string_view path) {
            const auto at = r.head.find(path);
            return at == r.head.npos ? -1 : std::atoi(r.head.c_str() + at + path.size());
        };
        const auto moved = [](const std::string& to) {
            return "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n";
        };
        if (const int n = number_behind(" /api/v1/ada/echo-"); n >= 0) return echoed(n);
        if (const int n = number_behind(" /hop/"); n > 0) return moved("/hop/" + std::to_string(n - 1));
        if (r.for_target("/again")) return moved("/again");
        return ok("", R"({"username":"moved","name":"moved"})");
    }

    /// A stream: its handshake, the steps, then whatever the client still says.
    void converse(tcp::socket& s, wire& w, inbox& in, const std::string& head) {
        if (halting == halt::before_handshake) wait_at_halt();
        if (what.shakes) w.write(shaken(head));
        if (halting == halt::behind_handshake) w.wait_until_arrived(), wait_at_halt();
        listener client(w);
        hearing = &client;
        play(s, w, in, what.steps, head, 1);
        if (s.is_open()) client.until_the_end();
        const std::lock_guard lock(mutex);
        said = std::move(client.frames);
        hearing = nullptr;
        is_heard = true;
        changed.notify_all();
    }

    void serve_elsewhere(wire& w) {
        if (!w.handshake()) return w.wait_until_gone();
        inbox in(w);
        const auto head = in.head();
        if (head.empty()) return;
        note({head, {}, 0, true});
        if (seen_request{head, {}, 0, true}.for_target("/and-back"))
            w.write(filled(
                "HTTP/1.1 302 Found\r\nLocation: " + origin() + "/came-back\r\nContent-Length: 0\r\n\r\n",
                head));
        else
            w.write(ok("", R"({"username":"elsewhere"})"));
        w.wait_until_gone();
    }

    std::string origin() const {
        const std::string scheme = what.stream ? "ws" : "http";
        const std::string host = what.begin == opening::unknown ? "nobody.invalid"
                                 : what.by_name                 ? "localhost"
                                                                : "127.0.0.1";
        return scheme + (context ? "s" : "") + "://" + host + ":" + std::to_string(port);
    }

    /// False: the connection is over.
    bool play(tcp::socket& s, wire& w, inbox& in, const std::vector<step>& steps, const std::string& head,
              int number) {
        using kind = step::kind;
        bool good = true, over = false;
        for (const auto& one : steps) {
            if (!good) break;
            const auto bytes = filled(one.bytes, head);
            switch (one.what) {
                case kind::send: good = w.write(bytes); break;
                case kind::trickle: good = w.trickle(bytes); break;
                case kind::drip: get_stuck(), good = w.drip(bytes); break;
                case kind::repeat:
                    for (std::size_t i = 0; good && i < one.count; ++i) good = w.write(bytes);
                    break;
                case kind::raw: w.raw(bytes); break;
                case kind::take:
                    for (std::size_t i = 0; good && i < one.count; ++i) {
                        seen_request next{in.head(), {}, number, false};
                        good = !next.head.empty();
                        if (good) note(std::move(next));
                    }
                    break;
                case kind::hears: get_stuck(), good = hearing->until(bytes); break;
                case kind::answered: good = wait_for_answer(); break;
                case kind::give_up:
                    w.wait_until_arrived();
                    if (when_given_up) when_given_up();
                    break;
                case kind::gone: w.wait_until_gone(), over = true; break;
                case kind::fin: w.fin(true); break;
                case kind::cut: w.fin(false); break;
                case kind::hold: over = true; break;
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
        if (over && !hearing) w.wait_until_gone();
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
    void wait_at_halt() {
        std::unique_lock lock(mutex);
        is_halted = true;
        changed.wait(lock, [this] { return may_go || stopping; });
    }
    void note_that(bool& holds) {
        const std::lock_guard lock(mutex);
        holds = true;
        changed.notify_all();
    }
    void get_stuck() { note_that(stuck); }
    template <class F>
    bool wait_until(std::chrono::milliseconds patience, F holds) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, patience, holds);
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
    const std::size_t behind;
    server_context context, other_context;
    asio::io_context io{1};
    tcp::acceptor own{io}, other{io};
    std::optional<refusing_port> nobody;  ///< instead of `own`
    std::uint16_t port = 0, other_port = 0;
    std::thread own_thread, other_thread;
    std::atomic<bool> is_reached{false};
    halt halting = halt::nowhere;
    listener* hearing = nullptr;     ///< of the one stream
    std::list<tcp::socket> waiting;  ///< that fill the line
    std::function<void()> when_given_up;

    mutable std::mutex mutex;  ///< of these
    std::condition_variable changed;
    std::list<std::thread> talks;
    std::set<int> open;
    std::vector<seen_request> seen;
    std::function<void()> when_settled;
    int connections = 0;
    bool stopping = false, is_answered = false, settled = false, is_heard = false;
    bool is_halted = false, may_go = false, stuck = false;
    std::vector<std::string> said;
};

hostile_server::hostile_server(const row& r, bool tls, std::size_t behind)
    : impl_(std::make_unique<impl>(r, tls, behind)) {}
hostile_server::~hostile_server() = default;

std::string hostile_server::base_url() const { return impl_->origin(); }
void hostile_server::answered() { impl_->note_that(impl_->is_answered); }
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
void hostile_server::on_give_up(std::function<void()> call) { impl_->when_given_up = std::move(call); }
bool hostile_server::wait_until_settled(std::chrono::milliseconds patience) {
    return impl_->wait_until(patience, [this] { return impl_->settled; });
}
void hostile_server::halt_at(halt where) { impl_->halting = where; }
bool hostile_server::halted() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->is_halted;
}
void hostile_server::let_go() { impl_->note_that(impl_->may_go); }
bool hostile_server::wait_until_stuck(std::chrono::milliseconds patience) {
    return impl_->wait_until(patience, [this] { return impl_->settled || impl_->stuck; });
}
bool hostile_server::reached() const {
    if (!impl_->own_thread.joinable()) return true;
    pollfd p{impl_->own.native_handle(), POLLIN, 0};
    return ::poll(&p, 1, 0) > 0 || impl_->is_reached;
}
bool hostile_server::wait_until_heard(std::chrono::milliseconds patience) {
    return impl_->wait_until(patience, [this] { return impl_->is_heard; });
}
std::vector<std::string> hostile_server::heard() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->said;
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
