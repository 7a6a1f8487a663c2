#include "resources/v1_operations.hpp"

namespace {

using namespace v1_test;

/// Every method once but those of run_batch, with an answer that fits it.
texts lines_of(std::string_view owner, desk& d) {
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::organization_client acme(client, {.owner = owner});
        const auto now = co_await acme.refresh_data();
        EXPECT_EQ(now.name, "acme");
        EXPECT_EQ(acme.organization_data().name, "acme");
        const auto all = co_await acme.list();
        EXPECT_EQ(all.results.size(), 1u);
        const auto members = co_await acme.list_members({.query = "role:admin"});
        EXPECT_EQ(members.results.size(), 1u);
        const auto ada = co_await acme.get_member("ada");
        EXPECT_EQ(ada.role, "admin");
        api::organization_member_body body;
        body.user = "ada", body.role = "admin";
        co_await acme.create_member(body, "ada@example.com");
        co_await acme.update_member("ada", body);
        co_await acme.patch_member("ada", json::object().set("role", "viewer"));
        co_await acme.delete_member("ada");
        const auto teams = co_await acme.list_teams({.bookmarks = true, .mode = "brief"});
        EXPECT_EQ(teams.results.at(0).name, "x");
        const auto runs = co_await acme.list_runs({.limit = 2});
        EXPECT_EQ(runs.results.size(), 1u);
        const auto one = co_await acme.get_run(uuid);
        EXPECT_EQ(one.name, "acme");
        const auto models =
            co_await acme.list_versions(api::version_kind::model, {.sort = "name", .offset = 4});
        EXPECT_EQ(models.results.size(), 1u);
        co_await acme.list_component_versions();
        co_await acme.list_model_versions();
        co_await acme.list_artifact_versions();
        const auto lineage = co_await acme.list_runs_artifacts_lineage({.name = "net"});
        EXPECT_EQ(lineage.results.at(0).name, "x");
        client.close();
    });
    return d.lines();
}

reply answer(const received& r) {
    if (r.method == "DELETE") return reply::json("", 204);
    const auto path = r.path();
    for (const std::string end :
         {"/list", "/members", "/teams", "/runs", "/component", "/model", "/artifact", "/artifacts"})
        if (path.ends_with(end) && r.method == "GET")
            return reply::json(R"({"results":[{"name":"x","more":1}]})");
    return reply::json(R"({"name":"acme","user":"ada","role":"admin"})");
}

TEST(V1OrganizationClient, MethodsAreTheRecordedOperations) {
    desk d(&answer);
    const texts o{"acme"};
    const texts ada{"acme", "ada"};
    EXPECT_EQ(
        lines_of("acme", d),
        (texts{operation("get_organization", o), operation("list_organizations", {}),
               operation("list_organization_members", o) + "?limit=20&query=role%3Aadmin",
               operation("get_organization_member", ada),
               operation("create_organization_member", o) + "?email=ada%40example.com",
               operation("update_organization_member", ada), operation("patch_organization_member", ada),
               operation("delete_organization_member", ada),
               operation("list_teams", o) + "?limit=20&bookmarks=true&mode=brief",
               operation("get_organization_runs", o) + "?limit=2",
               operation("get_organization_run", {"acme", std::string(uuid)}),
               operation("get_organization_versions", {"acme", "model"}) + "?offset=4&limit=20&sort=name",
               operation("get_organization_versions", {"acme", "component"}) + "?limit=20",
               operation("get_organization_versions", {"acme", "model"}) + "?limit=20",
               operation("get_organization_versions", {"acme", "artifact"}) + "?limit=20",
               operation("get_organization_runs_artifacts_lineage", o) + "?limit=20&name=net"}));
    EXPECT_EQ(d.body(4), json::parse(R"({"user":"ada","role":"admin"})"));
    EXPECT_EQ(d.body(5), json::parse(R"({"user":"ada","role":"admin"})"));
    EXPECT_EQ(d.body(6), json::parse(R"({"role":"viewer"})"));
}

TEST(V1OrganizationClient, ATeamIsAskedForItsRunsAndVersions) {
    desk d(&answer);
    const auto lines = lines_of("acme/research", d);
    ASSERT_EQ(lines.size(), 16u);
    EXPECT_EQ(lines[0], operation("get_organization", {"acme"}));
    EXPECT_EQ(lines[8], operation("list_teams", {"acme"}) + "?limit=20&bookmarks=true&mode=brief");
    EXPECT_EQ(lines[9], operation("get_team_runs", {"acme", "research"}) + "?limit=2");
    EXPECT_EQ(lines[10], operation("get_team_run", {"acme", "research", std::string(uuid)}));
    EXPECT_EQ(lines[11],
              operation("get_team_versions", {"acme", "research", "model"}) + "?offset=4&limit=20&sort=name");
    EXPECT_EQ(lines[14], operation("get_team_versions", {"acme", "research", "artifact"}) + "?limit=20");
    EXPECT_EQ(lines[15],
              operation("get_team_runs_artifacts_lineage", {"acme", "research"}) + "?limit=20&name=net");
}

TEST(V1OrganizationClient, TheCommunityEditionAnswersAsRecorded) {
    const auto calls = calls_of("OrganizationClient");
    ASSERT_EQ(calls.size(), 2u);
    std::vector<json> exchanges;
    for (const auto& c : calls) exchanges.push_back(c.at("exchanges").at(std::size_t{0}));
    std::vector<reply> replies;
    for (const auto& e : exchanges)
        replies.push_back(reply::json(e.at("response").at("body").as<std::string>(),
                                      e.at("response").at("status").as<int>()));
    desk d(std::move(replies));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::organization_client organization(client);
        auto now = co_await as_result(organization.refresh_data());
        EXPECT_FALSE(now);
        if (!now) {
            EXPECT_EQ(now.error().kind(), errc::not_found);
        }
        auto runs = co_await as_result(organization.list_runs({.limit = 2}));
        EXPECT_FALSE(runs);
        EXPECT_EQ(organization.owner(), "default");
        client.close();
    });
    for (std::size_t i = 0; i < exchanges.size(); ++i) {
        const auto sent = exchanges[i].at("request");
        EXPECT_EQ(d.lines().at(i),
                  sent.at("verb").as<std::string>() + " " + sent.at("target").as<std::string>());
    }
}

TEST(V1OrganizationClient, TheOwnerComesFromTheContextAndCanBeChanged) {
    desk d(&answer);
    d.here->files["/home/ada/.polyaxon/.user"] = "organization: acme\n";
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::organization_client it(client);
        EXPECT_TRUE(d.here->counts().empty()) << "making one must not read anything";
        co_await it.get_run(uuid);
        EXPECT_EQ(it.owner(), "acme");
        it.set_owner("other/research");
        co_await it.list_runs();
        EXPECT_EQ(it.team(), "research");
        it.set_owner("plain");
        co_await it.list_runs();
        EXPECT_EQ(it.team(), "");
        client.close();
    });
    EXPECT_EQ(d.lines(), (texts{"GET /api/v1/orgs/acme/runs/" + std::string(uuid),
                                "GET /api/v1/orgs/other/teams/research/runs?limit=20",
                                "GET /api/v1/orgs/plain/runs?limit=20"}));
}

TEST(V1OrganizationClient, OfflineAndNoOpSendNothing) {
    for (const bool offline : {true, false}) {
        desk d(&answer);
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            api::organization_client acme(client,
                                          {.owner = "acme", .is_offline = offline, .no_op = !offline});
            EXPECT_FALSE((co_await acme.refresh_data()).name);
            EXPECT_TRUE((co_await acme.list()).results.empty());
            EXPECT_TRUE((co_await acme.list_runs()).results.empty());
            EXPECT_EQ((co_await acme.get_run(uuid)).uuid, "");
            co_await acme.delete_member("ada");
            client.close();
        });
        EXPECT_TRUE(d.fake.requests().empty());
    }
}

}  // namespace
