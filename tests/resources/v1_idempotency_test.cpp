#include "resources/v1_recorded.hpp"
#include "resources/v1_tracking_support.hpp"

#include <map>

// An idempotency key stands for one request.

namespace {

using namespace v1_test;

/// "POST /lineage/artifacts k1": the end of its path and its key, one a request.
texts keyed(const desk& d) {
    texts out;
    for (const auto& r : d.fake.requests()) {
        const auto path = r.path();
        const auto at = path.find(uuid);
        out.push_back(r.method + ' ' + (at == path.npos ? path : path.substr(at + uuid.size())) + ' ' +
                      r.header("Idempotency-Key").value_or("-"));
    }
    return out;
}

template <class F>
void with_run(desk& d, F f) {
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision", .run_uuid = uuid});
        auto body = f(run);
        co_await std::move(body);
        client.close();
    });
}

TEST(V1Idempotency, WritesOfOneMethodHaveKeysOfTheirOwn) {
    desk d([](const received& r) {
        if (r.path().ends_with("/lineage/artifacts")) return reply::json("", 201);
        return reply::json(R"({"uuid":"0a1b2c3d4e5f60718293a4b5c6d7e8f9",)"
                           R"("meta_info":{"has_model":true,"has_tensorboard":true}})");
    });
    with_run(d, [](api::run_client& run) -> awaitable<void> {
        api::model_reference_options model;
        model.call.idempotency_key = "k1";
        co_await run.log_model_ref("outputs/m.pt", model);
        co_await run.log_model_ref("outputs/m.pt", model);  // again: the server knows of the model already
    });
    EXPECT_EQ(keyed(d),
              (texts{"PATCH  k1-meta", "POST /lineage/artifacts k1", "POST /lineage/artifacts k1"}));

    desk t([](const received& r) {
        return r.method == "POST" ? reply::json("", 201) : reply::json(R"({"meta_info":{}})");
    });
    with_run(t, [](api::run_client& run) -> awaitable<void> {
        api::tensorboard_reference_options o;
        o.call.idempotency_key = "k2";
        co_await run.log_tensorboard_ref("outputs/tb", o);
    });
    EXPECT_EQ(keyed(t), (texts{"POST /lineage/artifacts k2", "PATCH  k2-meta"}));
}

TEST(V1Idempotency, WithoutAKeyNoneIsMade) {
    desk d([](const received& r) {
        return r.method == "POST" ? reply::json("", 201) : reply::json(R"({"meta_info":{}})");
    });
    with_run(d, [](api::run_client& run) -> awaitable<void> { co_await run.log_model_ref("outputs/m.pt"); });
    EXPECT_EQ(keyed(d), (texts{"PATCH  -", "POST /lineage/artifacts -"}));
}

TEST(V1Idempotency, APushedRunIsThreeRequests) {
    desk d([](const received& r) {
        if (r.path().ends_with("/artifacts") && r.path().starts_with("/streams/")) return reply::json("");
        if (r.method == "POST") return reply::json("", 201);
        return reply::json(
            R"({"uuid":"0a1b2c3d4e5f60718293a4b5c6d7e8f9","settings":{"namespace":"polyaxon"}})");
    });
    const folder here;
    here.file("outputs/net.bin", "weights");
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client,
                            {.owner = "acme", .project = "vision", .run_uuid = uuid, .is_offline = true});
        co_await run.create({.name = "probe"});
        co_await run.log_data_ref("raw", {.hash = "1"});
        const auto path = here.path.string();
        co_await run.push_offline_run(path, {.call = {.idempotency_key = "k3"}});
        client.close();
    });
    EXPECT_EQ(keyed(d), (texts{"POST /api/v1/acme/vision/runs/sync k3", "POST /lineage/artifacts k3-lineage",
                               "GET  -", "POST /artifacts k3-artifacts"}));
}

TEST(V1Idempotency, AVersionIsMadeOrChangedUnderKeysOfTheirOwn) {
    for (const bool there : {false, true}) {
        desk d([&](const received& r) {
            if (r.method == "GET" && !there) return reply::error(404, "no");
            return reply::json(R"({"name":"v1","kind":"model"})", r.method == "POST" ? 201 : 200);
        });
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            api::project_client project(client, {.owner = "acme", .project = "vision"});
            co_await project.register_version(api::version_kind::model, "v1",
                                              {.force = true, .call = {.idempotency_key = "k4"}});
            client.close();
        });
        const std::string of_kind = "/api/v1/acme/vision/versions/model";
        EXPECT_EQ(keyed(d), (texts{"GET " + of_kind + "/v1 -", there ? "PATCH " + of_kind + "/v1 k4-change"
                                                                     : "POST " + of_kind + " k4"}));
    }
}

TEST(V1Idempotency, ATrackedRunIsMadeAndStartedUnderKeysOfTheirOwn) {
    tracking_stage s;
    auto o = s.options();
    o.collect_artifacts = false;
    o.call.idempotency_key = "k5";
    auto tracked = s.init(o);
    EXPECT_EQ(keyed(s), (texts{"POST /api/v1/acme/vision/runs k5", "POST /statuses k5-running"}));
    s.wait(tracked.end());
    EXPECT_EQ(keyed(s).back(), "POST /statuses -") << "the end is another call";
}

TEST(V1Idempotency, AKeyStaysTheSameWhenItsRequestGoesAgain) {
    std::map<std::string, int> tries;
    desk d([&](const received& r) {
        if (++tries[r.method] < 3) return reply::error(503, "later");
        return r.method == "POST" ? reply::json("", 201) : reply::json(R"({"meta_info":{}})");
    });
    d.config.retry.max_attempts = 3;
    d.config.retry.base_delay = d.config.retry.max_delay = std::chrono::milliseconds(1);
    with_run(d, [](api::run_client& run) -> awaitable<void> {
        api::model_reference_options model;
        model.call.idempotency_key = "k6";
        co_await run.log_model_ref("outputs/m.pt", model);
    });
    const std::string patch = "PATCH  k6-meta", post = "POST /lineage/artifacts k6";
    EXPECT_EQ(keyed(d), (texts{patch, patch, patch, post, post, post}));
}

TEST(V1Idempotency, OneRequestHasTheKeyAsItIsAndReadingHasNone) {
    desk d([](const received& r) {
        if (r.method == "DELETE") return reply::json("", 204);
        return reply::json(R"({"uuid":"0a1b2c3d4e5f60718293a4b5c6d7e8f9"})");
    });
    with_run(d, [](api::run_client& run) -> awaitable<void> {
        co_await run.set_name("first", {.idempotency_key = "k7"});
        co_await run.stop({.idempotency_key = "k8"});
        api::refresh_options all;
        all.load_conditions = true;
        all.call.idempotency_key = "k9";
        co_await run.refresh_data(all);
        co_await run.delete_run({.idempotency_key = "k10"});
        auto bad = co_await as_result(run.set_name("first", {.idempotency_key = "a\r\nb"}));
        EXPECT_EQ(bad ? errc{} : bad.error().kind(), errc::invalid_argument);
    });
    EXPECT_EQ(keyed(d), (texts{"PATCH  k7", "POST /stop k8", "GET  -", "GET /statuses -", "DELETE  k10"}));
}

}  // namespace
