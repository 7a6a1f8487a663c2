#include "support/hostile_row.hpp"

// Servers that do not answer, answer slowly or go away: one deadline over the whole call, and a lost connection is told from a late one.
namespace polyaxon::test::hostile {

namespace {

using namespace std::chrono_literals;

row slow(std::string name, std::string bytes) {
    return row{"time: " + std::move(name)}.send(std::move(bytes)).hold().times_out_after(400ms);
}
row early_end(std::string name, std::string bytes, std::string why) {
    return row{"time: " + std::move(name)}.send(std::move(bytes)).fin().lost(std::move(why));
}

}  // namespace

rows time_rows() {
    const std::string head = bare(length_of(ada), "");
    const std::string middle = "in the middle of the answer", before = "before the answer";
    return {
        row{"time: nobody listens"}
            .with(opening::refuse)
            .lost("no connection to")
            .then("connection_error")
            .seen(0),
        row{"time: the connection never comes about"}
            .with(opening::silent)
            .times_out_after(300ms)
            .then("timeout")
            .maybe(false)
            .seen(0),
        row{"time: no host of that name"}
            .plain()
            .with(opening::unknown)
            .lost("nobody.invalid")
            .then("connection_error")
            .maybe(false)
            .seen(0),
        slow("no answer at all", ""),
        slow("one byte and no more", "H"),
        slow("half a status line", "HTTP/1.1 2"),
        slow("half a head", "HTTP/1.1 200 OK\r\nContent-Le"),
        slow("a head without its last byte", head.substr(0, head.size() - 1)),
        slow("a head and no body", head),
        slow("half a body", head + ada.substr(0, 9)),
        slow("a body without its last byte", head + ada.substr(0, ada.size() - 1)),
        slow("half a chunk", chunked("12\r\n" + ada.substr(0, 9))),
        slow("chunks without their end", chunked(chunk(ada))),
        slow("the end of chunks without its last byte", chunked(chunk(ada) + "0\r\n\r")),
        slow("a 1xx and no answer", "HTTP/1.1 100 Continue\r\n\r\n"),
        slow("a body until an end that does not come", bare("")),
        slow("half a gzip body",
             bare("Content-Encoding: gzip\r\nContent-Length: 100\r\n", gzipped(ada).substr(0, 12))),
        slow("an error without its body", "HTTP/1.1 500 Oops\r\nContent-Length: 10\r\n\r\n"),
        early_end("the end instead of an answer", "", before),
        early_end("the end behind one byte", "H", middle),
        early_end("the end in the status line", "HTTP/1.1 200", middle),
        early_end("the end behind the status line", "HTTP/1.1 200 OK\r\n", middle),
        early_end("the end in a field name", "HTTP/1.1 200 OK\r\nConte", middle),
        early_end("the end before the head's last byte", head.substr(0, head.size() - 1), middle),
        early_end("the end behind the head", head, "after 0 of 18 bytes"),
        early_end("the end before the last byte", head + ada.substr(0, ada.size() - 1),
                  "after 17 of 18 bytes"),
        early_end("the end behind a 1xx", "HTTP/1.1 100 Continue\r\n\r\n", middle),
        row{"time: a reset instead of an answer"}.reset().lost(before),
        row{"time: a reset behind one byte"}.send("H").reset().lost(middle),
        row{"time: a reset in the head"}.send("HTTP/1.1 200 OK\r\nConte").reset().lost(middle),
        row{"time: a reset behind the head"}.send(head).reset().lost(middle),
        row{"time: a reset in the body"}.send(head + ada.substr(0, 9)).reset().lost(middle),
        row{"time: a reset in a body until the end"}.send(bare("")).reset().lost(middle),
        row{"time: the end as soon as it is connected"}.with(opening::eager).fin().lost("").seen(-1),
        row{"time: a reset as soon as it is connected"}
            .with(opening::eager)
            .reset()
            .is("connection_error", "")
            .seen(-1),
        row{"time: the first answer is late, the second call is not"}
            .answered()
            .send(ok("", evil))
            .times_out_after(200ms),
        row{"time: the end at the second request of a connection"}
            .send(ok())
            .second_on_first({{step::kind::fin}})
            .value()
            .fresh(),
        row{"time: a reset at the second request of a connection"}
            .send(ok())
            .second_on_first({{step::kind::reset}})
            .value()
            .fresh(),
        row{"time: half an answer to the second request of a connection"}
            .send(ok())
            .second_on_first({{step::kind::send, "HTTP/1.1 200 OK\r\nConte"}, {step::kind::fin}})
            .value()
            .reused()
            .then("connection_error"),
        row{"time: nonsense to the second request of a connection"}
            .send(ok())
            .second_on_first({{step::kind::send, "nonsense\r\n\r\n"}})
            .value()
            .reused()
            .then("protocol_error"),
        row{"time: neither call is answered"}
            .second_always({{step::kind::hold}})
            .hold()
            .times_out_after(200ms)
            .then("timeout"),
    };
}

}  // namespace polyaxon::test::hostile
