#include "codec/websocket_frames.hpp"

#include <polyaxon/codec/utf8.hpp>
#include <polyaxon/codec/websocket.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace polyaxon::codec {
namespace {

using namespace test;

/// All that a connection made of some bytes, as one text, so that two ways of feeding can be compared.
struct outcome {
    std::vector<std::string> messages;
    int pongs = 0;
    bool closed = false, failed = false;
    int code = 0;
    std::error_code error;
    std::string what;
    std::vector<frame> said;
    bool operator==(const outcome& o) const {
        return messages == o.messages && pongs == o.pongs && closed == o.closed && failed == o.failed &&
               code == o.code && error == o.error && what == o.what;
    }
};

outcome feed(std::string_view bytes, std::size_t piece, websocket_limits limits = {}) {
    websocket ws(limits);
    outcome out;
    std::string written;
    while (!bytes.empty() && !out.closed && !out.failed) {
        const auto now = bytes.substr(0, piece);
        bytes.remove_prefix(now.size());
        std::span<const char> rest(now.data(), now.size());
        for (;;) {
            const auto e = ws.read(rest);
            if (e == websocket::event::need_more) break;
            if (e == websocket::event::message)
                out.messages.push_back((ws.is_text() ? "t:" : "b:") + ws.take_message());
            if (e == websocket::event::pong) ++out.pongs;
            if (e == websocket::event::closed)
                out.closed = true, out.code = ws.close_code(), out.what = ws.close_reason();
            if (e == websocket::event::failed)
                out.failed = true, out.error = ws.error(), out.what = ws.what();
            if (out.closed || out.failed) break;
        }
    }
    ws.write(written);
    out.said = take_frames(written);
    EXPECT_TRUE(written.empty()) << "half a frame was written";
    for (const auto& f : out.said) EXPECT_TRUE(f.masked && f.rsv == 0 && f.fin);
    return out;
}

int told(const outcome& o) {
    if (o.said.empty() || o.said.back().opcode != 8 || o.said.back().payload.size() < 2) return 0;
    const auto& p = o.said.back().payload;
    return static_cast<unsigned char>(p[0]) << 8 | static_cast<unsigned char>(p[1]);
}

TEST(Websocket, ReadsMessagesWhateverThePiecesAre) {
    std::string wire = text("{\"log_lines\": \"x\"}") + ping("hi") + text("one ", false) + ping() +
                       more("two ", false) + pong("q") + more("\xC3", false) + more("\xBC", true) +
                       frame{2, std::string("\x00\xFF", 2)}.bytes() + text("") + text(std::string(126, 'a')) +
                       text(std::string(65535, 'b')) + text(std::string(65536, 'c')) +
                       text(std::string(125, 'd')) + close_frame(1000, "done");
    const auto whole = feed(wire, wire.size());
    const std::vector<std::string> expected{"t:{\"log_lines\": \"x\"}",     "t:one two \xC3\xBC",
                                            std::string("b:\x00\xFF", 4),   "t:",
                                            "t:" + std::string(126, 'a'),   "t:" + std::string(65535, 'b'),
                                            "t:" + std::string(65536, 'c'), "t:" + std::string(125, 'd')};
    EXPECT_EQ(whole.messages, expected);
    EXPECT_EQ(whole.pongs, 1);
    EXPECT_TRUE(whole.closed);
    EXPECT_EQ(whole.code, 1000);
    EXPECT_EQ(whole.what, "done");
    for (std::size_t piece : {1, 2, 3, 7, 4096, 5000}) EXPECT_EQ(feed(wire, piece), whole) << piece;
}

TEST(Websocket, ReadsTheSameAtEveryCut) {
    const std::string wire = text("h\xC3\xA9llo", false) + ping("p") + more(" w\xE2\x82\xAC", true) +
                             frame{2, "bin"}.bytes() + close_frame(1001, "bye");
    const auto whole = feed(wire, wire.size());
    ASSERT_EQ(whole.messages.size(), 2u);
    for (std::size_t cut = 1; cut < wire.size(); ++cut) {
        websocket ws;
        std::vector<std::string> messages;
        bool closed = false;
        for (auto part : {std::string_view(wire).substr(0, cut), std::string_view(wire).substr(cut)}) {
            std::span<const char> rest(part.data(), part.size());
            for (auto e = ws.read(rest); e != websocket::event::need_more; e = ws.read(rest)) {
                ASSERT_NE(e, websocket::event::failed) << cut << ws.what();
                if (e == websocket::event::message)
                    messages.push_back((ws.is_text() ? "t:" : "b:") + ws.take_message());
                if (e == websocket::event::closed) closed = true;
            }
        }
        EXPECT_EQ(messages, whole.messages) << cut;
        EXPECT_TRUE(closed) << cut;
    }
}

struct broken {
    const char* name;
    std::string wire;
    errc error;
    int code;
    std::string_view says;
};

std::vector<broken> broken_rules() {
    std::vector<broken> rows;
    const auto add = [&](const char* name, std::string wire, int code, std::string_view says) {
        rows.push_back({name, std::move(wire), code == 1009 ? errc::too_large : errc::protocol, code, says});
    };
    for (unsigned bit : {1u, 2u, 4u})
        add("reserved bit", frame{1, "x", true, bit}.bytes(), 1002, "reserved bits");
    for (unsigned op : {3u, 4u, 5u, 6u, 7u, 11u, 12u, 13u, 14u, 15u})
        add("opcode", frame{op, "x"}.bytes(), 1002, "unknown kind");
    add("masked text", frame{1, "x", true, 0, true}.bytes(), 1002, "masked");
    add("masked ping", frame{9, "x", true, 0, true}.bytes(), 1002, "masked");
    for (unsigned op : {8u, 9u, 10u}) {
        add("control in fragments", frame{op, "", false}.bytes(), 1002, "in fragments");
        add("long control", frame{op, std::string(126, 'x')}.bytes(), 1002, "more than 125");
    }
    add("nothing to continue", more("x"), 1002, "continues no message");
    add("continuation after an end", text("a", false) + more("b") + more("c"), 1002, "continues no message");
    add("text within a text", text("a", false) + text("b"), 1002, "before the end");
    add("binary within a text", text("a", false) + frame{2, "b"}.bytes(), 1002, "before the end");
    add("16 bits for a short length", std::string("\x81\x7E\x00\x7D", 4) + std::string(125, 'x'), 1002,
        "shortest");
    add("64 bits for a short length", std::string("\x81\x7F\0\0\0\0\0\0\x01\x00", 10), 1002, "shortest");
    add("64 bits for a 16 bit length", std::string("\x81\x7F\0\0\0\0\0\0\xFF\xFF", 10), 1002, "shortest");
    add("the highest bit of a length", std::string("\x81\x7F\x80\0\0\0\0\0\0\x00", 10), 1002, "");
    add("half a close code", frame{8, "\x03"}.bytes(), 1002, "half a code");
    for (int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
        add("close code", close_frame(code), 1002, "may not be sent");
    add("close reason", close_frame(1000, "\xFF"), 1007, "UTF-8");
    add("close reason cut short", close_frame(1000, "\xE2\x82"), 1007, "UTF-8");
    for (const char* bad : {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
                            "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "a\xC3("})
        add("text", text(bad), 1007, "UTF-8");
    add("text cut short", text("caf\xC3"), 1007, "UTF-8");
    add("text over fragments", text("\xE2", false) + more("\x82", false) + more("x"), 1007, "UTF-8");
    add("announced beyond the limit", frame{1}.head(16 * 1024 * 1024 + 1), 1009, "limit");
    add("announced beyond all limits", frame{2}.head(0x7FFFFFFFFFFFFFFFu), 1009, "limit");
    add("limit over fragments", text("x", false) + frame{0, "", true}.head(16 * 1024 * 1024), 1009, "limit");
    return rows;
}

TEST(Websocket, FailsOnEveryBrokenRuleAndTellsThePeer) {
    for (const auto& row : broken_rules())
        for (std::size_t piece : {std::size_t{1}, std::size_t{5}, std::size_t{1} << 20}) {
            const auto got = feed(text("before") + row.wire + text("behind"), piece);
            SCOPED_TRACE(std::string(row.name) + ", pieces of " + std::to_string(piece) + ": " + got.what);
            ASSERT_FALSE(got.messages.empty());
            EXPECT_EQ(got.messages.front(), "t:before");
            EXPECT_NE(got.messages.back(), "t:behind");
            EXPECT_TRUE(got.failed);
            EXPECT_EQ(got.error, make_error_code(row.error));
            EXPECT_EQ(told(got), row.code);
            EXPECT_NE(got.what.find(row.says), std::string::npos);
            EXPECT_EQ(got.what.starts_with("limit"), row.error == errc::too_large);
        }
}

TEST(Websocket, FailsAsSoonAsTheByteIsThere) {
    for (const auto& wire : {std::string("\xC1"), std::string("\x83"), std::string("\x09"),
                             std::string("\x80"), std::string("\x81\x80"), std::string("\x89\x7E")})
        EXPECT_TRUE(feed(wire, 1).failed) << static_cast<int>(wire[0]);
    // UTF-8 within a frame that never ends, too.
    EXPECT_TRUE(feed(frame{1}.head(1000) + "abc\xFF", 1).failed);
}

TEST(Websocket, TakesWhatLiesAtTheLimits) {
    const websocket_limits small{.message = 1000, .fragments = 4};
    EXPECT_EQ(feed(text(std::string(1000, 'x')), 64, small).messages.size(), 1u);
    EXPECT_EQ(feed(text(std::string(1001, 'x')), 64, small).error, make_error_code(errc::too_large));
    const auto in_pieces = [](int n, const std::string& each) {
        std::string wire = text(each, n == 1);
        for (int i = 1; i < n; ++i) wire += more(each, i == n - 1);
        return wire;
    };
    EXPECT_EQ(feed(in_pieces(4, "x"), 64, small).messages.size(), 1u);
    EXPECT_EQ(feed(in_pieces(5, "x"), 64, small).error, make_error_code(errc::too_large));
    EXPECT_EQ(feed(in_pieces(5, ""), 64, small).error, make_error_code(errc::too_large))
        << "empty fragments count too";
    EXPECT_EQ(feed(in_pieces(4, std::string(250, 'x')), 64, small).messages.size(), 1u);
    EXPECT_EQ(feed(in_pieces(4, std::string(251, 'x')), 64, small).error, make_error_code(errc::too_large));
    // Counted a message, not a connection.
    EXPECT_EQ(feed(in_pieces(4, "x") + in_pieces(4, "x") + in_pieces(4, "x"), 64, small).messages.size(), 3u);
    // The real ones.
    EXPECT_EQ(feed(in_pieces(4096, "x"), 4096).messages.size(), 1u);
    EXPECT_TRUE(feed(in_pieces(4097, "x"), 4096).failed);
    const auto largest = feed(text(std::string(16 * 1024 * 1024, 'x')), 1 << 20);
    ASSERT_EQ(largest.messages.size(), 1u);
    EXPECT_EQ(largest.messages[0].size(), 2 + 16u * 1024 * 1024);
}

TEST(Websocket, AnswersAPingWithItsPayload) {
    const auto got = feed(ping("abc"), 1);
    ASSERT_EQ(got.said.size(), 1u);
    EXPECT_EQ(got.said[0].opcode, 10u);
    EXPECT_EQ(got.said[0].payload, "abc");
}

TEST(Websocket, AnswersTheNewestOfManyPings) {
    std::string flood;
    for (int i = 0; i < 100'000; ++i) flood += ping(std::to_string(i));
    const auto got = feed(flood, 1 << 16);
    ASSERT_EQ(got.said.size(), 1u);
    EXPECT_EQ(got.said[0].payload, "99999");
}

TEST(Websocket, EchoesTheCloseOnceAndSaysNothingMore) {
    for (int code :
         {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999}) {
        const auto got = feed(close_frame(code, "why"), 1);
        EXPECT_TRUE(got.closed);
        EXPECT_EQ(got.code, code);
        EXPECT_EQ(told(got), code);
    }
    websocket ws;
    std::string wire = frame{8}.bytes() + text("late");
    std::span<const char> bytes(wire.data(), wire.size());
    EXPECT_EQ(ws.read(bytes), websocket::event::closed);
    EXPECT_EQ(ws.close_code(), 1005);
    EXPECT_EQ(ws.read(bytes), websocket::event::need_more) << "what follows a close frame is nobody's";
    EXPECT_TRUE(bytes.empty());
    std::string out;
    ws.ping("x");
    ws.send("no");
    ws.write(out);
    const auto size = out.size();
    EXPECT_EQ(take_frames(out).back().opcode, 8u);
    ws.close(1000);
    ws.ping("again");
    ws.write(out);
    EXPECT_TRUE(out.empty()) << size;
    EXPECT_TRUE(ws.close_sent());
}

TEST(Websocket, SaysWhatItIsToldInMaskedFrames) {
    websocket ws;
    std::string out;
    ws.send("caf\xC3\xA9");
    ws.send(std::string(70'000, 'x'), false);
    ws.ping("p");
    ws.close(1000, std::string(200, 'r') + "\xC3\xA9");
    ws.write(out);
    const auto said = take_frames(out);
    ASSERT_EQ(said.size(), 4u);
    EXPECT_EQ(said[0].opcode, 9u);
    EXPECT_EQ(said[1].payload, "caf\xC3\xA9");
    EXPECT_EQ(said[2].payload, std::string(70'000, 'x'));
    EXPECT_EQ(said[2].opcode, 2u);
    EXPECT_EQ(said[3].payload, close_payload(1000, std::string(123, 'r')));
    for (const auto& f : said) EXPECT_TRUE(f.masked);
}

TEST(Websocket, MasksEachFrameAnew) {
    std::set<std::string> masks;
    for (int i = 0; i < 32; ++i) {
        websocket ws;
        std::string out;
        ws.ping("1234");
        ws.write(out);
        masks.insert(out.substr(2, 4));
    }
    EXPECT_GE(masks.size(), 31u);
}

TEST(Websocket, SurvivesRandomBytes) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 dice(seed);
    for (int round = 0; round < 20'000; ++round) {
        std::string wire = text("a", dice() % 2 == 0) + ping("b") + more("\xC3\xA9") + close_frame(1000);
        for (int hits = 1 + static_cast<int>(dice() % 3); hits > 0; --hits)
            wire[dice() % wire.size()] = static_cast<char>(dice());
        const auto whole = feed(wire, wire.size());
        ASSERT_EQ(feed(wire, 1), whole) << round;
    }
}

TEST(Utf8, KnowsEveryCharacterAndNothingElse) {
    const auto encode = [](unsigned c) {
        std::string out;
        if (c < 0x80) return out += static_cast<char>(c), out;
        if (c < 0x800)
            return out += static_cast<char>(0xC0 | c >> 6), out += static_cast<char>(0x80 | (c & 0x3F)), out;
        if (c < 0x10000) {
            out += static_cast<char>(0xE0 | c >> 12);
        } else {
            out += static_cast<char>(0xF0 | c >> 18);
            out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
        }
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        return out += static_cast<char>(0x80 | (c & 0x3F)), out;
    };
    for (unsigned c = 0; c < 0x110400; ++c) {
        const bool valid = c < 0xD800 || (c > 0xDFFF && c < 0x110000);
        const auto bytes = encode(c);
        ASSERT_EQ(is_utf8(bytes), valid) << c;
        if (valid && bytes.size() > 1) {
            ASSERT_FALSE(is_utf8(std::string_view(bytes).substr(0, bytes.size() - 1))) << c;
            ASSERT_FALSE(is_utf8(std::string_view(bytes).substr(1))) << c;
        }
    }
}

}  // namespace
}  // namespace polyaxon::codec
