#include "resources/v1_artifact_support.hpp"

// Where streams are: namespace, store, agent, and whether the token goes there.

namespace {

using namespace v1_artifacts;

struct row {
    std::string host, agent;
    bool asked, with_token;
    std::string reached = {}, target = {};
};

TEST(V1StreamsPath, TheTokenGoesOnlyWhereItIsSafe) {
    const std::string path = streams + "/artifacts/tree?path=";
    const row rows[] = {
        {"http://platform.example:8000", "http://platform.example:8000/", true, true, "platform.example:8000",
         path},
        {"http://platform.example:8000", "http://platform.example:9000", true, true, "platform.example:9000",
         path},
        {"http://platform.example:8000", "https://agent.example", true, true, "agent.example", path},
        {"http://platform.example:8000", "https://agent.example:8443/pre/fix//", true, true,
         "agent.example:8443", "/pre/fix" + path},
        {"http://platform.example:8000", "http://agent.example", true, false, "agent.example", path},
        {"https://platform.example", "https://agent.example", true, true, "agent.example", path},
        {"https://platform.example", "http://platform.example", true, false, "platform.example", path},
        {"https://platform.example", "http://agent.example", true, false, "agent.example", path},
        {"http://platform.example:8000", "agent.example", false, false},
        {"http://platform.example:8000", "ftp://agent.example", false, false},
        {"http://platform.example:8000", "http://user:s3cr3t@agent.example", false, false},
        {"http://platform.example:8000", "http://agent.example/?q=1", false, false},
    };
    for (const auto& r : rows) {
        run_desk d([](const received&) { return reply::json(R"({"files":{},"dirs":[]})"); },
                   R"({"namespace":"ns","agent":{"uuid":"u","url":")" + r.agent + "\"}}");
        d.config.host = r.host;
        d.config.header = "X-POLYAXON-INTERNAL";
        d.config.header_service = "secret-service";
        d.watcher = std::make_shared<watching>();
        d.with([](api::run_client& run) -> awaitable<void> { co_await run.get_artifacts_tree(); });
        const auto all = d.fake.requests();
        if (!r.asked) {
            EXPECT_EQ(d.kind, errc::decode) << r.agent << ": " << d.text;
            EXPECT_EQ(all.size(), 1u) << r.agent;
            EXPECT_EQ(d.text.find("s3cr3t"), std::string::npos) << d.text;
            continue;
        }
        EXPECT_EQ(d.kind, std::nullopt) << r.agent << ": " << d.text;
        ASSERT_EQ(all.size(), 2u) << r.agent;
        EXPECT_EQ(all[0].header("Authorization"), "Token token-abc");
        EXPECT_EQ(all[1].header("Authorization"),
                  r.with_token ? std::optional<std::string>("Token token-abc") : std::nullopt)
            << r.host << " " << r.agent;
        EXPECT_EQ(all[1].header("X-POLYAXON-INTERNAL").has_value(), r.with_token) << r.host << " " << r.agent;
        EXPECT_EQ(all[1].header("Host"), r.reached);
        auto target = r.target;
        target.replace(target.find("/polyaxon/acme"), 9, "/ns");
        EXPECT_EQ(all[1].target, target);
        EXPECT_EQ(d.watcher->warnings.size(), r.with_token ? 0u : 1u) << r.host << " " << r.agent;
    }
}

TEST(V1StreamsPath, InTheClusterTheAgentsUrlDoesNotCount) {
    run_desk d([](const received&) { return reply::json(R"({"files":{}})"); },
               R"({"agent":{"uuid":"u","url":"https://agent.example"}})");
    d.config.in_cluster = true;
    d.with([](api::run_client& run) -> awaitable<void> { co_await run.get_artifacts_tree(); });
    EXPECT_EQ(d.kind, std::nullopt) << d.text;
    EXPECT_EQ(d.fake.requests().at(1).header("Host"), "platform.example:8000");
    EXPECT_EQ(d.fake.requests().at(1).path(), streams + "/artifacts/tree") << "no namespace is polyaxon";
}

TEST(V1StreamsPath, TheRunIsFetchedOnceAndItsStoreIsNamed) {
    for (const char* settings : {"null", "{}", R"({"artifacts_store":{"uuid":"u","name":"my store"}})"}) {
        run_desk d([](const received&) { return reply::json(R"({"files":{}})"); }, settings);
        d.with([](api::run_client& run) -> awaitable<void> {
            co_await run.get_artifacts_tree("a");
            co_await run.get_artifacts_tree("b");
        });
        EXPECT_EQ(d.kind, std::nullopt) << d.text;
        const auto store = std::string(settings).size() > 4 ? "&connection=my%20store" : "";
        EXPECT_EQ(d.lines(), (texts{"GET /api/v1/acme/vision/runs/" + std::string(uuid),
                                    "GET " + streams + "/artifacts/tree?path=a" + store,
                                    "GET " + streams + "/artifacts/tree?path=b" + store}));
    }
}

TEST(V1StreamsPath, AnUploadMayGoToAnotherAgent) {
    work_folder here;
    put("f", "x");
    run_desk d([](const received&) { return reply{.body = "", .content_type = ""}; });
    // The fake tells an agent under the same path as a run.
    d.with(
        [&](api::run_client& run) -> awaitable<void> { co_await run.upload_artifact("f", {.agent = "a1"}); });
    EXPECT_EQ(d.kind, std::nullopt) << d.text;
    EXPECT_EQ(d.lines(), (texts{"GET /api/v1/acme/vision/runs/" + std::string(uuid),
                                "GET /api/v1/orgs/acme/agents/a1", "POST " + streams + "/artifact"}));
}

}  // namespace
