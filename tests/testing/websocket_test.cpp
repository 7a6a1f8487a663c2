#include <polyaxon/testing/websocket.hpp>

#include <asio/connect.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/read_until.hpp>
#include <asio/write.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using polyaxon::testing::frame;
using polyaxon::testing::received;
using polyaxon::testing::upgraded;
using polyaxon::testing::written;

// The key and its answer are those of RFC 6455, section 1.3.
constexpr std::string_view opening =
    "GET /logs/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

std::string said_by(std::uint16_t port, std::string_view say) {
    asio::io_context io;
    asio::ip::tcp::socket socket(io);
    socket.connect({asio::ip::address_v4::loopback(), port});
    asio::write(socket, asio::buffer(say));
    std::string all;
    std::error_code ec;
    asio::read(socket, asio::dynamic_buffer(all), ec);
    EXPECT_EQ(ec, asio::error::eof);
    return all;
}

TEST(TestingWebsocket, AcceptsAndSendsItsFrames) {
    polyaxon::testing::server server([](const received& r) {
        return upgraded(r, {frame::text("hello"), frame::close(1001, "bye")});
    });
    const auto all = said_by(server.port(), opening);
    EXPECT_TRUE(all.starts_with("HTTP/1.1 101 ")) << all;
    EXPECT_NE(all.find("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), all.npos) << all;
    EXPECT_TRUE(all.ends_with(std::string("\r\n\r\n\x81\x05hello\x88\x05\x03\xe9") + "bye")) << all;
}

TEST(TestingWebsocket, RefusesWhatIsNoUpgrade) {
    polyaxon::testing::server server([](const received& r) { return upgraded(r, {}); });
    const auto all = said_by(server.port(), "GET /logs/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(all.starts_with("HTTP/1.1 400 ")) << all;
}

TEST(TestingWebsocket, DropsWhatComesBehindAnUpgrade) {
    polyaxon::testing::server server([](const received& r) {
        return upgraded(r, {frame::text("a")}, polyaxon::testing::reply::end::keep);
    });
    asio::io_context io;
    asio::ip::tcp::socket socket(io);
    socket.connect({asio::ip::address_v4::loopback(), server.port()});
    asio::write(socket, asio::buffer(std::string(opening) + "GET /not/http HTTP/1.1\r\n\r\n"));
    std::string all;
    std::error_code ec;
    asio::write(socket, asio::buffer(std::string_view("\x88\x80????")), ec);
    socket.shutdown(asio::ip::tcp::socket::shutdown_send, ec);
    asio::read(socket, asio::dynamic_buffer(all), ec);
    EXPECT_TRUE(
        all.ends_with("\x81\x01"
                      "a"))
        << all;
    EXPECT_EQ(server.request_count(), 1u);
}

TEST(TestingWebsocket, TalksWithTheClient) {
    polyaxon::testing::server server([](const received& r) {
        const auto answer = [](const frame& f) -> std::vector<frame> {
            if (f.op == frame::kind::close) return {frame::close(f.code, "you said " + f.data)};
            return {frame::text(std::to_string(static_cast<int>(f.op)) + f.data)};
        };
        return polyaxon::testing::talking(r, answer, {frame::text("hello")}, "chat");
    });
    asio::io_context io;
    asio::ip::tcp::socket socket(io);
    socket.connect({asio::ip::address_v4::loopback(), server.port()});
    std::string asks(opening);
    asks.insert(asks.size() - 2, "Sec-WebSocket-Protocol: chat\r\n");
    asio::write(socket, asio::buffer(asks));
    std::string all;
    asio::read_until(socket, asio::dynamic_buffer(all), "hello");
    EXPECT_NE(all.find("\r\nSec-WebSocket-Protocol: chat\r\n"), all.npos) << all;
    // "ab" and "bye", masked with "1234"; a long one without a mask; each in pieces.
    const std::string mask = "1234";
    const std::string said = std::string("\x82\x82") + mask + char('a' ^ '1') + char('b' ^ '2') +
                             "\x81\x7e\x01" + std::string(1, '\0') + std::string(256, 'x') + "\x88\x85" +
                             mask + char('\x03' ^ '1') + char('\xe8' ^ '2') + char('b' ^ '3') +
                             char('y' ^ '4') + char('e' ^ '1');
    for (std::size_t i = 0; i < said.size(); i += 3) asio::write(socket, asio::buffer(said.substr(i, 3)));
    all.clear();
    asio::read_until(socket, asio::dynamic_buffer(all), "you said bye");
    EXPECT_TRUE(
        all.starts_with(std::string("\x81\x03") + "1ab\x81\x7e\x01\x01" + "0" + std::string(256, 'x')))
        << all;
    EXPECT_TRUE(all.ends_with(std::string("\x88\x0e\x03\xe8") + "you said bye")) << all;
}

TEST(TestingWebsocket, WritesEveryLength) {
    EXPECT_EQ(written({{frame::kind::ping, {}}}), std::string("\x89\x00", 2));
    EXPECT_EQ(written({frame::text(std::string(125, 'x'))}).substr(0, 3), "\x81\x7dx");
    EXPECT_EQ(written({frame::text(std::string(126, 'x'))}).substr(0, 5),
              std::string("\x81\x7e\x00\x7ex", 5));
    EXPECT_EQ(written({frame::text(std::string(65536, 'x'))}).substr(0, 11),
              std::string("\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00x", 11));
    EXPECT_EQ(written({{frame::kind::text, "a", false}, {frame::kind::more, "b"}}), std::string("\x01\x01"
                                                                                                "a\x80\x01"
                                                                                                "b"));
}

}  // namespace
