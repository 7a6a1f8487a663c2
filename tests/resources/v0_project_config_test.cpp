#include "resources/v0_support.hpp"

#include <algorithm>
#include <functional>
#include <optional>

// Bodies of creations: complete, checked before anything is sent, the same from a mapping and from a struct.

namespace {

using namespace v0_test;
using polyaxon::awaitable;
namespace api = polyaxon::v0;

template <class T>
using creation = std::function<awaitable<T>(api::client&)>;

struct outcome {
    std::vector<json> bodies;
    std::optional<polyaxon::error> failed;
};
template <class T>
outcome made(const creation<T>& call) {
    desk d(polyaxon::testing::scripted({reply::json(R"({"id":1})", 201)}));
    outcome out;
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto pending = call(client);
        const auto answer = co_await polyaxon::as_result(std::move(pending));
        if (!answer) out.failed = answer.error();
        client.close();
    });
    for (const auto& r : d.fake.requests()) out.bodies.push_back(json::parse(r.body));
    return out;
}
outcome project_of(const json& config) {
    return made<api::project>([&](api::client& c) { return c.project().create_project(config); });
}
outcome experiment_of(const json& config, api::create_experiment_options o = {}) {
    return made<api::experiment>(
        [&, o](api::client& c) { return c.project().create_experiment("adam", "mnist", config, o); });
}

/// Keys of a complete body are the documented fields, no more and no less, each with null or its default.
void expect_complete(const json& body, std::string_view type, std::vector<std::string> without = {}) {
    for (const auto& documented : data("resources.json").elements()) {
        if (documented.at("type").as<std::string>() != type) continue;
        std::size_t fields = 0;
        for (const auto& f : documented.at("fields").elements()) {
            const auto key = f.at("name").as<std::string>();
            if (std::ranges::find(without, key) != without.end()) continue;
            ++fields;
            EXPECT_TRUE(body.contains(key)) << type << " lacks " << key;
            if (body.contains(key) && !f.value_or<bool>("required", false)) {
                EXPECT_EQ(body.at(key), f.contains("default") ? f.at("default") : json()) << key;
            }
        }
        EXPECT_EQ(body.size(), fields) << body.text();
        return;
    }
    FAIL() << "no type " << type;
}

TEST(V0ProjectConfig, AnEmptyConfigurationSendsEveryField) {
    const auto empty = json::object();
    expect_complete(project_of(json::object().set("name", "p")).bodies.at(0), "ProjectConfig");
    expect_complete(experiment_of(empty).bodies.at(0), "ExperimentConfig");
    expect_complete(made<api::group>([&](api::client& c) {
                        return c.project().create_experiment_group("adam", "mnist", empty);
                    }).bodies.at(0),
                    "GroupConfig", {"total_run"});
    expect_complete(made<api::job>([&](api::client& c) {
                        return c.project().create_job("adam", "mnist", empty);
                    }).bodies.at(0),
                    "JobConfig");
    expect_complete(made<api::build_job>([&](api::client& c) {
                        return c.project().create_build("adam", "mnist", empty);
                    }).bodies.at(0),
                    "BuildJobConfig");
}

TEST(V0ProjectConfig, AStructSaysTheSameAsItsMapping) {
    const auto mapping = json::parse(
        R"({"name":"fit-1","tags":["a","b"],"params":{"lr":0.1},"content":"version: 1","is_managed":false,"ttl":5,
            "resources":{"cpu":{"limits":2.0}},"created_at":"2019-11-25T10:00:00.250000+00:00"})");
    api::experiment config;
    config.name = "fit-1";
    config.tags = {"a", "b"};
    config.params = json::parse(R"({"lr":0.1})");
    config.content = "version: 1";
    config.is_managed = false;
    config.ttl = 5;
    config.resources.emplace().cpu.emplace().limits = 2;
    config.created_at = polyaxon::timestamp::parse("2019-11-25T10:00:00.25Z");
    const auto by_mapping = experiment_of(mapping),
               by_struct = made<api::experiment>(
                   [&](api::client&c) { return c.project().create_experiment("adam", "mnist", config); });
    EXPECT_EQ(by_mapping.bodies.at(0), by_struct.bodies.at(0));
    EXPECT_EQ(by_struct.bodies.at(0).at("resources").text(), R"({"cpu":{"limits":2.0}})");
    EXPECT_TRUE(by_struct.bodies.at(0).at("id").is_null()) << "an id that nobody gave is not 0";

    api::project project;
    project.name = "mnist";
    project.is_public = false;
    project.bookmarked = true;  // the server's to say
    const auto p = made<api::project>([&](api::client& c) { return c.project().create_project(project); });
    EXPECT_EQ(p.bodies.at(0), project_of(json::parse(R"({"name":"mnist","is_public":false})")).bodies.at(0));
}

TEST(V0ProjectConfig, WhatIsGivenIsSentAsItIs) {
    auto body =
        experiment_of(json::parse(
                          R"({"tags":[],"params":{"n":12345678901234567890,"deep":{"a":[null]}},"ttl":"7",
                                      "resources":{"gpu":{"limits":1,"requests":null},"tpu":null},"name":null})"))
            .bodies.at(0);
    EXPECT_EQ(body.at("tags").text(), "[]");
    EXPECT_EQ(body.at("params").text(), R"({"n":12345678901234567890,"deep":{"a":[null]}})");
    EXPECT_EQ(body.at("ttl").text(), "7");
    EXPECT_EQ(body.at("resources").text(), R"({"gpu":{"limits":1.0}})");
    EXPECT_TRUE(body.at("name").is_null());
}

TEST(V0ProjectConfig, AMappingAsContentIsSentAsItsText) {
    const auto body =
        experiment_of(json::parse(R"({"content":{"version":1,"kind":"experiment"}})")).bodies.at(0);
    EXPECT_EQ(body.at("content").as<std::string>(), R"({"version":1,"kind":"experiment"})");
}

TEST(V0ProjectConfig, DatesTellHowLongItRan) {
    const auto ran = [](std::string_view config) {
        return std::string(experiment_of(json::parse(config)).bodies.at(0).at("total_run").text());
    };
    EXPECT_EQ(
        ran(R"({"started_at":"2019-11-25T10:00:05Z","finished_at":"2019-11-25T10:31:08Z","total_run":null})"),
        R"("31m 3s")");
    EXPECT_EQ(ran(R"({"started_at":"2019-11-25T10:00:05Z","total_run":"5s"})"), R"("5s")");
    EXPECT_EQ(ran(R"({"started_at":"2019-11-25T10:00:05Z","finished_at":"2019-11-25T09:00:00Z"})"), "null");
}

TEST(V0ProjectConfig, AGroupBeatsTheConfiguration) {
    const auto config = json::object().set("experiment_group", "other");
    EXPECT_EQ(experiment_of(config).bodies.at(0).at("experiment_group").text(), R"("other")");
    EXPECT_EQ(experiment_of(config, {.group = 7}).bodies.at(0).at("experiment_group").text(), "7");
    EXPECT_EQ(experiment_of(config, {.group = "7"}).bodies.at(0).at("experiment_group").text(), "7");
    EXPECT_EQ(experiment_of(config, {.group = "adam.mnist.1"}).bodies.at(0).at("experiment_group").text(),
              R"("adam.mnist.1")");
    EXPECT_EQ(experiment_of(config, {.group = 0}).bodies.at(0).at("experiment_group").text(), R"("other")");
}

TEST(V0ProjectConfig, WhatCannotBeCreatedIsToldAndNotSent) {
    const std::pair<std::string_view, std::string_view> projects[] = {
        {R"({"name":"my project"})", "name"},
        {R"({"name":""})", "name"},
        {R"({"name":"p","user":"a/b"})", "user"},
        {R"({"name":"p","owner":"ä"})", "owner"},
        {R"({"name":7})", "name"},
        {R"({"name":"p","foo":1})", "foo"},
        {R"({"name":"p","foo":null})", "foo"},
        {R"({"description":"x"})", "needs name"},
        {R"({"name":null})", "needs name"},
        {R"({"name":"p","tags":"a"})", "tags"},
        {R"({"name":"p","tags":["a",1]})", "tags[1]"},
        {R"({"name":"p","is_public":"maybe"})", "is_public"},
        {R"({"name":"p","uuid":"12"})", "uuid"},
        {R"({"name":"p","created_at":"today"})", "created_at"},
        {R"({"name":"p","readme":"x"})", "readme"},
        {R"("p")", "mapping"},
        {"[]", "mapping"},
        {"null", "mapping"}};
    for (const auto& [config, told] : projects) {
        SCOPED_TRACE(std::string(config));
        const auto out = project_of(json::parse(config));
        EXPECT_TRUE(out.bodies.empty()) << "a request left";
        ASSERT_TRUE(out.failed);
        EXPECT_EQ(out.failed->kind(), errc::invalid_argument);
        EXPECT_NE(out.failed->detail().find(told), std::string::npos) << out.failed->what();
        EXPECT_NE(out.failed->detail().find("a project"), std::string::npos) << out.failed->what();
    }
    const std::pair<std::string_view, std::string_view> experiments[] = {
        {R"({"params":[1]})", "params"},
        {R"({"resources":{"cpu":{"limit":1}}})", "resources.cpu.limit"},
        {R"({"resources":{"cpux":{}}})", "resources.cpux"},
        {R"({"content":7})", "content"},
        {R"({"ttl":"soon"})", "ttl"},
        {R"({"jobs":[{"role":"master","novel":1}]})", "jobs.[0].novel"},
    };
    for (const auto& [config, told] : experiments) {
        SCOPED_TRACE(std::string(config));
        const auto out = experiment_of(json::parse(config));
        EXPECT_TRUE(out.bodies.empty()) << "a request left";
        ASSERT_TRUE(out.failed);
        EXPECT_EQ(out.failed->kind(), errc::invalid_argument);
        EXPECT_NE(out.failed->detail().find(told), std::string::npos) << out.failed->what();
    }
}

TEST(V0ProjectConfig, TheWorkerIsNotGivenWhatCannotBeCreated) {
    const auto bad = json::object().set("name", "a b");
    const auto out = made<api::job>(
        [&](api::client& c) { return c.project().create_job("adam", "mnist", bad, {.background = true}); });
    EXPECT_TRUE(out.bodies.empty());
    ASSERT_TRUE(out.failed);
    EXPECT_EQ(out.failed->kind(), errc::invalid_argument);
}

// v0 could never create a job with track_env: its run_env is no field of a job. The tracking leaves it out; who sends it is told.
TEST(V0ProjectConfig, AJobHasNoRunEnv) {
    const auto with = json::parse(R"({"run_env":{"pid":1}})");
    const auto out =
        made<api::job>([&](api::client& c) { return c.project().create_job("adam", "mnist", with); });
    ASSERT_TRUE(out.failed);
    EXPECT_NE(out.failed->detail().find("run_env"), std::string::npos);
    EXPECT_EQ(experiment_of(with).bodies.at(0).at("run_env"), with.at("run_env"));
}

TEST(V0ProjectConfig, ATextThatIsNoJsonIsRefused) {
    for (const auto* text : {"{bad", "{\"name\": ", "{\"name\": \"p\", \"description\": {]}", "bad", ""}) {
        SCOPED_TRACE(text);
        const auto out = project_of(json::raw(text));
        ASSERT_TRUE(out.failed);
        EXPECT_EQ(out.failed->kind(), errc::invalid_argument) << out.failed->what();
        EXPECT_TRUE(out.bodies.empty());
        const auto set =
            made<json>([&](api::client& c) { return c.dataset().create_dataset(json::raw(text)); });
        ASSERT_TRUE(set.failed);
        EXPECT_EQ(set.failed->kind(), errc::invalid_argument) << set.failed->what();
        EXPECT_TRUE(set.bodies.empty());
    }
}

TEST(V0ProjectConfig, ADataSetIsMadeFromAMappingToo) {
    const auto given = json::parse(R"({"uuid": "21", "name": "imagenet", "is_public": true})");
    const auto set = made<json>([&](api::client& c) { return c.dataset().create_dataset(given); });
    ASSERT_EQ(set.bodies.size(), 1u);
    EXPECT_EQ(set.bodies[0],
              json::parse(R"({"uuid": "21", "name": "imagenet", "is_public": true, "resumable": true})"));
    for (const auto* text :
         {R"({"uuid": "21"})", R"({"uuid": "", "name": "x"})", R"({"uuid": 1, "name": "x"})"}) {
        const auto wrong =
            made<json>([&](api::client& c) { return c.dataset().create_dataset(json::raw(text)); });
        ASSERT_TRUE(wrong.failed);
        EXPECT_EQ(wrong.failed->kind(), errc::invalid_argument);
        EXPECT_TRUE(wrong.bodies.empty());
    }
}

}  // namespace
