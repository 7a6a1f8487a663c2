#include <polyaxon/codec/spare_memory.hpp>

#include <gtest/gtest.h>

#include <cstring>
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
