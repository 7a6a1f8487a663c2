#include "support/hostile_row.hpp"

// Pipelining: the calls that are in flight behind the first get project ada/echo-1, ada/echo-2 …, and each must end with its own answer or
// none. What an answer breaks is that call's alone; those behind it go again on a fresh connection.
namespace polyaxon::test::hostile {

namespace {

using namespace std::chrono_literals;

row several(std::string name, int calls = 4) {
    return row{"several: " + std::move(name)}.take(static_cast<std::size_t>(calls) - 1).in_flight(calls);
}
/// The second of four is answered with this, and ends so; those behind it are answered elsewhere.
row second_is(std::string name, std::string bytes, std::string outcome) {
    return several(std::move(name))
        .in_flight(4, {std::move(outcome)})
        .send(ok() + std::move(bytes))
        .value()
        .fresh();
}

}  // namespace

rows several_rows() {
    const std::string nonsense = "nonsense\r\n\r\n";
    const std::string missing = answer("HTTP/1.1 404 Not Found", "", R"({"detail":"no such project"})");
    return {
        several("two in one piece", 2).send(ok() + echoed(1)).value().reused(),
        several("eight in one piece", 8).send(ok() + echoed(1, 7)).value().reused(),
        several("eight, a byte at a time", 8).trickle(ok() + echoed(1, 7)).value().reused(),
        several("in every framing")
            .send(chunked(chunk(ada) + "0\r\n\r\n") + echoed(1) +
                  ok("Content-Encoding: gzip\r\n", gzipped(R"({"name":"echo-2"})")) +
                  bare("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
                       chunk(gzipped(R"({"name":"echo-3"})")) + "0;x\r\nA: b\r\n\r\n"))
            .value()
            .reused(),
        several("a 1xx before each", 3)
            .send("HTTP/1.1 103 Early Hints\r\n\r\n" + ok() + "HTTP/1.1 100 Continue\r\n\r\n" + echoed(1) +
                  times(16, "HTTP/1.1 102 Processing\r\n\r\n") + echoed(2))
            .value()
            .reused(),
        several("a body that looks like the next answer", 3)
            .send(ok("", R"({"username":"ada","x":"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"})") +
                  echoed(1, 2))
            .value()
            .reused(),
        several("one that is not found")
            .in_flight(4, {"value", "http_error"})
            .send(ok() + echoed(1) + missing + echoed(3))
            .value()
            .reused(),
        several("one that is no value")
            .in_flight(4, {"decode_error"})
            .send(ok() + ok("", "[]") + echoed(2, 3))
            .value()
            .reused(),
        several("one without a body")
            .in_flight(4, {"decode_error"})
            .send(ok() + "HTTP/1.1 204 No Content\r\n\r\n" + echoed(2, 3))
            .value()
            .reused(),
        several("one in broken gzip")
            .in_flight(4, {"protocol_error"})
            .send(ok() + ok("Content-Encoding: gzip\r\n", "no gzip") + echoed(2, 3))
            .value()
            .reused(),
        several("one in an unknown coding")
            .in_flight(4, {"protocol_error"})
            .send(ok() + ok("Content-Encoding: br\r\n", "x") + echoed(2, 3))
            .value()
            .reused(),
        several("the first is an error").send(missing + echoed(1, 3)).is("http_error", "", 404).reused(),

        several("the first is nonsense").send(nonsense + echoed(1, 3)).protocol(""),
        several("the first is chunks that are none")
            .send(chunked("zz\r\n") + echoed(1, 3))
            .protocol("a chunk does not begin"),
        several("the first passes a limit")
            .send(ok("X: " + times(70 << 10, "y") + "\r\n") + echoed(1, 3))
            .protocol("limit: the head of the answer"),
        several("the first switches protocols")
            .send("HTTP/1.1 101 Switching Protocols\r\n\r\n" + echoed(1, 3))
            .protocol("switched protocols"),
        second_is("the second is nonsense", nonsense + echoed(2, 3), "protocol_error"),
        second_is("a byte between the answers", "x" + echoed(1, 3), "protocol_error"),
        second_is("a line end between the answers", "\r\n" + echoed(1, 3), "protocol_error"),
        second_is("the second passes a limit", bare("Content-Length: 99999999999\r\n") + echoed(2, 3),
                  "protocol_error"),
        several("the length of the first is too short")
            .in_flight(4, {"protocol_error"})
            .send(bare("Content-Length: 10\r\n") + echoed(1, 3))
            .is("decode_error", "")
            .fresh(),
        several("the length of the first is too long")
            .in_flight(4, {"protocol_error"})
            .send(bare("Content-Length: 28\r\n") + echoed(1, 3))
            .is("decode_error", "")
            .fresh(),
        several("one answer more than calls").send(ok() + echoed(1, 3) + ok("", evil)).value().fresh(),
        several("the last answer and a byte").send(ok() + echoed(1, 3) + "x").value().fresh(),
        several("the last answer and half of another")
            .send(ok() + echoed(1, 3) + ok("", evil).substr(0, 30))
            .value()
            .fresh(),

        several("Connection: close in the first")
            .send(ok("Connection: close\r\n") + echoed(1, 3))
            .value()
            .fresh(),
        several("HTTP/1.0 in the first")
            .send(answer("HTTP/1.0 200 OK", "", ada) + echoed(1, 3))
            .value()
            .fresh(),
        several("a length and chunks in the first")
            .send(bare("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", chunk(ada) + "0\r\n\r\n") +
                  echoed(1, 3))
            .value()
            .fresh(),
        second_is("408 and close to the second",
                  "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                  "http_error"),
        several("the end behind the first").send(ok()).fin().value().fresh(),
        several("the end behind the second").send(ok() + echoed(1)).fin().value().fresh(),
        several("a reset behind the first").send(ok()).reset().value().fresh(),
        second_is("the end in the second", echoed(1).substr(0, 50), "connection_error").fin(),
        second_is("the end in the head of the second", echoed(1).substr(0, 9), "connection_error").fin(),
        second_is("a reset in the second", echoed(1).substr(0, 50), "connection_error").reset(),
        several("the end in the first")
            .send(bare("Content-Length: 19\r\n"))
            .fin()
            .lost("after 18 of 19 bytes"),
        several("the first until the end").send(bare("")).fin().value().fresh(),

        several("the first is never answered").hold().times_out_after(400ms),
        several("the first is answered by half")
            .send(bare("Content-Length: 19\r\n"))
            .hold()
            .times_out_after(400ms),
        several("the first is too late, its answer comes with the others")
            .answered()
            .send(ok() + echoed(1, 3))
            .times_out_after(400ms),
        several("the first drips").send(bare("", "")).drip(times(400, " ")).hold().times_out_after(400ms),
    };
}

}  // namespace polyaxon::test::hostile
