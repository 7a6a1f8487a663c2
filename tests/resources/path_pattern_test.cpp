// How a row's path and the arguments of a call become a target: the short way, where nothing is to be encoded, and the other.
#include <polyaxon/resources/send.hpp>

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace {

using namespace polyaxon;
using namespace polyaxon::resources;

constexpr path_pattern two("/api/{owner}/{name}/end");
static_assert(two.holes().size() == 2);
static_assert(two.holes()[0].open == 5 && two.holes()[0].close == 11);
static_assert(path_pattern("/").holes().empty());

std::string target(const path_pattern& path, const std::vector<id>& arguments, std::string_view keep = "") {
    const outgoing o(dialect{keep, true}, codec::verb::get, path, arguments, message(), call_options{});
    return o.refused ? "refused: " + o.refused->detail : o.request.target;
}

TEST(PathPattern, PutsArgumentsWhereThePlaceholdersAre) {
    EXPECT_EQ(target("/", {}), "/");
    EXPECT_EQ(target(two, {"acme", "vision"}), "/api/acme/vision/end");
    EXPECT_EQ(target("/{a}", {"0123456789abcdef0123456789abcdef"}), "/0123456789abcdef0123456789abcdef");
    EXPECT_EQ(target("/{a}{b}/", {1, 22}), "/122/");
}

TEST(PathPattern, EncodesWhicheverArgumentNeedsIt) {
    EXPECT_EQ(target(two, {"a b", "vision"}), "/api/a%20b/vision/end");
    EXPECT_EQ(target(two, {"acme", "a/b"}), "/api/acme/a%2Fb/end");
    EXPECT_EQ(target(two, {"0123456789abcdef@", "x"}, "@"), "/api/0123456789abcdef@/x/end");
    EXPECT_EQ(target(two, {"0123456789abcdef@", "x"}), "/api/0123456789abcdef%40/x/end");
    EXPECT_EQ(target(two, {"0123/56789abcdef0123", "x"}), "/api/0123%2F56789abcdef0123/x/end");
    EXPECT_EQ(target(two, {"...", "v1.2"}), "/api/.../v1.2/end");
}

TEST(PathPattern, NamesTheArgumentThatIsOfNoUse) {
    EXPECT_EQ(target(two, {"", "x"}), "refused: argument owner is empty: give a name or an id");
    EXPECT_EQ(target(two, {"x", ".."}), "refused: argument name must not be '.' or '..'");
    EXPECT_EQ(target(two, {"x", "."}), "refused: argument name must not be '.' or '..'");
    EXPECT_EQ(target(two, {"x", "a\nb"}), "refused: argument name has a line break or a NUL in it");
}

TEST(PathPattern, AgreesWithSegmentsPutTogetherOneByOne) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-._~ /%@";
    for (int i = 0; i < 5000; ++i) {
        std::string text[2], expected = "/api/";
        for (auto& one : text) {
            const auto last = random() % 3 ? letters.size() - 4 : letters.size();
            for (auto n = 2 + random() % 50; n > 0; --n) one += letters[random() % last];
            one += 'x';
            if (&one == &text[1]) expected += '/';
            ASSERT_FALSE(codec::append_segment(expected, one, "@"));
        }
        ASSERT_EQ(target(two, {text[0], text[1]}, "@"), expected + "/end");
    }
}

}  // namespace
