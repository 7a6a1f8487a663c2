#include "support/hostile_row.hpp"

// Answers that the RFCs allow and that few servers send: each is a value, and the connection goes on where the RFC says so.
namespace polyaxon::test::hostile {

rows unusual_rows() {
    const std::string early_hints = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";
    return {
        row{"unusual: the plain good answer"}.send(ok()).value().reused(),
        row{"unusual: one byte at a time"}.trickle(ok()).value().reused(),
        row{"unusual: chunks, one byte at a time"}
            .trickle(chunked(chunk(ada.substr(0, 5)) + chunk(ada.substr(5)) + "0\r\n\r\n"))
            .value()
            .reused(),
        row{"unusual: head and body in two pieces"}.send(bare(length_of(ada), "")).send(ada).value().reused(),
        row{"unusual: cut between CR and LF of the head's end"}
            .send("HTTP/1.1 200 OK\r\n" + length_of(ada) + "\r")
            .send("\n" + ada)
            .value()
            .reused(),
        row{"unusual: no reason phrase"}.send(answer("HTTP/1.1 200 ", "", ada)).value().reused(),
        row{"unusual: no blank before the missing reason"}
            .send(answer("HTTP/1.1 200", "", ada))
            .value()
            .reused(),
        row{"unusual: a reason in UTF-8"}
            .send(answer("HTTP/1.1 200 d'accord \xc3\xa9", "", ada))
            .value()
            .reused(),
        row{"unusual: a reason of 4 KiB"}
            .send(answer("HTTP/1.1 200 " + times(4096, "x"), "", ada))
            .value()
            .reused(),
        row{"unusual: tabs and blanks around values"}
            .send(bare("Content-Type: \t application/json \t\r\nContent-Length:\t " +
                       std::to_string(ada.size()) + " \t\r\n"))
            .value()
            .reused(),
        row{"unusual: no blank behind the colon"}
            .send(bare("content-length:" + std::to_string(ada.size()) + "\r\n"))
            .value()
            .reused(),
        row{"unusual: field names in odd case"}
            .send(bare("cOnTeNt-LeNgTh: " + std::to_string(ada.size()) + "\r\nCONNECTION: Keep-Alive\r\n"))
            .value()
            .reused(),
        row{"unusual: an empty field value"}.send(ok("X-Empty:\r\nServer: \r\n")).value().reused(),
        row{"unusual: every token character in a name"}
            .send(ok("!#$%&'*+-.^_`|~09azAZ: x\r\n"))
            .value()
            .reused(),
        row{"unusual: bytes above 127 in a value"}.send(ok("X-Name: caf\xe9 \xff\xfe\r\n")).value().reused(),
        row{"unusual: 256 header fields"}.send(ok(times(255, "A: b\r\n"))).value().reused(),
        row{"unusual: a head of 60 KiB"}
            .send(ok("X-Big: " + times(60 * 1024, "x") + "\r\n"))
            .value()
            .reused(),
        row{"unusual: 100 Continue before the answer"}
            .send("HTTP/1.1 100 Continue\r\n\r\n" + ok())
            .value()
            .reused(),
        row{"unusual: 103 with fields before the answer"}.send(early_hints + ok()).value().reused(),
        row{"unusual: sixteen 1xx before the answer"}
            .send(times(16, "HTTP/1.1 102 Processing\r\n\r\n") + ok())
            .value()
            .reused(),
        row{"unusual: 1xx that speaks of a length it has not"}
            .send("HTTP/1.1 103 Early Hints\r\nContent-Length: 50\r\nTransfer-Encoding: chunked\r\n\r\n" +
                  ok())
            .value()
            .reused(),
        row{"unusual: 199 before the answer"}.send("HTTP/1.1 199 Whatever\r\n\r\n" + ok()).value().reused(),
        row{"unusual: status 201"}.send(answer("HTTP/1.1 201 Created", "", ada)).value().reused(),
        row{"unusual: status 203"}.send(answer("HTTP/1.1 203 Non-Authoritative", "", ada)).value().reused(),
        row{"unusual: status 299"}.send(answer("HTTP/1.1 299 Odd", "", ada)).value().reused(),
        row{"unusual: Connection: keep-alive in a list"}
            .send(ok("Connection: x-custom, keep-alive ,\r\n"))
            .value()
            .reused(),
        row{"unusual: Connection: close"}.send(ok("Connection: close\r\n")).fin().value().fresh(),
        row{"unusual: Connection: close, and the server does not"}
            .send(ok("Connection: close\r\n"))
            .value()
            .fresh(),
        row{"unusual: close among other Connection tokens"}
            .send(ok("Connection: keep-alive, Close\r\n"))
            .value()
            .fresh(),
        row{"unusual: close in a second Connection field"}
            .send(ok("Connection: keep-alive\r\nConnection: close\r\n"))
            .value()
            .fresh(),
        row{"unusual: HTTP/1.0 with a length"}.send(answer("HTTP/1.0 200 OK", "", ada)).fin().value().fresh(),
        row{"unusual: HTTP/1.0 with keep-alive"}
            .send(answer("HTTP/1.0 200 OK", "Connection: keep-alive\r\n", ada))
            .value()
            .reused(),
        row{"unusual: HTTP/1.0 until the end"}.send("HTTP/1.0 200 OK\r\n\r\n" + ada).fin().value().fresh(),
        row{"unusual: HTTP/1.1 until the end"}.send(bare("")).fin().value().fresh(),
        row{"unusual: until the end, which is asked to stay open"}
            .send(bare("Connection: keep-alive\r\n"))
            .fin()
            .value()
            .fresh(),
        row{"unusual: Keep-Alive with a timeout of a minute"}
            .send(ok("Connection: keep-alive\r\nKeep-Alive: timeout=60, max=100\r\n"))
            .value()
            .reused(),
        row{"unusual: Keep-Alive that leaves no second"}
            .send(ok("Keep-Alive: timeout=1\r\n"))
            .value()
            .fresh(),
        row{"unusual: Keep-Alive that means nothing"}
            .send(ok("Keep-Alive: timeout=abc, max=\r\nKeep-Alive: ;;;\r\n"))
            .value()
            .reused(),
        row{"unusual: the same length twice"}.send(bare(length_of(ada) + length_of(ada))).value().reused(),
        row{"unusual: the same length in a list"}
            .send(bare("Content-Length: 18, 18\r\n", ada))
            .value()
            .reused(),
        row{"unusual: a length with leading zeros"}
            .send(bare("Content-Length: 0000018\r\n"))
            .value()
            .reused(),
        row{"unusual: chunked in capitals"}
            .send(bare("Transfer-Encoding: CHUNKED\r\n", chunk(ada) + "0\r\n\r\n"))
            .value()
            .reused(),
        row{"unusual: chunk extensions"}
            .send(chunked("12;a=b;c;d=\"e \\\" f\"\r\n" + ada + "\r\n0;last\r\n\r\n"))
            .value()
            .reused(),
        row{"unusual: blanks around a chunk extension"}
            .send(chunked("12 ; a = b\r\n" + ada + "\r\n0\r\n\r\n"))
            .value()
            .reused(),
        row{"unusual: chunk sizes with leading zeros, in both cases"}
            .send(chunked("0000000a\r\n" + ada.substr(0, 10) + "\r\n008\r\n" + ada.substr(10) +
                          "\r\n0000\r\n\r\n"))
            .value()
            .reused(),
        row{"unusual: trailers"}
            .send(
                chunked(chunk(ada) + "0\r\nX-Checksum: abc\r\nX-More: d\r\n\r\n", "Trailer: X-Checksum\r\n"))
            .value()
            .reused(),
        row{"unusual: every byte a chunk"}
            .send(chunked([] {
                std::string all;
                for (const char c : ada) all += chunk({&c, 1});
                return all + "0\r\n\r\n";
            }()))
            .value()
            .reused(),
        row{"unusual: a body of 1 MiB of blanks around the value"}
            .send(ok("", times(512 * 1024, " ") + ada + times(512 * 1024, "\n")))
            .value()
            .reused(),
        row{"unusual: content type missing"}.send(ok()).value().reused(),
        row{"unusual: content type text/html"}.send(ok("Content-Type: text/html\r\n")).value().reused(),
        row{"unusual: an Upgrade that is only offered"}
            .send(ok("Upgrade: h2c, websocket\r\nConnection: Upgrade\r\n"))
            .value()
            .reused(),
        row{"unusual: an obsolete field Proxy-Connection: close"}
            .send(ok("Proxy-Connection: close\r\n"))
            .value()
            .reused(),
        row{"unusual: identity as a transfer of its own name"}
            .send(ok("Content-Encoding: identity\r\n"))
            .value()
            .reused(),
    };
}

}  // namespace polyaxon::test::hostile
