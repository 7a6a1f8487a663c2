#include <polyaxon/codec/gunzip_stream.hpp>
#include <polyaxon/codec/gzip.hpp>

#include <gtest/gtest.h>

#include <random>

using namespace polyaxon;
using namespace polyaxon::codec;

namespace {

std::string noise(std::size_t n, unsigned seed) {
    std::mt19937 dice(seed);
    std::string s(n, '\0');
    for (auto& c : s) c = static_cast<char>('a' + dice() % 8);
    return s;
}

/// Unpacks in pieces of that size, and tells the first error.
std::error_code unpack(gunzip_stream& u, std::string_view packed, std::size_t piece, std::string& out) {
    while (!packed.empty()) {
        u.feed(packed.substr(0, piece));
        packed.remove_prefix(std::min(piece, packed.size()));
        for (;;) {
            std::string_view got;
            if (auto ec = u.next(got)) return ec;
            if (got.empty()) break;
            EXPECT_LE(got.size(), 64u * 1024);
            out += got;
        }
    }
    return u.finish();
}

TEST(GunzipStream, AgreesWithTheWholeHoweverItIsCut) {
    for (std::size_t n : {0, 1, 1000, 65536, 300'000}) {
        const auto text = noise(n, static_cast<unsigned>(n));
        const auto packed = gzip(text);
        for (std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{4096}, packed.size()}) {
            gunzip_stream u(1000);
            std::string out;
            EXPECT_FALSE(unpack(u, packed, piece, out)) << u.what();
            EXPECT_TRUE(out == text) << n << " in pieces of " << piece;
        }
    }
}

TEST(GunzipStream, TakesSeveralMembersAndNothingElse) {
    const auto two = gzip("one ") + gzip("two");
    for (std::size_t piece : {std::size_t{1}, two.size()}) {
        gunzip_stream u(1000);
        std::string out;
        EXPECT_FALSE(unpack(u, two, piece, out));
        EXPECT_EQ(out, "one two");
        gunzip_stream v(1000);
        EXPECT_EQ(unpack(v, two + "junk", piece, out), make_error_code(errc::protocol)) << v.what();
    }
}

TEST(GunzipStream, CutAnywhereIsAnError) {
    const auto packed = gzip(noise(2000, 4));
    for (std::size_t cut = 0; cut < packed.size(); ++cut) {
        gunzip_stream u(1000);
        std::string out;
        EXPECT_EQ(unpack(u, std::string_view(packed).substr(0, cut), 100, out),
                  make_error_code(errc::protocol))
            << cut;
        EXPECT_EQ(u.what(), "the gzip body was cut short");
    }
}

TEST(GunzipStream, BrokenDataStaysAnError) {
    auto packed = gzip(noise(2000, 4));
    packed[packed.size() - 5] ^= 1;
    gunzip_stream u(1000);
    std::string out;
    EXPECT_EQ(unpack(u, packed, 100, out), make_error_code(errc::protocol));
    std::string_view more;
    EXPECT_TRUE(u.next(more));
    EXPECT_TRUE(u.finish());
}

TEST(GunzipStream, LooksAtTheRatioAfterTheFirstMiB) {
    for (const std::size_t size : {std::size_t{1} << 20, std::size_t{8} << 20}) {
        const auto packed = gzip(std::string(size, 'a'), 9);
        gunzip_stream u(100);
        std::string out;
        const auto ec = unpack(u, packed, packed.size(), out);
        if (size == std::size_t{1} << 20) {
            EXPECT_FALSE(ec) << u.what();
            continue;
        }
        EXPECT_EQ(ec, make_error_code(errc::too_large));
        EXPECT_TRUE(u.what().starts_with("limit")) << u.what();
        EXPECT_LE(out.size(), std::size_t{2} << 20);
    }
}

}  // namespace
