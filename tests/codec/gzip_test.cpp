#include <polyaxon/codec/gzip.hpp>

#include <gtest/gtest.h>

#include <random>

namespace {

using namespace polyaxon::codec;
using polyaxon::errc;

constexpr std::size_t no_limit = std::size_t{1} << 40;

struct unpacked {
    std::error_code ec;
    std::string text, what, raw;
};
unpacked unpack(gunzip& g, std::string_view in, std::size_t limit = no_limit, std::size_t ratio = 1000000) {
    unpacked u;
    std::size_t size = 0;
    u.ec = g.unpack(in, u.raw, size, limit, ratio, 64);
    u.text = u.raw.substr(0, size);
    u.what = g.what();
    if (!u.ec) {
        EXPECT_EQ(u.raw.size(), size + 64);
        EXPECT_EQ(u.raw.find_first_not_of('\0', size), u.raw.npos);
        EXPECT_EQ(u.what, "");
    }
    return u;
}
unpacked unpack(std::string_view in, std::size_t limit = no_limit, std::size_t ratio = 1000000) {
    gunzip g;
    return unpack(g, in, limit, ratio);
}

TEST(Gzip, RoundTrips) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    gunzip g;  // one for all: it must begin anew each time
    for (const std::size_t n : {0, 1, 2, 100, 1023, 4096, 4097, 65536, 300000}) {
        std::string noise(n, '\0'), plain(n, 'a');
        for (char& c : noise) c = static_cast<char>(random());
        for (const auto& text : {noise, plain})
            for (int level : {1, 6, 9}) {
                const auto u = unpack(g, gzip(text, level));
                EXPECT_FALSE(u.ec) << u.what;
                EXPECT_EQ(u.text, text);
            }
    }
}

TEST(Gzip, ReadsBytesThatAnotherProgramMade) {
    // printf hello | gzip -n
    const std::string wire("\x1f\x8b\x08\0\0\0\0\0\0\x03\xcb\x48\xcd\xc9\xc9\x07\0\x86\xa6\x10\x36\x05\0\0\0",
                           25);
    EXPECT_EQ(unpack(wire).text, "hello");
}

TEST(Gzip, JoinsMembers) {
    EXPECT_EQ(unpack(gzip("hello ") + gzip("") + gzip("world")).text, "hello world");
    EXPECT_EQ(unpack(gzip(std::string(100000, 'a')) + gzip(std::string(100000, 'b'))).text,
              std::string(100000, 'a') + std::string(100000, 'b'));
}

TEST(Gzip, RefusesWhatIsCutShortAnywhere) {
    const std::string wire = gzip("hello hello hello hello, this is cut somewhere");
    gunzip g;
    for (std::size_t n = 0; n < wire.size(); ++n) {
        const auto u = unpack(g, std::string_view(wire).substr(0, n));
        EXPECT_EQ(u.ec, errc::protocol) << n;
        EXPECT_FALSE(u.what.empty());
        EXPECT_EQ(u.text, "");
        EXPECT_EQ(unpack(g, wire + wire.substr(0, n)).ec,
                  n == 0 ? std::error_code{} : make_error_code(errc::protocol))
            << n;
    }
    EXPECT_FALSE(unpack(g, wire).ec);
}

TEST(Gzip, RefusesDamage) {
    const std::string wire = gzip("hello");
    for (const char* tail : {"x", "trailing garbage behind it", "\x1f\x8b"})
        EXPECT_EQ(unpack(wire + tail).ec, errc::protocol) << tail;
    EXPECT_EQ(unpack(wire + std::string(8, '\0')).ec, errc::protocol);
    for (std::size_t from_end = 1; from_end <= 8; ++from_end) {  // CRC and length
        std::string broken = wire;
        broken[broken.size() - from_end] ^= 1;
        EXPECT_EQ(unpack(broken).ec, errc::protocol) << from_end;
    }
    EXPECT_EQ(unpack("hello, I am not gzip").ec, errc::protocol);
    EXPECT_EQ(unpack(std::string("\x78\x9c\xcb\x48\xcd\xc9\xc9\x07\x00\x06\x2c\x02\x15", 13)).ec,
              errc::protocol);  // zlib, not gzip
}

TEST(Gzip, HoldsTheLimit) {
    const std::string wire = gzip(std::string(100000, 'a'));
    EXPECT_EQ(unpack(wire, 100000).text.size(), 100000u);
    const auto over = unpack(wire, 99999);
    EXPECT_EQ(over.ec, errc::too_large);
    EXPECT_TRUE(over.what.starts_with("limit")) << over.what;
    EXPECT_EQ(unpack(gzip(std::string(5000, 'a')) + gzip(std::string(5001, 'a')), 10000).ec, errc::too_large);
    EXPECT_EQ(unpack(gzip(""), 0).ec, std::error_code{});
    EXPECT_EQ(unpack(gzip("a"), 0).ec, errc::too_large);
    // A gunzip that refused once goes on working.
    gunzip g;
    EXPECT_EQ(unpack(g, wire, 10).ec, errc::too_large);
    EXPECT_EQ(unpack(g, gzip("hello")).text, "hello");
}

TEST(Gzip, HoldsTheRatioAfterTheFirstMiB) {
    constexpr std::size_t mib = 1024 * 1024;
    const std::string at = gzip(std::string(mib, '\0')), behind = gzip(std::string(mib + 1, '\0'));
    ASSERT_GT(mib / at.size(), 100u);
    EXPECT_EQ(unpack(at, no_limit, 10).text.size(), mib);
    const auto over = unpack(behind, no_limit, 10);
    EXPECT_EQ(over.ec, errc::too_large);
    EXPECT_TRUE(over.what.starts_with("limit")) << over.what;
    EXPECT_EQ(unpack(behind, no_limit, 1000).ec, std::error_code{});
}

TEST(Gzip, StopsBombsBeforeTheyFillTheMemory) {
    std::string bomb = gzip(std::string(16 * 1024 * 1024, '\0'), 9);
    for (int i = 0; i < 4; ++i) bomb += bomb;  // 256 MiB
    gunzip g;
    std::string out;
    std::size_t size = 0;
    EXPECT_EQ(g.unpack(bomb, out, size, 64 * 1024 * 1024, 1000, 64), errc::too_large);
    EXPECT_EQ(size, 0u);
    EXPECT_LT(out.capacity(), 100000u);  // and nothing of it is held on to
}

TEST(Gzip, DoesNotBelieveTheLengthInTheTrailer) {
    std::string wire = gzip("hello");
    wire.replace(wire.size() - 4, 4, "\xff\xff\xff\x7f");
    gunzip g;
    std::string out;
    std::size_t size = 0;
    EXPECT_EQ(g.unpack(wire, out, size, no_limit, 1000, 64), errc::protocol);
    EXPECT_LT(out.capacity(), 100000u);
}

}  // namespace
