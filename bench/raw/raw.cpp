// The physical floor: the same requests by an epoll loop that parses nothing. It learns from each connection's first answer how
// long an answer is, and then only counts bytes. The callers are a queue of the times at which each asked.
#include "common/arguments.hpp"
#include "common/measure.hpp"
#include "common/tls_bytes.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <deque>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace bench {
namespace {

using clock_type = std::chrono::steady_clock;
using time_point = clock_type::time_point;

std::array<char, 64 * 1024> came_in, opened;

int need(int result, const char* what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
    return result;
}

int dial(const arguments& a) {
    addrinfo hints{}, *found = nullptr;
    hints.ai_socktype = SOCK_STREAM;
    if (const int e = ::getaddrinfo(a.host.c_str(), std::to_string(a.port).c_str(), &hints, &found))
        throw std::runtime_error(a.host + " cannot be looked up: " + ::gai_strerror(e));
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> all(found, &::freeaddrinfo);
    const int fd = need(::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    need(::connect(fd, found->ai_addr, found->ai_addrlen), "connect: does the server run?");
    const int yes = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return fd;
}

std::string request_of(const arguments& a) {
    return "GET " + a.path() + " HTTP/1.1\r\nHost: " + a.host + ':' + std::to_string(a.port) +
           "\r\nAccept: application/json\r\nAccept-Encoding: gzip\r\nUser-Agent: polyaxon-bench-raw\r\n"
           "Authorization: Token bench-token\r\n\r\n";
}

/// Length of the answer that begins `text`, or nothing when its head is not whole.
std::optional<std::size_t> whole_length(std::string_view text) {
    const auto end = text.find("\r\n\r\n");
    if (end == text.npos) return std::nullopt;
    std::string head(text.substr(0, end + 2));
    for (auto& c : head)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const std::string_view name = "\r\ncontent-length: ";
    const auto at = head.find(name);
    std::size_t length = 0;
    if (!head.starts_with("http/1.1 200 ") || at == head.npos)
        throw std::runtime_error("the first answer is no 200 with a Content-Length: " + head);
    std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
    return end + 4 + length;
}

class link {
 public:
    link(const arguments& a, const std::optional<tls_bytes::side>& side) : fd_(dial(a)) {
        if (!side) return;
        tls_.emplace(*side, a.host);
        while (!tls_->shake_hands()) flush(), feed();
        flush();
    }
    ~link() { ::close(fd_); }
    link(const link&) = delete;
    link& operator=(const link&) = delete;

    int fd() const { return fd_; }
    /// Requests fit the socket's buffer by far, so a send that waits is not expected.
    void send(std::string_view bytes) {
        if (!tls_) return push(bytes);
        tls_->write(bytes);
        flush();
    }
    /// Hands on what one recv brought.
    template <class F>
    void receive(F&& on_bytes) {
        const auto came = take();
        if (!tls_) return on_bytes(came);
        tls_->feed(came);
        while (const auto n = tls_->read(opened)) on_bytes({opened.data(), n});
    }

    std::size_t received = 0;          ///< of the answer that is coming
    std::deque<time_point> in_flight;  ///< when each caller asked

 private:
    std::string_view take() {
        const auto n = ::recv(fd_, came_in.data(), came_in.size(), 0);
        if (n == 0) throw std::runtime_error("the server closed a connection");
        return {came_in.data(), static_cast<std::size_t>(need(static_cast<int>(n), "recv"))};
    }
    void feed() { tls_->feed(take()); }
    void flush() {
        const auto bytes = tls_->outgoing();
        push(bytes);
        tls_->sent(bytes.size());
    }
    void push(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            bytes.remove_prefix(static_cast<std::size_t>(need(static_cast<int>(n), "send")));
        }
    }

    int fd_;
    std::optional<tls_bytes> tls_;
};

class loop {
 public:
    loop(const arguments& a, measure& m) : a_(a), measure_(m), poll_(need(::epoll_create1(0), "epoll")) {
        std::optional<tls_bytes::side> side;
        if (a.tls) side = tls_bytes::side::client(a.ca);
        const auto one = request_of(a);
        for (std::size_t i = 0; i < a.pipeline; ++i) requests_ += one;
        request_size_ = one.size();
        for (std::size_t i = 0; i < a.connections; ++i) {
            auto& made = *links_.emplace_back(std::make_unique<link>(a, side));
            epoll_event e{};
            e.events = EPOLLIN, e.data.ptr = &made;
            need(::epoll_ctl(poll_, EPOLL_CTL_ADD, made.fd(), &e), "epoll_ctl");
            learn(made, one);
        }
    }
    ~loop() { ::close(poll_); }
    loop(const loop&) = delete;
    loop& operator=(const loop&) = delete;

    /// `concurrency` callers ask until so many answers have come.
    void run(std::size_t requests) {
        left_ = requests, to_come_ = requests;
        const auto now = clock_type::now();
        for (std::size_t i = 0; i < a_.concurrency && left_ > 0; ++i, --left_) waiting_.push_back(now);
        // Shared out evenly: a connection gets its second request when each has one.
        for (std::size_t round = 0; round < a_.pipeline && !waiting_.empty(); ++round)
            for (auto& l : links_) refill(*l, round + 1);
        std::array<epoll_event, 256> events;
        while (to_come_ > 0) {
            const int n = ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), -1);
            if (n < 0 && errno != EINTR) need(n, "epoll_wait");
            for (int i = 0; i < n; ++i)
                serve(*static_cast<link*>(events[static_cast<std::size_t>(i)].data.ptr));
        }
    }

 private:
    /// The first answer: how long it is, and that it is the right one.
    void learn(link& on, const std::string& request) {
        std::string text;
        on.send(request);
        std::optional<std::size_t> length;
        do {
            on.receive([&](std::string_view bytes) { text += bytes; });
            length = whole_length(text);
        } while (!length || text.size() < *length);
        if (a_.target == "run" && text.find(a_.uuid) == text.npos)
            throw std::runtime_error("the answer is not the run that was asked for");
        if (answer_size_ != 0 && answer_size_ != *length)
            throw std::runtime_error("answers are of different lengths; this client cannot count them");
        answer_size_ = *length;
    }

    void serve(link& l) {
        std::size_t came = 0;
        l.receive([&](std::string_view bytes) { came += bytes.size(); });
        l.received += came;
        if (l.received < answer_size_) return;
        const auto now = clock_type::now();
        while (l.received >= answer_size_) {
            if (l.in_flight.empty()) throw std::runtime_error("an answer came that nobody asked for");
            l.received -= answer_size_;
            measure_.took(now - l.in_flight.front());
            l.in_flight.pop_front();
            --to_come_;
            if (left_ > 0) --left_, waiting_.push_back(now);
        }
        refill(l, a_.pipeline);
    }
    void refill(link& l, std::size_t depth) {
        std::size_t count = 0;
        for (; l.in_flight.size() < depth && !waiting_.empty(); ++count) {
            l.in_flight.push_back(waiting_.front());
            waiting_.pop_front();
        }
        if (count > 0) l.send(std::string_view(requests_).substr(0, count * request_size_));
    }

    const arguments& a_;
    measure& measure_;
    int poll_;
    std::string requests_;  ///< as many as fit a pipeline, one behind the other
    std::size_t request_size_ = 0, answer_size_ = 0, left_ = 0, to_come_ = 0;
    std::vector<std::unique_ptr<link>> links_;
    std::deque<time_point> waiting_;
};

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
    const auto a = bench::parse(argc, argv);
    bench::measure m(std::max(a.requests, a.warmup));
    try {
        bench::loop loop(a, m);
        loop.run(a.warmup);
        m.begin();
        loop.run(a.requests);
        m.end();
    } catch (const std::exception& e) {
        std::fprintf(stderr, "bench raw: %s\n", e.what());
        return 2;
    }
    return m.print();
}
