#include <polyaxon/codec/gzip.hpp>
#include <polyaxon/codec/websocket_handshake.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <set>

namespace polyaxon::codec {
namespace {

constexpr std::string_view key = "dGhlIHNhbXBsZSBub25jZQ==";  // of RFC 6455, 1.3

std::string good(std::string_view more = {}) {
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
           "Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" +
           std::string(more) + "\r\n";
}

struct outcome {
    websocket_answer::state at;
    websocket_answer::refused refusal;
    std::error_code error;
    std::string what, rest;
};

outcome feed(std::string_view wire, std::size_t piece, bool finish = false,
             std::string_view subprotocol = {}) {
    websocket_answer answer(key, subprotocol);
    receive_buffer in(256);
    auto at = websocket_answer::state::need_more;
    while (at == websocket_answer::state::need_more && !wire.empty()) {
        const auto n = std::min(piece, wire.size());
        std::memcpy(in.prepare(n).data(), wire.data(), n);
        in.commit(n);
        wire.remove_prefix(n);
        at = answer.read(in);
    }
    if (at == websocket_answer::state::need_more && finish) at = answer.finish();
    return {at, answer.refusal(), answer.error(), answer.what(),
            std::string(in.unread().data(), in.unread().size()) + std::string(wire)};
}

TEST(WebsocketHandshake, AcceptsAsTheRfcDoes) {
    EXPECT_EQ(websocket_accept(key), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(WebsocketHandshake, MakesADifferentKeyEachTime) {
    std::set<std::string> keys;
    for (int i = 0; i < 20; ++i) keys.insert(make_websocket_key());
    EXPECT_EQ(keys.size(), 20u);
    EXPECT_EQ(keys.begin()->size(), 24u);
}

TEST(WebsocketHandshake, AsksWithoutOfferingAnything) {
    std::string headers;
    append_websocket_headers(headers, {true, "::1", 8443}, "abc");
    EXPECT_EQ(headers,
              "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
              "abc\r\nOrigin: https://[::1]:8443\r\n");
}

TEST(WebsocketHandshake, OpensAndKeepsTheBytesBehind) {
    const auto wire = good("Date: today\r\n") + "\x81\x01x";
    for (std::size_t piece = 1; piece <= wire.size(); ++piece) {
        const auto got = feed(wire, piece);
        ASSERT_EQ(got.at, websocket_answer::state::open) << piece << got.what;
        EXPECT_EQ(got.rest, "\x81\x01x");
    }
}

TEST(WebsocketHandshake, TakesOtherSpellingsAndInformationalAnswers) {
    const std::string accept = "sec-websocket-accept:s3pPLMBiTxaQ9kYGzzhZRbK+xOo=  \r\n";
    EXPECT_EQ(
        feed("HTTP/1.1 101 \r\nUPGRADE: WebSocket\r\nconnection: keep-alive, Upgrade\r\n" + accept + "\r\n",
             9)
            .at,
        websocket_answer::state::open);
    std::string early;
    for (int i = 0; i < 16; ++i) early += "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
    EXPECT_EQ(feed(early + good(), 11).at, websocket_answer::state::open);
    const auto over = feed(early + "HTTP/1.1 100 Continue\r\n\r\n" + good(), 11);
    EXPECT_EQ(over.error, make_error_code(errc::too_large));
    EXPECT_TRUE(over.what.starts_with("limit"));
}

TEST(WebsocketHandshake, RefusesWhatIsNoProperSwitch) {
    const std::string up = "Upgrade: websocket\r\n", connection = "Connection: Upgrade\r\n",
                      accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n",
                      line = "HTTP/1.1 101 Switching Protocols\r\n";
    const std::pair<std::string, std::string_view> rows[] = {
        {line + connection + accept + "\r\n", "without `Upgrade"},
        {line + "Upgrade: h2c\r\n" + connection + accept + "\r\n", "without `Upgrade"},
        {line + up + accept + "\r\n", "without `Connection"},
        {line + up + "Connection: close\r\n" + accept + "\r\n", "without `Connection"},
        {line + up + connection + "\r\n", "exactly one"},
        {line + up + connection + accept + accept + "\r\n", "exactly one"},
        {line + up + connection + "Sec-WebSocket-Accept: AAAALMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
         "does not belong"},
        {line + up + connection + "Sec-WebSocket-Accept: S3PPLMBITXAQ9KYGZZHZRBK+XOO=\r\n\r\n",
         "does not belong"},
        {good("Sec-WebSocket-Extensions: permessage-deflate\r\n"), "extension"},
        {good("Sec-WebSocket-Protocol: chat\r\n"), "subprotocol"},
        {"HTTP/1.0 101 Switching Protocols\r\n" + up + connection + accept + "\r\n", "HTTP/1.0"},
        {"HTTP/1.1 10\r\n\r\n", "three digits"},
        {line + "Bad Name: x\r\n\r\n", "token"},
        {line + " folded\r\n\r\n", "folded"},
        {line + up + std::string("X: a\0b\r\n", 8) + "\r\n", "control character"},
        {"SSH-2.0-OpenSSH_9.2\r\n", "not HTTP"},
        {"\x16\x03\x01", "not HTTP"},
    };
    for (const auto& [wire, says] : rows)
        for (std::size_t piece : {std::size_t{1}, wire.size()}) {
            const auto got = feed(wire, piece);
            EXPECT_EQ(got.at, websocket_answer::state::failed) << wire;
            EXPECT_EQ(got.error, make_error_code(errc::protocol)) << wire;
            EXPECT_NE(got.what.find(says), std::string::npos) << wire << got.what;
        }
}

TEST(WebsocketHandshake, BoundsTheHead) {
    const auto room = 64 * 1024 - good().size() - 16;
    EXPECT_EQ(feed(good("X: " + std::string(room, 'x') + "\r\n"), 4096).at, websocket_answer::state::open);
    for (const auto& wire : {good("X: " + std::string(64 * 1024, 'x') + "\r\n"),
                             "HTTP/1.1 101 x\r\n" + std::string(70'000, 'x')}) {
        const auto got = feed(wire, 4096);
        EXPECT_EQ(got.error, make_error_code(errc::too_large));
        EXPECT_TRUE(got.what.starts_with("limit"));
    }
    std::string many;
    for (int i = 0; i < 254; ++i) many += "X: y\r\n";
    EXPECT_EQ(feed(good(many.substr(6)), 4096).at, websocket_answer::state::open);
    EXPECT_EQ(feed(good(many), 4096).error, make_error_code(errc::too_large));
}

TEST(WebsocketHandshake, ReadsARefusal) {
    const std::string wire =
        "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nX-Request-ID: r1\r\nContent-Length: "
        "18\r\n\r\n{\"detail\": \"no\"}  more";
    for (std::size_t piece = 1; piece <= wire.size(); ++piece) {
        const auto got = feed(wire, piece);
        ASSERT_EQ(got.at, websocket_answer::state::refused) << piece;
        EXPECT_EQ(got.refusal.status, 403);
        EXPECT_EQ(got.refusal.reason, "Forbidden");
        EXPECT_EQ(got.refusal.body, "{\"detail\": \"no\"}  ");
        EXPECT_EQ(got.refusal.content_type, "application/json");
        EXPECT_EQ(got.refusal.request_id, "r1");
    }
}

TEST(WebsocketHandshake, ReadsRefusalsOfEveryShape) {
    EXPECT_EQ(feed("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 7).refusal.status, 200);
    EXPECT_EQ(feed("HTTP/1.1 404 Not Found\r\n\r\n<html>", 7, true).refusal.body, "<html>");
    EXPECT_EQ(
        feed("HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\nRetry-After: 3\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
             5)
            .refusal.retry_after,
        "3");
    const auto packed = gzip("{\"detail\": \"Not found.\"}");
    EXPECT_EQ(feed("HTTP/1.1 404 x\r\nContent-Encoding: gzip\r\nContent-Length: " +
                       std::to_string(packed.size()) + "\r\n\r\n" + packed,
                   7)
                  .refusal.body,
              "{\"detail\": \"Not found.\"}");
    // An endless body is not waited for.
    const auto endless = feed("HTTP/1.1 500 x\r\n\r\n" + std::string(100'000, 'x'), 4096);
    EXPECT_EQ(endless.at, websocket_answer::state::refused);
    EXPECT_EQ(endless.refusal.body.size(), 64u * 1024);
}

TEST(WebsocketHandshake, OffersASubprotocolThatMayBeTaken) {
    const origin where{.tls = false, .host = "example", .port = 8000};
    std::string headers;
    append_websocket_headers(headers, where, key, "v4.channel.k8s.io");
    EXPECT_NE(headers.find("\r\nSec-WebSocket-Protocol: v4.channel.k8s.io\r\n"), headers.npos) << headers;
    headers.clear();
    append_websocket_headers(headers, where, key);
    EXPECT_EQ(headers.find("Sec-WebSocket-Protocol"), headers.npos) << headers;

    const std::string chosen = "Sec-WebSocket-Protocol: v4.channel.k8s.io\r\n";
    const std::pair<std::string, bool> rows[] = {
        {chosen, true},
        {"", true},
        {chosen + chosen, false},
        {"Sec-WebSocket-Protocol: v5.channel.k8s.io\r\n", false},
        {"Sec-WebSocket-Protocol: \r\n", false},
    };
    for (const auto& [more, right] : rows) {
        const auto got = feed(good(more), 9, false, "v4.channel.k8s.io");
        EXPECT_EQ(got.at, right ? websocket_answer::state::open : websocket_answer::state::failed) << more;
        if (!right) {
            EXPECT_NE(got.what.find("v4.channel.k8s.io"), got.what.npos) << got.what;
        }
    }
}

TEST(WebsocketHandshake, KnowsAnAnswerCutShort) {
    const std::string refusal = "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nabcd";
    for (const auto& wire : {good(), refusal})
        for (std::size_t cut = 0; cut < wire.size(); ++cut) {
            const auto got = feed(wire.substr(0, cut), 1 << 10, true);
            ASSERT_EQ(got.at, websocket_answer::state::failed) << cut;
            ASSERT_EQ(got.error, make_error_code(errc::network)) << cut << got.what;
        }
}

}  // namespace
}  // namespace polyaxon::codec
