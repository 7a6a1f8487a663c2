#include <polyaxon/context/v0.hpp>

#include <context/loading.hpp>

namespace polyaxon::tests {
namespace {

constexpr const char* tmp_client = "/tmp/.polyaxon/.polyaxonclient";
constexpr const char* home_client = "/home/ada/.polyaxon/.polyaxonclient";
constexpr const char* tmp_token = "/tmp/.polyaxon/.authtoken";
constexpr const char* pod_token = "/plx-context/.authtoken";
constexpr const char* cli_config = "/home/ada/.polyaxon/.polyaxonconfig";
constexpr const char* cli_auth = "/home/ada/.polyaxon/.polyaxonauth";

std::string source_of(const result<context::v0_context>& c, std::string_view name) {
    return source(c->report, name);
}

// argument > token files > environment > settings files > files of the CLI > default: one value more at each step, the later wins.
TEST(V0Context, PrecedenceOneStepAtATime) {
    machine m;
    m.put(cli_config, R"({"host": "cli", "port": 1, "use_https": true})")
        .put(cli_auth, R"({"username": "ada", "token": "cli-token"})");
    auto c = load_v0(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "cli");
    EXPECT_EQ(c->http_port, 1);
    EXPECT_EQ(c->token, "cli-token");
    EXPECT_TRUE(c->use_https);
    EXPECT_EQ(c->settings.hash_length, 12);
    EXPECT_EQ(source_of(c, "host"), std::string("file ") + cli_config);
    EXPECT_EQ(source_of(c, "token"), std::string("file ") + cli_auth);
    EXPECT_EQ(source_of(c, "hash_length"), "default");

    m.put(
        tmp_client,
        R"({"POLYAXON_API_HOST": "tmp", "POLYAXON_HTTP_PORT": 2, "POLYAXON_SECRET_USER_TOKEN": "tmp-token", "POLYAXON_HASH_LENGTH": 2})");
    c = load_v0(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "tmp");
    EXPECT_EQ(c->http_port, 2);
    EXPECT_EQ(c->token, "tmp-token");
    EXPECT_EQ(source_of(c, "hash_length"), std::string("file ") + tmp_client);

    m.put(
        home_client,
        R"({"POLYAXON_API_HOST": "home", "POLYAXON_HTTP_PORT": "3", "POLYAXON_SECRET_USER_TOKEN": "home-token", "POLYAXON_HASH_LENGTH": 3})");
    c = load_v0(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "home");
    EXPECT_EQ(c->http_port, 3);
    EXPECT_EQ(c->token, "home-token");
    EXPECT_EQ(c->settings.hash_length, 3);

    m.set("POLYAXON_API_HOST", "env")
        .set("POLYAXON_HTTP_PORT", "4")
        .set("POLYAXON_SECRET_USER_TOKEN", "env-token")
        .set("POLYAXON_HASH_LENGTH", " 4 ");
    c = load_v0(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "env");
    EXPECT_EQ(c->http_port, 4);
    EXPECT_EQ(c->token, "env-token");
    EXPECT_EQ(c->settings.hash_length, 4);
    EXPECT_EQ(source_of(c, "host"), "environment POLYAXON_API_HOST");

    m.put(
        tmp_token,
        R"({"POLYAXON_API_HOST": "tmp-token-file", "POLYAXON_SECRET_USER_TOKEN": "t5", "POLYAXON_HTTP_PORT": 5, "POLYAXON_HASH_LENGTH": 5})");
    c = load_v0(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "tmp-token-file");
    EXPECT_EQ(c->http_port, 5);
    EXPECT_EQ(c->token, "t5");

    m.put(
        pod_token,
        R"({"POLYAXON_API_HOST": "pod", "POLYAXON_SECRET_USER_TOKEN": "t6", "POLYAXON_HTTP_PORT": 6, "POLYAXON_HASH_LENGTH": 6})");
    c = load_v0(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "pod");
    EXPECT_EQ(c->http_port, 6);
    EXPECT_EQ(c->token, "t6");
    EXPECT_EQ(c->settings.hash_length, 6);
    EXPECT_EQ(source_of(c, "token"), std::string("file ") + pod_token);
    EXPECT_TRUE(c->use_https);  // still the CLI's word: nobody else said anything

    c = load_v0(m, {.host = "arg", .token = "t7", .port = 7, .use_https = false});
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "arg");
    EXPECT_EQ(c->http_port, 7);
    EXPECT_EQ(c->ws_port, 7);
    EXPECT_EQ(c->token, "t7");
    EXPECT_FALSE(c->use_https);
    EXPECT_EQ(c->http.authorization, "Token t7");
    for (const auto name : {"host", "http_port", "ws_port", "token", "use_https"})
        EXPECT_EQ(source_of(c, name), "argument") << name;
}

TEST(V0Context, NoHostNamesEveryPlaceSearched) {
    machine m;
    m.set("POLYAXON_API_HOST", "")
        .put(home_client, R"({"POLYAXON_HTTP_PORT": 1})")
        .put(cli_config, R"({"host": ""})");
    const auto text = failure(load_v0(m, {.host = ""}));
    for (const std::string part :
         {"argument host (empty)", "file /tmp/.polyaxon/.polyaxonclient (not there)",
          "file /home/ada/.polyaxon/.polyaxonclient (read, no POLYAXON_API_HOST in it)",
          "environment POLYAXON_API_HOST (empty)", "file /tmp/.polyaxon/.authtoken (not there)",
          "file /plx-context/.authtoken (not there)", "file /tmp/.polyaxon/.polyaxonconfig (not there)",
          "file /home/ada/.polyaxon/.polyaxonconfig (read, host is empty)",
          "environment POLYAXON_IS_MANAGED (not set)", "set POLYAXON_API_HOST"})
        EXPECT_TRUE(holds(text, part)) << "`" << part << "` is not in: " << text;
    EXPECT_TRUE(holds(failure(load_v0(machine())), "argument host (not given)"));
}

TEST(V0Context, ManagedNeedsItsAddress) {
    machine m;
    m.set("POLYAXON_IS_MANAGED", "true").set("POLYAXON_API_HOST", "h");
    auto text = failure(load_v0(m));
    EXPECT_TRUE(holds(text, "POLYAXON_API_HTTP_HOST is not set")) << text;
    m.set("POLYAXON_API_HTTP_HOST", "10.0.0.1:80");
    text = failure(load_v0(m));
    EXPECT_TRUE(holds(text, "environment POLYAXON_API_HTTP_HOST") && holds(text, "10.0.0.1:80") &&
                holds(text, "http://"))
        << text;
    EXPECT_TRUE(holds(failure(load_v0(machine(), {.is_managed = true})), "argument is_managed"));
}

TEST(V0Context, SlashesOfTheManagedAddressAreStrippedAndItsPathKept) {
    machine m;
    m.set("POLYAXON_IS_MANAGED", "1")
        .set("POLYAXON_API_HTTP_HOST", "https://gate.test:8443/plx//")
        .set("POLYAXON_API_WS_HOST", "wss://ws.test/");
    const auto c = load_v0(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->base_url, "https://gate.test:8443/plx/api/v1");
    EXPECT_EQ(c->http.base, "/plx/api/v1");
    EXPECT_EQ(c->http.where, (codec::origin{true, "gate.test", 8443}));
    EXPECT_EQ(c->ws.where, (codec::origin{true, "ws.test", 443}));
    EXPECT_EQ(c->base_ws_url, "wss://ws.test/api/v1");
}

TEST(V0Context, WithoutAStreamAddressTheHttpOneServes) {
    machine m;
    m.set("POLYAXON_IS_MANAGED", "1").set("POLYAXON_API_HTTP_HOST", "https://gate.test");
    const auto c = load_v0(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->ws_host, "wss://gate.test");
    EXPECT_TRUE(has(c->report.warnings, "POLYAXON_API_WS_HOST"));
}

TEST(V0Context, TheInternalHeaderStaysWithTheOrigin) {
    machine m;
    m.set("POLYAXON_IS_MANAGED", "1")
        .set("POLYAXON_API_HTTP_HOST", "http://10.0.0.1:80")
        .set("POLYAXON_INTERNAL_HEADER", "X-Polyaxon-Internal");
    m.set("POLYAXON_INTERNAL_HEADER_SERVICE", "runner").set("POLYAXON_SECRET_INTERNAL_TOKEN", "int-tok");
    auto c = load_v0(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->http.secret_headers, "X-Polyaxon-Internal: runner\r\n");
    EXPECT_EQ(c->ws.secret_headers, c->http.secret_headers);
    EXPECT_FALSE(holds(c->http.headers, "Internal"));
    EXPECT_EQ(c->token, "int-tok");
    EXPECT_EQ(source_of(c, "token"), "environment POLYAXON_SECRET_INTERNAL_TOKEN");
    m.set("POLYAXON_INTERNAL_HEADER", "X Bad");
    EXPECT_TRUE(holds(failure(load_v0(m)), "POLYAXON_INTERNAL_HEADER `X Bad`"));
}

TEST(V0Context, AnEmptyTokenFileHidesNothing) {
    machine m;
    m.set("POLYAXON_API_HOST", "h")
        .set("POLYAXON_SECRET_USER_TOKEN", "env-token")
        .put(cli_auth, R"({"token": "cli-token"})");
    for (const auto* empty :
         {R"({"POLYAXON_SECRET_USER_TOKEN": null})", R"({"POLYAXON_SECRET_USER_TOKEN": ""})", "{}", "null"}) {
        m.put(tmp_token, empty).put(pod_token, empty);
        const auto c = load_v0(m);
        ASSERT_TRUE(c) << empty;
        EXPECT_EQ(c->token, "env-token") << empty;
    }
}

TEST(V0Context, IntervalAndTimeoutAreIndependent) {
    machine m;
    m.set("POLYAXON_API_HOST", "h").set("POLYAXON_INTERVAL", "3").set("POLYAXON_TIMEOUT", "7");
    auto c = load_v0(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->settings.queue_call, 200);  // the batch limit is not the pause
    EXPECT_EQ(c->interval, 3);
    EXPECT_EQ(c->timeout, 7);
    c = load_v0(m, {.timeout = 0.5});
    ASSERT_TRUE(c);
    EXPECT_EQ(c->interval, 3);
    EXPECT_EQ(c->timeout, 0.5);
    c = load_v0(m, {.interval = 9});
    ASSERT_TRUE(c);
    EXPECT_EQ(c->interval, 9);
    EXPECT_EQ(c->timeout, 7);
    EXPECT_EQ(source_of(c, "interval"), "argument");
}

TEST(V0Context, HostsAsPeopleWriteThem) {
    struct row {
        std::string_view host, http_host, origin_host;
        bool tls;
        std::uint16_t port;
    };
    for (const auto& r :
         {row{"plx.test", "http://plx.test:80", "plx.test", false, 80},
          row{"::1", "http://[::1]:80", "::1", false, 80}, row{"[::1]", "http://[::1]:80", "::1", false, 80},
          row{"http://plx.test", "http://plx.test:80", "plx.test", false, 80},
          row{"https://plx.test/", "https://plx.test:443", "plx.test", true, 443},
          row{"https://[fe80::2]", "https://[fe80::2]:443", "fe80::2", true, 443}}) {
        const auto c = load_v0(machine(), {.host = r.host});
        ASSERT_TRUE(c) << r.host << failure(c);
        EXPECT_EQ(c->http_host, r.http_host);
        EXPECT_EQ(c->base_url, std::string(r.http_host) + "/api/v1");
        EXPECT_EQ(c->http.where, (codec::origin{r.tls, std::string(r.origin_host), r.port})) << r.host;
        EXPECT_EQ(c->http.host, c->http.where.host_header());
        EXPECT_EQ(c->use_https, r.tls);
    }
    for (const std::string_view host : {"plx.test:8000", "plx.test/api", "ftp://plx.test", "http://", "a b",
                                        "a\r\nX: y", "user@plx.test", "[::1", "1:2:x", "a%20b"}) {
        const auto text = failure(load_v0(machine(), {.host = host}));
        EXPECT_TRUE(begins(text, "argument host ")) << host << ": " << text;
        EXPECT_FALSE(holds(text, "\n")) << host;
    }
    EXPECT_TRUE(holds(failure(load_v0(machine(), {.host = "plx.test:8000"})), "POLYAXON_HTTP_PORT"));
    EXPECT_FALSE(holds(failure(load_v0(machine(), {.host = "ada:s3cret@plx.test"})), "s3cret"));
}

TEST(V0Context, ASchemeMustAgreeWithUseHttps) {
    const auto text = failure(load_v0(machine(), {.host = "https://plx.test", .use_https = false}));
    EXPECT_TRUE(holds(text, "use_https is false")) << text;
    EXPECT_TRUE(load_v0(machine(), {.host = "https://plx.test", .use_https = true}));
}

TEST(V0Context, ValuesOfTheEnvironmentAreReadStrictly) {
    struct row {
        std::string_view name, value;
    };
    for (const auto& r :
         {row{"POLYAXON_USE_HTTPS", "maybe"}, row{"POLYAXON_USE_HTTPS", ""}, row{"POLYAXON_VERIFY_SSL", "2"},
          row{"POLYAXON_HTTP_PORT", "eighty"}, row{"POLYAXON_HTTP_PORT", "80.0"},
          row{"POLYAXON_HTTP_PORT", "65536"}, row{"POLYAXON_WS_PORT", "-1"}, row{"POLYAXON_TIMEOUT", "1e3"},
          row{"POLYAXON_HASH_LENGTH", "99999999999"}, row{"HEALTH_CHECK_INTERVAL", "x"},
          row{"POLYAXON_LOGS_LEVEL", "info"}, row{"POLYAXON_NO_OP", "no way"},
          row{"POLYAXON_HTTP_PORT", "true"}}) {
        machine m;
        m.set("POLYAXON_API_HOST", "h").set(r.name, std::string(r.value));
        const auto text = failure(load_v0(m));
        EXPECT_TRUE(begins(text, "environment " + std::string(r.name) + " is `" + std::string(r.value) + "`"))
            << text;
        EXPECT_TRUE(holds(text, "give ")) << text;
    }
    for (const std::string_view yes : {"y", "YES", "t", "True", "on", "1"}) {
        machine m;
        m.set("POLYAXON_API_HOST", "h").set("POLYAXON_USE_HTTPS", std::string(yes));
        const auto c = load_v0(m);
        ASSERT_TRUE(c) << yes;
        EXPECT_TRUE(c->use_https) << yes;
    }
}

TEST(V0Context, ValuesOfFilesAreReadStrictlyToo) {
    struct row {
        std::string_view path, text, named;
    };
    for (const auto& r :
         {row{home_client, R"({"POLYAXON_HTTP_PORT": true})", "POLYAXON_HTTP_PORT in file "},
          row{home_client, R"({"POLYAXON_HTTP_PORT": 80.0})", "POLYAXON_HTTP_PORT in file "},
          row{home_client, R"({"POLYAXON_USE_HTTPS": 1})", "POLYAXON_USE_HTTPS in file "},
          row{home_client, R"({"POLYAXON_API_HOST": {"a": 1}})", "POLYAXON_API_HOST in file "},
          row{cli_config, R"({"host": 12})", "host in file "},
          row{cli_config, R"({"port": [1]})", "port in file "},
          row{cli_auth, R"({"token": 12345})", "token in file "},
          row{pod_token, R"({"POLYAXON_SECRET_USER_TOKEN": ["x"]})",
              "POLYAXON_SECRET_USER_TOKEN in file "}}) {
        machine m;
        m.put(r.path, std::string(r.text));
        const auto text = failure(load_v0(m, {.host = "h"}));
        EXPECT_TRUE(begins(text, std::string(r.named) + std::string(r.path))) << text;
        EXPECT_FALSE(holds(text, "12345"));
    }
    for (const auto* path : {tmp_client, home_client, tmp_token, pod_token, cli_config, cli_auth})
        for (const auto* broken : {"", "{\"POLYAXON_API_HOST\": ", "{} x"}) {
            machine m;
            m.put(path, broken);
            const auto text = failure(load_v0(m, {.host = "h"}));
            EXPECT_TRUE(begins(text, std::string("file ") + path)) << text;
        }
}

TEST(V0Context, ArgumentsAreCheckedToo) {
    EXPECT_TRUE(holds(failure(load_v0(machine(), {.host = "h", .port = 65536})), "argument port is 65536"));
    EXPECT_TRUE(holds(failure(load_v0(machine(), {.host = "h", .ws_port = -1})), "argument ws_port is -1"));
    EXPECT_TRUE(holds(failure(load_v0(machine(), {.host = "h", .timeout = -1})), "argument timeout"));
    EXPECT_TRUE(holds(failure(load_v0(machine(), {.host = "h", .api_version = "v1/x"})), "API version"));
    EXPECT_TRUE(holds(failure(load_v0(machine(), {.host = "h", .authentication_type = "To ken"})),
                      "authentication type `To ken`"));
}

TEST(V0Context, FilesThatCannotBeReadOrAreTooLarge) {
    machine m;
    m.put(home_client, R"({"POLYAXON_API_HOST": "h", "x": ")" + std::string(64 * 1024, 'x') + "\"}");
    EXPECT_TRUE(holds(failure(load_v0(m)), std::string("file ") + home_client + " is larger than 64 KiB"));
    machine n;
    n.unreadable[cli_auth] = make_error_code(std::errc::permission_denied);
    EXPECT_TRUE(
        holds(failure(load_v0(n, {.host = "h"})), std::string("file ") + cli_auth + " cannot be read"));
}

TEST(V0Context, EachFileIsReadOnce) {
    machine m;
    m.put(cli_config, R"({"host": "h"})");
    ASSERT_TRUE(load_v0(m));
    EXPECT_EQ(m.all_reads().size(), 8u);
    for (const auto& [path, times] : m.all_reads()) EXPECT_EQ(times, 1) << path;

    machine one_folder;
    one_folder.home_writable = false;
    one_folder.put("/tmp/.polyaxon/.polyaxonconfig", R"({"host": "h"})");
    ASSERT_TRUE(load_v0(one_folder));
    EXPECT_EQ(one_folder.all_reads().size(), 5u);
    for (const auto& [path, times] : one_folder.all_reads()) EXPECT_EQ(times, 1) << path;
}

TEST(V0Context, WhatEveryRequestCarries) {
    const auto c = load_v0(machine(), {.host = "plx.test", .token = "tok\r\n"});
    ASSERT_TRUE(c);
    EXPECT_EQ(c->http.headers, "User-Agent: polyaxon-cpp/0.1.0\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n");
    EXPECT_EQ(c->http.authorization, "Token tok");  // the line end is no part of it
    EXPECT_EQ(c->http.secret_headers, "");
    const auto anonymous = load_v0(machine(), {.host = "plx.test"});
    ASSERT_TRUE(anonymous);
    EXPECT_EQ(anonymous->http.authorization, "");
}

TEST(V0Context, AMissingTokenNamesThePlaces) {
    machine m;
    m.put(cli_auth, R"({"username": "ada"})");
    const auto c = load_v0(m, {.host = "h"});
    ASSERT_TRUE(c);
    const auto e = context::missing_token(*c);
    EXPECT_EQ(e.kind, errc::unauthenticated);
    for (const std::string part :
         {"argument token (not given)", "environment POLYAXON_SECRET_USER_TOKEN (not set)",
          "file /home/ada/.polyaxon/.polyaxonauth (read, no token in it)",
          "file /plx-context/.authtoken (not there)"})
        EXPECT_TRUE(holds(e.detail, part)) << "`" << part << "` is not in: " << e.detail;
}

TEST(V0Context, TheCopyOwnsWhatTheArgumentsPointAt) {
    std::shared_ptr<const context::v0_arguments> args;
    {
        std::string host = "plx.test", ca = "/ca.pem", proxy = "http://proxy:3128", none = "localhost";
        v0::api_config config;
        config.host = host;
        config.tls.ca_file = ca;
        config.tls.verify = true;
        config.verify_ssl = false;
        config.proxy.url = proxy;
        config.proxy.no_proxy = none;
        config.pool.max_connections = 3;
        config.retry.max_attempts = 1;
        config.call_timeout = std::chrono::milliseconds(5);
        config.max_redirects = 2;
        args = context::copy(config);
        host = ca = proxy = none = "gone, and longer than any small buffer";
    }
    EXPECT_EQ(args->host, "plx.test");
    EXPECT_EQ(args->tls().ca_file, "/ca.pem");
    EXPECT_EQ(args->tls().verify, false);  // verify_ssl beats tls.verify
    EXPECT_EQ(args->proxy().url, "http://proxy:3128");
    EXPECT_EQ(args->proxy().no_proxy, "localhost");
    EXPECT_EQ(args->pool.max_connections, 3u);
    EXPECT_EQ(args->retry.max_attempts, 1);
    EXPECT_EQ(args->call_timeout, std::chrono::milliseconds(5));
    EXPECT_EQ(args->max_redirects, 2);
    EXPECT_EQ(args->system, context::real_system());
    EXPECT_FALSE(args->connector);
}

}  // namespace
}  // namespace polyaxon::tests
