#include <polyaxon/async/proxy.hpp>
#include <polyaxon/async/proxy_tunnel.hpp>

#include "async/support/stream_driver.hpp"
#include "async/support/tls_peer.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <mutex>
#include <optional>

namespace polyaxon::test {
namespace {

using async::proxy_settings;
using environment = std::map<std::string, std::string>;

proxy_settings read(const environment& env, const proxy_options& o = {}) {
    return async::read_proxy_settings(o, [&](const char* name) -> const char* {
        const auto found = env.find(name);
        return found == env.end() ? nullptr : found->second.c_str();
    });
}

codec::origin origin_of(std::string_view url) {
    std::string why;
    const auto u = codec::parse_url(url, why);
    EXPECT_TRUE(u) << url << ": " << why;
    return u ? u->where : codec::origin{};
}

/// "host:port", "direct", or "error: …".
std::string way(const proxy_settings& s, std::string_view url) {
    const auto c = async::choose_proxy(s, origin_of(url));
    if (!c.trouble.empty()) return "error: " + c.trouble;
    return c.proxy ? c.proxy->host + ":" + std::to_string(c.proxy->port) : "direct";
}

TEST(proxy, the_environment_decides_by_scheme_and_name) {
    const struct {
        environment env;
        const char* url;
        const char* way;
    } rows[] = {
        {{}, "http://a.example", "direct"},
        {{{"HTTP_PROXY", "http://p:3128"}}, "http://a.example", "p:3128"},
        {{{"HTTP_PROXY", "http://p:3128"}}, "https://a.example", "direct"},
        {{{"HTTPS_PROXY", "http://p:3128"}}, "https://a.example", "p:3128"},
        {{{"HTTPS_PROXY", "http://p:3128"}}, "http://a.example", "direct"},
        {{{"http_proxy", "p:1"}, {"HTTP_PROXY", "p:2"}}, "http://a.example", "p:1"},
        {{{"https_proxy", "p:1"}, {"HTTPS_PROXY", "p:2"}}, "https://a.example", "p:1"},
        {{{"ALL_PROXY", "p:9"}}, "http://a.example", "p:9"},
        {{{"all_proxy", "p:9"}}, "https://a.example", "p:9"},
        {{{"ALL_PROXY", "p:9"}, {"HTTPS_PROXY", "q:8"}}, "https://a.example", "q:8"},
        {{{"HTTP_PROXY", ""}, {"ALL_PROXY", "p:9"}}, "http://a.example", "p:9"},
        // In a CGI program a client could set HTTP_PROXY by a header called Proxy.
        {{{"HTTP_PROXY", "p:1"}, {"REQUEST_METHOD", "GET"}}, "http://a.example", "direct"},
        {{{"http_proxy", "p:1"}, {"REQUEST_METHOD", "GET"}}, "http://a.example", "p:1"},
        {{{"HTTPS_PROXY", "p:1"}, {"REQUEST_METHOD", "GET"}}, "https://a.example", "p:1"},
        // Loopback is never led through the environment's proxy.
        {{{"ALL_PROXY", "p:9"}}, "http://localhost:8000", "direct"},
        {{{"ALL_PROXY", "p:9"}}, "http://127.0.0.1:8000", "direct"},
        {{{"ALL_PROXY", "p:9"}}, "http://127.8.9.10", "direct"},
        {{{"ALL_PROXY", "p:9"}}, "http://[::1]:80", "direct"},
        {{{"ALL_PROXY", "p:9"}}, "http://10.0.0.1", "p:9"},
        {{{"ALL_PROXY", "p:9"}}, "http://localhost.example", "p:9"},
        // The default port, forms of the URL.
        {{{"HTTP_PROXY", "http://p"}}, "http://a.example", "p:80"},
        {{{"HTTP_PROXY", "HTTP://P.Example:3128/"}}, "http://a.example", "p.example:3128"},
        {{{"HTTP_PROXY", "http://[2001:DB8::1]:3128"}}, "http://a.example", "2001:db8::1:3128"},
        {{{"HTTP_PROXY", "10.9.8.7:3128"}}, "http://a.example", "10.9.8.7:3128"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(way(read(row.env), row.url), row.way) << row.url << " row " << &row - rows;
}

TEST(proxy, no_proxy_matches_as_curl_and_go_do) {
    const struct {
        const char* list;
        const char* url;
        bool direct;
    } rows[] = {
        {"*", "http://a.example", true},
        {"", "http://a.example", false},
        {"a.example", "http://a.example", true},
        {"a.example", "http://b.a.example", true},
        {"a.example", "http://ba.example", false},
        {"A.Example", "http://a.example", true},
        {"a.example.", "http://a.example", true},
        {".a.example", "http://b.a.example", true},
        {".a.example", "http://a.example", true},
        {"*.a.example", "http://b.a.example", true},
        {"*.a.example", "http://a.example", false},
        {"example", "http://a.example", true},
        {"x, a.example ,y", "http://a.example", true},
        {"x a.example y", "http://a.example", true},
        {",, ,a.example", "http://a.example", true},
        {"a.example:80", "http://a.example", true},
        {"a.example:8080", "http://a.example", false},
        {"a.example:8080", "http://a.example:8080", true},
        {"10.0.0.1", "http://10.0.0.1", true},
        {"10.0.0.1", "http://10.0.0.11", false},
        {"10.0.0.1:81", "http://10.0.0.1", false},
        {"10.0.0.0/8", "http://10.200.3.4", true},
        {"10.0.0.0/8", "http://11.0.0.1", false},
        {"10.1.2.3/16", "http://10.1.200.1", true},
        {"0.0.0.0/0", "http://8.8.8.8", true},
        {"0.0.0.0/0", "http://a.example", false},
        {"10.0.0.0/8", "http://10.example", false},
        {"2001:db8::/32", "http://[2001:db8:1::5]", true},
        {"2001:db8::/32", "http://[2001:db9::5]", false},
        {"[2001:db8::5]", "http://[2001:db8::5]", true},
        {"2001:db8::5", "http://[2001:db8::5]", true},
        {"[2001:db8::5]:81", "http://[2001:db8::5]:81", true},
        {"[2001:db8::5]:81", "http://[2001:db8::5]:82", false},
        {"0.0.0.1", "http://10.0.0.1", false},
    };
    for (const auto& row : rows) {
        const auto s = read({{"HTTP_PROXY", "p:1"}, {"NO_PROXY", row.list}});
        EXPECT_EQ(way(s, row.url), row.direct ? "direct" : "p:1") << row.list << " for " << row.url;
    }
    EXPECT_EQ(
        way(read({{"HTTP_PROXY", "p:1"}, {"no_proxy", "a.example"}, {"NO_PROXY", "*"}}), "http://b.example"),
        "p:1");
}

TEST(proxy, options_beat_the_environment) {
    const environment env{{"ALL_PROXY", "env:1"}, {"NO_PROXY", "*"}};
    EXPECT_EQ(way(read(env, {.url = "opt:2"}), "http://a.example"), "opt:2");
    EXPECT_EQ(way(read(env, {.url = "opt:2"}), "https://a.example"), "opt:2");
    EXPECT_EQ(way(read(env, {.url = "opt:2"}), "http://127.0.0.1"), "opt:2");  // said outright
    EXPECT_EQ(way(read(env, {.url = "opt:2", .no_proxy = "a.example"}), "http://a.example"), "direct");
    EXPECT_EQ(way(read(env, {.no_proxy = "b.example"}), "http://a.example"), "env:1");
    EXPECT_EQ(way(read({{"ALL_PROXY", "env:1"}}, {.from_environment = false}), "http://a.example"), "direct");
    EXPECT_EQ(way(read(env, {.from_environment = false, .url = "opt:2"}), "http://a.example"), "opt:2");
}

TEST(proxy, values_of_no_use_are_errors_that_hide_the_password) {
    for (const std::string bad :
         {"socks5://root:canary@p:1", "https://root:canary@p:1", "http://root:canary@p:99999",
          "http://root:canary@p:0", "http://root:canary@p:", "http://root:canary@:80", "http://root:canary@",
          "http://", "http://p:80/canary", "http://p?canary", "p q canary", "http://p\r\nX: canary",
          "http://root:can%zzary@p:1", "http://root:canary@[::1:80", "http://root:canary@[::1]80",
          "http://root:canary@a_b$c:1", "canary@x://p:1", "http://root:canary@[fe80::1%\xff]:1"}) {
        const auto text = way(read({{"HTTP_PROXY", bad}}), "http://a.example");
        EXPECT_TRUE(text.starts_with("error: HTTP_PROXY cannot be used: ")) << bad << " gave " << text;
        EXPECT_EQ(text.find("canary"), text.npos) << text;
        EXPECT_EQ(text.find('\n'), text.npos) << text;
    }
    EXPECT_TRUE(way(read({}, {.url = "ftp://x"}), "http://a.example")
                    .starts_with("error: the proxy option cannot be used: proxies of scheme ftp"));
    for (const char* bad :
         {"10.0.0.0/33", "a.example/8", "a.example:0", "a.example:http", "10.0.0.0/", "[::1"}) {
        const auto text = way(read({{"HTTP_PROXY", "p:1"}, {"NO_PROXY", bad}}), "http://a.example");
        EXPECT_TRUE(text.starts_with("error: NO_PROXY cannot be used: ")) << bad << " gave " << text;
        EXPECT_EQ(way(read({{"NO_PROXY", bad}}), "http://a.example"), "direct")
            << "no proxy, so its exceptions do not matter";
    }
}

TEST(proxy, credentials_become_basic_authorization) {
    const struct {
        const char* url;
        const char* authorization;
    } rows[] = {
        {"http://p:1", ""},
        {"http://Aladdin:open%20sesame@p:1", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="},
        {"http://ada:p%40ss@p:1", "Basic YWRhOnBAc3M="},
        {"http://ada@p:1", "Basic YWRhOg=="},
        {"http://a:b:c@p:1", "Basic YTpiOmM="},
        {"ada:pass@p:1", "Basic YWRhOnBhc3M="},
    };
    for (const auto& row : rows) {
        std::string why;
        const auto p = async::parse_proxy(row.url, why);
        ASSERT_TRUE(p) << row.url << ": " << why;
        EXPECT_EQ(p->authorization, row.authorization) << row.url;
        EXPECT_EQ(p->host, "p");
        EXPECT_EQ(p->port, 1);
    }
}

TEST(proxy_tunnel, the_request_names_the_target_only) {
    EXPECT_EQ(async::tunnel_request(origin_of("https://a.example"), {.host = "p", .port = 1}),
              "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n");
    EXPECT_EQ(async::tunnel_request(origin_of("http://[::1]:8000"),
                                    {.host = "p", .port = 1, .authorization = "Basic eDp5"}),
              "CONNECT [::1]:8000 HTTP/1.1\r\nHost: [::1]:8000\r\nProxy-Authorization: Basic eDp5\r\n\r\n");
}

using state = async::tunnel_answer::state;

state feed(async::tunnel_answer& a, std::string_view bytes, std::size_t piece) {
    auto s = state::need_more;
    while (!bytes.empty() && s == state::need_more) {
        const auto room = a.room();
        const auto n = std::min({bytes.size(), piece, room.size()});
        EXPECT_GT(n, 0u);
        std::copy_n(bytes.data(), n, room.data());
        bytes.remove_prefix(n);
        s = a.take(n);
    }
    return s;
}

TEST(proxy_tunnel, reads_answers_whole_and_in_pieces) {
    const struct {
        std::string answer;
        state then;
        const char* why;
    } rows[] = {
        {"HTTP/1.1 200 Connection established\r\n\r\n", state::open, ""},
        {"HTTP/1.0 200 OK\r\nVia: x\r\n\r\n", state::open, ""},
        {"HTTP/1.1 299\r\n\r\n", state::open, ""},
        {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", state::open, ""},
        {"HTTP/1.1 200 OK\r\nVia: x\r\n", state::need_more, ""},
        {"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", state::refused,
         "asks for a user and a password (status 407)"},
        {"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", state::refused,
         "refused a tunnel to a.example:443 with status 403"},
        {"HTTP/1.1 302 Found\r\nLocation: http://b\r\n\r\n", state::refused, "status 302"},
        {"HTTP/1.1 2000 OK\r\n\r\n", state::refused, "not HTTP"},
        {"SSH-2.0-OpenSSH_9.2\r\n", state::refused, "not HTTP"},
        {"HTTP/1.1 200 OK\r\nX: " + std::string(20000, 'x') + "\r\n\r\n", state::refused, "more than 16 KiB"},
    };
    for (const auto& row : rows)
        for (const std::size_t piece : {std::size_t(1), std::size_t(7), std::size_t(1 << 20)}) {
            async::tunnel_answer a;
            EXPECT_EQ(feed(a, row.answer, piece), row.then) << row.answer.substr(0, 60) << " by " << piece;
            if (row.then == state::refused) {
                const auto why = a.why(origin_of("https://a.example"));
                EXPECT_NE(why.find(row.why), why.npos) << why;
            }
        }
    async::tunnel_answer early;
    EXPECT_EQ(feed(early, "HTTP/1.1 200 OK\r\n\r\nboo", 1000), state::refused);
    EXPECT_NE(early.why({}).find("bytes behind its answer"), std::string::npos);
}

/// A proxy that tunnels by hand: answers CONNECT, then serves what is asked inside.
struct tunnelling_proxy {
    explicit tunnelling_proxy(std::string answer, peer::script inside)
        : server([this, answer = std::move(answer), inside = std::move(inside)](tcp::socket& s) {
              auto head = receive_until(s, "\r\n\r\n");
              {
                  const std::lock_guard lock(mutex);
                  heads.push_back(std::move(head));
              }
              for (std::size_t at = 0; at < answer.size(); at += 5)
                  send(s, std::string_view(answer).substr(at, 5));
              if (inside) inside(s);
          }) {}
    std::vector<std::string> seen() {
        const std::lock_guard lock(mutex);
        return heads;
    }
    std::mutex mutex;
    std::vector<std::string> heads;
    peer server;
};

TEST(proxy_transport, plain_http_goes_through_a_tunnel) {
    tunnelling_proxy proxy("HTTP/1.1 200 OK\r\n\r\n", [](tcp::socket& s) {
        for (auto bytes = receive(s); !bytes.empty(); bytes = receive(s)) send(s, bytes);
    });
    const auto url = "http://ada:secret@127.0.0.1:" + std::to_string(proxy.server.port());
    asio::io_context io{1};
    const auto connect = async::make_socket_connector({}, {.url = url});
    stream_driver d(io, *connect, plain_origin(8000, "a.example"));  // never looked up here
    ASSERT_TRUE(d.open()) << d.detail;
    d.write("Authorization: Bearer canary");
    EXPECT_EQ(d.read(), "Authorization: Bearer canary");
    ASSERT_EQ(proxy.seen().size(), 1u);
    EXPECT_EQ(proxy.seen()[0],
              "CONNECT a.example:8000 HTTP/1.1\r\nHost: a.example:8000\r\nProxy-Authorization: Basic "
              "YWRhOnNlY3JldA==\r\n\r\n");
}

TEST(proxy_transport, tls_is_checked_inside_the_tunnel) {
    const auto root = issue({.common_name = "Test Root", .authority = true});
    const temporary_file root_file(root.certificate_pem());
    const auto context = make_server_context(issue({.alternative = "DNS:a.example"}, &root));
    tunnelling_proxy proxy("HTTP/1.1 200 OK\r\n\r\n", [&](tcp::socket& s) {
        tls_peer tls(s, context);
        if (tls.handshake()) tls.write(tls.read());
        wait_for_end(s);
    });
    const auto url = "127.0.0.1:" + std::to_string(proxy.server.port());
    asio::io_context io{1};
    const auto connect = async::make_socket_connector({.ca_file = root_file.path()}, {.url = url});
    stream_driver good(io, *connect, tls_origin(443, "a.example"));
    ASSERT_TRUE(good.open()) << good.detail;
    good.write("canary");
    EXPECT_EQ(good.read(), "canary");
    good.end();
    stream_driver wrong(io, *connect, tls_origin(443, "b.example"));
    EXPECT_FALSE(wrong.open());
    EXPECT_EQ(wrong.opened, make_error_code(errc::tls));
    EXPECT_NE(wrong.detail.find("not for host 'b.example' but for a.example"), std::string::npos)
        << wrong.detail;
    wrong.end();
    for (const auto& head : proxy.seen()) EXPECT_EQ(head.find("canary"), head.npos);
}

TEST(proxy_transport, what_the_proxy_refuses_is_named_and_its_password_is_not) {
    const struct {
        const char* answer;
        const char* text;
    } rows[] = {
        {"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "asks for a user and a password (status 407)"},
        {"HTTP/1.1 403 Forbidden\r\n\r\n", "refused a tunnel to a.example:443 with status 403"},
        {"", "closed the connection instead of opening a tunnel"},
        {"HTTP/1.1 200 O", "closed the connection instead of opening a tunnel"},
        {"\x15\x03\x01garbage", "answered CONNECT with something that is not HTTP"},
    };
    for (const auto& row : rows) {
        tunnelling_proxy proxy(row.answer, {});
        const auto url = "http://ada:canary@127.0.0.1:" + std::to_string(proxy.server.port());
        asio::io_context io{1};
        const auto connect = async::make_socket_connector({.verify = false}, {.url = url});
        stream_driver d(io, *connect, tls_origin(443, "a.example"));
        EXPECT_FALSE(d.open());
        EXPECT_EQ(d.opened, make_error_code(errc::network));
        EXPECT_NE(d.detail.find(row.text), std::string::npos) << d.detail;
        EXPECT_TRUE(d.detail.starts_with("the proxy 127.0.0.1:")) << d.detail;
        EXPECT_EQ(d.detail.find("canary"), std::string::npos) << d.detail;
    }
}

// What stands right behind the answer to CONNECT came before anything was asked in the tunnel: nobody's answer.
TEST(proxy_transport, bytes_glued_to_its_answer_end_it) {
    for (const bool tls : {false, true}) {
        peer proxy([](tcp::socket& s) {
            receive_until(s, "\r\n\r\n");
            send(s, "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
            wait_for_end(s);
        });
        const auto url = "http://ada:canary@127.0.0.1:" + std::to_string(proxy.port());
        asio::io_context io{1};
        const auto connect = async::make_socket_connector({.verify = false}, {.url = url});
        stream_driver d(io, *connect, {.tls = tls, .host = "a.example", .port = 8000});
        EXPECT_FALSE(d.open());
        EXPECT_EQ(d.opened, make_error_code(errc::network));
        EXPECT_NE(d.detail.find("bytes behind its answer"), std::string::npos) << d.detail;
        EXPECT_EQ(d.detail.find("canary"), std::string::npos) << d.detail;
    }
}

TEST(proxy_transport, a_bad_setting_fails_the_connection_before_anything_is_sent) {
    for (const bool tls : {false, true}) {
        asio::io_context io{1};
        const auto connect = async::make_socket_connector({}, {.url = "socks5://ada:canary@127.0.0.1:1"});
        stream_driver d(io, *connect, {.tls = tls, .host = "127.0.0.1", .port = 1});
        EXPECT_FALSE(d.open());
        EXPECT_EQ(d.opened, make_error_code(errc::context));
        EXPECT_NE(
            d.detail.find("the proxy option cannot be used: proxies of scheme socks5 are not supported"),
            std::string::npos)
            << d.detail;
    }
}

TEST(proxy_transport, a_tunnel_can_be_given_up_at_any_time) {
    peer mute([](tcp::socket& s) { wait_for_end(s); });
    const auto url = "127.0.0.1:" + std::to_string(mute.port());
    const auto connect = async::make_socket_connector({.verify = false}, {.url = url});
    for (const bool destroy : {false, true})
        for (const bool tls : {false, true}) {
            asio::io_context io{1};
            stream_driver d(io, *connect, {.tls = tls, .host = "a.example", .port = 80});
            d.start_open();
            io.run_for(std::chrono::milliseconds(10));
            destroy ? d.destroy() : d.end();
            io.restart();
            io.run();
            EXPECT_EQ(d.events, 0);
        }
}

TEST(proxy_transport, the_environment_is_read_once_on_the_first_connection) {
    const char* before = std::getenv("http_proxy");
    const std::optional<std::string> kept = before ? std::optional<std::string>(before) : std::nullopt;
    tunnelling_proxy proxy("HTTP/1.1 200 OK\r\n\r\n", [](tcp::socket& s) { wait_for_end(s); });
    asio::io_context io{1};
    const auto connect = async::make_socket_connector({}, {.no_proxy = "b.example"});
    ::setenv("http_proxy", ("http://127.0.0.1:" + std::to_string(proxy.server.port())).c_str(), 1);
    {
        stream_driver d(io, *connect, plain_origin(80, "a.example"));
        EXPECT_TRUE(d.open()) << d.detail;
        d.end();
    }
    ::setenv("http_proxy", "nonsense://", 1);
    {
        stream_driver d(io, *connect, plain_origin(80, "a.example"));
        EXPECT_TRUE(d.open()) << d.detail;
    }
    kept ? ::setenv("http_proxy", kept->c_str(), 1) : ::unsetenv("http_proxy");
    EXPECT_EQ(proxy.seen().size(), 2u);
}

}  // namespace
}  // namespace polyaxon::test
