#include "resources/v1_support.hpp"

namespace {

using namespace v1_test;

constexpr std::string_view of_run = "/api/v1/acme/vision/runs/0a1b2c3d4e5f60718293a4b5c6d7e8f9";

reply a_run(std::string more = "") {
    return reply::json(R"({"uuid":"0a1b2c3d4e5f60718293a4b5c6d7e8f9","owner":"acme","project":"vision")" +
                       more + "}");
}
std::string at(std::string_view verb, std::string_view rest = "") {
    return std::string(verb) + " " + std::string(of_run) + std::string(rest);
}

TEST(V1RunClient, ConstructionReadsNothingAndTheFirstCallFindsTheTarget) {
    desk d({a_run()});
    d.here->files["/home/ada/.polyaxon/.project"] = "owner: acme\nname: vision\n";
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.run_uuid = uuid});
        EXPECT_TRUE(d.here->counts().empty());
        EXPECT_EQ(run.owner() + run.project() + run.run_uuid(), "");
        auto data = co_await run.refresh_data();
        EXPECT_EQ(data.uuid, uuid);
        EXPECT_EQ(run.owner(), "acme");
        EXPECT_EQ(run.project(), "vision");
        EXPECT_EQ(run.run_uuid(), uuid);
        EXPECT_EQ(run.run_data().owner, "acme");
        client.close();
    });
    EXPECT_EQ(d.lines(), (texts{at("GET")}));
}

TEST(V1RunClient, ARunFromItsCreationToItsEnd) {
    desk d([](const received& r) {
        if (r.path().ends_with("/statuses"))
            return reply::json(R"({"status":null,"status_conditions":null})", 201);
        if (r.method == "POST")
            return reply::json(R"({"uuid":"0a1b2c3d4e5f60718293a4b5c6d7e8f9","name":"probe"})", 201);
        return a_run();
    });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision"});
        co_await run.create({.name = "probe", .tags = "a, b", .meta_info = R"({"k":1})"});
        EXPECT_EQ(run.run_uuid(), uuid);
        EXPECT_EQ(run.run_data().status, "created");
        co_await run.start();
        co_await run.log_inputs(json::object().set("train/Val Loss", 0.5));
        co_await run.log_outputs(json::object().set("loss", 0.25), {.reset = true});
        co_await run.log_meta(json::object().set("stage", "one"));
        co_await run.log_tags("fast, small");
        co_await run.set_name("n");
        co_await run.set_description("d");
        co_await run.set_readme("r");
        co_await run.log_failed({.reason = "Diverged", .message = "NaN"});
        co_await run.log_succeeded();  // it has ended: nothing is sent
        EXPECT_EQ(run.run_data().status, "failed");
        client.close();
    });
    const auto patch = at("PATCH"), post = at("POST", "/statuses");
    EXPECT_EQ(d.lines(), (texts{"POST /api/v1/acme/vision/runs", post, patch, patch, patch, patch, patch,
                                patch, patch, post}));
    EXPECT_EQ(
        d.body(0),
        json::parse(
            R"({"is_managed":false,"managed_by":"user","name":"probe","tags":["a","b"],"meta_info":{"k":1}})"));
    const auto running = d.body(1).at("condition");
    EXPECT_EQ(running.at("type").as<std::string>(), "running");
    EXPECT_EQ(running.at("status").as<bool>(), true);
    EXPECT_EQ(running.at("reason").as<std::string>(), "PolyaxonClient");
    EXPECT_EQ(running.at("message").as<std::string>(), "Operation is running");
    EXPECT_TRUE(polyaxon::timestamp::parse(running.at("last_transition_time").as<std::string>()));
    EXPECT_EQ(d.body(2), json::parse(R"({"inputs":{"train__Val-Loss":0.5},"merge":true})"));
    EXPECT_EQ(d.body(3), json::parse(R"({"outputs":{"loss":0.25}})"));
    EXPECT_EQ(d.body(4), json::parse(R"({"meta_info":{"stage":"one"},"merge":true})"));
    EXPECT_EQ(d.body(5), json::parse(R"({"tags":["fast","small"],"merge":true})"));
    EXPECT_EQ(d.body(6), json::parse(R"({"name":"n"})"));
    EXPECT_EQ(d.body(9).at("condition").at("message").as<std::string>(), "NaN");
}

TEST(V1RunClient, CommandsHaveTheirPaths) {
    desk d([](const received& r) { return r.method == "DELETE" ? reply::json("", 204) : a_run(); });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.project = "acme/vision", .run_uuid = uuid});
        co_await run.stop();
        co_await run.approve();
        co_await run.skip();
        co_await run.invalidate();
        co_await run.delete_run();
        co_await run.restart({.name = "again", .tags = "re"});
        co_await run.restart({.recompile = true, .copy_dirs = "outputs", .copy_files = "a.txt,b.txt"});
        co_await run.resume();
        co_await run.transfer("speech");
        EXPECT_EQ(run.project(), "speech");
        EXPECT_EQ(run.run_uuid(), uuid);
        client.close();
    });
    EXPECT_EQ(d.lines(), (texts{at("POST", "/stop"), at("POST", "/approve"), at("POST", "/skip"),
                                at("POST", "/invalidate"), at("DELETE"), at("POST", "/restart"),
                                at("POST", "/copy"), at("POST", "/resume"), at("POST", "/transfer")}));
    EXPECT_EQ(d.body(5), json::parse(R"({"name":"again","tags":["re"]})"));
    const std::string u(uuid);
    EXPECT_EQ(d.body(6),
              json::parse(R"({"meta_info":{"copy_artifacts":{"dirs":[")" + u + R"(/outputs"],"files":[")" +
                          u + R"(/a.txt",")" + u + R"(/b.txt"]},"recompile":true}})"));
    EXPECT_EQ(d.body(7), json::object());
    EXPECT_EQ(d.body(8), json::parse(R"({"project":"speech"})"));
}

TEST(V1RunClient, StatusesNewerThanOne) {
    desk d(
        {reply::json(R"({"uuid":"u","status":"failed","status_conditions":[{"type":"created","status":"True"},
        {"type":"running","status":true},{"type":"warning"},{"type":"failed"}]})")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision", .run_uuid = uuid});
        auto all = co_await run.get_statuses();
        EXPECT_EQ(all.status_conditions.size(), 4u);
        auto newer = co_await run.get_statuses({.last_status = "running"});
        EXPECT_EQ(newer.status, "failed");
        EXPECT_EQ(newer.status_conditions.size(), 2u);
        if (newer.status_conditions.size() == 2) {
            EXPECT_EQ(newer.status_conditions[0].type, "warning");
        }
        auto none = co_await run.get_statuses({.last_status = "failed"});
        EXPECT_TRUE(none.status_conditions.empty());
        client.close();
    });
}

TEST(V1RunClient, RefusalsSendNothingAndSayTheirCode) {
    struct refusal {
        std::string project_file, run_file, begins;
        errc kind;
    };
    const refusal table[] = {
        {"", "", "no_project", errc::context},
        {"owner: acme\nname: vision\n", "", "no_run", errc::context},
        {"owner: acme\nname: vision\n",
         "uuid: 22222222222222222222222222222222\nowner: acme\nproject: speech\n", "run_conflict",
         errc::context},
    };
    for (const auto& t : table) {
        desk d({a_run()});
        if (!t.project_file.empty()) d.here->files["/home/ada/.polyaxon/.project"] = t.project_file;
        if (!t.run_file.empty()) d.here->files["/home/ada/.polyaxon/.run"] = t.run_file;
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            api::run_client run(client);
            auto r = co_await as_result(run.refresh_data());
            EXPECT_FALSE(r);
            if (!r) {
                EXPECT_EQ(r.error().kind(), t.kind);
                EXPECT_TRUE(r.error().detail().starts_with(t.begins)) << r.error().detail();
            }
            EXPECT_TRUE(d.fake.requests().empty());
            if (t.begins == "run_conflict") {
                auto page = co_await as_result(run.list());  // needs no run: the conflict does not matter
                EXPECT_EQ(d.fake.requests().size(), 1u);
                run.set_run_uuid(uuid);
                co_await run.refresh_data();
                EXPECT_EQ(d.lines().back(), at("GET"));
            }
            client.close();
        });
    }
}

TEST(V1RunClient, ArgumentsThatMeanNothingAreRefused) {
    desk d({a_run()});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision", .run_uuid = uuid});
        auto word = co_await as_result(run.log_status("nosuchstatus"));
        auto name = co_await as_result(run.log_inputs(json::object().set("\u65e5\u672c", 1)));
        auto list = co_await as_result(run.log_inputs(json::array()));
        auto meta = co_await as_result(run.create({.meta_info = "{"}));
        EXPECT_EQ(word ? errc{} : word.error().kind(), errc::invalid_argument);
        EXPECT_EQ(name ? errc{} : name.error().kind(), errc::invalid_argument);
        EXPECT_EQ(list ? errc{} : list.error().kind(), errc::invalid_argument);
        EXPECT_EQ(meta ? errc{} : meta.error().kind(), errc::invalid_argument);
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
}

TEST(V1RunClient, OfflineTheLocalRunChangesAlone) {
    desk d({a_run()});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision", .is_offline = true});
        auto made = co_await run.create({.name = "probe", .tags = "a"});
        EXPECT_EQ(made.uuid.size(), 32u);
        EXPECT_EQ(run.run_uuid(), made.uuid);
        co_await run.start();
        co_await run.log_inputs(json::object().set("lr", 0.5));
        co_await run.log_inputs(json::object().set("epochs", 3));
        co_await run.log_tags("a,b");
        co_await run.set_description("local");
        co_await run.stop();
        co_await run.delete_run();
        co_await run.log_succeeded();
        auto page = co_await run.list();
        EXPECT_TRUE(page.results.empty());
        const auto& data = run.run_data();
        EXPECT_EQ(data.inputs, json::parse(R"({"lr":0.5,"epochs":3})"));
        EXPECT_EQ(data.tags, (texts{"a", "b"}));
        EXPECT_EQ(data.description, "local");
        EXPECT_EQ(data.status, "succeeded");
        EXPECT_TRUE(data.started_at && data.finished_at && data.wait_time && data.duration);
        texts types;
        for (const auto& c : data.status_conditions) types.push_back(c.type.value_or(""));
        EXPECT_EQ(types, (texts{"created", "running", "succeeded"}));
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
}

TEST(V1RunClient, NoOpReturnsEmptyAtOnce) {
    desk d({a_run()});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.no_op = true});
        auto made = co_await run.create();
        EXPECT_EQ(made.uuid, "");
        auto data = co_await run.refresh_data();
        EXPECT_EQ(data.uuid, "");
        auto page = co_await run.list();
        EXPECT_TRUE(page.results.empty());
        co_await run.start();
        co_await run.log_inputs(json::object().set("lr", 0.5));
        co_await run.stop();
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
}

TEST(V1RunClient, AwaitablesKeepTheirArguments) {
    desk d({a_run()});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto make = [&] {
            const std::string owner = "acme", project = "vision", run_uuid(uuid), key = "once",
                              text = "a description on the heap, long";
            api::run_client run(client, {.owner = owner, .project = project, .run_uuid = run_uuid});
            return run.set_description(text, {.idempotency_key = key});
        };
        auto later = make();
        co_await std::move(later);
        client.close();
    });
    EXPECT_EQ(d.lines(), (texts{at("PATCH")}));
    EXPECT_EQ(d.body(0), json::parse(R"({"description":"a description on the heap, long"})"));
    EXPECT_EQ(d.fake.requests()[0].header("Idempotency-Key"), "once");
}

}  // namespace
