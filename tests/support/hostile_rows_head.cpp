#include "support/hostile_row.hpp"

// Heads that are no heads: protocol errors, told at once, and nothing more is read from the connection.
namespace polyaxon::test::hostile {

namespace {

row first_line(std::string name, std::string line, std::string why) {
    return row{"head: " + std::move(name)}.send(answer(line, "", ada)).protocol(std::move(why));
}
row field(std::string name, std::string fields, std::string why) {
    return row{"head: " + std::move(name)}.send(ok(fields)).protocol(std::move(why));
}

}  // namespace

rows head_rows() {
    const std::string no_http = "does not begin with HTTP/1.0 or HTTP/1.1";
    const std::string version = "the version is neither HTTP/1.0 nor HTTP/1.1";
    const std::string digits = "the status is not a number of three digits";
    const std::string control = "control character";
    const std::string range = "the status is not within 100 to 599";
    return {
        first_line("HTTP/0.9 as a line", "HTTP/0.9 200 OK", version),
        first_line("HTTP/2.0", "HTTP/2.0 200 OK", version),
        first_line("HTTP/1.2", "HTTP/1.2 200 OK", version),
        first_line("HTTP/1.10", "HTTP/1.10 200 OK", version),
        first_line("HTTP/11", "HTTP/11 200 OK", version),
        first_line("HTTP/1,1", "HTTP/1,1 200 OK", version),
        first_line("http in small letters", "http/1.1 200 OK", no_http),
        first_line("ICY", "ICY 200 OK", no_http),
        first_line("a blank before HTTP", " HTTP/1.1 200 OK", no_http),
        first_line("two blanks before the status", "HTTP/1.1  200 OK", digits),
        first_line("a tab before the status", "HTTP/1.1\t200 OK", version),
        first_line("status of two digits", "HTTP/1.1 20 OK", digits),
        first_line("status of four digits", "HTTP/1.1 2000 OK", digits),
        first_line("status with a sign", "HTTP/1.1 +200 OK", digits),
        first_line("status in hex", "HTTP/1.1 0xC8 OK", digits),
        first_line("no status", "HTTP/1.1 OK", digits),
        first_line("nothing behind the version", "HTTP/1.1", version),
        first_line("status 000", "HTTP/1.1 000 None", range),
        first_line("status 099", "HTTP/1.1 099 Low", range),
        first_line("status 600", "HTTP/1.1 600 High", range),
        first_line("status 999", "HTTP/1.1 999 Highest", range),
        first_line("NUL in the reason", bytes("HTTP/1.1 200 O\0K"), control),
        first_line("DEL in the reason", "HTTP/1.1 200 O\x7fK", control),
        first_line("bare CR in the reason", "HTTP/1.1 200 O\rK", control),
        row{"head: empty lines before the answer"}.send("\r\n\r\n" + ok()).protocol(no_http),
        row{"head: an HTML page without a head"}.send("<html>hello</html>\r\n").protocol(no_http),
        row{"head: an SSH greeting"}.send("SSH-2.0-OpenSSH_9.2\r\n").protocol("is the port right?"),
        row{"head: a TLS alert on a plain port"}
            .send(bytes("\x15\x03\x01\x00\x02\x02\x46"))
            .protocol(no_http),
        row{"head: an HTTP/2 settings frame"}
            .send(bytes("\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x04\x00\x10\x00\x00"))
            .protocol(no_http),
        row{"head: a request instead of an answer"}
            .send("GET / HTTP/1.1\r\nHost: you\r\n\r\n")
            .protocol(no_http),
        row{"head: bare LF behind the status line"}
            .send("HTTP/1.1 200 OK\n" + length_of(ada) + "\r\n" + ada)
            .protocol("a line of the head ends without CR"),
        row{"head: bare LF behind a field"}
            .send("HTTP/1.1 200 OK\r\nServer: x\n" + length_of(ada) + "\r\n" + ada)
            .protocol("a line of the head ends without CR"),
        row{"head: bare LF as its end"}
            .send("HTTP/1.1 200 OK\r\n" + length_of(ada) + "\n" + ada)
            .protocol("a line of the head ends without CR"),
        field("blank before the colon", "Server : x\r\n", "the name of a header field is not a token"),
        field("tab before the colon", "Server\t: x\r\n", "the name of a header field is not a token"),
        field("blank in a name", "X Y: z\r\n", "the name of a header field is not a token"),
        field("no name", ": x\r\n", "the name of a header field is not a token"),
        field("no colon", "nonsense\r\n", "a header field has no colon"),
        field("NUL in a name", bytes("X\0Y: z\r\n"), "the name of a header field is not a token"),
        field("byte above 127 in a name", "X-\xc3\xa9: z\r\n", "the name of a header field is not a token"),
        field("parentheses in a name", "X(Y): z\r\n", "the name of a header field is not a token"),
        field("NUL in a value", bytes("X: a\0b\r\n"), control),
        field("bare CR in a value", "X: a\rSet-Cookie: b\r\n", control),
        field("escape character in a value", "X: \x1b[31mred\r\n", control),
        field("folded field", "X: a\r\n b\r\n", "a header field is folded over two lines"),
        field("folded field with a tab", "X: a\r\n\tb\r\n", "a header field is folded over two lines"),
        row{"head: a blank line that begins with a blank"}
            .send("HTTP/1.1 200 OK\r\n \r\n" + length_of(ada) + "\r\n" + ada)
            .protocol("a header field is folded over two lines"),
        field("257 fields", times(256, "A: b\r\n"), "limit: the number of header fields is over 256"),
        field("65 KiB of fields", times(65, "X: " + times(1024, "y") + "\r\n"),
              "limit: the head of the answer is over 65536"),
        field("one value of 1 MiB", "X: " + times(1 << 20, "y") + "\r\n",
              "limit: the head of the answer is over 65536"),
        field("one name of 70 KiB", times(70 * 1024, "y") + ": z\r\n",
              "limit: the head of the answer is over 65536"),
        first_line("a reason of 9 KiB", "HTTP/1.1 200 " + times(9 * 1024, "y"),
                   "limit: the first line of the answer is over 8192"),
        row{"head: a first line without end"}
            .send("HTTP/1.1 200 ")
            .repeat(times(4096, "y"), 1 << 14)
            .protocol("limit: the first line of the answer is over 8192"),
        row{"head: fields without end"}
            .send("HTTP/1.1 200 OK\r\n")
            .repeat("X: " + times(4093, "y") + "\r\n", 1 << 14)
            .protocol("limit: the head of the answer is over 65536"),
        row{"head: seventeen 1xx"}
            .send(times(17, "HTTP/1.1 102 Processing\r\n\r\n") + ok())
            .protocol("limit: the number of answers 1xx before the real one is over 16"),
        row{"head: 1xx without end"}
            .repeat(times(100, "HTTP/1.1 100 Continue\r\n\r\n"), 1 << 14)
            .protocol("limit: the number of answers 1xx before the real one is over 16"),
        row{"head: 1xx answers of more than 64 KiB together"}
            .send(times(3, "HTTP/1.1 103 Early Hints\r\nX: " + times(30 * 1024, "y") + "\r\n\r\n") + ok())
            .protocol("limit: the sum of the answers 1xx is over 65536"),
        row{"head: 101 that nobody asked for"}
            .send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n" +
                  ok())
            .protocol("switched protocols (101) though nothing had asked it to"),
        row{"head: the end of it only"}.send("\r\n\r\n").protocol(no_http),
    };
}

}  // namespace polyaxon::test::hostile
