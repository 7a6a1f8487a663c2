// The seeds and all that fuzzing has found, played to the fuzz targets in the ordinary suite, with whatever compiler it is built.
#include "fuzz/targets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <string>
#include <vector>

namespace polyaxon::fuzz {

// Found by GoogleTest beside the type.
static void PrintTo(const target& t, std::ostream* out) { *out << t.name; }

}  // namespace polyaxon::fuzz

namespace {

using polyaxon::fuzz::target;

std::vector<std::filesystem::path> files_of(const target& t) {
    std::vector<std::filesystem::path> out;
    const auto folder = std::filesystem::path(POLYAXON_FUZZ_CORPUS) / t.name;
    if (std::filesystem::is_directory(folder))
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (entry.is_regular_file()) out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

/// What broke, or nothing.
std::string trouble(const target& t, std::string_view bytes) {
    // A block of its own, so that a byte read behind the end shows where addresses are checked.
    const std::vector<std::uint8_t> exact(bytes.begin(), bytes.end());
    try {
        return t.run(exact.data(), exact.size()) == 0 ? "" : "not 0";
    } catch (const std::exception& e) {
        return e.what();
    }
}

class FuzzCorpus : public ::testing::TestWithParam<target> {};

TEST_P(FuzzCorpus, EveryFileHolds) {
    const auto files = files_of(GetParam());
    ASSERT_FALSE(files.empty()) << "no seeds in tests/fuzz/corpus/" << GetParam().name;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        ASSERT_TRUE(in) << file;
        EXPECT_LE(bytes.size(), 4096u) << file << " is larger than a seed should be";
        EXPECT_EQ(trouble(GetParam(), bytes), "") << file;
        // Cut short, at a few places each.
        for (std::size_t part = 0; part < 8; ++part) {
            const auto cut = bytes.size() * part / 8;
            EXPECT_EQ(trouble(GetParam(), std::string_view(bytes).substr(0, cut)), "")
                << file << ", its first " << cut;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Targets, FuzzCorpus, ::testing::ValuesIn(polyaxon::fuzz::targets),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
