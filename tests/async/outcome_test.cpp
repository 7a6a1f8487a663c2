#include "async/support/bench_engine.hpp"

#include <polyaxon/codec/gzip.hpp>

#include <gtest/gtest.h>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;
using codec::verb;
using std::chrono::milliseconds;

namespace {

/// One call that is answered with these bytes.
struct exchange {
    rig r;
    simple_call c;
    explicit exchange(std::string_view wire_bytes, verb v = verb::get, bool fin = false,
                      engine_options o = rig::defaults())
        : r(std::move(o)), c(place(), v, "/api/v1/runs/?token=secret") {
        r.start(c), r.poll();
        (*r.net)[0].send(wire_bytes);
        r.poll();
        if (fin) (*r.net)[0].finish(), r.poll();
    }
    bool kept() const { return r.on->stats().idle == 1; }
};

TEST(Outcome, EveryStatusHasItsKind) {
    const std::pair<int, errc> rows[] = {
        {301, errc::client_error},    {304, errc::client_error}, {400, errc::client_error},
        {401, errc::unauthenticated}, {403, errc::forbidden},    {404, errc::not_found},
        {409, errc::conflict},        {422, errc::client_error}, {429, errc::rate_limited},
        {500, errc::server_error},    {503, errc::server_error}, {599, errc::server_error}};
    for (auto [status, kind] : rows) {
        SCOPED_TRACE(status);
        exchange e(http(status, status == 304 ? "" : R"({"detail": "words of the server"})",
                        "Content-Type: application/json\r\nX-Request-ID: r-1\r\nRetry-After: 7\r\n"));
        EXPECT_EQ(e.c.kind(), kind);
        ASSERT_TRUE(e.c.node.failure);
        const auto& f = *e.c.node.failure;
        EXPECT_EQ(f.status, status);
        EXPECT_EQ(f.request, "GET /api/v1/runs/");
        EXPECT_EQ(f.request_id, "r-1");
        EXPECT_EQ(f.retry_after, milliseconds(7000));
        EXPECT_EQ(f.attempts, 1);
        EXPECT_FALSE(f.maybe_sent);
        if (status != 304) {
            EXPECT_NE(f.detail.find("words of the server"), std::string::npos) << f.detail;
            EXPECT_EQ(f.body, R"({"detail": "words of the server"})");
        }
        EXPECT_NE(f.detail.find(std::to_string(status)), std::string::npos) << f.detail;
        EXPECT_EQ(f.detail.find("canary"), std::string::npos);
        EXPECT_EQ(e.c.decoded, 0);
        EXPECT_TRUE(e.kept());
    }
}

TEST(Outcome, AnEmptySuccessIsDecodedAsAnEmptyBody) {
    for (const auto* wire :
         {"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 205 Reset\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 204 No Content\r\nContent-Length: 10\r\n\r\n"}) {
        exchange e(wire, verb::del);
        EXPECT_TRUE(e.c.ok()) << wire << e.c.text();
        EXPECT_EQ(e.c.decoded, 1);
        EXPECT_TRUE(e.c.body.empty());
        EXPECT_TRUE(e.kept());
    }
}

TEST(Outcome, UnpacksGzipAndRefusesOtherCodings) {
    const auto packed = codec::gzip("{\"n\": 1}");
    for (const auto* coding : {"gzip", "x-gzip", "GZIP"}) {
        exchange e(http(200, packed, std::string("Content-Encoding: ") + coding + "\r\n"));
        EXPECT_TRUE(e.c.ok()) << e.c.text();
        EXPECT_EQ(e.c.body, "{\"n\": 1}");
    }
    EXPECT_EQ(exchange(http(200, "x", "Content-Encoding: identity\r\n")).c.body, "x");
    for (const auto* coding : {"br", "deflate", "gzip, gzip"}) {
        exchange e(http(200, packed, std::string("Content-Encoding: ") + coding + "\r\n"));
        EXPECT_EQ(e.c.kind(), errc::protocol) << coding;
    }
    EXPECT_EQ(exchange(http(200, "not gzip", "Content-Encoding: gzip\r\n")).c.kind(), errc::protocol);
    auto o = rig::defaults();
    o.limits.decompressed = 100;
    exchange big(http(200, codec::gzip(std::string(1000, 'x')), "Content-Encoding: gzip\r\n"), verb::get,
                 false, o);
    EXPECT_EQ(big.c.kind(), errc::too_large);
    EXPECT_TRUE(big.c.text().starts_with("limit")) << big.c.text();
    exchange error(http(404, codec::gzip(R"({"detail": "gone"})"),
                        "Content-Encoding: gzip\r\nContent-Type: application/json\r\n"));
    EXPECT_NE(error.c.text().find("gone"), std::string::npos);
    EXPECT_EQ(error.c.node.failure->body, R"({"detail": "gone"})");
}

TEST(Outcome, ReadsAWaitsForACloseOnlyWithACleanEnd) {
    exchange whole("HTTP/1.1 200 OK\r\n\r\nall of it", verb::get, true);
    EXPECT_EQ(whole.c.body, "all of it");
    EXPECT_FALSE(whole.kept());
    exchange cut("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", verb::get, true);
    EXPECT_EQ(cut.c.kind(), errc::network);
    EXPECT_EQ(cut.c.decoded, 0);
    EXPECT_NE(cut.c.text().find("in the middle of the answer"), std::string::npos) << cut.c.text();
    exchange reset("HTTP/1.1 200 OK\r\n\r\nsome");
    (*reset.r.net)[0].fail(make_error_code(errc::network)), reset.r.poll();
    EXPECT_EQ(reset.c.kind(), errc::network);
    EXPECT_EQ(reset.c.decoded, 0);
}

TEST(Outcome, ReuseRules) {
    EXPECT_TRUE(exchange(http(200, "1")).kept());
    EXPECT_FALSE(exchange(http(200, "1", "Connection: close\r\n")).kept());
    EXPECT_FALSE(exchange("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n1").kept());
    EXPECT_TRUE(exchange("HTTP/1.0 200 OK\r\nContent-Length: 1\r\nConnection: keep-alive\r\n\r\n1").kept());
    EXPECT_TRUE(exchange("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n").kept());
    exchange more(http(200, "1") + "H");
    EXPECT_TRUE(more.c.ok());
    EXPECT_FALSE(more.kept()) << "left-over bytes";
    EXPECT_TRUE((*more.r.net)[0].closed);
    exchange twice(http(200, "1") + http(200, "2"));
    EXPECT_EQ(twice.c.body, "1");
    EXPECT_FALSE(twice.kept());
}

TEST(Outcome, AnEarlyAnswerEndsTheConnection) {
    rig r;
    r.net->on_open = [](wire& w) { w.hold_writes = true; };
    simple_call c(place(), verb::post);
    r.start(c), r.poll();
    (*r.net)[0].send(http(413, "too much")), r.poll();
    EXPECT_EQ(c.node.failure->status, 413);
    EXPECT_EQ(r.on->stats().open, 0u) << "the request had not left";
}

TEST(Outcome, AFailedWriteLeavesTheLastWordToTheAnswer) {
    rig r;
    r.net->on_open = [](wire& w) { w.hold_writes = true; };
    simple_call c(place(), verb::post);
    r.start(c), r.poll();
    (*r.net)[0].release(make_error_code(errc::network)), r.poll();
    EXPECT_EQ(c.done, 0);
    (*r.net)[0].send(http(401, "")), r.poll();
    EXPECT_EQ(c.kind(), errc::unauthenticated);
    EXPECT_EQ(r.on->stats().open, 0u);
}

TEST(Outcome, BrokenAnswersAreProtocolErrors) {
    for (const auto* wire :
         {"HTTP/2.0 200 OK\r\n\r\n", "garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n",
          "HTTP/1.1 101 Switching\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"}) {
        exchange e(wire);
        EXPECT_EQ(e.c.kind(), errc::protocol) << wire;
        EXPECT_EQ(e.r.on->stats().open, 0u);
        EXPECT_FALSE(e.c.text().empty());
    }
    auto o = rig::defaults();
    o.limits.body = 100;
    exchange e(http(200, std::string(101, 'x')), verb::get, false, o);
    EXPECT_EQ(e.c.kind(), errc::too_large);
    EXPECT_TRUE(e.c.text().starts_with("limit"));
}

TEST(Outcome, ADecoderHasTheLastWord) {
    struct row {
        std::error_code (*decode)(void*, const answer&, std::string&);
        errc kind;
        std::string_view text;
    };
    const row rows[] = {
        {[](void*, const answer&, std::string& what) {
             return what = "runs[2].id: expected a number", make_error_code(errc::decode);
         },
         errc::decode, "runs[2].id"},
        {[](void*, const answer&, std::string& what) {
             return what = "limit: too deep", make_error_code(errc::too_large);
         },
         errc::too_large, "limit: too deep"},
        {[](void*, const answer&, std::string&) { return std::make_error_code(std::errc::bad_message); },
         errc::decode, "not what this call expects"},
        {[](void*, const answer&, std::string&) -> std::error_code {
             throw std::runtime_error("thrown inside");
         },
         errc::decode, "thrown inside"},
    };
    for (const auto& row : rows) {
        rig r;
        simple_call c(place());
        c.node.decode = row.decode;
        r.start(c), r.poll();
        (*r.net)[0].send(http(200, "{\"broken\": true}")), r.poll();
        EXPECT_EQ(c.kind(), row.kind);
        EXPECT_NE(c.text().find(row.text), std::string::npos) << c.text();
        EXPECT_EQ(c.node.failure->status, 200);
        EXPECT_EQ(c.node.failure->body, "{\"broken\": true}");
        EXPECT_EQ(r.on->stats().idle, 1u) << "the answer was read to its end";
    }
}

TEST(Outcome, TheBodyHasPaddingBehindIt) {
    exchange e(http(200, "{\"a\":1}"));
    rig r;
    simple_call c(place());
    c.node.decode = [](void* self, const answer& a, std::string& what) {
        struct value {
            std::vector<int> list;
        } v;
        auto ec = a.parser.parse(a.body.data(), a.body.size(), &v, [](codec::json_in& in, void* out) {
            return read(in, static_cast<value*>(out)->list);
        });
        static_cast<simple_call*>(self)->status = static_cast<int>(v.list.size());
        what = a.parser.what();
        return ec;
    };
    r.start(c), r.poll();
    (*r.net)[0].send(http(200, "[1,2,3]")), r.poll();
    EXPECT_TRUE(c.ok()) << c.text();
    EXPECT_EQ(c.status, 3);
}

TEST(Outcome, HeadHasNoBody) {
    exchange e("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", verb::head);
    EXPECT_TRUE(e.c.ok());
    EXPECT_TRUE(e.kept());
}

TEST(Outcome, ErrorBodiesAreCut) {
    auto o = rig::defaults();
    o.error_body = 10;
    exchange e(http(500, std::string(1000, 'x')), verb::get, false, o);
    EXPECT_EQ(e.c.node.failure->body, std::string(10, 'x'));
}

}  // namespace
