#include "support/hostile_row.hpp"

// Content-Length: what it may say, what it says beside other things, and bodies that do not keep to it.
namespace polyaxon::test::hostile {

namespace {

row length(std::string name, std::string value) {
    return row{"length: " + std::move(name)}
        .send(bare("Content-Length: " + std::move(value) + "\r\n"))
        .protocol("Content-Length is not one number");
}
/// Bytes that the connection has left over are no answer to the next call.
row surplus(std::string name, std::string bytes) {
    return row{"length: " + std::move(name)}.send(std::move(bytes)).with_surplus().value().fresh();
}

}  // namespace

rows length_rows() {
    using codec_limits = polyaxon::codec::http_limits;
    return {
        length("a sign", "+18"),
        length("negative", "-1"),
        length("hex", "0x12"),
        length("a fraction", "18.0"),
        length("an exponent", "1e1"),
        length("a unit", "18 bytes"),
        length("a blank inside", "1 8"),
        length("empty", ""),
        length("a list with an empty element", "18,,18"),
        length("a list that ends with a comma", "18,"),
        length("a list of two lengths", "18, 19"),
        length("twenty-one digits", "100000000000000000018"),
        length("2 to the power of 64", "18446744073709551616"),
        length("digits of another script", "\xd9\xa1\xd9\xa8"),
        length("a semicolon", "18; 18"),
        length("in quotes", "\"18\""),
        row{"length: two fields that differ"}
            .send(bare("Content-Length: 18\r\nContent-Length: 19\r\n"))
            .protocol("Content-Length is not one number"),
        row{"length: two fields that differ, the other way round"}
            .send(bare("Content-Length: 0\r\nContent-Length: 18\r\n"))
            .protocol("Content-Length is not one number"),
        row{"length: three fields, the last differs"}
            .send(bare("Content-Length: 18\r\nContent-Length: 18\r\nContent-Length: 5\r\n"))
            .protocol("Content-Length is not one number"),
        row{"length: 2 to the power of 64 less one"}
            .send(bare("Content-Length: 18446744073709551615\r\n"))
            .protocol("limit: the announced length of the body is over 67108864"),
        row{"length: 64 MiB and one byte"}
            .send(bare("Content-Length: 67108865\r\n"))
            .protocol("limit: the announced length of the body is over 67108864"),
        row{"length: one byte over a limit of its own"}
            .limit(&codec_limits::body, 17)
            .send(ok())
            .protocol("limit: the announced length of the body is over 17")
            .then("protocol_error"),
        row{"length: exactly the limit"}
            .limit(&codec_limits::body, 18)
            .send(ok())
            .value()
            .reused()
            .then("protocol_error"),
        row{"length: 64 MiB announced, 18 bytes sent"}
            .send(bare("Content-Length: 67108864\r\n"))
            .fin()
            .lost("after 18 of 67108864 bytes"),
        row{"length: one byte too few"}
            .send(bare("Content-Length: 19\r\n"))
            .fin()
            .lost("after 18 of 19 bytes"),
        row{"length: one byte too few, then a reset"}
            .send(bare("Content-Length: 19\r\n"))
            .reset()
            .lost("in the middle of the answer"),
        row{"length: nothing of the body"}.send(bare(length_of(ada), "")).fin().lost("after 0 of 18 bytes"),
        row{"length: one byte too few and the rest never comes"}
            .send(bare("Content-Length: 19\r\n"))
            .hold()
            .times_out_after(std::chrono::milliseconds(400)),
        row{"length: zero where a value should be"}
            .send(bare("Content-Length: 0\r\n", ""))
            .is("decode_error", "", 200)
            .reused(),
        surplus("one byte too many", ok() + "x"),
        surplus("a line end too many", ok() + "\r\n"),
        surplus("a second answer glued on", ok() + ok("", evil)),
        row{"length: a second answer glued on, byte by byte"}
            .trickle(ok() + ok("", evil))
            .with_surplus()
            .value()
            .fresh(),
        surplus("a 1xx glued on", ok() + "HTTP/1.1 100 Continue\r\n\r\n"),
        row{"length: too short for the value, the rest glued on"}
            .send(bare("Content-Length: 10\r\n"))
            .with_surplus()
            .is("decode_error", ""),
        row{"length: none, and the connection stays open"}.send(bare("")).hold().times_out_after(
            std::chrono::milliseconds(400)),
        row{"length: none, and the end is a reset"}.send(bare("")).reset().lost(
            "in the middle of the answer"),
        row{"length: none, 65 MiB until the end"}
            .alone()
            .send(bare("", " "))
            .repeat(times(65536, " "), 1040)
            .fin()
            .protocol("limit: the body is over 67108864"),
        row{"length: beside chunked"}
            .send(bare("Content-Length: 18\r\nTransfer-Encoding: chunked\r\n", chunk(ada) + "0\r\n\r\n"))
            .value()
            .fresh(),
        row{"length: beside chunked, a smaller one"}
            .send(bare("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", chunk(ada) + "0\r\n\r\n"))
            .value()
            .fresh(),
        row{"length: beside chunked, a wrong one"}
            .send(bare("Transfer-Encoding: chunked\r\nContent-Length: x\r\n", chunk(ada) + "0\r\n\r\n"))
            .protocol("Content-Length is not one number"),
        row{"length: beside chunked that it would cover, with an answer behind"}
            .send(bare("Content-Length: 200\r\nTransfer-Encoding: chunked\r\n",
                       chunk(ada) + "0\r\n\r\n" + ok("", evil)))
            .value()
            .fresh(),
    };
}

}  // namespace polyaxon::test::hostile
