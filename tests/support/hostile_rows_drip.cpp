#include "support/hostile_row.hpp"

// Bytes that never stop and never come to an end: a deadline that each byte put off would let the call wait for all of them.
namespace polyaxon::test::hostile {

namespace {

using namespace std::chrono_literals;

/// The client has gone long before the last byte.
row late(std::string name, std::string at_once, std::string bytes) {
    return row{"drip: " + std::move(name)}
        .send(std::move(at_once))
        .drip(std::move(bytes))
        .hold()
        .times_out_after(400ms);
}
row late_stream(std::string name, std::string at_once, std::string bytes) {
    auto r = late("ws: " + std::move(name), std::move(at_once), std::move(bytes)).seen(1);
    r.stream = true;
    return r;
}
row in_time(std::string name, std::string bytes) {
    return row{"drip: " + std::move(name)}.drip(std::move(bytes)).value().reused();
}

}  // namespace

rows drip_rows() {
    const auto many = [](std::string_view text) { return times(400 / text.size(), text); };
    auto handshake = late_stream("a handshake", "HTTP/1.1 101 Switching Protocols\r\n", many("X: y\r\n"));
    handshake.shakes = false;
    auto tls = row{"drip: a TLS handshake"}
                   .tls("good")
                   .with(opening::handshake)
                   .drip(bytes("\x16\x03\x03\x40\x00\x02\x00\x3f\xfc") + many("x"))
                   .hold()
                   .times_out_after(400ms)
                   .then("timeout")
                   .seen(-1);  // both calls may wait for the same one
    return {
        late("a status line", "", "HTTP/1.1 200 " + many("y")),
        late("fields", "HTTP/1.1 200 OK\r\n", many("X: y\r\n")),
        late("one field", "HTTP/1.1 200 OK\r\nX: ", many("y")),
        late("answers 1xx", "", times(16, "HTTP/1.1 102 Processing\r\n\r\n")),
        late("a body with a length", bare("Content-Length: 1000\r\n", ""), many(" ")),
        late("a body until the end", bare("", ""), many(" ")),
        late("chunks", chunked(""), many(chunk(" "))),
        late("the size of a chunk", chunked(""), many("0")),
        late("an extension of a chunk", chunked("12;a="), many("b")),
        late("trailers", chunked(chunk(ada) + "0\r\n"), many("X: y\r\n")),
        late("a gzip body", bare("Content-Encoding: gzip\r\nContent-Length: 1000\r\n", ""),
             gzipped(many(" "), 0)),
        late("the body of an error", "HTTP/1.1 500 Oops\r\nContent-Length: 1000\r\n\r\n", many("x")),
        late_stream("pings", "", many(frame(9, "x"))),
        late_stream("pongs", "", many(frame(10, "x"))),
        late_stream("fragments", text("{", false), many(frame(0, " ", false))),
        late_stream("one frame", "", frame(1, many("x"))),
        late_stream("empty messages", "", many(text(""))),
        in_time("a good answer that is slow", ok()),
        in_time("good chunks that are slow", chunked(chunk(ada) + "0\r\n\r\n")),
        std::move(handshake),
        std::move(tls),
    };
}

}  // namespace polyaxon::test::hostile
