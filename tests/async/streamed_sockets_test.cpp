// Large bodies over real sockets, plain and TLS: their bytes, their memory, and servers that do not play along.
#include "async/support/bodies.hpp"
#include "async/support/tls_peer.hpp"
#include "support/refusing_port.hpp"
#include "support/sanitizers.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <fstream>
#include <optional>
#include <random>
#include <semaphore>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;
using codec::verb;
using polyaxon::test::identity;
using polyaxon::test::issue;
using polyaxon::test::peer;
using polyaxon::test::tcp;
using polyaxon::test::tls_peer;
using std::chrono::milliseconds;

namespace {

#if POLYAXON_UNDER_SANITIZER
constexpr std::uint64_t upload_size = 16u << 20, download_size = 24u << 20;
constexpr bool real_memory = false;
#elif !defined(NDEBUG)  // the tests themselves are never optimised
constexpr std::uint64_t upload_size = 64u << 20, download_size = 96u << 20;
constexpr bool real_memory = true;
#else
constexpr std::uint64_t upload_size = 150u << 20, download_size = 1024u << 20;
constexpr bool real_memory = true;
#endif
constexpr std::size_t block_size = 4 * 65521;  // whole periods of the pattern
constexpr std::size_t piece = 64 * 1024;

std::size_t kilobytes(std::string_view key) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(key)) return std::stoul(line.substr(line.find(':') + 1));
    return 0;
}

/// How far the memory of this process has risen since; kernel's figures, so all of it counts, the other end too.
class memory_watch {
 public:
    memory_watch() {
        std::ofstream("/proc/self/clear_refs") << "5";  // the peak begins anew
        before_ = kilobytes("VmRSS");
        known_ = real_memory && kilobytes("VmHWM") <= before_ + 1024;
    }
    bool known() const { return known_; }
    std::size_t risen_kb() const {
        const auto peak = kilobytes("VmHWM");
        return peak > before_ ? peak - before_ : 0;
    }

 private:
    std::size_t before_;
    bool known_ = false;  ///< the kernel lets us begin anew
};

/// The other end of one connection, plain or TLS.
class side {
 public:
    side(tcp::socket& s, const polyaxon::test::server_context& c) : socket_(s) {
        if (!c) return;
        tls_.emplace(s, c);
        good_ = tls_->handshake();
    }
    std::string read() {
        return !good_ ? std::string() : tls_ ? tls_->read() : polyaxon::test::receive(socket_);
    }
    void write(std::string_view bytes) {
        if (tls_)
            tls_->write(bytes);
        else
            polyaxon::test::send(socket_, bytes);
    }
    /// The head; what came behind it goes to `rest`.
    std::string head(std::string& rest) {
        std::string all;
        while (all.find("\r\n\r\n") == std::string::npos) {
            const auto more = read();
            if (more.empty()) return {};
            all += more;
        }
        const auto end = all.find("\r\n\r\n") + 4;
        rest = all.substr(end);
        return all.substr(0, end);
    }
    /// Checks `n` bytes of the pattern.
    bool take(std::uint64_t n, std::string rest) {
        std::uint64_t at = 0;
        while (true) {
            if (!pattern::matches(rest, at)) return false;
            at += rest.size();
            if (at >= n) return at == n;
            rest = read();
            if (rest.empty()) return false;
        }
    }
    void send_pattern(std::uint64_t n) {
        static const std::string block = pattern::text(block_size);
        for (; n > 0;) {
            const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(n, block.size()));
            write(std::string_view(block).substr(0, part));
            n -= part;
        }
    }

 private:
    tcp::socket& socket_;
    std::optional<tls_peer> tls_;
    bool good_ = true;
};

/// A server that runs `script` for each connection, and an engine for it.
struct world {
    using script = std::function<void(side&, tcp::socket&)>;
    world(bool tls, script s, engine_options o = rig::defaults())
        : id(issue({.alternative = "IP:127.0.0.1", .authority = true})),
          context(tls ? polyaxon::test::make_server_context(id) : nullptr),
          ca(id.certificate_pem()),
          server([this, s](tcp::socket& socket) {
              side other(socket, context);
              s(other, socket);
          }),
          where(place("127.0.0.1", server.port(), tls)) {
        tls_options t;
        t.ca_file = ca.path();
        proxy_options no_proxy;
        no_proxy.from_environment = false;
        o.connect = make_socket_connector(t, no_proxy);
        on = engine::make(io.get_executor(), o);
    }
    ~world() {
        on->close();
        io.restart();
        io.run_for(std::chrono::seconds(1));
        on.reset();
    }
    void run(simple_call& c) {
        async_perform(*on, c.node, [&c, this] { ++c.done, io.stop(); });
        io.restart();
        io.run_for(std::chrono::seconds(60));
        ASSERT_EQ(c.done, 1);
    }

    /// Until the engine has seen that the server closed what is idle.
    void run_idle() {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        io.restart();
        while (on->stats().open > 0 && std::chrono::steady_clock::now() < end) io.run_one_until(end);
        EXPECT_EQ(on->stats().open, 0u);
    }

    identity id;
    polyaxon::test::server_context context;
    polyaxon::test::temporary_file ca;
    asio::io_context io{1};
    peer server;
    codec::destination where;
    std::shared_ptr<engine> on;
};

void figure(const char* what, bool tls, std::uint64_t bytes, std::chrono::steady_clock::time_point from,
            std::size_t kb) {
    const auto took = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - from);
    std::printf("           %s %s: %llu MiB in %lld ms, memory + %zu KiB\n", tls ? "TLS" : "plain", what,
                static_cast<unsigned long long>(bytes >> 20), static_cast<long long>(took.count()), kb);
}

TEST(StreamedSockets, ALargeUploadKeepsItsMemory) {
    for (const bool tls : {false, true}) {
        std::atomic<bool> right{false};
        world w(tls, [&](side& s, tcp::socket&) {
            std::string rest;
            for (std::string head; !(head = s.head(rest)).empty();) {
                const bool up = head.starts_with("PUT");
                if (up) right = s.take(upload_size, rest);
                s.write(http(200, up ? "stored" : "small"));
            }
        });
        simple_call warm(w.where);
        w.run(warm);
        const auto from = std::chrono::steady_clock::now();
        const memory_watch memory;
        upload c(upload_size, verb::put, w.where);
        c.node.stall_timeout = std::chrono::seconds(20);
        w.run(c);
        figure("upload", tls, upload_size, from, memory.risen_kb());
        EXPECT_EQ(c.body, "stored") << c.text();
        EXPECT_TRUE(right);
        EXPECT_LE(c.from.largest, piece);
        if (memory.known()) {
            EXPECT_LE(memory.risen_kb(), 16u * 1024);
        }
        simple_call after(w.where);
        w.run(after);
        EXPECT_EQ(after.body, "small") << after.text();
        EXPECT_EQ(w.on->stats().connects, 1u);
    }
}

TEST(StreamedSockets, ALargeDownloadKeepsItsMemory) {
    for (const bool tls : {false, true}) {
        // Both ends encrypt on the same machine.
        const std::uint64_t size = tls ? download_size / 4 : download_size;
        world w(tls, [&](side& s, tcp::socket&) {
            std::string rest;
            for (std::string head; !(head = s.head(rest)).empty();) {
                if (head.starts_with("GET /small")) {
                    s.write(http(200, "small"));
                    continue;
                }
                s.write("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n");
                s.send_pattern(size);
            }
        });
        simple_call warm(w.where, verb::get, "/small");
        w.run(warm);
        const auto from = std::chrono::steady_clock::now();
        const memory_watch memory;
        download c(w.where);
        c.node.stall_timeout = std::chrono::seconds(20);
        w.run(c);
        figure("download", tls, size, from, memory.risen_kb());
        EXPECT_TRUE(c.ok()) << c.text();
        EXPECT_TRUE(c.to_sink.whole(size));
        EXPECT_LE(c.to_sink.largest, piece);
        if (memory.known()) {
            EXPECT_LE(memory.risen_kb(), 16u * 1024);
        }
        simple_call after(w.where, verb::get, "/small");
        w.run(after);
        EXPECT_EQ(after.body, "small") << after.text();
        EXPECT_EQ(w.on->stats().connects, 1u);
    }
}

TEST(StreamedSockets, AnEarlyRefusalIsToldThoughTheServerReadsNoFurther) {
    for (const bool tls : {false, true}) {
        for (int i = 0; i < 5; ++i) {
            world w(tls, [&](side& s, tcp::socket&) {
                std::string rest;
                s.head(rest);
                s.write(http(413, R"({"detail":"too much"})", "Content-Type: application/json\r\n"));
                // Closing with the rest unread resets the connection.
            });
            upload c(upload_size, verb::post, w.where);
            w.run(c);
            ASSERT_TRUE(c.node.failure);
            EXPECT_EQ(c.node.failure->status, 413) << c.text();
            EXPECT_LT(c.from.at, upload_size);
            EXPECT_EQ(w.on->stats().open, 0u);
        }
    }
}

TEST(StreamedSockets, CutsAnywhereAreMended) {
    constexpr unsigned seed = 9;
    SCOPED_TRACE(seed);
    constexpr std::uint64_t size = 600'000;
    for (const bool tls : {false, true}) {
        std::mt19937 dice(seed);
        std::atomic<int> connections{0}, whole{0};
        std::atomic<std::uint64_t> cut{0};
        std::atomic<bool> reset{false};
        auto o = rig::defaults();
        o.retry.max_attempts = 3;
        o.retry.base_delay = o.retry.max_delay = milliseconds(1);
        world w(
            tls,
            [&](side& s, tcp::socket& socket) {
                const bool broken = ++connections % 2 == 1;
                std::string rest;
                for (std::string head; !(head = s.head(rest)).empty();) {
                    if (head.starts_with("PUT")) {
                        if (broken) {
                            for (std::uint64_t got = rest.size(); got < cut;) {
                                const auto more = s.read();
                                if (more.empty()) break;
                                got += more.size();
                            }
                        } else {
                            whole += s.take(size, rest);
                            s.write(http(200, "stored"));
                        }
                    } else {
                        s.write("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n");
                        s.send_pattern(broken ? cut.load() : size);
                    }
                    if (broken || head.find("/last") != std::string::npos) break;
                }
                if (broken && reset) polyaxon::test::reset_on_close(socket);
            },
            o);
        for (int i = 0; i < 10; ++i) {
            cut = dice() % size;
            reset = dice() % 2;
            SCOPED_TRACE("cut at " + std::to_string(cut) + (reset ? " by reset" : ""));
            // Every other connection breaks; a good one ends with the round, so that the next begins with a broken one.
            upload up(size, verb::put, w.where);
            up.request.target = "/last";
            w.run(up);
            EXPECT_EQ(up.body, "stored") << up.text();
            EXPECT_EQ(up.from.rewinds, 2);
            w.run_idle();
            download down(w.where, "/last");
            w.run(down);
            EXPECT_TRUE(down.ok()) << down.text();
            EXPECT_TRUE(down.to_sink.whole(size));
            w.run_idle();
        }
        EXPECT_EQ(whole, 10);
    }
}

TEST(StreamedSockets, AServerThatTakesNothingMoreIsAStall) {
    for (const bool tls : {false, true}) {
        std::binary_semaphore ended(0);
        world w(tls, [&](side& s, tcp::socket& socket) {
            std::string rest;
            s.head(rest);
            // Reads nothing until the client has given up, then finds the end.
            ended.acquire();
            polyaxon::test::wait_for_end(socket);
        });
        upload c(upload_size, verb::put, w.where);
        c.node.stall_timeout = milliseconds(50);
        w.run(c);
        ended.release();
        EXPECT_EQ(c.kind(), errc::timeout) << c.text();
        EXPECT_NE(c.text().find("50 ms (stall_timeout)"), std::string::npos) << c.text();
        EXPECT_GT(c.from.at, 0u);
        EXPECT_LT(c.from.at, upload_size);
        EXPECT_EQ(w.on->stats().open, 0u);
    }
}

TEST(StreamedSockets, ARefusedPortReadsNothing) {
    const polyaxon::test::refusing_port nobody;
    world w(false, [](side&, tcp::socket&) {});
    upload c(1000, verb::put, place("127.0.0.1", nobody.number()));
    w.run(c);
    EXPECT_EQ(c.kind(), errc::network) << c.text();
    EXPECT_EQ(c.from.reads, 0);
    EXPECT_FALSE(c.node.failure->maybe_sent);
}

}  // namespace
