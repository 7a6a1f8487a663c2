#include "support/hostile_row.hpp"

// The default limits of an answer, each exactly and one over.
namespace polyaxon::test::hostile {

namespace {

constexpr std::size_t mib = 1 << 20;

row below(std::string name, std::string bytes) {
    return row{"limit: " + std::move(name)}.send(std::move(bytes)).value().reused();
}
row above(std::string name, std::string bytes, std::string why) {
    return row{"limit: " + std::move(name)}.send(std::move(bytes)).protocol("limit: " + std::move(why));
}
/// A head of so many bytes in all.
std::string head_of(std::size_t n) {
    const std::string begin = "HTTP/1.1 200 OK\r\n" + length_of(ada) + "X: ";
    return begin + times(n - begin.size() - 4, "y") + "\r\n\r\n" + ada;
}
std::string first_line_of(std::size_t n) { return answer("HTTP/1.1 200 " + times(n - 13, "y"), "", ada); }
std::string early_of(std::size_t n) {
    return "HTTP/1.1 103 Early Hints\r\nX: " + times(n - 33, "y") + "\r\n\r\n";
}
std::string extension_of(std::size_t n) {
    return chunked("12;a=" + times(n - 3, "b") + "\r\n" + ada + "\r\n0\r\n\r\n");
}
std::string trailers_of(std::size_t n) {
    return chunked(chunk(ada) + "0\r\nA: " + times(n - 5, "b") + "\r\n\r\n");
}
/// This value in gzip, with blanks up to so many bytes.
std::string packed(std::size_t n, int level) {
    return ok("Content-Encoding: gzip\r\n", gzipped(ada) + gzipped_blanks(n - ada.size(), level));
}
row large(std::string name) { return row{"limit: " + std::move(name)}.alone(); }
std::string length_field(std::size_t n) { return "Content-Length: " + std::to_string(n) + "\r\n"; }

}  // namespace

rows limit_rows() {
    const std::string size_of_chunk = "4000000\r\n", body_over = "limit: the body is over 67108864";
    return {
        below("a head of 64 KiB", head_of(65536)),
        above("a head of one byte more", head_of(65537), "the head of the answer is over 65536"),
        below("a first line of 8 KiB", first_line_of(8192)),
        above("a first line of one byte more", first_line_of(8193),
              "the first line of the answer is over 8192"),
        below("two 1xx of 32 KiB", early_of(32768) + early_of(32768) + ok()),
        above("two 1xx of 32 KiB and a byte", early_of(32768) + early_of(32769) + ok(),
              "the sum of the answers 1xx is over 65536"),
        below("a chunk extension of 16 KiB", extension_of(16384)),
        above("a chunk extension of one byte more", extension_of(16385),
              "the sum of the chunk extensions is over 16384"),
        below("trailers of 8 KiB", trailers_of(8192)),
        above("trailers of one byte more", trailers_of(8193), "the trailers is over 8192"),
        large("a body of 64 MiB")
            .send(bare(length_field(64 * mib)))
            .blanks(64 * mib - ada.size())
            .value()
            .reused(),
        large("chunks of 64 MiB")
            .send(chunked(size_of_chunk + ada))
            .blanks(64 * mib - ada.size())
            .send("\r\n0\r\n\r\n")
            .value()
            .reused(),
        large("chunks of one byte more")
            .send(chunked(size_of_chunk + ada))
            .blanks(64 * mib - ada.size())
            .send("\r\n" + chunk(" ") + "0\r\n\r\n")
            .protocol(body_over),
        large("until the end, 64 MiB").send(bare("")).blanks(64 * mib - ada.size()).fin().value().fresh(),
        large("until the end, one byte more")
            .send(bare(""))
            .blanks(64 * mib - ada.size() + 1)
            .fin()
            .protocol(body_over),
        large("64 MiB unpacked").send(packed(64 * mib, 1)).value().reused(),
        large("64 MiB and a byte unpacked")
            .send(packed(64 * mib + 1, 1))
            .protocol("limit: the unpacked body is over 67108864 bytes")
            .reused(),
        below("1 MiB at a ratio over 1000", packed(mib, 9)),
        above("4 MiB at a ratio over 1000", packed(4 * mib, 9), "the unpacked body is over 1000 times")
            .reused(),
    };
}

}  // namespace polyaxon::test::hostile
