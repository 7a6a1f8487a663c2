#include "support/hostile_row.hpp"

// Answers that nobody asked for, at every moment: none of them may ever become the value of a call.
namespace polyaxon::test::hostile {

namespace {

/// A good answer; then, on the idle connection, these bytes.
row idle(std::string name, std::string bytes) {
    return row{"desync: " + std::move(name)}.send(ok()).answered().send(std::move(bytes)).value().fresh();
}
/// Glued to the good answer.
row glued(std::string name, std::string bytes) {
    return row{"desync: " + std::move(name)}.send(ok() + std::move(bytes)).with_surplus().value().fresh();
}

}  // namespace

rows desync_rows() {
    const std::string poison = ok("", evil);
    return {
        idle("an answer while idle", poison),
        idle("half an answer while idle", poison.substr(0, 30)),
        idle("one byte while idle", "H"),
        idle("a line end while idle", "\r\n"),
        idle("a NUL while idle", bytes("\0")),
        idle("an unasked 408 while idle",
             "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        idle("100 Continue while idle", "HTTP/1.1 100 Continue\r\n\r\n"),
        idle("a 1xx and an answer while idle", "HTTP/1.1 103 Early Hints\r\n\r\n" + poison),
        idle("64 KiB of answers while idle", times(512, poison)),
        idle("nonsense while idle", "\xff\xfe\xfd"),
        row{"desync: an answer while idle, byte by byte"}
            .send(ok())
            .answered()
            .trickle(poison)
            .value()
            .fresh(),
        row{"desync: an answer while idle, then the end"}
            .send(ok())
            .answered()
            .send(poison)
            .fin()
            .value()
            .fresh(),
        row{"desync: an answer while idle, then a reset"}
            .send(ok())
            .answered()
            .send(poison)
            .reset()
            .value()
            .fresh(),
        row{"desync: the end while idle"}.send(ok()).answered().fin().value().fresh(),
        row{"desync: a reset while idle"}.send(ok()).answered().reset().value().fresh(),
        row{"desync: the end right behind the answer"}.send(ok()).fin().value().fresh(),
        row{"desync: a reset right behind the answer"}
            .send(ok("Connection: close\r\n"))
            .answered()
            .reset()
            .value()
            .fresh(),
        row{"desync: the end while idle, over TLS without close_notify"}
            .send(ok())
            .answered()
            .cut()
            .value()
            .fresh(),
        row{"desync: an answer while idle after chunks"}
            .send(chunked(chunk(ada) + "0\r\n\r\n"))
            .answered()
            .send(poison)
            .value()
            .fresh(),
        row{"desync: an answer while idle after an error"}
            .send(answer("HTTP/1.1 404 Not Found", "", "{}"))
            .answered()
            .send(poison)
            .is("http_error", "", 404)
            .fresh(),
        row{"desync: an answer while idle after a 204"}
            .send("HTTP/1.1 204 No Content\r\n\r\n")
            .answered()
            .send(poison)
            .is("decode_error", "")
            .fresh(),
        glued("two answers in one piece", poison),
        glued("ten answers in one piece", times(10, poison)),
        glued("an answer and half of another", poison.substr(0, 20)),
        glued("an answer and a 1xx", "HTTP/1.1 102 Processing\r\n\r\n"),
        glued("an answer and a 408", "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"),
        row{"desync: an error and an answer in one piece"}
            .send(answer("HTTP/1.1 500 Oops", "", "{}") + poison)
            .with_surplus()
            .is("http_error", "", 500),
        row{"desync: a 204 with a length and a body"}
            .send("HTTP/1.1 204 No Content\r\nContent-Length: 64\r\n\r\n" + evil)
            .with_surplus()
            .is("decode_error", ""),
        row{"desync: a 204 with chunks"}
            .send("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(evil) + "0\r\n\r\n")
            .with_surplus()
            .is("decode_error", ""),
        row{"desync: a 304 with a body"}
            .send("HTTP/1.1 304 Not Modified\r\nContent-Length: 64\r\n\r\n" + evil)
            .with_surplus()
            .is("http_error", "", 304),
        row{"desync: a 204 with a length and no body"}
            .send("HTTP/1.1 204 No Content\r\nContent-Length: 64\r\n\r\n")
            .is("decode_error", "")
            .reused(),
        row{"desync: a body that looks like an answer"}
            .send(
                ok("", R"({"username":"ada","x":"\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"})"))
            .value()
            .reused(),
        row{"desync: an answer hidden behind a too short length"}
            .send(bare("Content-Length: 18\r\n", ada + ok("", evil)))
            .with_surplus()
            .value()
            .fresh(),
        row{"desync: an answer before the request"}
            .plain()  // over TLS the request may be on its way by then
            .with(opening::eager)
            .send(poison)
            .protocol("before any request was written")
            .seen(-1),
        row{"desync: a byte before the request"}
            .plain()
            .with(opening::eager)
            .send("H")
            .protocol("before any request was written")
            .seen(-1),
        row{"desync: a 408 before the request"}
            .plain()
            .with(opening::eager)
            .send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .fin()
            .protocol("before any request was written")
            .seen(-1),
        row{"desync: a broken answer, then a good one"}
            .send("HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n" + ok())
            .protocol("the status is not a number of three digits"),
        row{"desync: chunks that end within a length"}
            .send(bare("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + poison))
            .is("decode_error", ""),
        row{"desync: a timed-out call, its answer comes later"}.answered().send(poison).times_out_after(
            std::chrono::milliseconds(300)),
        row{"desync: a timed-out call, the rest of its answer comes later"}
            .send(bare(length_of(ada), ada.substr(0, 5)))
            .answered()
            .send(ada.substr(5) + poison)
            .times_out_after(std::chrono::milliseconds(300)),
    };
}

}  // namespace polyaxon::test::hostile
