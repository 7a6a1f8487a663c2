#include <polyaxon/codec/multipart.hpp>

#include <polyaxon/codec/errc.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace {

using polyaxon::errc;
using polyaxon::codec::multipart;

std::string whole(const multipart& form, const std::vector<std::string>& contents) {
    std::string out;
    for (std::size_t i = 0; i < contents.size(); ++i) {
        out += form.before(i);
        out += contents[i];
    }
    out += form.before(contents.size());
    return out;
}

TEST(Multipart, WritesFilesAndFieldsByteForByte) {
    multipart form("XyZ");
    ASSERT_FALSE(
        form.add({.field = "repo", .file_name = "repo.tar.gz", .content_type = "text/plain", .size = 8}));
    ASSERT_FALSE(form.add({.field = "repo", .file_name = "dir/\xC3\xBC \"q\".txt", .size = 1}));
    ASSERT_FALSE(form.add({.field = "json", .size = 14}));
    const auto body = whole(form, {"TARDATA\1", "x", "{\"sync\": true}"});
    EXPECT_EQ(body,
              "--XyZ\r\n"
              "Content-Disposition: form-data; name=\"repo\"; filename=\"repo.tar.gz\"\r\n"
              "Content-Type: text/plain\r\n"
              "\r\n"
              "TARDATA\1\r\n"
              "--XyZ\r\n"
              "Content-Disposition: form-data; name=\"repo\"; filename=\"dir/\xC3\xBC %22q%22.txt\"\r\n"
              "\r\n"
              "x\r\n"
              "--XyZ\r\n"
              "Content-Disposition: form-data; name=\"json\"\r\n"
              "\r\n"
              "{\"sync\": true}\r\n"
              "--XyZ--\r\n");
    EXPECT_EQ(form.size(), body.size());
    EXPECT_EQ(form.content_type(), "multipart/form-data; boundary=XyZ");
}

TEST(Multipart, KnowsItsSizeAtEveryNumberOfParts) {
    multipart form;
    std::vector<std::string> contents;
    EXPECT_EQ(form.size(), whole(form, contents).size());
    for (std::size_t n = 0; n < 5; ++n) {
        contents.push_back(std::string(n * 7, 'a'));
        ASSERT_FALSE(form.add({.field = "f", .file_name = "n", .size = contents.back().size()}));
        EXPECT_EQ(form.size(), whole(form, contents).size()) << n;
    }
}

TEST(Multipart, DrawsAnotherBoundaryForEveryForm) {
    const multipart a, b;
    EXPECT_NE(a.boundary(), b.boundary());
    EXPECT_EQ(a.boundary().size(), 32u);
    EXPECT_EQ(a.boundary().find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST(Multipart, RefusesNamesThatWouldBeHeadersOfTheirOwn) {
    for (const auto& hostile :
         {std::string("a\r\nX-Evil: 1"), std::string("a\nb"), std::string("a\rb"), std::string("a\0b", 3)}) {
        multipart form("b");
        const auto before = form.size();
        EXPECT_EQ(form.add({.field = "repo", .file_name = hostile, .size = 1}), errc::invalid_argument);
        EXPECT_NE(form.what().find("file name"), std::string::npos) << form.what();
        EXPECT_EQ(form.add({.field = hostile, .size = 1}), errc::invalid_argument);
        EXPECT_NE(form.what().find("field name"), std::string::npos) << form.what();
        EXPECT_EQ(form.add({.field = "repo", .content_type = hostile, .size = 1}), errc::invalid_argument);
        EXPECT_NE(form.what().find("content type"), std::string::npos) << form.what();
        EXPECT_EQ(form.parts(), 0u);
        EXPECT_EQ(form.size(), before);
    }
    multipart form("b");
    EXPECT_EQ(form.add({.field = "", .size = 1}), errc::invalid_argument);
}

TEST(Multipart, RefusesSizesThatWrap) {
    multipart form("b");
    ASSERT_FALSE(form.add({.field = "a", .size = std::numeric_limits<std::uint64_t>::max() - 4096}));
    const auto before = form.size();
    EXPECT_EQ(form.add({.field = "b", .size = 8192}), errc::invalid_argument);
    EXPECT_EQ(form.size(), before);
    EXPECT_EQ(form.parts(), 1u);
}

}  // namespace
