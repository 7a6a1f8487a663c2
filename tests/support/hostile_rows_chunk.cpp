#include "support/hostile_row.hpp"

// Chunked bodies and Transfer-Encoding that are not what RFC 9112 allows, or that never end.
namespace polyaxon::test::hostile {

namespace {

row bad(std::string name, std::string body, std::string why) {
    return row{"chunk: " + std::move(name)}.send(chunked(body)).protocol(std::move(why));
}
row coding(std::string name, std::string fields, std::string body = chunk(ada) + "0\r\n\r\n") {
    return row{"chunk: " + std::move(name)}
        .send(bare(fields, body))
        .protocol("Transfer-Encoding is not exactly `chunked`, once");
}
row cut_short(std::string name, std::string body) {
    return row{"chunk: " + std::move(name)}.send(chunked(body)).fin().lost("closed the connection");
}

}  // namespace

rows chunk_rows() {
    using codec_limits = polyaxon::codec::http_limits;
    const std::string end = "0\r\n\r\n";
    const std::string no_size = "a chunk does not begin with its size in hex digits";
    const std::string no_extension = "what follows the size of a chunk is no chunk extension";
    const std::string no_line_end = "a chunk is not followed by the end of a line";
    const std::string bare_lf = "the line of a chunk's size ends without CR";
    return {
        bad("a sign before the size", "+12\r\n" + ada + "\r\n" + end, no_size),
        bad("a negative size", "-12\r\n" + ada + "\r\n" + end, no_size),
        bad("0x before the size", "0x12\r\n" + ada + "\r\n" + end, no_extension),
        bad("a blank before the size", " 12\r\n" + ada + "\r\n" + end, no_size),
        bad("a size that is no number", "zz\r\n" + ada + "\r\n" + end, no_size),
        bad("an empty size", "\r\n" + ada + "\r\n" + end, no_size),
        bad("an empty size with an extension", ";a=b\r\n" + ada + "\r\n" + end, no_size),
        bad("letters behind the size", "12g\r\n" + ada + "\r\n" + end, no_extension),
        bad("two sizes in a line", "12 12\r\n" + ada + "\r\n" + end, no_extension),
        bad("a comma behind the size", "12,12\r\n" + ada + "\r\n" + end, no_extension),
        bad("a size of 17 digits", "10000000000000012\r\n" + ada + "\r\n" + end, "chunk"),
        bad("a size of 2 to the power of 63", "8000000000000000\r\n" + ada + "\r\n" + end,
            "is no number of 63 bits"),
        bad("a size of 2 to the power of 64 less one", "ffffffffffffffff\r\n" + ada + "\r\n" + end,
            "is no number of 63 bits"),
        bad("a size of 4 GiB", "100000000\r\n" + ada + "\r\n" + end, "limit: the body is over 67108864"),
        bad("zeros without end before the size", times(20 * 1024, "0") + "12\r\n" + ada + "\r\n" + end,
            "limit: the sum of the chunk extensions"),
        bad("bare LF behind the size", "12\n" + ada + "\r\n" + end, bare_lf),
        bad("CR alone behind the size", "12\r" + ada + "\r\n" + end, "chunk"),
        bad("bare LF behind the data", "12\r\n" + ada + "\n" + end, no_line_end),
        bad("nothing behind the data", "12\r\n" + ada + end, no_line_end),
        bad("two line ends behind the data", "12\r\n" + ada + "\r\n\r\n" + end, no_size),
        bad("data longer than its size", "11\r\n" + ada + "\r\n" + end, no_line_end),
        bad("data shorter than its size", "13\r\n" + ada + "\r\n" + end, no_line_end),
        bad("bare LF behind the last chunk", chunk(ada) + "0\n\r\n", bare_lf),
        bad("bare LF as the end", chunk(ada) + "0\r\n\n", "a line of the trailers ends without CR"),
        bad("NUL in an extension", bytes("12;a=\0b\r\n") + ada + "\r\n" + end,
            "control character behind the size"),
        bad("bare CR in an extension", "12;a=b\rc\r\n" + ada + "\r\n" + end,
            "control character behind the size"),
        bad("an extension without a name", "12;=b\r\n" + ada + "\r\n" + end, no_extension),
        bad("an extension without a value", "12;a=\r\n" + ada + "\r\n" + end, no_extension),
        bad("an open quote in an extension", "12;a=\"b\r\n" + ada + "\r\n" + end, no_extension),
        bad("an extension of 17 KiB", "12;a=" + times(17 * 1024, "b") + "\r\n" + ada + "\r\n" + end,
            "limit: the sum of the chunk extensions is over 16384"),
        row{"chunk: extensions of 17 KiB in sum"}
            .send(chunked(times(200, "1;a=" + times(96, "b") + "\r\n \r\n") + chunk(ada) + end))
            .protocol("limit: the sum of the chunk extensions is over 16384"),
        row{"chunk: extensions without end"}
            .send(chunked("12;a="))
            .repeat(times(4096, "b"), 1 << 14)
            .protocol("limit: the sum of the chunk extensions is over 16384"),
        bad("a trailer without a colon", chunk(ada) + "0\r\nnonsense\r\n\r\n", "a header field has no colon"),
        bad("a trailer whose name is no token", chunk(ada) + "0\r\nA B: c\r\n\r\n", "is not a token"),
        bad("a folded trailer", chunk(ada) + "0\r\nA: b\r\n c\r\n\r\n", "folded"),
        bad("NUL in a trailer", chunk(ada) + bytes("0\r\nA: b\0c\r\n\r\n"), "control character"),
        bad("bare LF behind a trailer", chunk(ada) + "0\r\nA: b\n\r\n",
            "a line of the trailers ends without CR"),
        bad("trailers of 9 KiB", chunk(ada) + "0\r\nA: " + times(9 * 1024, "b") + "\r\n\r\n",
            "limit: the trailers is over 8192"),
        row{"chunk: trailers without end"}
            .send(chunked(chunk(ada) + "0\r\n"))
            .repeat("A: " + times(1000, "b") + "\r\n", 1 << 14)
            .protocol("limit: the trailers"),
        row{"chunk: a trailer that would reframe the message"}
            .send(chunked(chunk(ada) + "0\r\nContent-Length: 500\r\nTransfer-Encoding: gzip\r\n\r\n"))
            .value()
            .reused(),
        row{"chunk: a trailer that asks to close"}
            .send(chunked(chunk(ada) + "0\r\nConnection: close\r\n\r\n"))
            .value()
            .reused(),
        coding("gzip", "Transfer-Encoding: gzip\r\n"),
        coding("gzip, chunked", "Transfer-Encoding: gzip, chunked\r\n"),
        coding("chunked, gzip", "Transfer-Encoding: chunked, gzip\r\n"),
        coding("chunked, chunked", "Transfer-Encoding: chunked, chunked\r\n"),
        coding("chunked in two fields", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
        coding("identity and chunked in two fields",
               "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n"),
        coding("identity", "Transfer-Encoding: identity\r\n" + length_of(ada), ada),
        coding("xchunked", "Transfer-Encoding: xchunked\r\n"),
        coding("chunked with a parameter", "Transfer-Encoding: chunked;q=1\r\n"),
        coding("chunked in quotes", "Transfer-Encoding: \"chunked\"\r\n"),
        coding("chunked with a comma", "Transfer-Encoding: chunked,\r\n"),
        coding("an empty coding", "Transfer-Encoding: \r\n" + length_of(ada), ada),
        row{"chunk: vertical tab before chunked"}
            .send(bare("Transfer-Encoding: \x0b"
                       "chunked\r\n",
                       chunk(ada) + end))
            .protocol("control character"),
        row{"chunk: HTTP/1.0 that sends chunks"}
            .send("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n" +
                  chunk(ada) + end)
            .value()
            .fresh(),
        cut_short("cut in a size", "1"),
        cut_short("cut behind a size", "12\r\n"),
        cut_short("cut in the data", "12\r\n" + ada.substr(0, 9)),
        cut_short("cut behind the data", "12\r\n" + ada),
        cut_short("cut before the last chunk", chunk(ada)),
        cut_short("cut in the last chunk", chunk(ada) + "0\r\n"),
        cut_short("cut in the trailers", chunk(ada) + "0\r\nA: b\r\n"),
        row{"chunk: cut before the last chunk by a reset"}
            .send(chunked(chunk(ada)))
            .reset()
            .lost("in the middle of the answer"),
        row{"chunk: the last chunk never comes"}
            .send(chunked(chunk(ada)))
            .hold()
            .times_out_after(std::chrono::milliseconds(400)),
        row{"chunk: 65 MiB in chunks"}
            .alone()
            .send(chunked(""))
            .repeat(chunk(times(65536, " ")), 1040)
            .protocol("limit: the body is over 67108864"),
        row{"chunk: one byte over a limit of its own"}
            .limit(&codec_limits::body, 17)
            .send(chunked(chunk(ada) + end))
            .protocol("limit: the body is over 17")
            .then("protocol_error"),
        row{"chunk: bytes behind the last chunk"}
            .send(chunked(chunk(ada) + end + "x"))
            .with_surplus()
            .value()
            .fresh(),
        row{"chunk: another chunk behind the last one"}
            .send(chunked(chunk(ada) + end + chunk(evil) + end))
            .with_surplus()
            .value()
            .fresh(),
    };
}

}  // namespace polyaxon::test::hostile
