#include "async/support/bench_engine.hpp"

#include <gtest/gtest.h>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;
using codec::verb;

namespace {

engine_options following(int most = 5) {
    auto o = rig::defaults();
    o.max_redirects = most;
    return o;
}
std::string to(int status, std::string_view location) {
    return http(status, "", "Location: " + std::string(location) + "\r\n");
}

TEST(Redirect, IsAnErrorUnlessAllowed) {
    rig r;
    simple_call c(place());
    r.start(c), r.poll();
    (*r.net)[0].send(to(302, "https://elsewhere/login?next=secret")), r.poll();
    EXPECT_EQ(c.kind(), errc::client_error);
    EXPECT_NE(c.text().find("https://elsewhere/login"), std::string::npos) << c.text();
    EXPECT_EQ(c.text().find("secret"), std::string::npos) << c.text();
}

TEST(Redirect, FollowsWithinTheOrigin) {
    for (int status : {301, 302, 303, 307, 308}) {
        rig r(following());
        simple_call c(place(), verb::get, "/a");
        c.to.secret_headers = "X-Internal: canary\r\n";
        r.start(c), r.poll();
        (*r.net)[0].send(to(status, "/b?x=1")), r.poll();
        const auto& w = (*r.net)[0].written;
        const auto second = w.find("GET /b?x=1 HTTP/1.1");
        ASSERT_NE(second, std::string::npos) << w;
        EXPECT_NE(w.find("Authorization: Token canary", second), std::string::npos);
        (*r.net)[0].send(http(200, "there")), r.poll();
        EXPECT_EQ(c.body, "there");
        EXPECT_EQ(c.node.attempts, 1);
    }
}

TEST(Redirect, LeavesTheTokenBehind) {
    rig r(following());
    simple_call c(place("one"), verb::get, "/a");
    c.to.secret_headers = "X-Internal: canary\r\n";
    c.request.authorization = "EphemeralToken canary";
    r.start(c), r.poll();
    (*r.net)[0].send(to(302, "http://two:8000/b")), r.poll();
    ASSERT_EQ(r.net->wires.size(), 2u);
    EXPECT_TRUE((*r.net)[1].written.starts_with("GET /b HTTP/1.1\r\nHost: two:8000\r\n"))
        << (*r.net)[1].written;
    EXPECT_EQ((*r.net)[1].written.find("canary"), std::string::npos) << (*r.net)[1].written;
    // Nor does it come back on the way home.
    (*r.net)[1].send(to(302, "http://one:8000/c")), r.poll();
    const auto home = (*r.net)[0].written.find("GET /c ");
    ASSERT_NE(home, std::string::npos);
    EXPECT_EQ((*r.net)[0].written.find("canary", home), std::string::npos);
    (*r.net)[0].send(http(200, "done")), r.poll();
    EXPECT_TRUE(c.ok());
}

TEST(Redirect, WritesKeepVerbAndBodyWithinTheOriginOnly) {
    for (int status : {307, 308}) {
        rig r(following());
        simple_call c(place(), verb::post, "/a");
        c.request.body = "{\"n\":1}";
        r.start(c), r.poll();
        (*r.net)[0].send(to(status, "/b")), r.poll();
        const auto& w = (*r.net)[0].written;
        const auto second = w.find("POST /b HTTP/1.1");
        ASSERT_NE(second, std::string::npos);
        EXPECT_NE(w.find("{\"n\":1}", second), std::string::npos);
        (*r.net)[0].send(to(status, "http://two:8000/b")), r.poll();
        EXPECT_EQ(c.kind(), errc::client_error);
        EXPECT_EQ(r.net->made, 1u);
    }
    for (int status : {301, 302, 303}) {
        rig r(following());
        simple_call c(place(), verb::post, "/a");
        r.start(c), r.poll();
        (*r.net)[0].send(to(status, "/b")), r.poll();
        EXPECT_EQ(c.kind(), errc::client_error);
        EXPECT_NE(c.text().find("not followed"), std::string::npos) << c.text();
    }
}

TEST(Redirect, NeverFromHttpsToHttpAndNotForEver) {
    rig r(following());
    simple_call c(place("one", 443, true));
    r.start(c), r.poll();
    (*r.net)[0].send(to(302, "http://one/b")), r.poll();
    EXPECT_EQ(c.kind(), errc::client_error);
    EXPECT_NE(c.text().find("https to http"), std::string::npos) << c.text();

    rig loop(following(3));
    loop.net->on_write = [](wire& w) { w.send(to(302, "/again")); };
    simple_call d(place());
    loop.start(d), loop.poll();
    EXPECT_EQ(d.kind(), errc::client_error);
    EXPECT_EQ(loop.on->stats().requests, 4u);
    EXPECT_NE(d.text().find("more than 3 redirects"), std::string::npos) << d.text();
}

}  // namespace
