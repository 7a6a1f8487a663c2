#include <polyaxon/codec/request.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace polyaxon::codec;
using namespace std::string_literals;
using polyaxon::errc;

destination server() {
    destination d = make_destination({false, "example.org", 8000});
    EXPECT_FALSE(append_header(d.headers, "User-Agent", "t/1"));
    EXPECT_FALSE(append_header(d.secret_headers, "X-Internal", "yes"));
    d.authorization = "Token secret";
    return d;
}
std::string written(const destination& to, const request& r, bool with_secrets = true) {
    std::string out;
    write_request(to, r, out, with_secrets);
    return out;
}

TEST(WriteRequest, Get) {
    request r;
    r.target = "/api/v1/a?b=c";
    EXPECT_EQ(written(make_destination({false, "example.org", 80}), r),
              "GET /api/v1/a?b=c HTTP/1.1\r\nHost: example.org\r\n\r\n");
    EXPECT_EQ(written(server(), r),
              "GET /api/v1/a?b=c HTTP/1.1\r\nHost: example.org:8000\r\nUser-Agent: t/1\r\nAuthorization: "
              "Token secret\r\nX-Internal: yes\r\n\r\n");
}

TEST(WriteRequest, HostOfEveryKind) {
    request r;
    r.target = "/";
    EXPECT_EQ(written(make_destination({true, "a.b", 443}), r), "GET / HTTP/1.1\r\nHost: a.b\r\n\r\n");
    EXPECT_EQ(written(make_destination({true, "a.b", 80}), r), "GET / HTTP/1.1\r\nHost: a.b:80\r\n\r\n");
    EXPECT_EQ(written(make_destination({false, "::1", 8000}), r),
              "GET / HTTP/1.1\r\nHost: [::1]:8000\r\n\r\n");
    destination bare;
    bare.where = {false, "a.b", 81};
    EXPECT_EQ(written(bare, r), "GET / HTTP/1.1\r\nHost: a.b:81\r\n\r\n");
}

TEST(WriteRequest, PostWithABody) {
    request r;
    r.method = verb::post;
    r.target = "/x/";
    r.body = R"({"a":1})";
    r.content_type = "application/json";
    ASSERT_FALSE(append_header(r.headers, "Idempotency-Key", "k1"));
    destination to = server();
    to.base = "/prefix";
    EXPECT_EQ(written(to, r),
              "POST /prefix/x/ HTTP/1.1\r\nHost: example.org:8000\r\nUser-Agent: t/1\r\nAuthorization: Token "
              "secret\r\nX-Internal: yes\r\n"
              "Idempotency-Key: k1\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
}

TEST(WriteRequest, LengthZeroForVerbsThatMayHaveABody) {
    const destination to = make_destination({false, "h", 80});
    request r;
    r.target = "/";
    for (const auto& [method, text] :
         {std::pair{verb::post, "POST"}, {verb::put, "PUT"}, {verb::patch, "PATCH"}, {verb::del, "DELETE"}}) {
        r.method = method;
        EXPECT_EQ(written(to, r), text + " / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"s);
    }
    for (const auto& [method, text] : {std::pair{verb::get, "GET"}, {verb::head, "HEAD"}}) {
        r.method = method;
        EXPECT_EQ(written(to, r), text + " / HTTP/1.1\r\nHost: h\r\n\r\n"s);
    }
}

TEST(WriteRequest, ABodyAlwaysHasALength) {
    const destination to = make_destination({false, "h", 80});
    request r;
    r.method = verb::put;
    r.target = "/";
    r.body = "abc";
    EXPECT_EQ(written(to, r), "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
    r.body.clear();
    r.content_type = "text/plain";
    EXPECT_EQ(written(to, r),
              "PUT / HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n");
    r.method = verb::get;
    r.body = "\r\n\0x"s;
    EXPECT_EQ(written(to, r),
              "GET / HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\n\r\n\0x"s);
}

TEST(WriteRequest, AnAuthorizationOfTheCallReplacesTheOther) {
    request r;
    r.target = "/";
    r.authorization = "EphemeralToken other";
    const std::string text = written(server(), r);
    EXPECT_NE(text.find("Authorization: EphemeralToken other\r\n"), text.npos);
    EXPECT_EQ(text.find("secret"), text.npos);
}

TEST(WriteRequest, LeavesSecretsOut) {
    request r;
    r.target = "/";
    r.authorization = "Token canary";
    ASSERT_FALSE(append_header(r.headers, "cookie", "canary"));
    ASSERT_FALSE(append_header(r.headers, "X-Plain", "p"));
    ASSERT_FALSE(append_header(r.headers, "AUTHORIZATION", "canary"));
    ASSERT_FALSE(append_header(r.headers, "Proxy-Authorization", "canary"));
    EXPECT_EQ(written(server(), r, false),
              "GET / HTTP/1.1\r\nHost: example.org:8000\r\nUser-Agent: t/1\r\nX-Plain: p\r\n\r\n");
}

TEST(WriteRequest, AppendsBehindOthers) {
    const destination to = make_destination({false, "h", 80});
    request r;
    r.target = "/1";
    std::string out;
    write_request(to, r, out);
    r.target = "/2";
    write_request(to, r, out);
    EXPECT_EQ(out, "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
}

TEST(AppendHeader, RefusesHostileNamesAndValues) {
    const std::string names[] = {"",
                                 " ",
                                 "A B",
                                 "A:",
                                 "A\r\nB",
                                 "A\n",
                                 "A\0"s,
                                 "A\t",
                                 "\"A\"",
                                 "A(b)",
                                 "A,b",
                                 "A/",
                                 "\xc3\xa9",
                                 "A\x7f",
                                 "A: b\r\nC",
                                 ":A",
                                 "A=",
                                 "A;",
                                 "Content-Length",
                                 "host",
                                 "TRANSFER-ENCODING"};
    for (const auto& name : names) {
        std::string headers = "X: y\r\n";
        EXPECT_EQ(append_header(headers, name, "v"), errc::invalid_argument) << testing::PrintToString(name);
        EXPECT_EQ(headers, "X: y\r\n");
    }
    const std::string values[] = {"a\r\nB: c", "a\n",   "\r",    "a\0b"s,  "\0"s,
                                  "a\x1b",     "a\x7f", "a\x0b", "a\r\n b"};
    for (const auto& value : values) {
        std::string headers;
        EXPECT_EQ(append_header(headers, "X", value), errc::invalid_argument)
            << testing::PrintToString(value);
        EXPECT_EQ(headers, "");
        EXPECT_EQ(check_header_value(value), errc::invalid_argument);
    }
    std::string headers;
    EXPECT_FALSE(append_header(headers, "X-A_b.c!", "a b\tc: d, \"e\" \xc3\xa9"));
    EXPECT_FALSE(append_header(headers, "Empty", ""));
    EXPECT_EQ(headers, "X-A_b.c!: a b\tc: d, \"e\" \xc3\xa9\r\nEmpty: \r\n");
    EXPECT_FALSE(check_header_value("Token abc"));
}

TEST(Verb, Names) {
    EXPECT_EQ(name(verb::del), "DELETE");
    EXPECT_EQ(name(verb::patch), "PATCH");
    static_assert(idempotent(verb::del) && idempotent(verb::put) && !idempotent(verb::post) &&
                  !idempotent(verb::patch));
    static_assert(safe(verb::head) && !safe(verb::put));
}

}  // namespace
