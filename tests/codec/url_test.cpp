#include <polyaxon/codec/errc.hpp>
#include <polyaxon/codec/url.hpp>

#include <gtest/gtest.h>

namespace {

using namespace polyaxon::codec;
using namespace std::string_literals;
using polyaxon::errc;

std::string shown(const std::optional<url>& u) { return u ? u->where.text() + " " + u->target : "refused"; }

TEST(ParseUrl, TakesUrlsApart) {
    const std::pair<std::string, std::string> rows[] = {
        {"http://a", "http://a:80 /"},
        {"https://a", "https://a:443 /"},
        {"HTTP://A.Example", "http://a.example:80 /"},
        {"ws://a/b", "http://a:80 /b"},
        {"wss://a/b", "https://a:443 /b"},
        {"http://a:8000", "http://a:8000 /"},
        {"http://a:1", "http://a:1 /"},
        {"http://a:65535/", "http://a:65535 /"},
        {"http://a:00080/", "http://a:80 /"},
        {"http://a:/b", "http://a:80 /b"},
        {"http://a/b/c?d=e&f", "http://a:80 /b/c?d=e&f"},
        {"http://a?d=e", "http://a:80 /?d=e"},
        {"http://a#f", "http://a:80 /"},
        {"http://a/b?c#d?e", "http://a:80 /b?c"},
        {"http://a/b#c?d", "http://a:80 /b"},
        {"http://a/b//c/", "http://a:80 /b//c/"},
        {"http://a/%2F%20", "http://a:80 /%2F%20"},
        {"http://a/@b:c", "http://a:80 /@b:c"},
        {"http://a/\xc3\xa9?\xc3\xa9", "http://a:80 /%C3%A9?%C3%A9"},
        {"http://127.0.0.1:8000/", "http://127.0.0.1:8000 /"},
        {"http://a-b_c.d./", "http://a-b_c.d.:80 /"},
        {"http://[::1]", "http://[::1]:80 /"},
        {"http://[::1]:8000/b", "http://[::1]:8000 /b"},
        {"http://[::]/", "http://[::]:80 /"},
        {"http://[2001:DB8::7]/", "http://[2001:db8::7]:80 /"},
        {"http://[1:2:3:4:5:6:7:8]/", "http://[1:2:3:4:5:6:7:8]:80 /"},
        {"http://[1:2:3:4:5:6:7::]/", "http://[1:2:3:4:5:6:7::]:80 /"},
        {"http://[::ffff:127.0.0.1]/", "http://[::ffff:127.0.0.1]:80 /"},
        {"http://[1:2:3:4:5:6:1.2.3.4]/", "http://[1:2:3:4:5:6:1.2.3.4]:80 /"},
    };
    for (const auto& [text, expected] : rows) {
        std::string why = "stale";
        EXPECT_EQ(shown(parse_url(text, why)), expected) << text << ": " << why;
        EXPECT_EQ(why, "") << text;
    }
}

TEST(ParseUrl, RefusesAndSaysWhy) {
    const std::string rows[] = {
        "",
        "a",
        "a:8000",
        "localhost:8000/api",
        "/a",
        "//a",
        "http:",
        "http:/",
        "http://",
        "http:///a",
        "http://:80",
        "http://?a",
        "http:a",
        "ftp://a",
        "file:///etc/passwd",
        "httpx://a",
        "javascript:alert(1)",
        "://a",
        " http://a",
        "http://a ",
        "http://a b/",
        "http://a/b c",
        "http://a/b\tc",
        "http://a/\r\nHost: b",
        "http://a\0b"s,
        "http://a/\0"s,
        "http://a/\x7f",
        "http://u@a",
        "http://u:p@a",
        "http://a@",
        "http://@a",
        "http://a:80@b",
        "http://a\\@b",
        "http://a\\b",
        "http://a:0",
        "http://a:65536",
        "http://a:99999999999999999999",
        "http://a:-1",
        "http://a:+80",
        "http://a:8o",
        "http://a:80:80",
        "http://a:0x50",
        "http://a%41",
        "http://a%2fb",
        "http://a!b",
        "http://a,b",
        "http://a;b",
        "http://<a>",
        "http://\xc3\xa9",
        "http://.a",
        "http://a..b",
        "http://.",
        "http://" + std::string(254, 'a'),
        "http://::1/",
        "http://[::1",
        "http://[]",
        "http://[::1]8000",
        "http://[::1%eth0]",
        "http://[::1%25eth0]",
        "http://[1:2:3]",
        "http://[1:2:3:4:5:6:7:8:9]",
        "http://[1::2::3]",
        "http://[12345::]",
        "http://[::g]",
        "http://[:::]",
        "http://[1:2:3:4:5:6:7:8::]",
        "http://[::1.2.3]",
        "http://[::1.2.3.256]",
        "http://[::1.2.3.4.5]",
        "http://[::01.2.3.4]",
        "http://[1.2.3.4]",
        "http://[:1]",
        "http://[1:]",
        "http://[a]",
    };
    for (const auto& text : rows) {
        std::string why;
        EXPECT_EQ(shown(parse_url(text, why)), "refused") << testing::PrintToString(text);
        EXPECT_FALSE(why.empty()) << text;
    }
    std::string why;
    EXPECT_FALSE(parse_url("http://user:canary@a", why));
    EXPECT_EQ(why.find("canary"), why.npos);
}

TEST(Resolve, FollowsRfc3986) {
    std::string why;
    const url base = *parse_url("http://a/b/c/d;p?q", why);
    // The examples of RFC 3986, 5.4, without the rows of other schemes; fragments are dropped.
    const std::pair<std::string, std::string> rows[] = {
        {"g", "/b/c/g"},
        {"./g", "/b/c/g"},
        {"g/", "/b/c/g/"},
        {"/g", "/g"},
        {"?y", "/b/c/d;p?y"},
        {"g?y", "/b/c/g?y"},
        {"#s", "/b/c/d;p?q"},
        {"g#s", "/b/c/g"},
        {"g?y#s", "/b/c/g?y"},
        {";x", "/b/c/;x"},
        {"g;x", "/b/c/g;x"},
        {"g;x?y#s", "/b/c/g;x?y"},
        {"", "/b/c/d;p?q"},
        {".", "/b/c/"},
        {"./", "/b/c/"},
        {"..", "/b/"},
        {"../", "/b/"},
        {"../g", "/b/g"},
        {"../..", "/"},
        {"../../", "/"},
        {"../../g", "/g"},
        {"../../../g", "/g"},
        {"../../../../g", "/g"},
        {"/./g", "/g"},
        {"/../g", "/g"},
        {"g.", "/b/c/g."},
        {".g", "/b/c/.g"},
        {"g..", "/b/c/g.."},
        {"..g", "/b/c/..g"},
        {"./../g", "/b/g"},
        {"./g/.", "/b/c/g/"},
        {"g/./h", "/b/c/g/h"},
        {"g/../h", "/b/c/h"},
        {"g;x=1/./y", "/b/c/g;x=1/y"},
        {"g;x=1/../y", "/b/c/y"},
        {"g?y/./x", "/b/c/g?y/./x"},
        {"g?y/../x", "/b/c/g?y/../x"},
        {"\xc3\xa9", "/b/c/%C3%A9"},
    };
    for (const auto& [reference, expected] : rows)
        EXPECT_EQ(shown(resolve(base, reference, why)), "http://a:80 " + expected) << reference;
    EXPECT_EQ(shown(resolve(base, "https://x:1/y?z", why)), "https://x:1 /y?z");
    EXPECT_EQ(shown(resolve(base, "http://x/a/../b", why)), "http://x:80 /b");
    EXPECT_EQ(shown(resolve(base, "//x/y", why)), "http://x:80 /y");
    EXPECT_EQ(shown(resolve(base, "//x", why)), "http://x:80 /");
    const url secure = *parse_url("https://a:444/b", why);
    EXPECT_EQ(shown(resolve(secure, "//x/y", why)), "https://x:443 /y");
    EXPECT_EQ(shown(resolve(secure, "/y", why)), "https://a:444 /y");
    EXPECT_EQ(shown(resolve(secure, "c", why)), "https://a:444 /c");
    EXPECT_EQ(shown(resolve(secure, "http://a/y", why)),
              "http://a:80 /y");  // whether to follow is the caller's decision
    for (const std::string bad : {"ftp://x/", "mailto:a@b", "g:h", "http:g", "//u@x/", "//", "///a", "/a b",
                                  "/a\r\nb", "/\\x/y", "\\\\x", "//x\\y", "http://x:0/", "//[::1/"}) {
        why.clear();
        EXPECT_EQ(shown(resolve(base, bad, why)), "refused") << bad;
        EXPECT_FALSE(why.empty()) << bad;
    }
}

TEST(Origin, TextAndHost) {
    EXPECT_EQ((origin{true, "a", 443}.text()), "https://a:443");
    EXPECT_EQ((origin{true, "a", 443}.host_header()), "a");
    EXPECT_EQ((origin{true, "a", 80}.host_header()), "a:80");
    EXPECT_EQ((origin{false, "::1", 80}.host_header()), "[::1]");
    EXPECT_EQ((origin{false, "::1", 81}.text()), "http://[::1]:81");
    EXPECT_FALSE((origin{false, "a", 80} == origin{true, "a", 80}));
}

TEST(AppendSegment, StaysOneSegment) {
    const std::pair<std::string, std::string> rows[] = {
        {"abc", "abc"},
        {"a/b", "a%2Fb"},
        {"/", "%2F"},
        {"//", "%2F%2F"},
        {"a%2Fb", "a%252Fb"},
        {"%2e%2e", "%252e%252e"},
        {"a?b", "a%3Fb"},
        {"a#b", "a%23b"},
        {"a b", "a%20b"},
        {"../..", "..%2F.."},
        {"...", "..."},
        {".a", ".a"},
        {"a\\b", "a%5Cb"},
        {"..\\..", "..%5C.."},
        {"\xc3\xa9", "%C3%A9"},
        {"\xff", "%FF"},
        {"\x01\x7f", "%01%7F"},
        {"a\tb", "a%09b"},
        {"-._~", "-._~"},
        {"!$&'()*+,;=:@~", "!$&'()*+,;=:@~"},
        {"\"<>^`{|}[]", "%22%3C%3E%5E%60%7B%7C%7D%5B%5D"},
        {"HTTP/1.1", "HTTP%2F1.1"},
        {" ", "%20"},
    };
    for (const auto& [segment, expected] : rows) {
        std::string to = "/x/";
        EXPECT_FALSE(append_segment(to, segment)) << segment;
        EXPECT_EQ(to, "/x/" + expected);
        EXPECT_EQ(percent_decode(expected), segment);
        // Whatever a caller wants kept, these would end the segment.
        std::string wide;
        EXPECT_FALSE(append_segment(wide, segment, "/%?#\\ \t\x01\x7f\xff"));
        EXPECT_EQ(wide.find_first_of("/?#\\ \t\x01\x7f\xff"), wide.npos) << wide;
        EXPECT_EQ(percent_decode(wide), segment);
    }
    std::string strict;
    EXPECT_FALSE(append_segment(strict, "a:b@c", ""));
    EXPECT_EQ(strict, "a%3Ab%40c");
}

TEST(AppendSegment, RefusesHostileNames) {
    for (const std::string& segment :
         {""s, "."s, ".."s, "a\r\nb"s, "a\n"s, "\r"s, "\0"s, "a\0b"s, "x HTTP/1.1\r\nHost: evil"s}) {
        std::string to = "/x/";
        EXPECT_EQ(append_segment(to, segment), errc::invalid_argument) << testing::PrintToString(segment);
        EXPECT_EQ(to, "/x/");
    }
}

TEST(AppendQuery, FormEncodes) {
    std::string target = "/a";
    append_query(target, "q", "a b&c=d");
    append_query(target, "k~-._", "\xc3\xa9+/?\r\n");
    append_query(target, "", "");
    EXPECT_EQ(target, "/a?q=a+b%26c%3Dd&k~-._=%C3%A9%2B%2F%3F%0D%0A&=");
    target = "/a?";
    append_query(target, "b", "c");
    EXPECT_EQ(target, "/a?b=c");
}

TEST(Percent, EncodesAndDecodes) {
    EXPECT_EQ(percent_encode("a b~/\xff"), "a%20b~%2F%FF");
    EXPECT_EQ(percent_encode("a/b", "/"), "a/b");
    EXPECT_EQ(percent_encode(""), "");
    EXPECT_EQ(percent_decode("a%20b%2f%2F+%00"), "a b//+\0"s);
    for (const char* bad : {"%", "%2", "%2g", "%g2", "a%", "%%20", "% 0", "%-1"})
        EXPECT_FALSE(percent_decode(bad)) << bad;
    std::string all;
    for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
    EXPECT_EQ(percent_decode(percent_encode(all)), all);
}

}  // namespace
