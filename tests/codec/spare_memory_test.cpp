#include <polyaxon/codec/spare_memory.hpp>

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace polyaxon::codec;

TEST(SpareMemory, BlocksOfAllSizesAreApartAndWritable) {
    std::vector<std::pair<void*, std::size_t>> held;
    for (int round = 0; round < 3; ++round) {
        for (std::size_t size : {0, 1, 63, 64, 65, 1000, 5009, 16384, 16385, 100000}) {
            void* const p = take_spare(size);
            std::memset(p, round + 1, size);
            held.emplace_back(p, size);
        }
        for (const auto& [p, size] : held) {
            const std::string expected(size, static_cast<char>(round + 1));
            EXPECT_EQ(std::memcmp(p, expected.data(), size), 0) << size;
        }
        for (const auto& [p, size] : held) give_spare(p, size);
        held.clear();
    }
}

TEST(SpareMemory, ABlockMayGoBackOnAnotherThread) {
    std::vector<void*> blocks;
    for (int i = 0; i < 1000; ++i) blocks.push_back(take_spare(3000));
    std::thread([&] {
        for (auto* p : blocks) give_spare(p, 3000);  // more than a thread keeps
        for (auto*& p : blocks) p = take_spare(3000);
    }).join();
    for (auto* p : blocks) give_spare(p, 3000);
}

/// Takes `n` blocks, gives them back, takes them again: how many were there before?
std::size_t kept_of(std::size_t n, std::size_t size) {
    std::vector<void*> blocks;
    for (std::size_t i = 0; i < n; ++i) blocks.push_back(take_spare(size));
    const std::set<void*> before(blocks.begin(), blocks.end());
    for (auto* p : blocks) give_spare(p, size);
    // The heap itself gives back what was last returned to it: other blocks taken in between tell the two apart.
    std::vector<std::unique_ptr<char[]>> between;
    for (std::size_t i = 0; i < 2 * n; ++i)
        between.push_back(std::make_unique<char[]>((size + 31) / 32 * 32));
    std::size_t again = 0;
    for (auto*& p : blocks) again += before.contains(p = take_spare(size));
    for (auto* p : blocks) give_spare(p, size);
    return again;
}

TEST(SpareMemory, WhatManyTookOnceLeavesRoomForWhatIsWantedNow) {
    if (kept_of(1, 64) == 0) GTEST_SKIP() << "AddressSanitizer sees to all memory";
    std::thread([] {  // whose blocks are none yet
        EXPECT_EQ(kept_of(100, 1000), 100u);
        std::vector<void*> burst;
        for (int i = 0; i < 10'000; ++i) burst.push_back(take_spare(2000));
        for (auto* p : burst) give_spare(p, 2000);
        EXPECT_EQ(kept_of(100, 1000), 100u) << "they stay";
        EXPECT_EQ(kept_of(64, 3000), 64u) << "another size finds room";
        EXPECT_EQ(kept_of(1, 16384), 1u);
        EXPECT_EQ(kept_of(100, 2000), 100u) << "and leaves some";
        EXPECT_LT(kept_of(10'000, 3000), 400u) << "bounded: 1 MiB of all sizes";
        EXPECT_GT(kept_of(100, 2000), 50u);
    })
        .join();
}

TEST(SpareMemory, ATextComesBackEmpty) {
    give_spare_text(std::string(500, 'x'));
    for (int i = 0; i < 100; ++i) {
        auto text = take_spare_text();
        EXPECT_TRUE(text.empty());
        if (i % 2) give_spare_text(std::move(text));
    }
    give_spare_text({});
}

}  // namespace
