#include "support/hostile_row.hpp"

// Log streams over WebSocket (RFC 6455): handshakes, frames, closings. Every rule has one frame that breaks it. Lines that came before the
// end are told as "COUNT:first,second".
namespace polyaxon::test::hostile {

namespace {

using namespace std::chrono_literals;

row stream(std::string name) {
    row r{"ws: " + std::move(name)};
    r.stream = true;
    return r;
}
/// With this handshake instead of the proper one.
row handshake(std::string name, std::string head) {
    row r = stream("handshake: " + std::move(name));
    r.shakes = false;
    return std::move(r).send(std::move(head));
}
std::string shaken(std::string_view fields, std::string_view accept = "Sec-WebSocket-Accept: {accept}\r\n") {
    return "HTTP/1.1 101 Switching Protocols\r\n" + std::string(fields) + std::string(accept) + "\r\n";
}
/// One good line, then bytes that break a rule; the server is told which sort.
row broken(std::string name, std::string bytes, std::string why) {
    const int code = why.find("UTF-8") != why.npos ? 1007 : why.starts_with("limit") ? 1009 : 1002;
    return stream(std::move(name))
        .send(line("one") + std::move(bytes))
        .closes(code)
        .is("protocol_error", std::move(why))
        .seen(1);
}
row closed_with(int code, std::string outcome) {
    auto r = stream("closed with " + std::to_string(code))
                 .send(line("one") + closing(code, "because"))
                 .closes(outcome == "protocol_error" ? 1002 : code);
    return std::move(r).is(std::move(outcome), "1:one").seen(1);
}
/// A frame as it is told: first byte, then the length byte and what follows.
std::string raw_frame(int first, int second, std::string_view rest = "") {
    return std::string{static_cast<char>(first), static_cast<char>(second)} + std::string(rest);
}

}  // namespace

rows websocket_rows() {
    const std::string usual = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    const std::string one = line("one"), end = closing(1000);
    rows all = {
        stream("one line").send(one + end).closes(1000).value("1:one").seen(1),
        stream("a ping is answered with its bytes")
            .send(frame(9, "hi"))
            .hears("pong:hi")
            .send(frame(9, ""))
            .hears("pong:")
            .send(frame(9, times(125, "y")))
            .hears("pong:" + times(125, "y"))
            .send(one + end)
            .closes(1000)
            .value("1:one")
            .seen(1),
        stream("a ping in the middle of a message is answered at once")
            .send(text(R"({"log_lines":)", false) + frame(9, "now"))
            .hears("pong:now")
            .send(frame(0, "\"one\"}") + end)
            .closes(1000)
            .value("1:one")
            .seen(1),
        stream("of many pings the newest is answered")
            .send(times(1000, frame(9, "old")) + frame(9, "new"))
            .hears("pong:new")
            .send(one + end)
            .closes(1000)
            .value("1:one")
            .seen(1),
        stream("a ping behind the close is not answered")
            .send(one + end + frame(9, "late"))
            .closes(1000)
            .value("1:one")
            .seen(1),
        stream("no line").send(end).value("0:").seen(1),
        stream("three lines in one piece")
            .send(one + line("two") + line("three") + end)
            .value("3:one,two,three")
            .seen(1),
        stream("byte by byte").trickle(one + line("two") + end).value("2:one,two").seen(1),
        stream("a close without a code").send(one + frame(8, "")).value("1:one").seen(1),
        stream("a long reason").send(one + closing(1000, times(123, "x"))).value("1:one").seen(1),
        stream("a close and bytes behind it")
            .send(one + end + line("two") + "\xff\xff")
            .value("1:one")
            .seen(1),
        stream("in three fragments")
            .send(text(R"({"log_lines":)", false) + frame(0, "\"on", false) + frame(0, "e\"}") + end)
            .value("1:one")
            .seen(1),
        stream("a ping between fragments")
            .send(text(R"({"log_lines":)", false) + frame(9, "hi") + frame(10, "") + frame(0, "\"one\"}") +
                  end)
            .value("1:one")
            .seen(1),
        stream("empty fragments")
            .send(text("", false) + frame(0, "", false) + frame(0, R"({"log_lines":"one"})", false) +
                  frame(0, "") + end)
            .value("1:one")
            .seen(1),
        stream("a character cut by fragments")
            .send(text("{\"log_lines\":\"\xc3", false) + frame(0, "\xa9\"}") + end)
            .value("1:\xc3\xa9")
            .seen(1),
        stream("a binary message").send(frame(2, R"({"log_lines":"one"})") + end).value("1:one").seen(1),
        stream("empty messages").send(text("") + one + text("") + frame(2, "") + end).value("1:one").seen(1),
        stream("pings of every size")
            .send(frame(9, "") + frame(9, "x") + frame(9, times(125, "y")) + one + end)
            .value("1:one")
            .seen(1),
        stream("10,000 pings")
            .repeat(frame(9, times(125, "y")), 10'000)
            .send(one + end)
            .value("1:one")
            .seen(1),
        stream("pongs that nobody asked for")
            .send(frame(10, "") + frame(10, "polyaxon") + one + end)
            .value("1:one")
            .seen(1),
        stream("a line of 100 KiB")
            .send(line(times(100 << 10, "x")) + end)
            .value("1:" + times(100 << 10, "x"))
            .seen(1),
        stream("a list of lines")
            .send(text(R"({"log_lines":["a","b"],"status":"running"})") + end)
            .value("2:a,b")
            .seen(1),
        stream("5,000 messages and no end")
            .repeat(text(R"({"status":"x"})"), 5'000)
            .hold()
            .value("0:")
            .seen(1),

        closed_with(1001, "value"),
        closed_with(1002, "connection_error"),
        closed_with(1003, "connection_error"),
        closed_with(1007, "connection_error"),
        closed_with(1008, "connection_error"),
        closed_with(1009, "connection_error"),
        closed_with(1010, "connection_error"),
        closed_with(1011, "connection_error"),
        closed_with(1012, "connection_error"),
        closed_with(1013, "connection_error"),
        closed_with(1014, "connection_error"),
        closed_with(3000, "connection_error"),
        closed_with(4999, "connection_error"),
        closed_with(0, "protocol_error"),
        closed_with(999, "protocol_error"),
        closed_with(1004, "protocol_error"),
        closed_with(1005, "protocol_error"),
        closed_with(1006, "protocol_error"),
        closed_with(1015, "protocol_error"),
        closed_with(1016, "protocol_error"),
        closed_with(2999, "protocol_error"),
        closed_with(5000, "protocol_error"),
        closed_with(65535, "protocol_error"),
        stream("the end without a close").send(one).fin().is("connection_error", "1:one").seen(1),
        stream("a reset without a close").send(one).reset().is("connection_error", "").seen(1),
        stream("the end in a frame")
            .send(one + line("two").substr(0, 7))
            .fin()
            .is("connection_error", "1:one")
            .seen(1),
        stream("the end in the head of a frame")
            .send(one + "\x81")
            .fin()
            .is("connection_error", "1:one")
            .seen(1),
        stream("the end between fragments")
            .send(one + text("{", false))
            .fin()
            .is("connection_error", "1:one")
            .seen(1),
        stream("silence").send(one).hold().times_out_after(400ms).seen(1),
        stream("half a frame and silence")
            .send(one + line("two").substr(0, 7))
            .hold()
            .times_out_after(400ms)
            .seen(1),

        broken("a reserved bit", raw_frame(0xC1, 2, "{}"), "reserved bits"),
        broken("the second reserved bit", raw_frame(0xA1, 2, "{}"), "reserved bits"),
        broken("the third reserved bit", raw_frame(0x91, 2, "{}"), "reserved bits"),
        broken("a reserved bit in a ping", raw_frame(0xC9, 0), "reserved bits"),
        broken("opcode 3", raw_frame(0x83, 2, "{}"), "a frame of an unknown kind"),
        broken("opcode 7", raw_frame(0x87, 2, "{}"), "a frame of an unknown kind"),
        broken("opcode 11", raw_frame(0x8B, 0), "a frame of an unknown kind"),
        broken("opcode 15", raw_frame(0x8F, 0), "a frame of an unknown kind"),
        broken("a masked frame", raw_frame(0x81, 0x82, bytes("\0\0\0\0{}")), "masked"),
        broken("a masked close", raw_frame(0x88, 0x80, bytes("\0\0\0\0")), "masked"),
        broken("a ping in fragments", frame(9, "x", false) + frame(0, "y"), "a control frame in fragments"),
        broken("a close in fragments", frame(8, "", false), "a control frame in fragments"),
        broken("a ping of 126 bytes", frame(9, times(126, "x")), "a control frame of more than 125 bytes"),
        broken("a close of 126 bytes", closing(1000, times(124, "x")),
               "a control frame of more than 125 bytes"),
        broken("a pong of 64 KiB", frame(10, times(65536, "x")), "a control frame of more than 125 bytes"),
        broken("a close with one byte", frame(8, "\x03"), "a close frame with half a code"),
        broken("a close whose reason is not UTF-8", closing(1000, "\xff"), "whose reason is not UTF-8"),
        broken("a fragment that continues nothing", frame(0, "{}"), "a fragment that continues no message"),
        broken("a last fragment twice", text("{", false) + frame(0, "}") + frame(0, "}"), ""),
        broken("a message inside a message", text("{", false) + text("}"),
               "a new message before the end of the one before"),
        broken("a binary message inside a text", text("{", false) + frame(2, "}"),
               "a new message before the end"),
        broken("a length of 2 bytes that fits in one", raw_frame(0x81, 126, bytes("\0\x02{}")),
               "not written in its shortest form"),
        broken("a length of 8 bytes that fits in two", raw_frame(0x81, 127, bytes("\0\0\0\0\0\0\0\x02{}")),
               "not written in its shortest form"),
        broken("a length with its highest bit set", raw_frame(0x81, 127, bytes("\x80\0\0\0\0\0\0\x02{}")),
               ""),
        broken("text that is not UTF-8", text("{\"log_lines\":\"\xff\"}"), "a text that is not UTF-8"),
        broken("text with a surrogate", text("{\"log_lines\":\"\xed\xa0\x80\"}"), "a text that is not UTF-8"),
        broken("overlong UTF-8 in text", text("{\"log_lines\":\"\xc0\xaf\"}"), "a text that is not UTF-8"),
        broken("text that ends in a character", text("{\"log_lines\":\"\xc3"), "a text that is not UTF-8"),
        broken("a fragment that is not UTF-8 before the last one", text("\xff", false),
               "a text that is not UTF-8"),
        broken("a message announced as 17 MiB", raw_frame(0x81, 127, bytes("\0\0\0\0\x01\x10\0\0")),
               "limit: a message of more than 16777216 bytes"),
        broken("a message announced as 2^62 bytes", raw_frame(0x82, 127, bytes("\x40\0\0\0\0\0\0\0")),
               "limit: a message of more than 16777216 bytes"),
        stream("4,096 fragments")
            .send(text(R"({"log_lines":"one"})", false) + times(4094, frame(0, " ", false)) + frame(0, " ") +
                  end)
            .closes(1000)
            .value("1:one")
            .seen(1),
        stream("a message of 16 MiB")
            .alone()
            .send(line(times((16 << 20) - 16, "x")) + end)
            .value("1:" + times((16 << 20) - 16, "x"))
            .seen(1),
        broken("a message announced as one byte more than 16 MiB",
               raw_frame(0x81, 127, bytes("\0\0\0\0\x01\0\0\x01")),
               "limit: a message of more than 16777216 bytes"),
        broken("4,097 fragments", text("{", false) + times(4096, frame(0, " ", false)),
               "limit: a message of more than 4096 fragments"),
        stream("17 MiB in fragments")
            .alone()
            .send(one + text("{", false))
            .repeat(frame(0, times(65536, " "), false), 280)
            .is("protocol_error", "limit: a message of more than 16777216 bytes")
            .seen(1),
        broken("an HTTP answer instead of a frame", ok(), ""),
        stream("a message that is not JSON")
            .send(one + text("hello") + end)
            .is("decode_error", "1:one")
            .seen(1),
        stream("a message that is a list").send(one + text("[]") + end).is("decode_error", "1:one").seen(1),
        stream("a message that is cut")
            .send(one + text(R"({"log_lines": "tw)") + end)
            .is("decode_error", "1:one")
            .seen(1),
        stream("a binary message that is not UTF-8")
            .send(one + frame(2, "{\"log_lines\":\"\xff\"}") + end)
            .is("decode_error", "1:one")
            .seen(1),

        handshake("with a frame glued on", shaken(usual) + one + end).value("1:one").seen(1),
        handshake("in odd case",
                  shaken("uPGRADE: WebSocket\r\nCONNECTION: keep-alive, uPgRaDe\r\n") + one + end)
            .value("1:one")
            .seen(1),
        handshake("behind 1xx", "HTTP/1.1 103 Early Hints\r\n\r\n" + shaken(usual) + one + end)
            .value("1:one")
            .seen(1),
        handshake("no Upgrade", shaken("Connection: Upgrade\r\n"))
            .is("protocol_error", "without `Upgrade: websocket`")
            .seen(1),
        handshake("another Upgrade", shaken("Upgrade: h2c\r\nConnection: Upgrade\r\n"))
            .is("protocol_error", "without `Upgrade: websocket`")
            .seen(1),
        handshake("no Connection", shaken("Upgrade: websocket\r\n"))
            .is("protocol_error", "without `Connection: Upgrade`")
            .seen(1),
        handshake("another Connection", shaken("Upgrade: websocket\r\nConnection: close\r\n"))
            .is("protocol_error", "without `Connection: Upgrade`")
            .seen(1),
        handshake("no Accept", shaken(usual, ""))
            .is("protocol_error", "exactly one Sec-WebSocket-Accept")
            .seen(1),
        handshake("a wrong Accept", shaken(usual, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
            .is("protocol_error", "does not belong to our key")
            .seen(1),
        handshake("an empty Accept", shaken(usual, "Sec-WebSocket-Accept:\r\n"))
            .is("protocol_error", "does not belong to our key")
            .seen(1),
        handshake("two Accepts",
                  shaken(usual, "Sec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Accept: {accept}\r\n"))
            .is("protocol_error", "exactly one Sec-WebSocket-Accept")
            .seen(1),
        handshake("an extension", shaken(usual + "Sec-WebSocket-Extensions: permessage-deflate\r\n"))
            .is("protocol_error", "extension that was not offered")
            .seen(1),
        handshake("a subprotocol", shaken(usual + "Sec-WebSocket-Protocol: chat\r\n"))
            .is("protocol_error", "subprotocol")
            .seen(1),
        handshake("in HTTP/1.0",
                  "HTTP/1.0 101 Switching Protocols\r\n" + usual + "Sec-WebSocket-Accept: {accept}\r\n\r\n")
            .is("protocol_error", "in HTTP/1.0")
            .seen(1),
        handshake("in HTTP/2", "HTTP/2.0 101 Switching Protocols\r\n" + usual + "\r\n")
            .is("protocol_error", "")
            .seen(1),
        handshake("no HTTP", "hello\r\n\r\n").is("protocol_error", "is not HTTP").seen(1),
        handshake("a bare LF in it", "HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\r\n\r\n")
            .is("protocol_error", "")
            .seen(1),
        handshake("a folded field", shaken(usual + "X: a\r\n b\r\n")).is("protocol_error", "folded").seen(1),
        handshake("a head of 70 KiB", shaken(usual + "X: " + times(70 << 10, "y") + "\r\n"))
            .is("protocol_error", "limit: the head of the answer")
            .seen(1),
        handshake("300 fields", shaken(usual + times(300, "A: b\r\n")))
            .is("protocol_error", "limit: the answer has more than 256 header fields")
            .seen(1),
        handshake("seventeen 1xx", times(17, "HTTP/1.1 102 Processing\r\n\r\n"))
            .is("protocol_error", "limit: more than 16 answers")
            .seen(1),
        handshake("200 instead", ok()).is("http_error", "", 200).seen(1),
        handshake("404 instead", answer("HTTP/1.1 404 Not Found", "", R"({"detail":"no such run"})"))
            .is("http_error", "no such run", 404)
            .seen(1),
        handshake("401 instead", answer("HTTP/1.1 401 Unauthorized", "", R"({"detail":"who are you"})"))
            .is("http_error", "who are you", 401)
            .seen(1),
        handshake("302 instead",
                  "HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:{other}/\r\nContent-Length: 0\r\n\r\n")
            .is("http_error", "", 302)
            .seen(1),
        handshake("503 in chunks",
                  "HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nsorry\r\n0\r\n\r\n")
            .is("http_error", "sorry", 503)
            .seen(1),
        handshake("502 until the end", "HTTP/1.1 502 Bad\r\n\r\nsorry")
            .fin()
            .is("http_error", "sorry", 502)
            .seen(1),
        handshake("500 without its body", "HTTP/1.1 500 Oops\r\nContent-Length: 10\r\n\r\nab")
            .fin()
            .is("connection_error", "")
            .seen(1),
        handshake("404 with chunks that are none",
                  "HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
            .is("protocol_error", "")
            .seen(1),
        handshake("the end instead", "").fin().is("connection_error", "before it answered").seen(1),
        handshake("the end in the middle", "HTTP/1.1 101 Switch")
            .fin()
            .is("connection_error", "in the middle of its answer")
            .seen(1),
        handshake("a reset instead", "").reset().is("connection_error", "").seen(1),
        handshake("silence", "").hold().times_out_after(400ms).seen(1),
        handshake("half of it and silence", "HTTP/1.1 101 Switch").hold().times_out_after(400ms).seen(1),
    };
    auto nobody =
        stream("nobody listens").with(opening::refuse).is("connection_error", "no connection to").seen(0);
    all.push_back(std::move(nobody));
    auto stranger = stream("over TLS, unknown root")
                        .tls("unknown root")
                        .send(one + end)
                        .is("tls_error", "unknown CA")
                        .seen(1);
    all.push_back(std::move(stranger));
    return all;
}

}  // namespace polyaxon::test::hostile
