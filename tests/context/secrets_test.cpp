#include <context/loading.hpp>

namespace polyaxon::tests {
namespace {

const std::string canary = "canary-5e1f-token";

// Everything a person could get to see of a load.
std::string words(const result<context::v0_context>& c) {
    if (!c) return c.error().detail() + c.error().what() + c.error().body();
    return std::string(c->report.to_json().text()) + c->base_url + c->token_places +
           context::missing_token(*c).detail;
}
std::string words(const result<context::v1_context>& c) {
    if (!c) return c.error().detail() + c.error().what() + c.error().body();
    std::string out(c->report.to_json().text());
    context::v1_reference bad;
    bad.project = "a b";
    for (const auto& t : {context::resolve_run(*c, {}), context::resolve_run(*c, bad)})
        if (!t) out += t.error().detail() + t.error().what();
    return out;
}

TEST(Secrets, NoReportShowsAToken) {
    machine m;
    m.set("POLYAXON_API_HOST", "h")
        .set("POLYAXON_SECRET_USER_TOKEN", canary)
        .set("POLYAXON_SECRET_INTERNAL_TOKEN", canary);
    m.set("POLYAXON_SECRET_EPHEMERAL_TOKEN", canary).set("POLYAXON_AUTH_TOKEN", canary);
    m.put("/home/ada/.polyaxon/.polyaxonauth", R"({"token": ")" + canary + "\"}")
        .put("/home/ada/.polyaxon/.auth", R"({"token": ")" + canary + "\"}");
    const auto old = load_v0(m);
    ASSERT_TRUE(old);
    EXPECT_EQ(old->token, canary);
    EXPECT_FALSE(holds(words(old), canary)) << words(old);
    EXPECT_EQ(old->report.find("token")->value.as<std::string>(), "<redacted, 17 characters>");
    EXPECT_EQ(old->report.find("secret_internal_token")->value.as<std::string>(),
              "<redacted, 17 characters>");
    const auto now = load_v1(m);
    ASSERT_TRUE(now);
    EXPECT_EQ(now->token, canary);
    EXPECT_FALSE(holds(words(now), canary)) << words(now);
    EXPECT_FALSE(holds(words(load_v0(m, {.token = canary})), canary));
    EXPECT_FALSE(holds(words(load_v1(m, {.token = canary})), canary));
}

TEST(Secrets, AnOwnHeaderIsRedactedToo) {
    const auto c = load_v1(machine(), {.header = "X-Gateway-Key", .header_service = canary});
    ASSERT_TRUE(c);
    EXPECT_FALSE(holds(words(c), canary));
    EXPECT_EQ(c->api.secret_headers, "X-Gateway-Key: " + canary + "\r\n");
}

// A token that cannot be sent, wherever it stands: an error that names the place and not the token.
TEST(Secrets, ControlCharactersAreRefusedWithoutShowingTheToken) {
    for (const auto& bad : {canary + "\nX-Evil: 1", "\r\n" + canary, canary + std::string(1, '\0') + "x",
                            "\x7f" + canary, canary + "\tx"}) {
        const auto quoted = std::string(json::from(bad).text());
        machine in_environment;
        in_environment.set("POLYAXON_SECRET_USER_TOKEN", bad)
            .set("POLYAXON_AUTH_TOKEN", bad)
            .set("POLYAXON_API_HOST", "h");
        machine in_file;
        in_file.put("/tmp/.polyaxon/.authtoken", R"({"POLYAXON_SECRET_USER_TOKEN": )" + quoted + "}")
            .put("/tmp/.polyaxon/.auth", R"({"token": )" + quoted + "}");
        in_file.set("POLYAXON_API_HOST", "h");
        for (const auto* m : {&in_environment, &in_file}) {
            for (const auto& text : {failure(load_v0(*m)), failure(load_v1(*m))}) {
                EXPECT_TRUE(holds(text, "control character")) << text;
                EXPECT_FALSE(holds(text, canary)) << text;
            }
        }
        EXPECT_TRUE(holds(failure(load_v0(machine(), {.host = "h", .token = bad})),
                          "the token from argument holds a control character"));
        EXPECT_TRUE(begins(failure(load_v1(machine(), {.token = bad})), "bad_value: "));
        EXPECT_FALSE(holds(words(load_v1(machine(), {.token = bad})), canary));
        machine ephemeral;
        ephemeral.set("POLYAXON_API_HOST", "h").set("POLYAXON_SECRET_EPHEMERAL_TOKEN", bad);
        EXPECT_TRUE(holds(failure(load_v0(ephemeral)), "POLYAXON_SECRET_EPHEMERAL_TOKEN"));
    }
}

TEST(Secrets, FilesOfTokensAreNotQuotedInErrors) {
    for (const auto& text :
         {canary, "{\"token\": \"" + canary, "{\"POLYAXON_SECRET_USER_TOKEN\": [\"" + canary + "\"]}",
          "{\"token\": {\"a\": \"" + canary + "\"}}"}) {
        for (const std::string path : {"/tmp/.polyaxon/.authtoken", "/home/ada/.polyaxon/.polyaxonauth",
                                       "/home/ada/.polyaxon/.auth", "/plx-context/.configs/.auth"}) {
            machine m;
            m.put(path, text);
            EXPECT_FALSE(holds(words(load_v0(m, {.host = "h"})), canary)) << path << text;
            EXPECT_FALSE(holds(words(load_v1(m)), canary)) << path << text;
        }
    }
}

TEST(Secrets, TrailingLineEndsAreNoPartOfAToken) {
    machine m;
    m.set("POLYAXON_API_HOST", "h")
        .set("POLYAXON_SECRET_USER_TOKEN", "tok\n")
        .set("POLYAXON_AUTH_TOKEN", "tok \r\n");
    EXPECT_EQ(load_v0(m)->token, "tok");
    EXPECT_EQ(load_v1(m)->token, "tok");
}

}  // namespace
}  // namespace polyaxon::tests
