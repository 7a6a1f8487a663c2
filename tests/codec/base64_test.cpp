#include <polyaxon/codec/base64.hpp>

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace {

using polyaxon::codec::base64;

TEST(Base64, WritesTheExamplesOfItsStandard) {
    for (const auto& [plain, packed] : {std::pair<const char*, const char*>{"", ""},
                                        {"f", "Zg=="},
                                        {"fo", "Zm8="},
                                        {"foo", "Zm9v"},
                                        {"foob", "Zm9vYg=="},
                                        {"fooba", "Zm9vYmE="},
                                        {"foobar", "Zm9vYmFy"}})
        EXPECT_EQ(base64(plain), packed);
}

TEST(Base64, TakesAnyBytes) {
    EXPECT_EQ(base64(std::string("\0\0\0", 3)), "AAAA");
    EXPECT_EQ(base64("\xff\xfe\xfd"), "//79");
    EXPECT_EQ(base64("\xfb\xef"), "++8=");
}

}  // namespace
