#include <polyaxon/testing/fake_transport.hpp>

#include <polyaxon/async/transport.hpp>

#include <asio/error.hpp>
#include <asio/io_context.hpp>

#include <gtest/gtest.h>

using namespace polyaxon::testing;
using namespace std::chrono_literals;

namespace {

/// Reads whatever comes, and notes what it was told.
struct reader final : polyaxon::async::transport_events {
    void on_open(std::error_code ec, std::string_view) override {
        ++opened;
        open_error = ec;
    }
    void on_read(std::error_code ec, std::size_t n) override {
        EXPECT_FALSE(inside) << "came back from inside a call";
        if (ec || n == 0) {
            end = ec ? ec.message() : "fin";
            return;
        }
        text.append(buffer, n);
        ++reads;
        read();
    }
    void on_written(std::error_code) override { ADD_FAILURE() << "everything is taken at once"; }
    void read() { link->read(std::span<char>(buffer, size)); }
    void write(std::string_view bytes) {
        inside = true;
        EXPECT_TRUE(link->write(bytes));
        inside = false;
    }

    std::unique_ptr<polyaxon::async::transport> link;
    char buffer[4096];
    std::size_t size = sizeof buffer;
    int opened = 0, reads = 0;
    bool inside = false;
    std::error_code open_error;
    std::string text, end;
};

constexpr std::string_view get_a = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n",
                           get_b = "GET /b HTTP/1.1\r\nHost: h\r\n\r\n";

struct FakeTransport : ::testing::Test {
    void start(server::handler h) {
        fake.emplace(std::move(h));
        r.link = (*fake).connector()->make(io.get_executor(), {});
        r.link->open(r);
        EXPECT_EQ(r.opened, 0);
        run();
        EXPECT_EQ(r.opened, 1);
        EXPECT_FALSE(r.open_error);
    }
    void run() {
        io.restart();
        io.run();
    }
    asio::io_context io;
    std::optional<fake_transport> fake;
    reader r;
};

}  // namespace

TEST_F(FakeTransport, AnswersBytesWithBytes) {
    start([](const received& q) {
        return reply::json(q.method + ' ' + q.target + ' ' + std::to_string(q.on_connection));
    });
    EXPECT_TRUE(r.link->idle_and_clean());
    r.read();
    for (const char c : get_a) r.write(std::string_view(&c, 1));  // in the smallest pieces
    EXPECT_EQ(r.text, "");
    run();
    EXPECT_EQ(r.text,
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\nGET /a 1");
    EXPECT_TRUE(r.link->idle_and_clean());
    EXPECT_EQ(fake->connection_count(), 1u);
    ASSERT_EQ(fake->requests().size(), 1u);
    EXPECT_EQ(fake->requests()[0].header("host"), "h");
}

TEST_F(FakeTransport, AnswersPipelinedRequestsInOrderThroughASmallBuffer) {
    start([](const received& q) {
        auto a = reply::json(q.target);
        a.delay = q.target == "/a" ? 20ms : 0ms;
        return a;
    });
    r.size = 3;
    r.read();
    r.write(std::string(get_a) + std::string(get_b));
    run();
    const auto a = r.text.find("\r\n\r\n/a"), b = r.text.find("\r\n\r\n/b");
    ASSERT_NE(a, std::string::npos);
    ASSERT_NE(b, std::string::npos);
    EXPECT_LT(a, b);
    EXPECT_GE(r.reads, static_cast<int>(r.text.size() / 3));
}

TEST_F(FakeTransport, HonoursTheDelay) {
    auto slow = reply::json("1");
    slow.delay = 40ms;
    start(scripted({slow}));
    r.read();
    const auto begin = std::chrono::steady_clock::now();
    r.write(get_a);
    run();
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 40ms);
    EXPECT_NE(r.text, "");
}

TEST_F(FakeTransport, ClosesAfterAnAnswer) {
    auto closing = reply::json("{}");
    closing.close = true;
    start(scripted({closing}));
    r.read();
    r.write(get_a);
    run();
    EXPECT_NE(r.text.find("Connection: close\r\n"), std::string::npos);
    EXPECT_EQ(r.end, "fin");
    EXPECT_FALSE(r.link->idle_and_clean());
}

TEST_F(FakeTransport, RawBytesAndAReset) {
    reply a;
    a.raw = "HTTP/1.1 200";
    a.then = reply::end::rst;
    start(scripted({a}));
    r.read();
    r.write(get_a);
    run();
    EXPECT_EQ(r.text, "HTTP/1.1 200");
    EXPECT_EQ(r.end, std::error_code(asio::error::connection_reset).message());
}

TEST_F(FakeTransport, SeesAnEndThatCameWhileIdle) {
    auto a = reply::json("{}");
    a.then = reply::end::fin;
    start(scripted({a}));
    r.write(get_a);
    run();
    EXPECT_FALSE(r.link->idle_and_clean());  // an answer nobody has read, and the end
}

TEST_F(FakeTransport, IsSilentAfterItsEnd) {
    start(scripted({reply::json("{}")}));
    r.read();
    r.write(get_a);
    r.link.reset();  // with an event under way
    run();
    EXPECT_EQ(r.text, "");
    auto late = reply::json("{}");
    late.delay = 10'000ms;
    reader other;
    fake_transport slow(scripted({late}));
    other.link = slow.connector()->make(io.get_executor(), {});
    other.link->open(other);
    run();
    other.read();
    other.write(get_a);
    other.link->close(true);
    const auto begin = std::chrono::steady_clock::now();
    run();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
    EXPECT_EQ(other.text + other.end, "");
}

TEST_F(FakeTransport, OutlivesItsMaker) {
    start(scripted({reply::json("1")}));
    fake.reset();
    r.read();
    r.write(get_a);
    run();
    EXPECT_NE(r.text.find("\r\n\r\n1"), std::string::npos);
}
