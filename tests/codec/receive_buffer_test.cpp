#include <polyaxon/codec/receive_buffer.hpp>

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <string>

namespace {

using polyaxon::codec::receive_buffer;

void put(receive_buffer& b, std::string_view bytes) {
    const auto space = b.prepare(bytes.size());
    ASSERT_GE(space.size(), bytes.size());
    std::memcpy(space.data(), bytes.data(), bytes.size());
    b.commit(bytes.size());
}
std::string body(receive_buffer& b) { return {b.body().data(), b.body().size()}; }
std::string unread(receive_buffer& b) { return {b.unread().data(), b.unread().size()}; }

TEST(ReceiveBuffer, NeverPreparesNothing) {
    receive_buffer b(4);
    EXPECT_FALSE(b.prepare(0).empty());
    put(b, "abcd");
    EXPECT_FALSE(b.prepare(0).empty());
    EXPECT_EQ(unread(b), "abcd");
    receive_buffer none(0);
    EXPECT_FALSE(none.prepare(0).empty());
}

TEST(ReceiveBuffer, KeepsABodyWhereItLies) {
    receive_buffer b(64);
    put(b, "headhello");
    b.consume(4);
    const char* where = b.unread().data();
    b.begin_body();
    EXPECT_TRUE(b.body().empty());
    b.keep(5);
    EXPECT_EQ(body(b), "hello");
    EXPECT_EQ(b.body().data(), where);
    EXPECT_TRUE(b.unread().empty());
}

TEST(ReceiveBuffer, SlidesPiecesTogether) {
    receive_buffer b(64);
    put(b, "3|abc|12|defghijklmno|next");
    b.consume(2);
    b.begin_body();
    b.keep(3);
    b.consume(4);
    b.keep(12);
    b.consume(1);
    EXPECT_EQ(body(b), "abcdefghijklmno");
    EXPECT_EQ(unread(b), "next");
    (void)b.prepare(1000);
    EXPECT_EQ(body(b), "abcdefghijklmno");
    EXPECT_EQ(unread(b), "next");
}

TEST(ReceiveBuffer, GrowsByHalfAndNotByWhatIsAnnounced) {
    receive_buffer b(1000);
    put(b, std::string(1000, 'x'));
    b.begin_body();
    b.keep(1000);
    (void)b.prepare(1);
    EXPECT_EQ(b.capacity(), 1500u);
    EXPECT_EQ(body(b), std::string(1000, 'x'));
}

TEST(ReceiveBuffer, UsesTheSpaceOfAReleasedBodyAgain) {
    receive_buffer b(100);
    for (int i = 0; i < 1000; ++i) {
        put(b, std::string(80, 'x'));
        b.begin_body();
        b.keep(80);
        EXPECT_EQ(b.body().size(), 80u);
        b.release_body();
    }
    EXPECT_EQ(b.capacity(), 100u);
}

TEST(ReceiveBuffer, MovesWhatIsUnreadToTheFrontBeforeItGrows) {
    receive_buffer b(100);
    put(b, std::string(90, 'x') + "tail");
    b.consume(90);
    EXPECT_GE(b.prepare(50).size(), 50u);
    EXPECT_EQ(b.capacity(), 100u);
    EXPECT_EQ(unread(b), "tail");
}

TEST(ReceiveBuffer, ShrinksOnlyWhenNothingIsKept) {
    receive_buffer b(100);
    put(b, std::string(5000, 'x'));
    const auto grown = b.capacity();
    b.shrink();
    EXPECT_EQ(b.capacity(), grown);
    b.begin_body();
    b.keep(5000);
    b.shrink();
    EXPECT_EQ(body(b), std::string(5000, 'x'));
    b.release_body();
    b.shrink(b.capacity());
    EXPECT_EQ(b.capacity(), grown);
    b.shrink();
    EXPECT_EQ(b.capacity(), 100u);
    EXPECT_TRUE(b.unread().empty());
    put(b, "hello");
    EXPECT_EQ(unread(b), "hello");
}

TEST(ReceiveBuffer, HasReadablePaddingBehindWhatCame) {
    receive_buffer b(8);
    b.begin_body();
    put(b, "12345678");
    b.keep(8);
    // An address sanitizer or valgrind stops here if it is not so.
    unsigned sum = 0;
    for (std::size_t i = 0; i < receive_buffer::padding; ++i)
        sum += static_cast<unsigned char>(b.body().data()[8 + i]);
    EXPECT_EQ(sum, 0u);
}

TEST(ReceiveBuffer, CanBeUsedAfterItWasMovedFrom) {
    receive_buffer a(16);
    put(a, "hello");
    a.begin_body();
    a.keep(2);
    receive_buffer b(std::move(a));
    EXPECT_EQ(body(b), "he");
    EXPECT_EQ(unread(b), "llo");
    put(a, "again");  // NOLINT: that is the point
    EXPECT_EQ(unread(a), "again");
    a = std::move(b);
    EXPECT_EQ(body(a), "he");
    EXPECT_EQ(unread(a), "llo");
}

/// Random steps against two plain strings.
TEST(ReceiveBuffer, AgreesWithAModel) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    for (int round = 0; round < 50; ++round) {
        receive_buffer b(1 + random() % 40);
        std::string want_body, want_unread;
        bool keeping = false;
        char next = 0;
        for (int i = 0; i < 300; ++i) {
            const std::size_t some = want_unread.empty() ? 0 : random() % (want_unread.size() + 1);
            switch (random() % 7) {
                case 0:
                case 1: {
                    std::string bytes(random() % 30, '\0');
                    for (char& c : bytes) c = next++;
                    put(b, bytes);
                    want_unread += bytes;
                    break;
                }
                case 2:
                    b.consume(some);
                    want_unread.erase(0, some);
                    break;
                case 3:
                    b.begin_body();
                    want_body.clear();
                    keeping = true;
                    break;
                case 4:
                case 5:
                    if (!keeping) break;
                    b.keep(some);
                    want_body += want_unread.substr(0, some);
                    want_unread.erase(0, some);
                    break;
                default:
                    if (random() % 3) break;
                    b.release_body();
                    b.shrink();
                    keeping = false;
            }
            ASSERT_EQ(unread(b), want_unread);
            if (keeping) {
                ASSERT_EQ(body(b), want_body);
            }
        }
    }
}

}  // namespace
