#include "resources/v1_recorded.hpp"

#include <polyaxon/resources/v1/run_event.hpp>

#include <cmath>

namespace {

using namespace v1_test;

constexpr std::string_view other_uuid = "a000000c000c4000800000000000000c";

/// A run whose settings the first answer brings, so that places are known as in the recording.
constexpr auto run_answer =
    R"({"uuid":"a0000009000940008000000000000009","settings":{"namespace":"polyaxon","artifacts_store":null}})";

struct events_desk : desk {
    explicit events_desk(std::vector<std::string> numbers)
        : desk(answers(numbers)), script(exchanges(numbers)) {}
    std::vector<recorded_exchange> script;

    /// The GET of the run, then what was recorded.
    void expect_same() const {
        texts expected{"GET /api/v1/default/alpha/runs/" + std::string(recorded_uuid)};
        for (const auto& e : script) expected.push_back(e.line);
        EXPECT_EQ(lines(), expected);
    }

 private:
    static std::vector<recorded_exchange> exchanges(const std::vector<std::string>& numbers) {
        std::vector<recorded_exchange> all;
        for (const auto& n : numbers)
            for (auto& e : recorded(n)) all.push_back(std::move(e));
        return all;
    }
    static std::vector<reply> answers(const std::vector<std::string>& numbers) {
        std::vector<reply> out{reply::json(run_answer)};
        for (const auto& e : exchanges(numbers)) out.push_back(reply::json(e.answer, e.status));
        return out;
    }
};

TEST(V1Events, AreAskedForAsThePythonClientAsks) {
    events_desk d({"0150", "0151", "0152", "0153", "0154", "0155"});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        auto columns = co_await run.get_events("metric", "loss,acc", {.orient = "dict"});
        auto text = co_await run.get_events("metric", "loss", {.orient = "csv", .force = true});
        auto none = co_await run.get_events("metric", "nosuch");
        auto bad = co_await as_result(run.get_events("nosuchkind", "loss"));
        const auto metrics = co_await run.get_metrics("loss,acc");
        const auto both = std::string(recorded_uuid) + "," + std::string(other_uuid);
        auto runs = co_await run.get_multi_run_events("metric", both, "loss");

        EXPECT_EQ(columns.size(), 2u);
        EXPECT_EQ(text.size(), 1u);
        EXPECT_TRUE(none.empty());
        EXPECT_FALSE(bad);
        if (!bad) {
            EXPECT_EQ(bad.error().kind(), errc::client_error);
        }
        EXPECT_EQ(runs.size(), 2u);
        EXPECT_TRUE(runs.at(std::string(other_uuid)).empty());
        EXPECT_EQ(run.metrics().size(), 2u);
        const auto from_columns = columns.at(0).series(), from_text = text.at(0).series();
        EXPECT_FALSE(columns.at(0).is_csv());
        EXPECT_TRUE(text.at(0).csv().starts_with("timestamp|step|metric\n"));
        for (const auto* s : {&from_columns, &from_text, &metrics.at("loss")}) {
            EXPECT_EQ(s->name, "loss");
            EXPECT_EQ(s->kind, "metric");
            EXPECT_EQ(s->size(), 6u);
            EXPECT_EQ(s->values, (std::vector<double>{1.0, 0.5, 1.0 / 3, 0.25, 0.2, 1.0 / 6}));
            EXPECT_EQ(s->steps.at(5), 5.0);
            EXPECT_EQ(s->timestamps.at(1)->text(), "2026-01-01T00:00:01+00:00");
        }
        client.close();
    });
    d.expect_same();
}

api::run_event event_of(std::string kind, const json& data) {
    api::run_event e;
    e.name = "it";
    e.kind = std::move(kind);
    e.data = data;
    return e;
}

TEST(V1Events, ColumnsKeepWhatIsMissing) {
    const auto loss = event_of(
        "metric", json::parse(R"({"step":[1.0,2.0,null,4.0],"timestamp":["2024-01-02 03:04:01.123456+00:00",
            "2024-01-02 03:04:02+00:00",null,"2024-01-02 03:04:04.5+00:00"],"metric":[0.5,1e-07,null,7]})"));
    const auto s = loss.series();
    EXPECT_EQ(s.steps.at(0), 1.0);
    EXPECT_FALSE(s.steps.at(2));
    EXPECT_FALSE(s.timestamps.at(2));
    EXPECT_EQ(s.timestamps.at(0)->text(), "2024-01-02T03:04:01.123456+00:00");
    EXPECT_EQ(s.values.at(1), 1e-07);
    EXPECT_TRUE(std::isnan(s.values.at(2)));
    EXPECT_EQ(s.values.at(3), 7.0);

    const auto text =
        event_of("text", json::parse(R"({"timestamp":["2024-01-02 03:04:01+00:00"],"text":["a|\"b\"\nc"]})"));
    EXPECT_EQ(text.series().payloads.at(0), "a|\"b\"\nc");
    EXPECT_FALSE(text.series().steps.at(0));
    const auto chart =
        event_of("chart", json::parse(R"({"step":[1],"chart":[{"kind":"vega"}],"more":[1,2]})"));
    EXPECT_EQ(chart.series().payloads.at(0), R"({"kind":"vega"})");
    EXPECT_EQ(event_of("metric", json::object()).series().size(), 0u);
}

TEST(V1Events, EventFilesAreReadAsColumns) {
    // The file that the Python client writes: no step in the third row, a NaN in the fourth.
    const auto s =
        api::parse_event_text("loss", "metric",
                              "step|timestamp|metric\n1|2024-01-02 03:04:01.123456+00:00|0.5\n2|2024-01-02 "
                              "03:04:02.123456+00:00|1e-07\n"
                              "|2024-01-02 03:04:03.123456+00:00|3.0\n4|2024-01-02 "
                              "03:04:04.123456+00:00|nan\n5|2024-01-02 03:04:05+00:00|-inf");
    EXPECT_EQ(s.size(), 5u);
    EXPECT_EQ(s.values.at(1), 1e-07);
    EXPECT_FALSE(s.steps.at(2));
    EXPECT_TRUE(std::isnan(s.values.at(3)));
    EXPECT_TRUE(std::isinf(s.values.at(4)));
    // Quoted as the server quotes what holds separators, quotes and line ends.
    const auto h =
        api::parse_event_text("h", "histogram",
                              "timestamp|step|histogram\r\n2024-01-02 03:04:01+00:00|1|\"{\"\"a\"\":1}\"\r\n"
                              "2024-01-02 03:04:02+00:00|2|\"x|\ny\"\r\n");
    EXPECT_EQ(h.payloads, (std::vector<std::string>{R"({"a":1})", "x|\ny"}));
    EXPECT_EQ(h.steps.at(1), 2.0);
    EXPECT_EQ(api::parse_event_text("e", "metric", "step|timestamp|metric").size(), 0u);
    // Cut within quotes: what is there counts, and nothing behind the end is looked at.
    const std::string cut = "step|timestamp|image\n1||\"a|b\n";
    EXPECT_EQ(api::parse_event_text("i", "image", cut).payloads, (std::vector<std::string>{"a|b\n"}));
}

TEST(V1Events, WhatCannotBeReadIsNamed) {
    const std::string_view texts_[] = {
        "step|timestamp|metric\n1|2024-01-02 03:04:01+00:00|x",
        "step|timestamp|metric\nx|2024-01-02 03:04:01+00:00|1",
        "step|timestamp|metric\n1|yesterday|1",
        "step|timestamp|metric\n1|2024-01-02 03:04:01+00:00",
    };
    for (const auto text : texts_) try {
            api::parse_event_text("loss", "metric", text);
            ADD_FAILURE() << "read: " << text;
        } catch (const polyaxon::error& e) {
            EXPECT_EQ(e.kind(), errc::decode);
            EXPECT_NE(e.detail().find("loss"), std::string::npos) << e.detail();
            EXPECT_NE(e.detail().find("line 2"), std::string::npos) << e.detail();
        }
    const std::string_view columns[] = {
        R"({"step":[1],"metric":["x"]})",
        R"({"step":[1,2],"metric":[1]})",
        R"({"step":[1]})",
        R"([1])",
    };
    for (const auto text : columns) {
        try {
            event_of("metric", json::parse(text)).series();
            ADD_FAILURE() << "read: " << text;
        } catch (const polyaxon::error& e) {
            EXPECT_EQ(e.kind(), errc::decode) << text;
        }
    }
}

TEST(V1Events, TheStoreIsNamedAndNamesAreNeeded) {
    desk d([](const received& r) {
        if (r.target.find("/streams/") != std::string::npos) return reply::json(R"({"data":[]})");
        return reply::json(R"({"uuid":"u","settings":{"namespace":"ns","artifacts_store":{"name":"s3"}}})");
    });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        auto none = co_await as_result(run.get_events("metric", ""));
        EXPECT_EQ(none ? errc{} : none.error().kind(), errc::invalid_argument);
        co_await run.get_events("metric", "a/b c", {.sample = 100});
        client.close();
    });
    EXPECT_EQ(d.lines().back(), "GET /streams/v1/ns/default/alpha/runs/" + std::string(recorded_uuid) +
                                    "/events/metric?names=a%2Fb%20c&force=false&sample=100&connection=s3");
}

TEST(V1Events, SeveralRunsNeedNoCurrentOne) {
    desk d({reply::json(R"({"data":{}})")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision"});
        auto all = co_await run.get_multi_run_events("metric", "u1,u2", "loss");
        EXPECT_TRUE(all.empty());
        client.close();
    });
    EXPECT_EQ(d.lines(), (texts{"GET /streams/v1/polyaxon/acme/vision/runs/multi/events/"
                                "metric?names=loss&runs=u1%2Cu2&force=false"}));
}

TEST(V1Events, MetricsAreKeptAndRefreshed) {
    int round = 0;
    desk d([&](const received& r) {
        if (r.target.find("/events/") != std::string::npos)
            return reply::json(R"({"data":[{"name":"loss","kind":"metric","data":{"step":[0],"metric":[)" +
                               std::to_string(++round) + R"(]}}]})");
        if (r.target.find("/lineage/") != std::string::npos)
            return reply::json(R"({"results":[{"name":"acc","kind":"metric"},{"name":"f","kind":"file"}]})");
        return reply::json(R"({"uuid":"u","settings":{}})");
    });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        co_await run.refresh_data({.load_metrics = true});  // none known: not asked for
        EXPECT_EQ(d.fake.requests().size(), 1u);
        auto first = co_await run.get_metrics("loss");
        EXPECT_EQ(first.at("loss").values.at(0), 1.0);
        co_await run.refresh_data({.load_artifacts_lineage = true, .load_metrics = true});
        EXPECT_EQ(run.metrics().at("loss").values.at(0), 2.0);
        client.close();
    });
    EXPECT_NE(d.lines().back().find("names=acc%2Closs&orient=dict&force=true"), std::string::npos)
        << d.lines().back();
}

TEST(V1Events, OfflineNothingIsAsked) {
    desk d({reply::json("{}")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision", .is_offline = true});
        EXPECT_TRUE((co_await run.get_events("metric", "loss")).empty());
        EXPECT_TRUE((co_await run.get_multi_run_events("metric", "u", "loss")).empty());
        EXPECT_TRUE((co_await run.get_metrics("loss")).empty());
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
}

}  // namespace
