#include "resources/v1_recorded.hpp"

namespace {

using namespace v1_test;

constexpr std::string_view made = R"({"uuid":"a000000a000a4000800000000000000a","kind":"job"})";

// What the Python client 2.18 makes of the same files and options.

constexpr std::string_view component = R"(
version: 1.1
kind: component
name: train
inputs:
- {name: lr, type: float}
- {name: epochs, type: int, value: 3, isOptional: true}
run:
  kind: job
  container:
    image: python:3.11
    command: [python, -c]
)";
constexpr std::string_view component_json =
    R"({"version":1.1,"kind":"component","name":"train","inputs":[{"name":"lr","type":"float"},{"name":"epochs","type":"int","isOptional":true,"value":3}],"run":{"kind":"job","container":{"command":["python","-c"],"image":"python:3.11"}}})";
constexpr std::string_view operation = R"(
kind: operation
name: op1
queue: q0
cache: {disable: false, ttl: 10}
params: {lr: {value: 0.1}}
component:
  run:
    kind: job
    container: {image: foo}
)";
constexpr std::string_view rooted =
    "container: {image: x, command: [a], env: [{name: Z, value: q}]}\ncmd: echo\nenv: {A: '0', B: '1'}\n"
    "resources: {cpu: 1, memory: 1Gi}\nports: [1]\n";

std::string with_component(std::string_view members) {
    return std::string(R"({"version":1.1,"kind":"operation",)") + std::string(members) + R"("component":)" +
           std::string(component_json) + "}";
}
std::string with_operation(std::string_view members) {
    return R"({"kind":"operation","name":"op1",)" + std::string(members) +
           R"(,"component":{"run":{"kind":"job","container":{"image":"foo"}}}})";
}

/// The content that a file leads to.
json content_of(std::string_view file, const api::operation_options& options,
                std::string* failure = nullptr) {
    desk d([](const received&) { return reply::json(std::string(made), 201); });
    d.here->files["/home/ada/work/f.yaml"] = file;
    std::string text;
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision"});
        auto r = co_await as_result(run.create_from_polyaxonfile("f.yaml", options));
        if (!r) {
            EXPECT_EQ(r.error().kind(), errc::invalid_argument);
            if (failure)
                *failure = r.error().detail();
            else
                ADD_FAILURE() << r.error().detail();
        }
        client.close();
    });
    if (d.fake.requests().empty()) return {};
    EXPECT_EQ(d.lines(), (texts{"POST /api/v1/acme/vision/runs"}));
    EXPECT_FALSE(d.body(0).contains("is_managed"));
    return json::parse(d.body(0).at("content").as<std::string>());
}

TEST(V1Polyaxonfile, PolyaxonfilesBecomeTheOperationsOfThePythonClient) {
    struct row {
        std::string_view file;
        api::operation_options options;
        std::string content;
    };
    const row table[] = {
        {component, {.params = R"({"lr":0.1})"}, with_component(R"("params":{"lr":{"value":0.1}},)")},
        {component,
         {.params = R"({"lr":0.1,"zz":1})"},
         with_component(R"("params":{"lr":{"value":0.1},"zz":{"value":1}},)")},
        {component,
         {.params = R"({"lr":"0.1","epochs":"{{ x }}"})"},
         with_component(R"("params":{"lr":{"value":"0.1"},"epochs":{"value":"{{ x }}"}},)")},
        {component,
         {.params = R"({"lr":1})", .nocache = true},
         with_component(R"("cache":{"disable":true},"params":{"lr":{"value":1}},)")},
        {component,
         {.params = R"({"epochs":5})",
          .matrix = R"({"kind":"grid","params":{"lr":{"kind":"choice","value":[0.1,0.2]}}})"},
         with_component(
             R"("matrix":{"kind":"grid","params":{"lr":{"kind":"choice","value":[0.1,0.2]}}},"params":{"epochs":{"value":5}},)")},
        {component,
         {.params = R"({"lr":1})", .image = "y"},
         with_component(R"("container":{"image":"y"},"params":{"lr":{"value":1}},)")},
        {operation,
         {},
         with_operation(R"("queue":"q0","cache":{"disable":false,"ttl":10},"params":{"lr":{"value":0.1}})")},
        {operation,
         {.params = R"({"lr":0.5})",
          .presets = "a,b",
          .queue = "ag/q",
          .name_space = "ns",
          .nocache = true,
          .approved = false},
         with_operation(
             R"("presets":["a","b"],"queue":"ag/q","namespace":"ns","cache":{"disable":true,"ttl":10},"isApproved":false,"params":{"lr":{"value":0.5}})")},
        {operation,
         {.cache = false, .approved = true},
         with_operation(
             R"("queue":"q0","cache":{"disable":true,"ttl":10},"isApproved":true,"params":{"lr":{"value":0.1}})")},
        {operation,
         {.image = "bar", .env = R"({"A":"1"})", .cpu = 1, .memory = "1Gi", .gpu = 1},
         with_operation(
             R"("queue":"q0","cache":{"disable":false,"ttl":10},"container":{"image":"bar"},"env":{"A":"1"},"resources":{"cpu":1,"memory":"1Gi","gpu":1},"params":{"lr":{"value":0.1}})")},
        {"container: {image: x}\ncmd: echo\n", {}, R"({"container":{"image":"x"},"cmd":"echo"})"},
        {"inputs: [{name: lr, type: float}]\nrun: {kind: job, container: {image: x}}\n",
         {.params = R"({"lr":2})", .queue = "q"},
         R"({"queue":"q","inputs":[{"name":"lr","type":"float"}],"params":{"lr":{"value":2}},"run":{"kind":"job","container":{"image":"x"}}})"},
        {rooted,
         {.image = "bar", .cmd = "c", .env = R"({"A":"1"})", .cpu = "2..3", .gpu = 1, .ports = "1,80,81"},
         R"({"ports":[1,80,81],"container":{"command":["a"],"env":[{"name":"Z","value":"q"}],"image":"bar"},"cmd":"c","env":{"A":"1","B":"1"},"resources":{"cpu":"2..3","memory":"1Gi","gpu":1}})"},
    };
    for (const auto& row : table)
        EXPECT_EQ(content_of(row.file, row.options), json::parse(row.content))
            << content_of(row.file, row.options).text() << "\nexpected " << row.content;
}

TEST(V1Polyaxonfile, WhatCannotRunIsRefusedBeforeItIsSent) {
    struct row {
        std::string_view file;
        api::operation_options options;
        std::string_view says;
    };
    const row table[] = {
        {component, {}, "\"lr\" is not optional"},
        {component, {.params = R"({"lr":"abc"})"}, "\"lr\" does not fit"},
        {component, {.params = R"({"lr":1,"epochs":1.5})"}, "\"epochs\" does not fit"},
        {component, {.params = R"({"lr":null})"}, "\"lr\" has no value"},
        {component, {.params = "[1]"}, "params"},
        {component, {.params = "{"}, "params"},
        {component, {.nocache = true, .cache = true}, "nocache"},
        {operation, {.queue = "a/b/c"}, "queue"},
        {operation, {.matrix = "{}"}, "matrix"},
        {operation, {.cpu = "lots"}, "cpu"},
        {operation, {.gpu = 1.5}, "gpu"},
        {operation, {.ports = "80,x"}, "ports"},
        {operation, {.env = R"({"A":1})"}, "env"},
        {"kind: operation\nname: x\nnosuch: 1\n", {}, "\"nosuch\" is no section"},
        {"kind: nosuch\n", {}, "kind"},
        {"kind: component\nname: x\n", {}, "nothing to run"},
        {"- a\n", {}, "mapping"},
        {"a: [", {}, "f.yaml"},
        {"kind: operation\nhubRef: a/b\nurlRef: http://x/y\n", {}, "one reference"},
        {"kind: operation\npathRef: f.yaml\n", {}, "circle"},
        {"kind: operation\npathRef: nowhere.yaml\n", {}, "nowhere.yaml"},
        {"strictParams: true\nrun: {kind: job, container: {image: x}}\n",
         {.params = R"({"zz":1})"},
         "no input for the param \"zz\""},
        {"inputs: [{name: l, type: int, isList: true}]\nrun: {kind: job, container: {image: x}}\n",
         {.params = R"({"l":[1,"x"]})"},
         "a list of int"},
    };
    for (const auto& row : table) {
        std::string failure;
        EXPECT_TRUE(content_of(row.file, row.options, &failure).is_null()) << row.says;
        EXPECT_NE(failure.find(row.says), std::string::npos) << failure << "\nexpected " << row.says;
    }
}

TEST(V1Polyaxonfile, ReferencesAreResolvedFromWhereTheyStand) {
    desk d([](const received& r) {
        if (r.path() == "/hub/base.yaml") return reply::json("run: {kind: job, container: {image: base}}");
        if (r.path() == "/api/v1/acme/train/versions/component/v1") {
            auto version = json::object().set("name", "v1").set("kind", "component");
            version.set("content", R"({"kind":"operation","urlRef":"http://files.example/hub/base.yaml"})");
            return reply::json(std::string(version.text()));
        }
        return reply::json(std::string(made), 201);
    });
    d.here->files["/srv/pipes/main.yaml"] =
        "run:\n  kind: dag\n  operations:\n  - {name: a, hubRef: acme/train:v1}\n  - {name: b, dagRef: a}\n"
        "  - {name: c, pathRef: ../parts/c.yaml}\n";
    d.here->files["/srv/parts/c.yaml"] = "run: {kind: job, container: {image: c}}\n";
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision"});
        co_await run.create_from_polyaxonfile("/srv/pipes/main.yaml");
        co_await run.create_from_hub("acme/train:v1", {.name = "n", .tags = "a,b", .queue = "q"});
        co_await run.create_from_url("http://files.example/hub/base.yaml?x=1");
        client.close();
    });
    const auto base = json::parse(R"({"run":{"kind":"job","container":{"image":"base"}}})");
    auto train = json::parse(R"({"kind":"operation","urlRef":"http://files.example/hub/base.yaml"})");
    train.set("component", base);
    const auto& sent = d.fake.requests();
    ASSERT_EQ(sent.size(), 8u);
    const auto content = [&](std::size_t i) {
        return json::parse(d.body(i).at("content").as<std::string>());
    };
    const auto operations = content(2).at("run").at("operations");
    EXPECT_EQ(operations.at(std::size_t{0}).at("component"), train);
    EXPECT_FALSE(operations.at(std::size_t{1}).contains("component"));
    EXPECT_EQ(operations.at(std::size_t{2}).at("component").at("run").at("container").at("image"),
              json::from("c"));
    auto hub = json::parse(R"({"kind":"operation","hubRef":"acme/train:v1","queue":"q"})");
    hub.set("component", train);
    EXPECT_EQ(content(5), hub);
    EXPECT_EQ(d.body(5).at("name"), json::from("n"));
    EXPECT_EQ(content(7), base);
    // Only the client's own server is told who asks.
    for (const auto& r : sent) {
        const bool own = r.target.starts_with("/api/");
        EXPECT_EQ(r.header("Authorization").has_value(), own) << r.target;
        EXPECT_EQ(r.header("Host"), own ? "platform.example:8000" : "files.example");
    }
    EXPECT_EQ(sent[6].target, "/hub/base.yaml?x=1");
}

TEST(V1Polyaxonfile, ReferencesHaveAnAllowanceAndStayWhereTheyCameFrom) {
    desk d([](const received&) { return reply::json("kind: operation\npathRef: /etc/part.yaml\n"); });
    // Each file leads to four of the next level: 4 + 16 + 64 + 256.
    for (int level = 0; level < 5; ++level) {
        std::string text = "run:\n  kind: dag\n  operations:\n";
        for (int i = 0; i < 4; ++i)
            text +=
                "  - {name: a" + std::to_string(i) + ", pathRef: l" + std::to_string(level + 1) + ".yaml}\n";
        d.here->files["/srv/l" + std::to_string(level) + ".yaml"] =
            level < 4 ? text : "run: {kind: job, container: {image: x}}\n";
    }
    d.here->files["/etc/part.yaml"] = "run: {kind: job, container: {image: secret}}\n";
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision"});
        auto wide = co_await as_result(run.create_from_polyaxonfile("/srv/l0.yaml"));
        EXPECT_EQ(wide ? errc{} : wide.error().kind(), errc::invalid_argument);
        EXPECT_NE(wide ? 0 : wide.error().detail().find("256"), std::string::npos);
        auto local = co_await as_result(run.create_from_url("http://files.example/a.yaml"));
        EXPECT_EQ(local ? errc{} : local.error().kind(), errc::invalid_argument);
        EXPECT_NE(local ? 0 : local.error().detail().find("files.example"), std::string::npos);
        client.close();
    });
    EXPECT_EQ(d.lines(), (texts{"GET /a.yaml"}));
}

TEST(V1Polyaxonfile, ThePublicHubIsAskedWithoutTheToken) {
    desk d([](const received& r) {
        if (r.method == "POST") return reply::json(std::string(made), 201);
        if (r.target.ends_with(".yaml")) return reply::json("run: {kind: job, container: {image: git}}");
        return reply::error(404, "no such version");
    });
    d.here->variables["POLYAXON_USE_GIT_REGISTRY"] = "1";
    d.here->variables["POLYAXON_PUBLIC_REGISTRY"] = "http://hub.example/files";
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision"});
        co_await run.create_from_hub("tensorboard");
        auto owned = co_await as_result(run.create_from_hub("acme/none:v2"));
        EXPECT_EQ(owned ? errc{} : owned.error().kind(), errc::not_found);
        for (const auto* name : {"a:b:c", "a/b/c", "/a", ":v"}) {
            auto bad = co_await as_result(run.create_from_hub(name));
            EXPECT_EQ(bad ? errc{} : bad.error().kind(), errc::invalid_argument) << name;
        }
        client.close();
    });
    const auto& sent = d.fake.requests();
    ASSERT_EQ(sent.size(), 3u);
    EXPECT_EQ(sent[0].target, "/files/tensorboard/latest.yaml");
    EXPECT_EQ(sent[0].header("Host"), "hub.example");
    EXPECT_FALSE(sent[0].header("Authorization"));
    EXPECT_EQ(sent[2].target, "/api/v1/acme/none/versions/component/v2");
}

TEST(V1Polyaxonfile, ShortFormsAreTheContentOrLieOverIt) {
    struct row {
        api::create_run_options options;
        std::string_view content;
    };
    const row table[] = {
        {{.image = "busybox",
          .cmd = "echo 1",
          .env = R"({"A":"b"})",
          .cpu = "500m..1",
          .memory = "1Gi",
          .gpu = 1,
          .ports = "80"},
         R"({"ports":[80],"container":{"image":"busybox"},"cmd":"echo 1","env":{"A":"b"},"resources":{"cpu":"500m..1","memory":"1Gi","gpu":1}})"},
        {{.image = "busybox"}, R"({"container":{"image":"busybox"}})"},
        {{.content = R"({"kind":"component","run":{"kind":"job","container":{"image":"x"}}})",
          .cpu = 2,
          .gpu = "1..2"},
         R"({"kind":"operation","resources":{"cpu":2,"gpu":"1..2"},"component":{"kind":"component","run":{"kind":"job","container":{"image":"x"}}}})"},
        {{.content = R"({"kind":"operation","hubRef":"a:b"})", .image = "busybox", .cmd = "ls"},
         R"({"kind":"operation","container":{"image":"busybox"},"cmd":"ls","hubRef":"a:b"})"},
    };
    for (const auto& row : table) {
        desk d({reply::json(std::string(made), 201)});
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            api::run_client run(client, {.owner = "acme", .project = "vision"});
            co_await run.create(row.options);
            client.close();
        });
        EXPECT_EQ(json::parse(d.body(0).at("content").as<std::string>()), json::parse(row.content));
        EXPECT_FALSE(d.body(0).contains("is_managed"));
    }
}

}  // namespace
