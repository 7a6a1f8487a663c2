#include "support/hostile_row.hpp"

// Content-Encoding: gzip is what the client asks for; anything else, and gzip that is none, must end quickly and small.
namespace polyaxon::test::hostile {

namespace {

row packed(std::string name, std::string body, std::string coding = "gzip") {
    return row{"coding: " + std::move(name)}.send(ok("Content-Encoding: " + coding + "\r\n", body));
}
std::string changed(std::string bytes, std::size_t at, char to) {
    bytes.at(at) = to;
    return bytes;
}
/// A gzip member with these optional parts in its head.
std::string with_head(int flags, const std::string& parts) {
    auto out = gzipped(ada);
    out[3] = static_cast<char>(flags);
    return out.substr(0, 10) + parts + out.substr(10);
}
const std::string& bomb() {
    static const std::string all = gzipped(ada.substr(0, 17)) + gzipped_blanks(100 << 20, 1) + gzipped("}");
    return all;
}
/// 63 MiB that pack to very little.
const std::string& dense() {
    static const std::string all = gzipped(ada.substr(0, 17)) + gzipped_blanks(63 << 20, 9) + gzipped("}");
    return all;
}

}  // namespace

rows coding_rows() {
    using codec_limits = polyaxon::codec::http_limits;
    const auto good = gzipped(ada);
    const auto size = good.size();
    const std::string not_asked = "was not asked for; only gzip is understood";
    return {
        packed("gzip", good).value().reused(),
        packed("x-gzip", good, "x-gzip").value().reused(),
        packed("GZIP in capitals", good, "GZIP").value().reused(),
        packed("gzip, stored", gzipped(ada, 0)).value().reused(),
        row{"coding: gzip in chunks, one byte at a time"}
            .trickle(bare(
                "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
                chunk(good.substr(0, 3)) + chunk(good.substr(3, 8)) + chunk(good.substr(11)) + "0\r\n\r\n"))
            .value()
            .reused(),
        row{"coding: gzip until the end"}
            .send(bare("Content-Encoding: gzip\r\n", good))
            .fin()
            .value()
            .fresh(),
        packed("two gzip members", gzipped(ada.substr(0, 7)) + gzipped(ada.substr(7))).value().reused(),
        packed("an empty second member", good + gzipped("")).value().reused(),
        packed("a head with a name and a comment", with_head(0x18, bytes("name\0comment\0")))
            .value()
            .reused(),
        packed("a head with extra bytes", with_head(0x04, bytes("\x04\0abcd"))).value().reused(),
        packed("identity", ada, "identity").value().reused(),
        packed("gzip of nothing", gzipped("")).is("decode_error", "").reused(),
        packed("gzip of what is no JSON", gzipped("<html>")).is("decode_error", "").reused(),
        packed("plain text that says gzip", ada).is("protocol_error", "").reused(),
        packed("an empty body that says gzip", "").is("decode_error", "").reused(),
        packed("one byte of gzip", good.substr(0, 1)).is("protocol_error", "").reused(),
        packed("the head of gzip alone", good.substr(0, 10)).is("protocol_error", "").reused(),
        packed("cut in the data", good.substr(0, size - 12)).is("protocol_error", "").reused(),
        packed("cut in the checksum", good.substr(0, size - 6)).is("protocol_error", "").reused(),
        packed("cut in the size", good.substr(0, size - 1)).is("protocol_error", "").reused(),
        packed("a wrong checksum", changed(good, size - 8, static_cast<char>(good[size - 8] ^ 1)))
            .is("protocol_error", "")
            .reused(),
        packed("a wrong size", changed(good, size - 4, '\x7f')).is("protocol_error", "").reused(),
        packed("a wrong method", changed(good, 2, '\x07')).is("protocol_error", "").reused(),
        packed("reserved flags", changed(good, 3, '\xe0')).is("protocol_error", "").reused(),
        packed("a broken block", changed(good, 10, '\x07')).is("protocol_error", "").reused(),
        packed("nonsense behind the member", good + "nonsense").is("protocol_error", "").reused(),
        packed("a NUL behind the member", good + bytes("\0")).is("protocol_error", "").reused(),
        packed("a broken second member", good + good.substr(0, 12)).is("protocol_error", "").reused(),
        packed("gzip twice", gzipped(good), "gzip, gzip").is("protocol_error", not_asked).reused(),
        row{"coding: gzip in two fields"}
            .send(ok("Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n", gzipped(good)))
            .is("protocol_error", not_asked)
            .reused(),
        packed("br", "\x0b\x02\x80hello\x03", "br").is("protocol_error", not_asked).reused(),
        packed("deflate", "xyz", "deflate").is("protocol_error", not_asked).reused(),
        packed("zstd", "xyz", "zstd").is("protocol_error", not_asked).reused(),
        packed("identity, gzip", good, "identity, gzip").is("protocol_error", not_asked).reused(),
        packed("a coding of nonsense", ada, "\"><script>").is("protocol_error", not_asked).reused(),
        packed("a bomb of 100 MiB", bomb())
            .alone()
            .is("protocol_error", "limit: the unpacked body is over")
            .reused(),
        packed("63 MiB of blanks at a ratio over 1000", dense())
            .alone()
            .is("protocol_error", "limit: the unpacked body is over 1000 times")
            .reused(),
        packed("a little more than a limit of its own", gzipped(ada + times(2000, " ")))
            .limit(&codec_limits::decompressed, 2000)
            .is("protocol_error", "limit: the unpacked body is over 2000 bytes")
            .reused(),
        packed("the size in its end lies: 4 GiB", changed(changed(good, size - 1, '\x7f'), size - 2, '\xff'))
            .is("protocol_error", "")
            .reused(),
    };
}

}  // namespace polyaxon::test::hostile
