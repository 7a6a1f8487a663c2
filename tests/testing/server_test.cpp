#include <polyaxon/testing/server.hpp>

#include <testing/echo.hpp>
#include <testing/raw_client.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

using namespace polyaxon::testing;
using namespace std::chrono_literals;

namespace {

/// Waits until `f` holds; a test that waits in vain fails by its own expectation.
template <class F>
bool soon(F f) {
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (!f()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::yield();
    }
    return true;
}

}  // namespace

TEST(Server, AnswersAndKeepsTheConnection) {
    server s(echo());
    raw::client c(s.port());
    c.get("/a?b=1");
    auto a = c.read();
    EXPECT_EQ(a.head.substr(0, 17), "HTTP/1.1 200 OK\r\n");
    EXPECT_EQ(a.header("Content-Type"), "application/json");
    EXPECT_EQ(a.body, "GET /a?b=1  c1 n1");
    c.send("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
    EXPECT_EQ(c.read().body, "POST /p hello c1 n2");
    raw::client other(s.port());
    other.get("/o");
    EXPECT_EQ(other.read().body, "GET /o  c2 n1");
    EXPECT_EQ(s.request_count(), 3u);
    EXPECT_EQ(s.connection_count(), 2u);
    EXPECT_EQ(s.open_connections(), 2u);
    EXPECT_EQ(s.url(), "http://127.0.0.1:" + std::to_string(s.port()));
}

TEST(Server, RemembersRequestsWithTheirHeaders) {
    server s(echo());
    raw::client c(s.port());
    c.send("GET /x?q=a%20b%2Fc+d&e=&q=2 HTTP/1.1\r\nHost: h\r\nX-Empty:\r\nauthorization: Token t\r\n\r\n");
    c.read();
    const auto all = s.requests();
    ASSERT_EQ(all.size(), 1u);
    const header_list expected{{"Host", "h"}, {"X-Empty", ""}, {"authorization", "Token t"}};
    EXPECT_EQ(all[0].headers, expected);
    EXPECT_EQ(all[0].header("Authorization"), "Token t");
    EXPECT_EQ(all[0].header("X-empty"), "");
    EXPECT_FALSE(all[0].header("X").has_value());
    EXPECT_EQ(all[0].path(), "/x");
    EXPECT_EQ(all[0].query("q"), "a b/c d");
    EXPECT_EQ(all[0].query("e"), "");
    EXPECT_FALSE(all[0].query("f").has_value());
}

TEST(Server, KeepsOnlyAsManyRequestsAsAsked) {
    server s(echo(), {.keep_requests = 2});
    raw::client c(s.port());
    for (const char* t : {"/1", "/2", "/3"}) {
        c.get(t);
        c.read();
    }
    const auto all = s.requests();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].target, "/2");
    EXPECT_EQ(s.request_count(), 3u);
}

TEST(Server, AnswersPipelinedRequestsInOrderAtEverySplit) {
    const std::string wire =
        "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nPOST /2 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\nGET /3 HTTP/1.1\r\nHost: h\r\n\r\n";
    server s(echo());
    std::size_t connection = 0;
    for (std::size_t cut = 1; cut < wire.size(); cut += 3) {
        raw::client c(s.port());
        c.send(wire.substr(0, cut));
        c.send(wire.substr(cut));
        const auto n = " c" + std::to_string(++connection) + " n";
        EXPECT_EQ(c.read().body.substr(0, 8), "GET /1  ") << cut;
        EXPECT_EQ(c.read().body, "POST /2 abcde" + n + "2") << cut;
        EXPECT_EQ(c.read().body, "GET /3 " + n + "3") << cut;
    }
}

TEST(Server, DelaysKeepTheOrderAndRunTogether) {
    server s([](const received& r) {
        auto a = reply::json(r.target);
        a.delay = r.target == "/slow" ? 200ms : r.target == "/mid" ? 150ms : 0ms;
        return a;
    });
    raw::client c(s.port());
    const auto begin = std::chrono::steady_clock::now();
    c.send(
        "GET /slow HTTP/1.1\r\nHost: h\r\n\r\nGET /mid HTTP/1.1\r\nHost: h\r\n\r\nGET /fast "
        "HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(c.read().body, "/slow");
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 200ms);
    EXPECT_EQ(c.read().body, "/mid");
    EXPECT_EQ(c.read().body, "/fast");
}

TEST(Server, SaysContinueToWhoAsks) {
    server s(echo());
    raw::client c(s.port());
    c.send("PUT /u HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(c.read().status, 100);
    c.send("body");
    EXPECT_EQ(c.read().body, "PUT /u body c1 n1");
}

TEST(Server, HeadAndNoContentHaveNoBody) {
    server s([](const received& r) { return reply::json("{\"a\":1}", r.target == "/none" ? 204 : 200); });
    raw::client c(s.port());
    c.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(c.read(true).header("Content-Length"), "7");
    c.get("/none");
    const auto none = c.read();
    EXPECT_EQ(none.status, 204);
    EXPECT_EQ(none.header("Content-Length"), "");
    c.get("/");
    EXPECT_EQ(c.read().body, "{\"a\":1}");
}

TEST(Server, PacksAndCutsInChunks) {
    const std::string big(20'000, 'x');
    server s([&](const received& r) {
        auto a = reply::json(big);
        a.gzip = r.query("gzip") == "1";
        a.chunked = r.query("chunked") == "1";
        return a;
    });
    raw::client c(s.port());
    c.get("/?chunked=1");
    EXPECT_EQ(c.read().body, big);
    c.get("/?gzip=1");
    auto packed = c.read();
    EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
    EXPECT_LT(packed.body.size(), 1000u);
    EXPECT_EQ(raw::gunzip(packed.body), big);
    c.get("/?gzip=1&chunked=1");
    EXPECT_EQ(raw::gunzip(c.read().body), big);
}

TEST(Server, SendsALargeAnswerWhole) {
    std::string big(5'000'000, 'x');
    for (std::size_t i = 0; i < big.size(); i += 97) big[i] = static_cast<char>('a' + i % 26);
    for (const bool tls : {false, true}) {
        server s([&](const received&) { return reply::json(big); }, {.tls = tls});
        raw::client c(s.port());
        if (tls) {
            ASSERT_EQ(c.start_tls(s.ca_pem(), "127.0.0.1", nullptr), "");
        }
        for (int i = 0; i < 3; ++i) c.get("/");
        for (int i = 0; i < 3; ++i) EXPECT_TRUE(c.read().body == big);
    }
}

TEST(Server, ClosesAndSaysSo) {
    auto closing = reply::json("{}");
    closing.close = true;
    server s(scripted({closing, reply::json("1")}));
    raw::client c(s.port());
    c.get("/");
    EXPECT_EQ(c.read().header("Connection"), "close");
    EXPECT_EQ(c.end(), "fin");
    raw::client asks(s.port());
    asks.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(asks.read().header("Connection"), "close");
    EXPECT_EQ(asks.end(), "fin");
    raw::client old(s.port());
    old.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_EQ(old.read().body, "1");
    EXPECT_EQ(old.end(), "fin");
    EXPECT_TRUE(soon([&] { return s.open_connections() <= 3; }));
}

TEST(Server, EndsWithoutSayingSo) {
    auto fin = reply::json("{}"), rst = reply::json("{}"), raw_fin = reply{};
    fin.then = reply::end::fin;
    rst.then = reply::end::rst;
    raw_fin.raw = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf";
    raw_fin.then = reply::end::fin;
    server s(scripted({fin, rst, raw_fin}));
    raw::client a(s.port());
    a.get("/");
    EXPECT_EQ(a.read().header("Connection"), "");
    EXPECT_EQ(a.end(), "fin");
    raw::client b(s.port());
    b.get("/");
    b.read();
    EXPECT_EQ(b.end(), "reset");
    raw::client c(s.port());
    c.get("/");
    std::string rest;
    EXPECT_EQ(c.end(&rest), "fin");
    EXPECT_EQ(rest, *raw_fin.raw);
}

TEST(Server, LooksAtNothingBehindAnEnd) {
    auto fin = reply::json("{}");
    fin.then = reply::end::fin;
    server s(scripted({fin}));
    raw::client c(s.port());
    c.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
    c.read();
    EXPECT_EQ(c.end(), "fin");
    EXPECT_EQ(s.request_count(), 1u);
}

TEST(Server, RefusesWhatIsNoRequest) {
    server s(echo());
    raw::client c(s.port());
    c.send("this is no HTTP\r\n\r\n");
    const auto a = c.read();
    EXPECT_EQ(a.status, 400);
    EXPECT_NE(a.body.find("not an HTTP request"), std::string::npos);
    EXPECT_EQ(c.end(), "fin");
    EXPECT_EQ(s.request_count(), 0u);
}

TEST(Server, AHandlerThatThrowsIsA500) {
    server s([](const received&) -> reply { throw std::runtime_error("say \"why\""); });
    raw::client c(s.port());
    c.get("/");
    const auto a = c.read();
    EXPECT_EQ(a.status, 500);
    EXPECT_EQ(a.body, R"({"detail":"the handler of the test threw: say \"why\""})");
}

TEST(Server, CutsOpenConnections) {
    server s(echo());
    raw::client a(s.port()), b(s.port());
    a.get("/");
    a.read();
    s.close_connections();
    EXPECT_EQ(a.end(), "fin");
    raw::client c(s.port());
    c.get("/");
    c.read();
    s.close_connections(true);
    EXPECT_EQ(c.end(), "reset");
    EXPECT_EQ(s.open_connections(), 0u);
}

TEST(Server, KeepsTheAnnouncedKeepAlive) {
    server s(echo(), {.keep_alive = 1000ms});
    raw::client c(s.port());
    c.get("/");
    EXPECT_EQ(c.read().header("Keep-Alive"), "timeout=1");
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(c.end(), "fin");
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 900ms);
}

namespace {
/// Sends each target until it is answered 200; returns which (target, attempt) failed, and how.
std::set<std::string> faults_of(server& s, int targets, int backwards) {
    std::set<std::string> seen;
    auto c = std::make_unique<raw::client>(s.port());
    for (int i = 0; i < targets; ++i) {
        const auto target = "/run/" + std::to_string(backwards ? targets - i : i + 1);
        for (int attempt = 1;; ++attempt) {
            c->get(target);
            std::string how;
            try {
                const auto a = c->read();
                if (a.status == 200) break;
                how = std::to_string(a.status) + " after " + a.header("Retry-After");
            } catch (const std::runtime_error& e) {
                how = e.what();
                c = std::make_unique<raw::client>(s.port());
            }
            seen.insert(target + " " + std::to_string(attempt) + " " + how);
        }
    }
    return seen;
}
}  // namespace

TEST(Server, ThrowsInFaultsAndCountsThem) {
    const fault_options faults{
        .too_many = 0.1, .unavailable = 0.1, .closed = 0.1, .retry_after = 1500ms, .seed = 42};
    server first(echo(), {.faults = faults}), second(echo(), {.faults = faults});
    const auto forwards = faults_of(first, 300, false), backwards = faults_of(second, 300, true);
    EXPECT_EQ(forwards, backwards);  // whatever the order
    EXPECT_EQ(first.injected_faults(), forwards.size());
    EXPECT_GT(forwards.size(), 70u);
    EXPECT_LT(forwards.size(), 200u);
    std::size_t many = 0, unavailable = 0, closed = 0;
    for (const auto& one : forwards) {
        many += one.find("429 after 2") != std::string::npos;
        unavailable += one.find("503 after 2") != std::string::npos;
        closed += one.find("end of stream") != std::string::npos;
    }
    EXPECT_GT(many, 10u);
    EXPECT_GT(unavailable, 10u);
    EXPECT_GT(closed, 10u);
    EXPECT_EQ(many + unavailable + closed, forwards.size());
    server other(echo(), {.faults = {.too_many = 0.1, .unavailable = 0.1, .closed = 0.1, .seed = 43}});
    EXPECT_NE(faults_of(other, 300, false), forwards);
}

TEST(Server, AddsLatencyToEveryAnswer) {
    server s(echo(), {.faults = {.latency = 30ms}});
    raw::client c(s.port());
    const auto begin = std::chrono::steady_clock::now();
    c.get("/");
    c.read();
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 30ms);
    EXPECT_EQ(s.injected_faults(), 0u);
}

TEST(Server, ManyConnectionsAtOnce) {
    server s(echo());
    std::vector<std::unique_ptr<raw::client>> all;
    for (int i = 0; i < 200; ++i) all.push_back(std::make_unique<raw::client>(s.port()));
    for (auto& c : all) c->get("/many");
    for (auto& c : all) EXPECT_EQ(c->read().body.substr(0, 10), "GET /many ");
    EXPECT_EQ(s.open_connections(), 200u);
    all.clear();
    EXPECT_TRUE(soon([&] { return s.open_connections() == 0; }));
}

TEST(Scripted, RepeatsTheLastReply) {
    auto h = scripted({reply::json("1"), reply::json("2")});
    EXPECT_EQ(h({}).body, "1");
    EXPECT_EQ(h({}).body, "2");
    EXPECT_EQ(h({}).body, "2");
    EXPECT_THROW(scripted({}), std::invalid_argument);
}
