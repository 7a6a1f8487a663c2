#include "resources/v0_support.hpp"

#include <polyaxon/codec/fields.hpp>

#include <array>
#include <functional>

namespace {

using namespace v0_test;
using polyaxon::awaitable;
using polyaxon::testing::received;
namespace api = polyaxon::v0;

/// Runs `calls` against a server that answers `answer` to everything; what arrived.
std::vector<received> sent(std::function<awaitable<void>(api::client&)> calls,
                           std::vector<reply> answers = {reply::json("{}")}) {
    desk d(polyaxon::testing::scripted(std::move(answers)));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto all = calls(client);
        co_await std::move(all);
        co_await client.drain();
        client.close();
    });
    return d.fake.requests();
}
std::string line(const received& r) { return r.method + " " + r.target; }

template <class T>
awaitable<void> refused(awaitable<T> call, std::string_view part) {
    const auto outcome = co_await polyaxon::as_result(std::move(call));
    EXPECT_FALSE(outcome) << part;
    if (!outcome) {
        EXPECT_EQ(outcome.error().kind(), errc::invalid_argument);
        EXPECT_NE(outcome.error().detail().find(part), std::string::npos) << outcome.error().what();
    }
}

TEST(V0ExperimentMethods, MetricsAreNumbersBoolsAndNulls) {
    const auto seen = sent([](api::client& c) -> awaitable<void> {
        auto e = c.experiment();
        const auto values =
            json::parse(R"({"loss":0.5,"ok":true,"none":null,"huge":12345678901234567890123,"small":-0.0})");
        co_await e.create_metric("adam", "mnist", 42, values);
        const std::array<api::metric_value, 2> numbers = {{{"loss", 1e-9}, {"q\"uote", -3}}};
        const auto when = polyaxon::timestamp::parse("2019-11-25T10:05:00Z");
        co_await e.create_metric("adam", "mnist", 42, numbers, {.created_at = when});
        const auto finer = polyaxon::timestamp::parse("2019-11-25T11:05:00.123456+01:00");
        co_await e.create_metric("adam", "mnist", 42, json::object(), {.created_at = finer});
    });
    ASSERT_EQ(seen.size(), 3u);
    EXPECT_EQ(line(seen[0]), "POST /api/v1/adam/mnist/experiments/42/metrics/");
    EXPECT_EQ(seen[0].body,
              R"({"values":{"loss":0.5,"ok":true,"none":null,"huge":12345678901234567890123,"small":-0.0}})");
    EXPECT_EQ(
        json::parse(seen[1].body),
        json::parse(R"({"values":{"loss":1e-9,"q\"uote":-3},"created_at":"2019-11-25 10:05:00+00:00"})"));
    EXPECT_EQ(json::parse(seen[2].body),
              json::parse(R"({"values":{},"created_at":"2019-11-25 10:05:00.123456+00:00"})"));
}

TEST(V0ExperimentMethods, WrongArgumentsAreRefusedBeforeAnythingIsSent) {
    const auto seen = sent([](api::client& c) -> awaitable<void> {
        auto e = c.experiment();
        for (const auto* wrong : {R"({"loss":"low"})", R"({"loss":[1]})", R"({"loss":{"a":1}})"}) {
            const auto values = json::parse(wrong);
            co_await refused(e.create_metric("adam", "mnist", 42, values), "\"loss\"");
            co_await refused(e.create_metric("adam", "mnist", 42, values, {.background = true}), "\"loss\"");
            co_await refused(e.create_metric("adam", "mnist", 42, values, {.periodic = true}), "\"loss\"");
        }
        const auto list = json::array(), broken = json::raw(R"({"loss":NaN})");
        co_await refused(e.create_metric("adam", "mnist", 42, list), "values");
        co_await refused(e.create_metric("adam", "mnist", 42, broken), "values");
        co_await refused(e.restart("adam", "mnist", 42, {.content = list}), "content");
        co_await refused(c.job().copy("adam", "mnist", 42, {.content = list, .background = true}), "content");
        co_await refused(e.start_tensorboard("adam", "mnist", 42, {.content = list}), "content");
        co_await refused(e.stop("adam", "", 42), "project_name");
        co_await refused(c.build_job().stop("adam", "mnist", "..", {.background = true}), "job_id");
        co_await refused(c.experiment_job().get_job("adam", "mnist", 1, "/"), "job_id");
        co_await refused(c.job().get_heartbeat_url("adam", ".", 1), "project_name");
        co_await refused(c.job().send_logs("adam", "mnist", "", "x", {.periodic = true}), "job_id");
    });
    EXPECT_TRUE(seen.empty()) << line(seen.front());
}

TEST(V0ExperimentMethods, LogsAreOneJsonText) {
    const auto seen = sent([](api::client& c) -> awaitable<void> {
        const std::vector<std::string> strings = {"a", "", "ü \"q\""};
        const std::vector<std::string_view> views = {"one"};
        co_await c.experiment().send_logs("adam", "mnist", 42, "epoch 1\n");
        co_await c.job().send_logs("adam", "mnist", 12, strings);
        co_await c.build_job().send_logs("adam", "mnist", 3, views);
        co_await c.experiment().send_logs("adam", "mnist", 42, "");
        co_await c.experiment().send_logs("adam", "mnist", 42, "bad \xff byte");
    });
    ASSERT_EQ(seen.size(), 5u);
    EXPECT_EQ(line(seen[0]), "POST /api/v1/adam/mnist/experiments/42/logs/");
    EXPECT_EQ(seen[0].body, R"("epoch 1\n")");
    EXPECT_EQ(line(seen[1]), "POST /api/v1/adam/mnist/jobs/12/logs/");
    EXPECT_EQ(json::parse(seen[1].body).as<std::string>(), "a\n\nü \"q\"");
    EXPECT_EQ(line(seen[2]), "POST /api/v1/adam/mnist/builds/3/logs/");
    EXPECT_EQ(seen[2].body, R"("one")");
    EXPECT_EQ(seen[3].body, R"("")");
    EXPECT_EQ(json::parse(seen[4].body).as<std::string>(), "bad \xEF\xBF\xBD byte");
}

TEST(V0ExperimentMethods, BodiesHoldOnlyWhatWasGiven) {
    api::code_reference code;
    code.id = 7;
    code.repo = 9;
    code.commit = "3783ab36703b14b91b15736fe4302bfb8d52af1c";
    code.is_dirty = false;
    const auto seen = sent([&](api::client& c) -> awaitable<void> {
        auto e = c.experiment();
        co_await e.create_status("adam", "mnist", 42, "running");
        co_await e.create_status("adam", "mnist", 42, "failed", {.message = "m", .traceback = "t"});
        co_await e.create_code_reference("adam", "mnist", 42, code);
        const json nothing;
        co_await e.create_code_reference("adam", "mnist", 42, nothing);
        co_await c.job().resume("adam", "mnist", 12);
        co_await c.job().restart("adam", "mnist", 12, {.content = "version: 1", .update_code = true});
        co_await e.start_tensorboard("adam", "mnist", 42);
        co_await e.start_tensorboard("adam", "mnist", 42, {.content = "version: 1", .is_managed = false});
        co_await e.update_experiment("adam", "mnist", 42, nothing);
        const auto empty = json::object();
        co_await e.update_experiment("adam", "mnist", 42, empty);
        co_await c.build_job().invalidate("adam", "mnist", 3);
        co_await e.unbookmark("adam", "mnist", 42);
    });
    std::vector<std::string> bodies;
    for (const auto& r : seen) bodies.push_back(r.body);
    EXPECT_EQ(bodies, (std::vector<std::string>{
                          R"({"status":"running"})",
                          R"({"status":"failed","message":"m","traceback":"t"})",
                          R"({"commit":"3783ab36703b14b91b15736fe4302bfb8d52af1c","is_dirty":false})",
                          "",
                          "{}",
                          R"({"content":"version: 1","update_code":true})",
                          "{}",
                          R"({"content":"version: 1","is_managed":false})",
                          "",
                          "{}",
                          "",
                          "",
                      }));
    EXPECT_EQ(line(seen.at(11)), "DELETE /api/v1/adam/mnist/experiments/42/unbookmark/");
    EXPECT_EQ(seen.at(3).header("Content-Length"), "0");
}

TEST(V0ExperimentMethods, BackgroundChangesGoInOrderAndAnswerNothing) {
    const auto seen = sent([](api::client& c) -> awaitable<void> {
        auto e = c.experiment();
        for (const std::string_view status : {"created", "running", "succeeded"}) {
            const auto nothing = co_await e.create_status("adam", "mnist", 42, status, {.background = true});
            EXPECT_EQ(nothing.status, "");
        }
        const auto gone = co_await c.job().delete_job("adam", "mnist", 12, {.background = true});
        EXPECT_EQ(gone.status, 0);
    });
    ASSERT_EQ(seen.size(), 4u);
    EXPECT_EQ(seen[0].body, R"({"status":"created"})");
    EXPECT_EQ(seen[1].body, R"({"status":"running"})");
    EXPECT_EQ(seen[2].body, R"({"status":"succeeded"})");
    EXPECT_EQ(line(seen[3]), "DELETE /api/v1/adam/mnist/jobs/12/");
}

TEST(V0ExperimentMethods, PagersGoOnBehindWhatCame) {
    // The metrics of a real server come 300,000 at a time: here three, then two. The offset follows what came.
    std::vector<reply> answers = {
        reply::json(R"({"count":5,"next":"http://elsewhere/?limit=20&offset=20","previous":null,"results":[
            {"id":1,"values":{"a":1}},{"id":2,"values":{}},{"id":3,"values":{"b":1e308}}]})"),
        reply::json(R"({"count":5,"next":null,"results":[{"id":4,"values":{}},{"id":5,"values":{}}]})")};
    std::vector<std::int64_t> ids;
    const auto seen = sent(
        [&](api::client& c) -> awaitable<void> {
            auto all = c.experiment().iter_metrics(std::string("ad") + "am", "mnist", 42);
            while (auto m = co_await all.next()) ids.push_back(m->id);
            EXPECT_EQ(all.count(), 5);
        },
        std::move(answers));
    EXPECT_EQ(ids, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
    ASSERT_EQ(seen.size(), 2u);
    EXPECT_EQ(seen[0].target, "/api/v1/adam/mnist/experiments/42/metrics/");
    EXPECT_EQ(seen[1].target, "/api/v1/adam/mnist/experiments/42/metrics/?offset=3");
}

TEST(V0ExperimentMethods, EveryListHasItsPager) {
    const std::string full = R"({"next":"x","results":[{"id":1}]})", last = R"({"results":[{"id":2}]})";
    std::vector<reply> answers;
    for (int i = 0; i < 6; ++i) {
        answers.push_back(reply::json(full));
        answers.push_back(reply::json(last));
    }
    const auto count = [](auto all) -> awaitable<int> {
        int n = 0;
        while (auto one = co_await all.next()) ++n;
        co_return n;
    };
    const auto seen = sent(
        [&](api::client& c) -> awaitable<void> {
            EXPECT_EQ(co_await count(c.experiment().iter_experiments()), 2);
            EXPECT_EQ(co_await count(c.experiment().iter_statuses("adam", "mnist", 42, {.page = 3})), 2);
            EXPECT_EQ(co_await count(c.experiment().iter_jobs("adam", "mnist", 42)), 2);
            EXPECT_EQ(co_await count(c.experiment_job().iter_statuses("adam", "mnist", 42, 8)), 2);
            EXPECT_EQ(co_await count(c.job().iter_statuses("adam", "mnist", 12)), 2);
            EXPECT_EQ(co_await count(c.build_job().iter_statuses("adam", "mnist", 3)), 2);
        },
        std::move(answers));
    std::vector<std::string> targets;
    for (const auto& r : seen) targets.push_back(r.target);
    EXPECT_EQ(
        targets,
        (std::vector<std::string>{
            "/api/v1/experiments/", "/api/v1/experiments/?offset=1",
            "/api/v1/adam/mnist/experiments/42/statuses/?offset=40",
            "/api/v1/adam/mnist/experiments/42/statuses/?offset=41",
            "/api/v1/adam/mnist/experiments/42/jobs/", "/api/v1/adam/mnist/experiments/42/jobs/?offset=1",
            "/api/v1/adam/mnist/experiments/42/jobs/8/statuses/",
            "/api/v1/adam/mnist/experiments/42/jobs/8/statuses/?offset=1",
            "/api/v1/adam/mnist/jobs/12/statuses/", "/api/v1/adam/mnist/jobs/12/statuses/?offset=1",
            "/api/v1/adam/mnist/builds/3/statuses/", "/api/v1/adam/mnist/builds/3/statuses/?offset=1"}));
}

TEST(V0ExperimentMethods, TextsComeAsTheyAre) {
    auto logs = reply::json("line 1\nline 2 ✓\n");
    logs.content_type = "text/html; charset=utf-8";
    const auto seen = sent(
        [](api::client& c) -> awaitable<void> {
            EXPECT_EQ(co_await c.experiment().logs_text("adam", "mnist", 42), "line 1\nline 2 ✓\n");
            EXPECT_EQ(co_await c.experiment_job().logs_text("adam", "mnist", 42, 8), "line 1\nline 2 ✓\n");
            EXPECT_EQ(co_await c.experiment().get_heartbeat_url("adam", "my project", 42),
                      "http://platform.example:80/api/v1/adam/my%20project/experiments/42/_heartbeat/");
            EXPECT_EQ(co_await c.build_job().get_heartbeat_url("adam", "mnist", 3),
                      "http://platform.example:80/api/v1/adam/mnist/builds/3/_heartbeat/");
        },
        {logs});
    ASSERT_EQ(seen.size(), 2u) << "a heartbeat URL needs no request";
    EXPECT_EQ(line(seen[0]), "GET /api/v1/adam/mnist/experiments/42/logs/");
    EXPECT_EQ(line(seen[1]), "GET /api/v1/adam/mnist/experiments/42/jobs/8/logs/");
}

template <class T>
T decoded(std::string_view text) {
    T out{};
    polyaxon::codec::json_parser parser;
    EXPECT_FALSE(parser.parse_text(text, out)) << parser.what();
    return out;
}

TEST(V0ExperimentMethods, NumbersBeyondSixtyFourBitsStayText) {
    const std::string digits = "1" + std::string(308, '0');
    const auto m = decoded<api::experiment_metric>(R"({"id":1,"values":{"huge":)" + digits +
                                                   R"(,"odd":12345678901234567890,"zero":-0.0}})");
    EXPECT_EQ(m.values.at("huge").text(), digits);
    EXPECT_DOUBLE_EQ(m.values.at("huge").as<double>(), 1e308);
    EXPECT_EQ(m.values.at("odd").as<std::uint64_t>(), 12345678901234567890u);
    EXPECT_EQ(decoded<api::experiment>(R"({"params":{"n":)" + digits + "}}").params.at("n").text(), digits);
}

TEST(V0ExperimentMethods, CreationsAnswerLess) {
    const auto made =
        decoded<api::experiment>(R"({"id":7,"experiment_group":1,"build_job":3,"tags":null,"content":null})");
    EXPECT_EQ(made.experiment_group, "1");
    EXPECT_EQ(made.build_job, "3");
    EXPECT_FALSE(made.uuid);
    EXPECT_FALSE(made.last_status);
    EXPECT_FALSE(made.created_at);
    EXPECT_EQ(decoded<api::job>(R"({"id":1,"build_job":3})").build_job, "3");
    EXPECT_EQ(decoded<api::experiment>(R"({"has_tensorboard":null})").has_tensorboard, false);
    const auto none = decoded<api::code_reference>(R"({"branch":"","commit":"","is_dirty":false})");
    EXPECT_FALSE(none.id);
    EXPECT_EQ(none.commit, "");
    EXPECT_EQ(none.is_dirty, false);
    const auto restarted = decoded<api::job>(
        R"({"started_at":"2019-11-25T11:00:00Z","finished_at":"2019-11-25T10:00:00Z","total_run":"x"})");
    EXPECT_FALSE(restarted.total_run) << "it ended before it began";
}

TEST(V0ExperimentMethods, ContainersSayWhatTheyUse) {
    const auto all = decoded<std::vector<api::container_resources>>(
        R"([{"job_uuid":"B1b1b1b1-b1b1-b1b1-b1b1-b1b1b1b1b1b1","job_name":"master.8","n_cpus":8,"cpu_percentage":12.5,
            "percpu_percentage":[10.0,15],"memory_used":1073741824,"gpu_resources":[{"index":0,"uuid":"GPU-1234","power_draw":125.7,
            "processes":[{"pid":1}]}]},{"percpu_percentage":null,"gpu_resources":null}])");
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].job_uuid, "b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1");
    EXPECT_EQ(all[0].percpu_percentage, (std::vector<double>{10, 15}));
    EXPECT_EQ(all[0].gpu_resources.at(0).uuid, "GPU-1234");
    EXPECT_EQ(all[0].gpu_resources.at(0).power_draw, 125);
    EXPECT_EQ(all[0].gpu_resources.at(0).processes.at(0).at("pid").as<int>(), 1);
    EXPECT_TRUE(all[1].gpu_resources.empty());
}

}  // namespace
