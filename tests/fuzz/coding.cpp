// Chunked and gzip answers with a decode. Input: a byte of modes, two piece sizes, a chunk size, then (packed by us, bytes of it broken)
// a text, or (as it is) what stands for a packed body.
#include "fuzz/scene.hpp"

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/gunzip_stream.hpp>
#include <polyaxon/codec/gzip.hpp>

#include <charconv>

namespace polyaxon::fuzz {

namespace {

std::string in_chunks(std::string_view body, std::size_t size, bool extended) {
    std::string out;
    for (std::size_t i = 0; !body.empty(); ++i) {
        const auto piece = body.substr(0, size + i % 3);
        char digits[20];
        out.append(digits, std::to_chars(digits, digits + sizeof digits, piece.size(), 16).ptr);
        out.append(extended ? ";a=\"b\"\r\n" : "\r\n").append(piece).append("\r\n");
        body.remove_prefix(piece.size());
    }
    return out + (extended ? "0\r\nX-Sum: 1\r\n\r\n" : "0\r\n\r\n");
}

/// Unpacked in pieces is what is unpacked at once.
void compare_unpackers(std::string_view packed, cuts how) {
    constexpr std::size_t most = 256 * 1024, ratio = 1000, padding = codec::json_parser::padding;
    std::string at_once;
    std::size_t size = 0;
    const auto ec = codec::gunzip().unpack(packed, at_once, size, most, ratio, padding);
    if (!ec) {
        require(size <= most, "nothing beyond the limit is unpacked");
        require(at_once.size() == size + padding, "padding follows what was unpacked");
        require(at_once.find_first_not_of('\0', size) == at_once.npos, "padding is of zeros");
        at_once.resize(size);
    }

    codec::gunzip_stream unpacker(ratio);
    std::string in_pieces;
    std::error_code failed;
    bool turn = false;
    for (auto rest = packed; !rest.empty() && !failed;) {
        unpacker.feed(how.next(rest, turn));
        for (std::string_view out;;) {
            failed = unpacker.next(out);
            if (failed || out.empty()) break;
            require(out.size() <= 64 * 1024, "pieces are of 64 KiB at most");
            in_pieces += out;
            if (in_pieces.size() > 2 * most) return;  // a bomb, which the other stops at its limit
        }
    }
    if (!failed) failed = unpacker.finish();
    if (ec == make_error_code(errc::too_large)) return;
    require(!failed == !ec, "a packed body is good or bad however it comes");
    require(ec || in_pieces == at_once, "a packed body unpacks to the same however it comes");
    if (failed) require(!unpacker.what().empty(), "a bad body is explained");
}

}  // namespace

int run_coding(const std::uint8_t* data, std::size_t size) {
    input in(data, size);
    const auto mode = in.byte();
    const cuts how{in.byte(), in.byte()};
    const std::size_t chunk = 1 + in.byte();
    const bool ours = mode & 1;
    const unsigned hits = ours ? mode >> 1 & 3 : 0;
    struct {
        std::size_t at;
        unsigned flip;
    } wrong[3] = {};
    for (unsigned i = 0; i < hits; ++i) {
        const std::size_t at = in.byte();
        wrong[i] = {at << 8 | in.byte(), in.byte()};
    }
    const std::string text(in.rest());
    auto packed = ours ? codec::gzip(text, 1 + static_cast<int>(mode >> 6)) : text;
    const auto good = packed;
    for (unsigned i = 0; i < hits; ++i)
        packed[wrong[i].at % packed.size()] = static_cast<char>(
            static_cast<unsigned char>(packed[wrong[i].at % packed.size()]) ^ wrong[i].flip);
    compare_unpackers(packed, how);

    scene s;
    s.as_json = true;
    if (mode & 8) s.limits.decompressed = 512;
    if (mode & 16) s.limits.body = 64;
    const bool extended = mode & 32;
    s.wire =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nTransfer-Encoding: "
        "chunked\r\n\r\n" +
        in_chunks(packed, chunk, extended);
    const auto once = play(s, whole);
    require(play(s, fewer(how, s.wire.size())) == once,
            "a coded answer is read alike however its bytes come");
    const auto& got = once.calls.front();

    const auto unpacked = expected(s);
    if (unpacked.failure) {
        require(got.failure == unpacked.failure, "a coded answer fails as its bytes say");
        return 0;
    }
    json value;
    codec::json_parser parser;
    if (parser.parse_text(unpacked.body, value)) {
        require(got.failure == errc::decode, "what unpacks to no JSON is a decode error");
        require(got.detail == parser.what(), "and says the same as for the text alone");
    } else {
        require(!got.failure && got.body == value.text(), "a coded answer is the text that was packed");
    }
    if (ours) require(unpacked.body == text, "broken bytes never pass for a good body");
    if (ours && packed == good) require(unpacked.body.size() <= s.limits.decompressed, "the limit holds");
    return 0;
}

}  // namespace polyaxon::fuzz
