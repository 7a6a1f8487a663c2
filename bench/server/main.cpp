// A server that costs as little as a server can: one thread, one epoll loop, answers made beforehand, all answers of a turn in one
// gathered write. It says where it listens as one JSON line and ends on SIGTERM, SIGINT, or when its standard input is closed.
#include "common/tls_bytes.hpp"
#include "server/answers.hpp"
#include "server/connection.hpp"

#include <polyaxon/testing/certificate.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace bench {
namespace {

using clock_type = std::chrono::steady_clock;

struct options {
    std::uint16_t port = 0, tls_port = 0;  ///< 0: what the system gives
    std::chrono::microseconds delay{0};
    bool once = false, tickets = true;
    std::string data = POLYAXON_BENCH_DATA, answer, head = "recorded";
};

options parse(int argc, char** argv) {
    options o;
    for (int i = 1; i < argc; i += 2) {
        const std::string name = argv[i], value = i + 1 < argc ? argv[i + 1] : "";
        const auto number = [&](unsigned long most) {
            unsigned long n = 0;
            const auto end = value.data() + value.size();
            if (std::from_chars(value.data(), end, n) != std::from_chars_result{end, std::errc()} || n > most)
                throw std::runtime_error(name + " is '" + value + "'; give a number up to " +
                                         std::to_string(most));
            return n;
        };
        if (name == "--port")
            o.port = static_cast<std::uint16_t>(number(65'535));
        else if (name == "--tls-port")
            o.tls_port = static_cast<std::uint16_t>(number(65'535));
        else if (name == "--delay-us")
            o.delay = std::chrono::microseconds(number(600'000'000));
        else if (name == "--once")
            o.once = number(1) == 1;
        else if (name == "--tickets")
            o.tickets = number(1) == 1;
        else if (name == "--answer")
            o.answer = value;
        else if (name == "--data")
            o.data = value;
        else if (name == "--head" && (value == "recorded" || value == "short"))
            o.head = value;
        else
            throw std::runtime_error("'" + name + " " + value +
                                     "' is not known; usage: [--port P] [--tls-port P] [--delay-us D] "
                                     "[--once 0|1] [--tickets 0|1] [--answer run|experiment|listN] "
                                     "[--head recorded|short] [--data DIR]");
    }
    return o;
}

int need(int result, const char* what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
    return result;
}

/// The authority's certificate in a file that goes when the server does.
class ca_file {
 public:
    explicit ca_file(const std::string& pem)
        : name_((std::filesystem::temp_directory_path() / "polyaxon-bench-XXXXXX").string()) {
        const int fd = need(::mkstemp(name_.data()), "making the CA file");
        ::close(fd);
        std::ofstream(name_) << pem;
    }
    ~ca_file() { ::unlink(name_.c_str()); }
    ca_file(const ca_file&) = delete;
    ca_file& operator=(const ca_file&) = delete;
    const std::string& name() const { return name_; }

 private:
    std::string name_;
};

class server {
 public:
    explicit server(const options& o)
        : answers_(o.data, o.head == "short", o.once, o.answer),
          delay_(o.delay),
          once_(o.once),
          poll_(need(::epoll_create1(0), "epoll")) {
        const auto made = polyaxon::testing::make_certificate();
        tls_ = tls_bytes::side::server(made.leaf_pem, made.key_pem, o.tickets);
        ca_ = std::make_unique<ca_file>(made.ca_pem);
        plain_door_ = listen(o.port), tls_door_ = listen(o.tls_port);
        sigset_t ends;
        sigemptyset(&ends), sigaddset(&ends, SIGTERM), sigaddset(&ends, SIGINT);
        ::sigprocmask(SIG_BLOCK, &ends, nullptr);
        signals_ = need(::signalfd(-1, &ends, SFD_NONBLOCK), "signalfd");
        timer_ = need(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC), "timerfd");
        for (const int fd : {plain_door_, tls_door_, signals_, timer_})
            need(watch(fd, EPOLLIN, EPOLL_CTL_ADD), "epoll_ctl");
        watch(STDIN_FILENO, EPOLLIN, EPOLL_CTL_ADD);  // a file or /dev/null cannot be watched, and never ends
    }
    ~server() {
        for (const int fd : {plain_door_, tls_door_, signals_, timer_, poll_}) ::close(fd);
    }
    server(const server&) = delete;
    server& operator=(const server&) = delete;

    void say_where() const {
        std::printf(
            "{\"host\": \"127.0.0.1\", \"port\": %u, \"tls_port\": %u, \"ca_file\": \"%s\", \"pid\": %d}\n",
            port_of(plain_door_), port_of(tls_door_), ca_->name().c_str(), static_cast<int>(::getpid()));
        std::fflush(stdout);
    }

    void run() {
        std::array<epoll_event, 256> events;
        for (;;) {
            const int n = ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), -1);
            if (n < 0 && errno != EINTR) need(n, "epoll_wait");
            for (int i = 0; i < n; ++i) {
                const int fd = events[static_cast<std::size_t>(i)].data.fd;
                if (fd == signals_ || (fd == STDIN_FILENO && input_closed())) return;
                if (fd == STDIN_FILENO) continue;
                if (fd == timer_) {
                    std::uint64_t times = 0;
                    (void)!::read(timer_, &times, sizeof times);
                    continue;
                }
                if (fd == plain_door_ || fd == tls_door_)
                    accept(fd);
                else
                    serve(fd, events[static_cast<std::size_t>(i)].events);
            }
            give_what_is_due();
        }
    }

 private:
    struct peer {
        std::unique_ptr<connection> on;
        std::uint64_t number = 0;  ///< tells it from an earlier one with the same descriptor
        bool held = false;         ///< waits until it can be written
        bool answered = false;
    };
    struct delayed {
        clock_type::time_point due;
        int fd;
        std::uint64_t number;
        std::string_view stays;
        std::string made;
    };

    static int listen(std::uint16_t port) {
        const int fd = need(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket");
        const int yes = 1;
        ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        sockaddr_in at{};
        at.sin_family = AF_INET, at.sin_port = htons(port), at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        need(::bind(fd, reinterpret_cast<sockaddr*>(&at), sizeof at), "bind: is the port in use?");
        need(::listen(fd, SOMAXCONN), "listen");
        return fd;
    }
    static unsigned port_of(int fd) {
        sockaddr_in at{};
        socklen_t size = sizeof at;
        need(::getsockname(fd, reinterpret_cast<sockaddr*>(&at), &size), "getsockname");
        return ntohs(at.sin_port);
    }
    int watch(int fd, std::uint32_t what, int how) const {
        epoll_event e{};
        e.events = what, e.data.fd = fd;
        return ::epoll_ctl(poll_, how, fd, &e);
    }
    static bool input_closed() {
        char dropped[256];
        return ::read(STDIN_FILENO, dropped, sizeof dropped) <= 0;
    }

    void accept(int door) {
        for (;;) {
            const int fd = ::accept4(door, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (fd < 0) return;
            const int yes = 1;
            ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            const auto at = static_cast<std::size_t>(fd);
            if (peers_.size() <= at) peers_.resize(at + 1);
            peers_[at] = {};
            std::optional<tls_bytes> tls;
            if (door == tls_door_) tls.emplace(tls_, "");
            peers_[at].on = std::make_unique<connection>(fd, std::move(tls));
            peers_[at].number = ++accepted_;
            need(watch(fd, EPOLLIN, EPOLL_CTL_ADD), "epoll_ctl");
        }
    }

    void serve(int fd, std::uint32_t events) {
        auto& p = peers_[static_cast<std::size_t>(fd)];
        if (!p.on) return;
        const auto tell = [&](std::string_view verb, std::string_view target) {
            std::string made;
            const auto stays = answers_.to(verb, target, made);
            if (delay_.count() > 0)
                later_.push_back({clock_type::now() + delay_, fd, p.number, stays, std::move(made)});
            else
                give(p, stays, std::move(made));
        };
        const bool reads = (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) && !p.held;
        if ((reads && !p.on->receive(tell)) || (p.held && (events & (EPOLLHUP | EPOLLERR))))
            p.on.reset();
        else
            flush(fd);
    }
    static void give(peer& to, std::string_view stays, std::string made) {
        to.answered = true;
        if (made.empty())
            to.on->answer(stays);
        else
            to.on->answer_made(std::move(made));
    }
    void flush(int fd) {
        auto& p = peers_[static_cast<std::size_t>(fd)];
        if (!p.on->flush()) return p.on.reset();
        if (once_ && p.answered && !p.on->blocked()) {
            p.on->say_goodbye();
            return p.on.reset();
        }
        if (const bool blocked = p.on->blocked(); blocked != p.held) {
            p.held = blocked;
            need(watch(fd, blocked ? EPOLLOUT : EPOLLIN, EPOLL_CTL_MOD), "epoll_ctl");
        }
    }

    /// A timer of its own, because epoll_wait waits for whole milliseconds.
    void arm(clock_type::time_point due) {
        armed_ = due;
        const auto since = due.time_since_epoch();
        const auto whole = std::chrono::duration_cast<std::chrono::seconds>(since);
        itimerspec at{};
        at.it_value.tv_sec = whole.count(),
        at.it_value.tv_nsec = std::chrono::nanoseconds(since - whole).count();
        need(::timerfd_settime(timer_, TFD_TIMER_ABSTIME, &at, nullptr), "timerfd_settime");
    }
    void give_what_is_due() {
        const auto now = later_.empty() ? clock_type::time_point() : clock_type::now();
        touched_.clear();
        while (!later_.empty() && later_.front().due <= now) {
            auto& d = later_.front();
            if (auto& p = peers_[static_cast<std::size_t>(d.fd)]; p.on && p.number == d.number) {
                give(p, d.stays, std::move(d.made));
                if (touched_.empty() || touched_.back() != d.fd) touched_.push_back(d.fd);
            }
            later_.pop_front();
        }
        for (const int fd : touched_)
            if (peers_[static_cast<std::size_t>(fd)].on) flush(fd);
        if (!later_.empty() && later_.front().due != armed_) arm(later_.front().due);
    }

    answers answers_;
    std::chrono::microseconds delay_;
    bool once_;
    int poll_, plain_door_ = -1, tls_door_ = -1, signals_ = -1, timer_ = -1;
    tls_bytes::side tls_;
    std::unique_ptr<ca_file> ca_;
    std::vector<peer> peers_;  ///< by descriptor
    std::uint64_t accepted_ = 0;
    clock_type::time_point armed_{};
    std::deque<delayed> later_;  ///< the delay is the same for all, so they are due in this order
    std::vector<int> touched_;
};

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
    try {
        bench::server s(bench::parse(argc, argv));
        s.say_where();
        s.run();
        return 0;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "bench server: %s\n", e.what());
        return 2;
    }
}
