#include <polyaxon/context/v1.hpp>
#include <polyaxon/context/version.hpp>

#include <context/loading.hpp>

#include <fstream>
#include <iterator>

namespace polyaxon::tests {
namespace {

const std::string tmp = "/tmp/.polyaxon/";

// argument > environment > ~/.polyaxon > temporary folder > default, and the mounted token over the environment's.
TEST(V1Context, PrecedenceOneStepAtATime) {
    machine m;
    auto c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "http://localhost:8000");
    EXPECT_EQ(c->timeout, 60);
    EXPECT_FALSE(c->debug || c->token);
    EXPECT_EQ(source(c->report, "host"), "default");

    m.put(tmp + ".client", R"({"POLYAXON_HOST": "http://tmp", "POLYAXON_TIMEOUT": 1, "debug": "yes"})")
        .put(tmp + ".auth", R"({"token": "tmp-token"})");
    c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "http://tmp");
    EXPECT_EQ(c->timeout, 1);
    EXPECT_TRUE(c->debug);
    EXPECT_EQ(c->token, "tmp-token");
    EXPECT_EQ(source(c->report, "timeout"), "file " + tmp + ".client");

    m.put(home + ".client", R"({"POLYAXON_HOST": "http://home", "POLYAXON_TIMEOUT": 2})")
        .put(home + ".auth", R"({"token": "home-token", "username": "ada"})");
    c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "http://home");
    EXPECT_EQ(c->timeout, 2);
    EXPECT_TRUE(c->debug);
    EXPECT_EQ(c->token, "home-token");

    m.set("POLYAXON_HOST", "http://env").set("POLYAXON_TIMEOUT", "3").set("POLYAXON_AUTH_TOKEN", "env-token");
    c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "http://env");
    EXPECT_EQ(c->timeout, 3);
    EXPECT_EQ(c->token, "env-token");
    EXPECT_EQ(c->username, "ada");
    EXPECT_EQ(source(c->report, "token"), "environment POLYAXON_AUTH_TOKEN");
    EXPECT_EQ(source(c->report, "debug"), "file " + tmp + ".client");

    m.put("/plx-context/.configs/.auth", R"({"POLYAXON_AUTH_TOKEN": "pod-token"})");
    c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->token, "pod-token");

    c = load_v1(m, {.token = "arg-token"});  // a token alone replaces nothing else
    ASSERT_TRUE(c);
    EXPECT_EQ(c->authorization, "Token arg-token");
    EXPECT_EQ(c->host, "http://env");
    EXPECT_EQ(source(c->report, "token"), "argument");

    c = load_v1(m, {.host = "http://arg", .inherit = true});
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "http://arg");
    EXPECT_EQ(c->timeout, 3);
    EXPECT_EQ(source(c->report, "host"), "argument");

    c = load_v1(m, {.host = "http://arg"});  // a configuration replaces the loaded one
    ASSERT_TRUE(c);
    EXPECT_EQ(c->timeout, 60);
    EXPECT_FALSE(c->debug);
    EXPECT_EQ(c->token, "pod-token");
}

TEST(V1Context, TheEnvironmentNameBeatsTheFieldNameAcrossFiles) {
    machine m;
    m.put(home + ".client", R"({"timeout": 5, "POLYAXON_TIMEOUT": "6", "host": "http://field"})");
    auto c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->timeout, 6);
    EXPECT_EQ(c->host, "http://field");
    m.set("host", "http://lower").set("TIMEOUT", "9");  // no variable of ours
    c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "http://field");
    EXPECT_EQ(c->timeout, 6);
}

TEST(V1Context, BadValuesOfTheEnvironment) {
    struct row {
        std::string_view name, value;
    };
    for (const auto& r :
         {row{"POLYAXON_TIMEOUT", "soon"}, row{"POLYAXON_TIMEOUT", "-1"}, row{"POLYAXON_TIMEOUT", "nan"},
          row{"POLYAXON_TIMEOUT", "inf"}, row{"POLYAXON_DEBUG", "maybe"}, row{"POLYAXON_DEBUG", ""},
          row{"POLYAXON_WATCH_INTERVAL", "1.5"}, row{"POLYAXON_CONNECTION_POOL_MAXSIZE", "many"},
          row{"POLYAXON_VERIFY_SSL", "nope"}, row{"POLYAXON_NO_CONFIG", "perhaps"}}) {
        machine m;
        m.set(r.name, std::string(r.value));
        const auto text = failure(load_v1(m));
        EXPECT_TRUE(begins(
            text, "bad_value: environment " + std::string(r.name) + " is `" + std::string(r.value) + "`"))
            << text;
        EXPECT_TRUE(holds(text, "give ")) << text;
    }
}

TEST(V1Context, ABrokenEnvironmentIsAnErrorEvenIfAConfigurationIsGiven) {
    machine m;
    m.set("POLYAXON_TIMEOUT", "soon");
    EXPECT_TRUE(begins(failure(load_v1(m, {.host = "http://h"})), "bad_value: "));
}

TEST(V1Context, AWrongValueInAFileLeavesTheWholeFileOut) {
    machine m;
    m.put(home + ".client", R"({"POLYAXON_HOST": "http://x", "POLYAXON_TIMEOUT": "soon"})")
        .put(tmp + ".client", R"({"POLYAXON_HOST": "http://tmp"})");
    auto c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "http://tmp");
    EXPECT_EQ(c->timeout, 60);
    EXPECT_TRUE(has(c->report.warnings, "timeout in file " + home + ".client is `soon`"));

    m.set("POLYAXON_TIMEOUT", "9");  // nobody needs the wrong value any more
    c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "http://x");
    EXPECT_EQ(c->timeout, 9);

    machine n;
    n.put(home + ".auth", R"({"token": 123456789, "username": "ada"})")
        .put(tmp + ".auth", R"({"token": "tmp-token"})");
    c = load_v1(n);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->token, "tmp-token");
    EXPECT_FALSE(c->username);
    EXPECT_TRUE(has(c->report.warnings, home + ".auth is not text"));
    EXPECT_FALSE(holds(c->report.to_json().text(), "123456789"));
}

TEST(V1Context, FilesThatAreNotJson) {
    for (const auto* path : {"/home/ada/.polyaxon/.client", "/home/ada/.polyaxon/.auth",
                             "/tmp/.polyaxon/.client", "/plx-context/.configs/.auth"})
        for (const auto* text : {"", "POLYAXON_HOST: http://h\n", "{\"token\": \"canary-"}) {
            machine m;
            m.put(path, text);
            const auto words = failure(load_v1(m));
            EXPECT_TRUE(begins(words, std::string("bad_file: file ") + path)) << words;
            EXPECT_FALSE(holds(words, "canary"));
        }
    machine large;
    large.put(home + ".auth", std::string(64 * 1024 + 1, ' '));
    EXPECT_TRUE(holds(failure(load_v1(large)), "larger than 64 KiB"));
    machine closed;
    closed.unreadable[home + ".client"] = make_error_code(std::errc::permission_denied);
    EXPECT_TRUE(begins(failure(load_v1(closed)), "bad_file: file " + home + ".client cannot be read"));
}

TEST(V1Context, EmptyTokensHideNothing) {
    machine m;
    m.set("POLYAXON_AUTH_TOKEN", "")
        .put(home + ".auth", R"({"token": "home-token"})")
        .put("/plx-context/.configs/.auth", R"({"POLYAXON_AUTH_TOKEN": null})");
    const auto c = load_v1(m, {.token = ""});
    ASSERT_TRUE(c);
    EXPECT_EQ(c->token, "home-token");
}

TEST(V1Context, NoAuthSendsNoHeaderWhereverItStands) {
    machine m;
    m.set("POLYAXON_AUTH_TOKEN", "no-auth");
    const auto c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_FALSE(c->token || c->authorization);
    EXPECT_EQ(c->api.authorization, "");
}

TEST(V1Context, HomeMovesConfigurationButNotTheCaches) {
    machine m;
    m.put(home + ".home", "POLYAXON_HOME: /moved\n")
        .put("/moved/.polyaxon/.client", R"({"POLYAXON_HOST": "http://moved"})");
    m.put("/moved/.polyaxon/.auth", R"({"token": "moved-token"})")
        .put(home + ".client", R"({"POLYAXON_HOST": "http://stayed"})");
    m.put(home + ".project", "owner: acme\nname: vision\n")
        .put("/moved/.polyaxon/.project", "owner: other\nname: other\n");
    auto c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "http://moved");
    EXPECT_EQ(c->token, "moved-token");
    ASSERT_TRUE(c->project_cache);
    EXPECT_EQ(c->project_cache->owner, "acme");
    m.set("POLYAXON_HOME", "/env").put("/env/.polyaxon/.client", R"({"POLYAXON_HOST": "http://env-home"})");
    c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "http://env-home");
    EXPECT_EQ(m.reads(home + ".home"), 1);  // the variable made the file needless
}

TEST(V1Context, ContextRootMovesTheMountedToken) {
    machine m;
    m.set("POLYAXON_CONTEXT_ROOT", "/ctx")
        .put("/ctx/.configs/.auth", R"({"token": "pod"})")
        .put("/plx-context/.configs/.auth", R"({"token": "other"})");
    const auto c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->token, "pod");
}

TEST(V1Context, NoConfigReadsNeitherFilesNorEnvironment) {
    machine m;
    m.set("POLYAXON_NO_CONFIG", "on")
        .set("POLYAXON_HOST", "http://env")
        .set("POLYAXON_TIMEOUT", "soon")
        .put(home + ".auth", "broken")
        .put(home + ".home", ": {");
    auto c = load_v1(m);
    ASSERT_TRUE(c) << failure(c);
    EXPECT_EQ(c->host, "http://localhost:8000");
    EXPECT_FALSE(c->token);
    EXPECT_EQ(m.reads(home + ".auth"), 0);
    c = load_v1(m, {.host = "http://arg", .token = "tok"});
    ASSERT_TRUE(c);
    EXPECT_EQ(c->host, "http://arg");
    EXPECT_EQ(c->authorization, "Token tok");
}

TEST(V1Context, EachFileIsReadOnceTheCachesToo) {
    machine m;
    m.put(home + ".project", "owner: acme\nname: vision\n")
        .put(home + ".run", "uuid: abc\n")
        .put(home + ".user", "organization: acme\n");
    const auto c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(m.all_reads().size(), 12u);
    for (const auto& [path, times] : m.all_reads()) EXPECT_EQ(times, 1) << path;
    ASSERT_TRUE(context::resolve_run(*c, {}));
    for (const auto& [path, times] : m.all_reads()) EXPECT_EQ(times, 1) << path;
}

TEST(V1Context, AddressesAndHeaders) {
    auto c = load_v1(machine(), {.host = "https://plx.test:8443/gate//",
                                 .token = "t",
                                 .header = "X-POLYAXON-SERVICE",
                                 .header_service = "cli"});
    ASSERT_TRUE(c);
    EXPECT_EQ(c->request_host, "https://plx.test:8443/gate");
    EXPECT_EQ(c->base_url, "https://plx.test:8443/gate/api/v1");
    EXPECT_EQ(c->api.base, "/gate");
    EXPECT_EQ(c->api.where, (codec::origin{true, "plx.test", 8443}));
    EXPECT_EQ(c->api.headers,
              "User-Agent: polyaxon-cpp/0.1.0\r\nAccept: application/json\r\nAccept-Encoding: gzip\r\n");
    EXPECT_EQ(c->api.secret_headers, "X-POLYAXON-SERVICE: cli\r\n");

    c = load_v1(machine(), {.header = "X-Only"});
    ASSERT_TRUE(c);
    EXPECT_EQ(c->api.secret_headers, "");
    EXPECT_TRUE(has(c->report.warnings, "only one is set"));
    EXPECT_TRUE(begins(failure(load_v1(machine(), {.header = "X Bad", .header_service = "s"})),
                       "bad_value: header `X Bad`"));
    EXPECT_TRUE(begins(failure(load_v1(machine(), {.authentication_type = "a b"})), "bad_value: "));
    for (const std::string_view host : {"plx.test", "plx.test:8000", "http://", "http://a b",
                                        "http://h:99999", "http://h?x=1", "http://h\r\nX: y"})
        EXPECT_TRUE(
            begins(failure(load_v1(machine(), {.host = host})), "bad_value: argument host is not an address"))
            << host;
    EXPECT_FALSE(holds(failure(load_v1(machine(), {.host = "http://ada:s3cret@h"})), "s3cret"));
    EXPECT_TRUE(load_v1(machine(), {.host = "nowhere", .is_offline = true}));  // nothing will be sent there
}

TEST(V1Context, TlsAsResolved) {
    const auto c = load_v1(machine(), {.verify_ssl = false,
                                       .ssl_ca_cert = "/ca.pem",
                                       .cert_file = "/c.pem",
                                       .key_file = "/k.pem",
                                       .assert_hostname = false});
    ASSERT_TRUE(c);
    const auto tls = c->tls();
    EXPECT_EQ(tls.verify, false);
    EXPECT_EQ(tls.ca_file, "/ca.pem");
    EXPECT_EQ(tls.cert_file, "/c.pem");
    EXPECT_EQ(tls.key_file, "/k.pem");
    EXPECT_EQ(tls.check_host, false);
    const auto plain = load_v1(machine());
    EXPECT_EQ(plain->tls().verify, std::nullopt);  // which verifies
}

TEST(V1Context, RetriesOfTheEnvironmentAreNotUsedAndSaidSo) {
    machine m;
    m.set("POLYAXON_RETRIES", "4");
    const auto c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_FALSE(c->retries);
    EXPECT_TRUE(has(c->report.warnings, "POLYAXON_RETRIES"));
    EXPECT_TRUE(begins(failure(load_v1(machine(), {.retries = -1})), "bad_value: argument retries"));
}

TEST(V1Context, AReadOnlyHomeGivesWay) {
    machine m;
    m.home_writable = false;
    m.put(home + ".auth", R"({"token": "home"})")
        .put(tmp + ".auth", R"({"token": "tmp"})")
        .put(tmp + ".user", "organization: acme");
    const auto c = load_v1(m);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->token, "tmp");
    EXPECT_EQ(c->organization, "acme");
    EXPECT_EQ(m.reads(tmp + ".auth"), 1);
}

TEST(Version, IsTheBuilds) {
    std::ifstream in(POLYAXON_TEST_DATA "/../../CMakeLists.txt");
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    EXPECT_TRUE(holds(text, "project(polyaxon VERSION " + std::string(library_version) + " "));
}

}  // namespace
}  // namespace polyaxon::tests
