#include <polyaxon/async/read_room.hpp>

#include <gtest/gtest.h>

namespace {

using polyaxon::async::read_room;

TEST(ReadRoom, DoublesWhenAReadFillsItUpToABound) {
    read_room room;
    EXPECT_EQ(room.size(), read_room::least);
    room.took(read_room::least - 1, read_room::least);
    EXPECT_EQ(room.size(), read_room::least);
    for (auto expected = 2 * read_room::least; expected <= read_room::most; expected *= 2) {
        room.took(room.size(), room.size());
        EXPECT_EQ(room.size(), expected);
    }
    room.took(room.size(), room.size());
    EXPECT_EQ(room.size(), read_room::most);
}

TEST(ReadRoom, FallsAgainOnlyWhenReadsStaySmallForLong) {
    read_room room;
    room.took(room.size(), room.size());
    room.took(room.size(), room.size());
    const auto large = room.size();
    for (int i = 0; i < 1000; ++i)
        room.took(i % 100 == 99 ? large / 2 : 10, large);  // a long one now and then
    EXPECT_EQ(room.size(), large);
    for (int i = 0; i < 1000; ++i) room.took(10, room.size());
    EXPECT_EQ(room.size(), read_room::least);
}

}  // namespace
