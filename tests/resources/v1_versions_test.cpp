#include <polyaxon/codec/fields.hpp>

#include "resources/v1_versions_support.hpp"

namespace {

using namespace v1_versions;

/// A recorded method of ProjectClient as ours.
awaitable<void> replay_call(api::project_client& project, json call) {
    const auto method = call.at("method").as<std::string>();
    const auto kind = api::version_kind_of(text_or(argument(call, 0, "kind")));
    const auto version = text_or(argument(call, 1, "version"));
    const auto named = [&](std::string_view key) { return argument(call, 99, key); };
    if (method == "register_version") {
        const auto description = text_or(named("description")), tags = commas(named("tags"));
        const auto content = text_or(named("content")), by = text_or(named("run"));
        const auto artifacts = commas(named("artifacts"));
        api::register_version_options o;
        o.description = description, o.tags = tags, o.content = content, o.run = by;
        if (!named("artifacts").is_null()) o.artifacts = artifacts;
        o.force = named("force").text() == "true";
        co_await project.register_version(kind, version, o);
    } else if (method == "create_version") {
        co_await project.create_version(kind, argument(call, 1, "data"));
    } else if (method == "get_version") {
        co_await project.get_version(kind, version);
    } else if (method == "patch_version") {
        co_await project.patch_version(kind, version, argument(call, 2, "data"));
    } else if (method == "stage_version") {
        const auto stage = text_or(argument(call, 2, "stage"));
        const auto reason = text_or(named("reason")), message = text_or(named("message"));
        api::stage_version_options o;
        o.reason = reason, o.message = message;
        co_await project.stage_version(kind, version, stage, o);
    } else if (method == "get_version_stages") {
        const auto stages = co_await project.get_version_stages(kind, version);
        EXPECT_EQ(stages.stage, "staging");
        EXPECT_EQ(stages.stage_conditions.size(), 2u);
        EXPECT_EQ(stages.stage_conditions.at(0).status, true) << "the server's own is the text True";
    } else if (method == "list_versions") {
        const auto page = co_await project.list_versions(kind, {.limit = named("limit").as<int>()});
        EXPECT_EQ(page.results.at(0).name, "v1");
    } else if (method == "copy_version") {
        const auto to = text_or(named("to_project")), copied = text_or(named("name"));
        co_await project.copy_version(kind, version, {.to_project = to, .name = copied});
    } else if (method == "transfer_version") {
        const auto to = text_or(argument(call, 2, "to_project"));
        co_await project.transfer_version(kind, version, to);
    } else {
        EXPECT_EQ(method, "delete_version") << "a method that this test does not know";
        co_await project.delete_version(kind, version);
    }
}

/// The body without what cannot be the same twice.
json comparable(const std::string& text) {
    if (text.empty()) return {};
    auto body = json::parse(text);
    if (!body.contains("condition")) return body;
    auto condition = json::object();
    for (const auto& [key, value] : body.at("condition").items())
        condition.set(key, key.ends_with("_time") ? json::from("a time") : value);
    return body.set("condition", condition);
}

TEST(V1Versions, SendWhatThePythonClientSent) {
    std::size_t compared = 0;
    for (const auto& call : calls_of("ProjectClient")) {
        const auto method = call.at("method").as<std::string>();
        if (method.find("_version") == method.npos) continue;
        const auto exchanges = call.at("exchanges").elements();
        std::vector<reply> replies;
        texts lines, bodies;
        for (const auto& e : exchanges) {
            replies.push_back(
                reply::json(e.at("response").value_or("body", ""), e.at("response").at("status").as<int>()));
            lines.push_back(e.at("request").at("verb").as<std::string>() + " " +
                            e.at("request").at("target").as<std::string>());
            bodies.push_back(e.at("request").value_or("body", ""));
        }
        desk d(std::move(replies));
        std::optional<polyaxon::error> thrown;
        const auto of = lines.at(0).find("/default/beta/") == std::string::npos ? "alpha" : "beta";
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            api::project_client project(client, {.owner = "default", .project = of});
            auto caught = co_await as_result(replay_call(project, call));
            if (!caught) thrown = caught.error();
            client.close();
        });
        const auto id = call.at("id").as<std::string>();
        EXPECT_EQ(d.lines(), lines) << id;
        for (std::size_t i = 0; i < d.fake.requests().size() && i < bodies.size(); ++i)
            EXPECT_EQ(comparable(d.fake.requests()[i].body), comparable(bodies[i]))
                << id << ": " << d.fake.requests()[i].body;
        const auto outcome = call.at("outcome");
        EXPECT_EQ(thrown.has_value(), outcome.contains("raised")) << id << (thrown ? thrown->what() : "");
        if (thrown && outcome.contains("status")) {
            EXPECT_EQ(thrown->status(), outcome.at("status").as<int>()) << id;
        }
        ++compared;
    }
    EXPECT_EQ(compared, 36u);
}

TEST(V1Versions, KindsHaveTheirOwnNames) {
    desk d([](const received& r) {
        if (r.method == "DELETE") return reply::json("", 204);
        const auto path = r.path();
        const std::string kind = path.find("/component") != path.npos ? "component"
                                 : path.find("/model") != path.npos   ? "model"
                                                                      : "artifact";
        if (path.ends_with("/" + kind) && r.method == "GET")
            return reply::json(R"({"results":[{"name":"v1"}]})");
        if (path.ends_with("/stages")) return reply::json(R"({"stage":"staging"})");
        return reply::json(a_version(kind));
    });
    const auto body = json::object().set("name", "v1");
    const auto thrown = with(d, [&](api::project_client& p) -> awaitable<void> {
        co_await p.list_component_versions();
        co_await p.list_model_versions({.limit = 3});
        co_await p.list_artifact_versions();
        EXPECT_EQ((co_await p.get_component_version("v1")).kind, "component");
        EXPECT_EQ((co_await p.get_model_version("v1")).kind, "model");
        EXPECT_EQ((co_await p.get_artifact_version("v1")).kind, "artifact");
        EXPECT_EQ((co_await p.get_component_version_stages("v1")).stage, "staging");
        co_await p.get_model_version_stages("v1");
        co_await p.get_artifact_version_stages("v1");
        co_await p.create_component_version(body);
        co_await p.create_model_version(body);
        co_await p.create_artifact_version(body);
        co_await p.patch_component_version("v1", body);
        co_await p.patch_model_version("v1", body);
        co_await p.patch_artifact_version("v1", body);
        co_await p.delete_component_version("v1");
        co_await p.delete_model_version("v1");
        co_await p.delete_artifact_version("v1");
        co_await p.stage_component_version("v1", "production");
        co_await p.stage_model_version("v1", "staging");
        co_await p.stage_artifact_version("v1", "disabled");
        co_await p.transfer_component_version("v1", "speech");
        co_await p.transfer_model_version("v1", "speech");
        co_await p.transfer_artifact_version("v1", "speech");
    });
    EXPECT_FALSE(thrown) << thrown->what();
    texts wanted;
    const auto each = [&](const char* name, const texts& more, const char* query = "") {
        for (const char* kind : {"component", "model", "artifact"}) {
            texts path{"acme", "vision", kind};
            path.insert(path.end(), more.begin(), more.end());
            wanted.push_back(operation(name, path) + query);
        }
    };
    each("list_versions", {}, "?limit=20");
    wanted[1] = operation("list_versions", {"acme", "vision", "model"}) + "?limit=3";
    each("get_version", {"v1"});
    each("get_version_stages", {"v1"});
    each("create_version", {});
    each("patch_version", {"v1"});
    each("delete_version", {"v1"});
    each("create_version_stage", {"v1"});
    each("transfer_version", {"v1"});
    EXPECT_EQ(d.lines(), wanted);
    EXPECT_EQ(d.body(10), json::parse(R"({"name":"v1","kind":"model"})"));
    EXPECT_EQ(d.body(18).at("condition").value_or("type", ""), "production");
    EXPECT_EQ(d.body(18).at("condition").value_or("reason", ""), "ClientStageUpdate");
}

TEST(V1Versions, RegisteringTakesOnly404ForAbsent) {
    for (const int status : {404, 403, 500, 200})
        for (const bool force : {false, true}) {
            desk d([&](const received& r) {
                if (r.method == "POST") return reply::json(a_version("model"), 201);
                if (r.method == "PATCH" || status == 200) return reply::json(a_version("model"));
                return reply::error(status, "no");
            });
            const auto thrown = with(d, [&](api::project_client& p) -> awaitable<void> {
                co_await p.register_model_version("v1", {.description = "second", .force = force});
            });
            const std::string get = operation("get_version", {"acme", "vision", "model", "v1"});
            if (status == 404) {
                EXPECT_FALSE(thrown);
                EXPECT_EQ(d.lines(), (texts{get, operation("create_version", {"acme", "vision", "model"})}));
                EXPECT_EQ(d.body(1), json::parse(R"({"name":"v1","kind":"model","description":"second"})"));
            } else if (status == 200 && force) {
                EXPECT_FALSE(thrown);
                EXPECT_EQ(d.lines(),
                          (texts{get, operation("patch_version", {"acme", "vision", "model", "v1"})}));
                EXPECT_EQ(d.body(1), json::parse(R"({"description":"second"})"));
            } else {
                ASSERT_TRUE(thrown) << status;
                EXPECT_EQ(thrown->kind(), status == 200   ? errc::conflict
                                          : status == 403 ? errc::forbidden
                                                          : errc::server_error);
                EXPECT_EQ(d.lines(), texts{get});
            }
        }
}

TEST(V1Versions, RegisteringSendsWhatIsGivenAlone) {
    desk d([](const received& r) {
        return r.method == "GET" ? reply::json(a_version("artifact")) : reply::json(a_version("artifact"));
    });
    std::vector<api::stage_condition> history(1);
    history[0].type = "staging", history[0].status = true;
    const auto thrown = with(d, [&](api::project_client& p) -> awaitable<void> {
        co_await p.register_artifact_version("v1", {.description = "",
                                                    .tags = "a, b",
                                                    .content = "text",
                                                    .readme = "# v1",
                                                    .run = made_by,
                                                    .connection = "s3",
                                                    .artifacts = "net,data",
                                                    .stage = "staging",
                                                    .stage_conditions = history,
                                                    .force = true});
        co_await p.register_artifact_version("v1", {.artifacts = "", .force = true});
    });
    EXPECT_FALSE(thrown) << thrown->what();
    EXPECT_EQ(d.body(1), json::parse(R"({"description":"","tags":["a","b"],"content":"text","readme":"# v1",
        "run":"a0000009000940008000000000000009","connection":"s3","artifacts":["net","data"],"stage":"staging",
        "stage_conditions":[{"type":"staging","status":true}]})"));
    EXPECT_EQ(d.body(3), json::parse(R"({"artifacts":[]})"));
}

TEST(V1Versions, AnotherKindInTheAnswerIsAnError) {
    desk d({reply::json(a_version("model")), reply::json(a_version("model"))});
    const auto thrown =
        with(d, [](api::project_client& p) -> awaitable<void> { co_await p.get_component_version("v1"); });
    ASSERT_TRUE(thrown);
    EXPECT_EQ(thrown->kind(), errc::decode);
    const auto forced = with(d, [](api::project_client& p) -> awaitable<void> {
        co_await p.register_component_version("v1", {.content = "{}", .force = true});
    });
    ASSERT_TRUE(forced);
    EXPECT_EQ(d.lines().size(), 2u) << "nothing must be written then";
}

TEST(V1Versions, WordsThatMeanNothingAreRefused) {
    EXPECT_EQ(api::version_kind_of("model"), model);
    EXPECT_EQ(api::name(artifact), "artifact");
    EXPECT_THROW(api::version_kind_of("models"), polyaxon::error);
    desk d({reply::json("{}")});
    const auto thrown = with(d, [](api::project_client& p) -> awaitable<void> {
        co_await p.stage_model_version("v1", "produced");
    });
    ASSERT_TRUE(thrown);
    EXPECT_EQ(thrown->kind(), errc::invalid_argument);
    EXPECT_TRUE(d.fake.requests().empty());
}

TEST(V1Versions, ACopyHasTheOriginalsContentAndWhatIsChanged) {
    const auto original =
        a_version("component", R"(,"content":"{}","artifacts":[],"run":null,"readme":"# long")");
    desk d([&](const received& r) {
        if (r.method != "GET") return reply::json(a_version("component"), 201);
        return r.path().ends_with("/v1") ? reply::json(original) : reply::error(404, "none");
    });
    const auto thrown = with(d, [](api::project_client& p) -> awaitable<void> {
        co_await p.copy_component_version("v1");
        co_await p.copy_component_version(
            "v1", {.to_project = "speech", .name = "v2", .tags = "x", .content = "[]"});
    });
    EXPECT_FALSE(thrown) << thrown->what();
    EXPECT_EQ(d.lines(), (texts{"GET /api/v1/acme/vision/versions/component/v1",
                                "GET /api/v1/acme/vision/versions/component/v1-copy",
                                "POST /api/v1/acme/vision/versions/component",
                                "GET /api/v1/acme/vision/versions/component/v1",
                                "GET /api/v1/acme/speech/versions/component/v2",
                                "POST /api/v1/acme/speech/versions/component"}));
    EXPECT_EQ(
        d.body(2),
        json::parse(
            R"({"name":"v1-copy","description":"first","tags":["v"],"kind":"component","content":"{}"})"));
    EXPECT_EQ(
        d.body(5),
        json::parse(R"({"name":"v2","description":"first","tags":["x"],"kind":"component","content":"[]"})"));
}

TEST(V1Versions, OfflineAndNoOpSendNothing) {
    work_folder here;
    for (const bool offline : {true, false}) {
        desk d({reply::json("{}")});
        api::project_ref ref;
        ref.is_offline = offline, ref.no_op = !offline;
        const auto thrown = with(
            d,
            [&](api::project_client& p) -> awaitable<void> {
                EXPECT_TRUE((co_await p.list_model_versions()).results.empty());
                EXPECT_FALSE((co_await p.register_model_version("v1")).name);
                EXPECT_FALSE((co_await p.copy_model_version("v1")).name);
                EXPECT_EQ(co_await p.pull_model_version("v1", "pulled"), "");
                EXPECT_FALSE((co_await p.push_model_version("v1", "pulled")).name);
                co_await p.delete_model_version("v1");
                co_await p.transfer_model_version("v1", "speech");
                EXPECT_FALSE((co_await p.stage_model_version("v1", "staging")).stage);
                api::project_version_body v;
                v.kind = "model";
                co_await p.persist_version(v, "kept/models/v1");
                const auto kept = co_await p.load_offline_version(model, "v1", "kept");
                EXPECT_EQ(kept.has_value(), offline);
            },
            ref);
        EXPECT_FALSE(thrown) << thrown->what();
        EXPECT_TRUE(d.fake.requests().empty());
        EXPECT_EQ(fs::exists(here / "kept/models/v1/version.plx.json"), offline);
        fs::remove_all(here / "kept");
    }
    EXPECT_FALSE(fs::exists(here / "pulled"));
}

TEST(V1Versions, AVersionReadsBackAsItWasWritten) {
    for (const auto& call : calls_of("ProjectClient")) {
        if (call.at("method").as<std::string>() != "get_version") continue;
        const auto answer = call.at("exchanges").at(std::size_t{0}).at("response");
        if (answer.at("status").as<int>() != 200) continue;
        const auto body = json::parse(answer.at("body").as<std::string>());
        api::project_version v;
        polyaxon::codec::json_parser parser;
        ASSERT_FALSE(parser.parse_text(body.text(), v)) << parser.what();
        EXPECT_EQ(v.uuid, body.at("uuid").as<std::string>());
        const auto written = json::parse(polyaxon::codec::to_json(v));
        for (const auto& [key, value] : body.items()) {
            if (value.is_null() || value.text() == "[]") continue;
            ASSERT_TRUE(written.contains(key)) << key;
            if (!key.ends_with("_at")) {
                EXPECT_EQ(written.at(key), value) << key;
            }
        }
    }
}

}  // namespace
