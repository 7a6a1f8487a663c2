#include "resources/v0_support.hpp"

#include <functional>
#include <set>

// The better behaviour for every recorded case of experiments, jobs and builds that must not be copied. Each plays what the record's
// server answered; the last test holds that no case was left out.

namespace {

using namespace v0_test;
using polyaxon::awaitable;
namespace api = polyaxon::v0;

const std::vector<json>& recorded() {
    static const std::vector<json> all = [] {
        auto cases = data("calls.json").elements();
        for (auto& c : data("live_calls.json").at("cases").elements()) cases.push_back(std::move(c));
        return cases;
    }();
    return all;
}
json record(std::string_view id) {
    for (const auto& c : recorded())
        if (c.at("id").as<std::string>() == id) return c;
    ADD_FAILURE() << "no record " << id;
    return json::object();
}

/// What left, and how it ended.
struct outcome {
    std::vector<polyaxon::testing::received> requests;
    std::optional<polyaxon::error> failure;
};
template <class T>
struct outcome_of : outcome {
    T value{};
};

template <class T>
outcome_of<T> play(const json& a_case, std::function<awaitable<T>(api::client&)> call) {
    const auto answer = a_case.at("response");
    std::string body;
    if (answer.contains("body")) body = answer.at("body").text();
    desk d(polyaxon::testing::scripted({reply::json(body, answer.at("status").as<int>())}));
    outcome_of<T> out;
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto pending = call(client);
        auto result = co_await polyaxon::as_result(std::move(pending));
        if (result)
            out.value = std::move(*result);
        else
            out.failure = result.error();
        client.close();
    });
    out.requests = d.fake.requests();
    return out;
}
outcome_of<api::experiment> get(const json& a_case, const std::string& id = "42") {
    return play<api::experiment>(
        a_case, [id](api::client& c) { return c.experiment().get_experiment("adam", "mnist", id); });
}

TEST(V0ExperimentQuirks, IdZeroIsSentAndAnEmptyOneRefused) {
    const auto zero = get(record("experiment.get_experiment.id-zero"), "0");
    EXPECT_FALSE(zero.failure);
    ASSERT_EQ(zero.requests.size(), 1u);
    EXPECT_EQ(zero.requests[0].target, "/api/v1/adam/mnist/experiments/0/");

    const auto empty = get(record("experiment.get_experiment.id-empty"), "");
    ASSERT_TRUE(empty.failure);
    EXPECT_EQ(empty.failure->kind(), errc::invalid_argument);
    EXPECT_NE(empty.failure->detail().find("experiment_id"), std::string::npos);
    EXPECT_TRUE(empty.requests.empty());
}

TEST(V0ExperimentQuirks, NanIsAnArgumentErrorAndNothingIsSent) {
    const auto a_case = record("experiment.create_metric.nan");
    EXPECT_EQ(a_case.at("args").at("values").at("loss").at("$float").as<std::string>(), "nan");
    const double odd[] = {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                          -std::numeric_limits<double>::infinity()};
    for (const auto value : odd)
        for (const bool background : {false, true}) {
            const auto out = play<api::experiment_metric>(a_case, [&](api::client& c) {
                const api::metric_value values[] = {{"fine", 1}, {"loss", value}};
                return c.experiment().create_metric("adam", "mnist", 42, values, {.background = background});
            });
            ASSERT_TRUE(out.failure);
            EXPECT_EQ(out.failure->kind(), errc::invalid_argument);
            EXPECT_NE(out.failure->detail().find("\"loss\""), std::string::npos) << out.failure->what();
            EXPECT_TRUE(out.requests.empty());
        }
}

TEST(V0ExperimentQuirks, AMappingAsContentGoesOutAsJsonText) {
    const auto a_case = record("experiment.restart.content-mapping");
    const auto given = a_case.at("args").at("content");
    ASSERT_TRUE(given.is_object());
    const auto out = play<api::experiment>(a_case, [&](api::client& c) {
        return c.experiment().restart("adam", "mnist", 42, {.content = given, .update_code = true});
    });
    ASSERT_EQ(out.requests.size(), 1u);
    const auto body = json::parse(out.requests[0].body);
    EXPECT_EQ(json::parse(body.at("content").as<std::string>()), given);
    EXPECT_TRUE(body.at("update_code").as<bool>());
    EXPECT_EQ(out.value.id, a_case.at("response").at("body").at("id").as<int>());
}

TEST(V0ExperimentQuirks, TotalRunCountsDaysAndKeepsTheServersWhereADateIsMissing) {
    EXPECT_EQ(get(record("experiment.get_experiment.server-total-run")).value.total_run, "3h");
    const auto a_case = record("experiment.get_experiment.over-a-day");
    const auto long_one = get(a_case).value;
    const auto started = long_one.started_at.value().time(), finished = long_one.finished_at.value().time();
    ASSERT_GE(finished - started, std::chrono::hours(24));
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(finished - started).count();
    ASSERT_TRUE(long_one.total_run);
    EXPECT_EQ(long_one.total_run->find(std::to_string(hours) + "h"), 0u) << *long_one.total_run;
    EXPECT_NE(*long_one.total_run, a_case.at("returns").at("total_run").as<std::string>());
}

TEST(V0ExperimentQuirks, WhatTheServerSendsIsTaken) {
    const auto named = get(record("experiment.get_experiment.bad-name"));
    EXPECT_FALSE(named.failure);
    EXPECT_EQ(named.value.name, "has space");
    const auto nested = get(record("experiment.get_experiment.nested-unknown"));
    EXPECT_FALSE(nested.failure);
    EXPECT_EQ(nested.value.id, 42);
    ASSERT_TRUE(nested.value.resources);
    EXPECT_EQ(nested.value.resources->cpu.value().limits, 2.0);

    const auto part = play<api::experiment_status>(
        record("experiment.create_status.missing-required"),
        [](api::client& c) { return c.experiment().create_status("adam", "mnist", 42, "running"); });
    EXPECT_FALSE(part.failure);
    EXPECT_EQ(part.value.status, "running");
    EXPECT_EQ(part.value.id, 0);
    EXPECT_FALSE(part.value.created_at);

    const auto process = play<api::experiment_job>(
        record("experiment_job.get_job.experiment-name"),
        [](api::client& c) { return c.experiment_job().get_job("adam", "mnist", 42, 8); });
    EXPECT_FALSE(process.failure);
    EXPECT_EQ(process.value.experiment_name, "adam.mnist.42");
    EXPECT_EQ(process.value.total_run, "server 1h");
}

TEST(V0ExperimentQuirks, MetricsNeedNoUuid) {
    for (const auto* id : {"experiment.create_metric.live-ok", "experiment.create_metric.live-created-at"}) {
        SCOPED_TRACE(id);
        const auto a_case = record(id);
        const auto arguments = a_case.at("args");
        api::create_metric_options o;
        if (arguments.contains("created_at"))
            o.created_at =
                polyaxon::timestamp::parse(arguments.at("created_at").at("$datetime").as<std::string>());
        const auto out = play<api::experiment_metric>(a_case, [&](api::client& c) {
            return c.experiment().create_metric("adam", "mnist", 1, arguments.at("values"), o);
        });
        ASSERT_FALSE(out.failure) << out.failure->what();
        ASSERT_EQ(out.requests.size(), 1u);
        EXPECT_EQ(json::parse(out.requests[0].body), a_case.at("request").at("body"));
        EXPECT_FALSE(out.value.uuid);
        EXPECT_EQ(out.value.values, arguments.at("values"));
        EXPECT_EQ(out.value.experiment, 1);
        EXPECT_TRUE(out.value.created_at);
    }
    for (const auto* id : {"experiment.get_metrics.live-ok", "experiment.get_metrics.live-berlin"}) {
        SCOPED_TRACE(id);
        const auto a_case = record(id);
        const auto out = play<polyaxon::page<api::experiment_metric>>(
            a_case, [](api::client& c) { return c.experiment().get_metrics("adam", "mnist", 1); });
        ASSERT_FALSE(out.failure) << out.failure->what();
        const auto sent = a_case.at("response").at("body").at("results").elements();
        ASSERT_EQ(out.value.results.size(), sent.size());
        for (std::size_t i = 0; i < sent.size(); ++i) {
            EXPECT_EQ(out.value.results[i].values, sent[i].at("values"));
            EXPECT_EQ(out.value.results[i].created_at,
                      polyaxon::timestamp::parse(sent[i].at("created_at").as<std::string>()));
        }
    }
}

/// Items of each body that arrived.
std::vector<std::size_t> batches(int items) {
    desk d(polyaxon::testing::scripted({reply::json("", 201)}));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        for (int step = 0; step < items; ++step) {
            const auto values = json::object().set("step", step);
            const auto nothing =
                co_await client.experiment().create_metric("adam", "mnist", 42, values, {.periodic = true});
            EXPECT_EQ(nothing.id, 0);
        }
        co_await client.drain();
        client.close();
    });
    std::vector<std::size_t> sizes;
    int next = 0;
    for (const auto& r : d.fake.requests()) {
        EXPECT_EQ(r.target, "/api/v1/adam/mnist/experiments/42/metrics/");
        const auto all = json::parse(r.body).elements();
        for (const auto& one : all) EXPECT_EQ(one.at("values").at("step").as<int>(), next++);
        sizes.push_back(all.size());
    }
    EXPECT_EQ(next, items);
    return sizes;
}
TEST(V0ExperimentQuirks, BatchesAreOfTwoHundredAndNoneIsEmpty) {
    EXPECT_TRUE(record("experiment.create_metric.periodic-201").contains("quirk"));
    EXPECT_EQ(batches(201), (std::vector<std::size_t>{200, 1}));
    EXPECT_TRUE(record("experiment.create_metric.periodic-450").contains("quirk"));
    EXPECT_EQ(batches(450), (std::vector<std::size_t>{200, 200, 50}));
}

TEST(V0ExperimentQuirks, ResourcesOfABuildAreOpened) {
    EXPECT_TRUE(record("build_job.resources.ok").contains("quirk"));
    desk d([](const polyaxon::testing::received& r) {
        using polyaxon::testing::frame;
        return polyaxon::testing::upgraded(
            r, {frame::text(R"([{"job_name":"build.3","n_cpus":8}])"), frame::close()});
    });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto usage = client.build_job().resources("adam", "mnist", 3);
        auto first = usage.next();
        const auto now = co_await std::move(first);
        EXPECT_TRUE(now && now->size() == 1 && now->front().job_name == "build.3");
        auto second = usage.next();
        const auto none = co_await std::move(second);
        EXPECT_FALSE(none);
        client.close();
    });
    ASSERT_EQ(d.fake.requests().size(), 1u);
    EXPECT_EQ(d.fake.requests()[0].target, "/api/v1/adam/mnist/builds/3/resources/");
}

TEST(V0ExperimentQuirks, ARefusedStreamIsAnError) {
    const auto answer = record("experiment.logs.ws-403").at("response");
    desk d(polyaxon::testing::scripted({reply::json("{}", answer.at("status").as<int>())}));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto lines = client.experiment().logs("adam", "mnist", 42);
        auto first = lines.next();
        const auto refusal = co_await polyaxon::as_result(std::move(first));
        EXPECT_FALSE(refusal);
        if (!refusal) {
            EXPECT_EQ(refusal.error().kind(), errc::forbidden);
            EXPECT_EQ(refusal.error().status(), 403);
        }
        client.close();
    });
    EXPECT_EQ(d.fake.requests().size(), 1u);
}

TEST(V0ExperimentQuirks, NoCaseIsLeftOut) {
    const std::set<std::string> here = {"experiment.get_experiment.id-zero",
                                        "experiment.get_experiment.id-empty",
                                        "experiment.create_metric.nan",
                                        "experiment.restart.content-mapping",
                                        "experiment.get_experiment.over-a-day",
                                        "experiment.get_experiment.server-total-run",
                                        "experiment.get_experiment.bad-name",
                                        "experiment.get_experiment.nested-unknown",
                                        "experiment.create_status.missing-required",
                                        "experiment_job.get_job.experiment-name",
                                        "experiment.create_metric.periodic-201",
                                        "experiment.create_metric.periodic-450",
                                        "experiment.create_metric.live-ok",
                                        "experiment.create_metric.live-created-at",
                                        "experiment.get_metrics.live-ok",
                                        "experiment.get_metrics.live-berlin",
                                        "build_job.resources.ok",
                                        "experiment.logs.ws-403"};
    const std::set<std::string> classes = {"experiment", "experiment_job", "job", "build_job"};
    std::set<std::string> quirks;
    for (const auto& c : recorded())
        if (c.contains("quirk") && classes.contains(c.at("api").as<std::string>()))
            quirks.insert(c.at("id").as<std::string>());
    EXPECT_EQ(quirks, here);
}

}  // namespace
