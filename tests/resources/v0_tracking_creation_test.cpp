#include "resources/v0_tracking_support.hpp"

#include <algorithm>
#include <stdexcept>

namespace {

using namespace v0_test;

template <class Options>
concept takes_a_braced_list = requires {
    Options{.tags = {"a", "b"}};
};

TEST(V0TrackingCreation, TagsOfAnOptionAreANamedList) {
    static_assert(!takes_a_braced_list<tracking::create_options>, "its list would be gone before the call");
    static_assert(!takes_a_braced_list<tracking::create_group_options>);
    const std::vector<std::string> strings{"a", "b, c"};
    const std::vector<std::string_view> views(strings.begin(), strings.end());
    const std::string_view array[] = {"a", "b, c"};
    for (const auto& tags :
         {tracking::create_options{.tags = strings}, tracking::create_options{.tags = views},
          tracking::create_options{.tags = array}}) {
        tracking_stage s;
        auto e = s.experiment();
        s.wait(e.create(tags));
        EXPECT_EQ(s.bodies("/experiments/").at(0).at("tags"), json::parse(R"(["a", "b, c"])"));
        e.log_tags({"x", "y"});
        e.log_tags(strings);
        e.log_tags(views);
        e.log_tags(array, {.reset = true});
        s.wait(e.end());
        const auto told = s.bodies("/42/");
        ASSERT_EQ(told.size(), 4u);
        EXPECT_EQ(told[0], json::parse(R"({"tags": ["x", "y"], "merge": true})"));
        EXPECT_EQ(told[2], json::parse(R"({"tags": ["a", "b, c"], "merge": true})"));
        EXPECT_EQ(told[3], json::parse(R"({"tags": ["a", "b, c"]})"));
    }
}

TEST(V0TrackingCreation, EmptyTagsAreNotGiven) {
    const std::vector<std::string> none;
    for (const auto& options :
         {tracking::create_options{.tags = ""}, tracking::create_options{.tags = none}}) {
        tracking_stage s;
        auto e = s.experiment();
        s.wait(e.create(options));
        EXPECT_TRUE(s.bodies("/experiments/").at(0).at("tags").is_null());
        EXPECT_EQ(error_of([&] { e.log_tags(""); }).first, errc::invalid_argument);
        s.wait(e.end());
    }
}

TEST(V0TrackingCreation, FiltersTakeListsOfNames) {
    const std::vector<std::string> strings{"loss", "acc"};
    const std::vector<std::string_view> views(strings.begin(), strings.end());
    const std::string_view array[] = {"loss", "acc"};
    for (const auto& filter : {api::name_filter(strings), api::name_filter(views), api::name_filter(array)}) {
        tracking_stage s([](const received&) { return reply::json(R"({"count": 0, "results": []})"); });
        s.wait(s.client().project().list_experiments("adam", "mnist", {.metrics = filter}));
        const auto line = s.lines().at(0);
        EXPECT_NE(line.find("metrics=loss"), std::string::npos) << line;
        EXPECT_NE(line.find("metrics=acc"), std::string::npos) << line;
    }
}

TEST(V0TrackingCreation, OneObjectCreatesOneRun) {
    tracking_stage s;
    s.here->variables["HEALTH_CHECK_INTERVAL"] = "1";
    auto e = s.experiment();
    s.wait(e.create());
    const auto [kind, text] = error_of([&] { s.wait(e.create()); });
    EXPECT_EQ(kind, errc::invalid_argument);
    EXPECT_NE(text.find("this object has created experiment 42; make another object"), std::string::npos)
        << text;
    s.pass(milliseconds(2'500));
    EXPECT_EQ(std::ranges::count(s.lines(), "POST /api/v1/adam/mnist/experiments/42/_heartbeat/"), 2)
        << "the run is not told of any more";
    s.wait(e.end());
    EXPECT_EQ(s.statuses(), (texts{"running", "succeeded"}));
    EXPECT_EQ(s.bodies("/experiments/").size(), 1u);
}

TEST(V0TrackingCreation, ARefusedCreationMayBeTriedAgain) {
    int tries = 0;
    tracking_stage s([&tries](const received& r) {
        if (r.method == "POST" && r.path().ends_with("/experiments/") && ++tries == 1)
            return reply::error(400, "no");
        return platform_answer(r);
    });
    auto e = s.experiment();
    EXPECT_EQ(error_of([&] { s.wait(e.create()); }).first, errc::client_error);
    s.wait(e.create());
    EXPECT_EQ(e.experiment_id(), "42");
    s.wait(e.end());
}

TEST(V0TrackingCreation, TwoCreationsOfOneObjectAtATimeAreRefused) {
    tracking_stage s;
    auto e = s.experiment();
    int made = 0, refused = 0;
    for (int i = 0; i < 2; ++i)
        asio::co_spawn(s.io, e.create(), [&](std::exception_ptr why) { ++(why ? refused : made); });
    s.pass(seconds(1));
    EXPECT_EQ(made, 1);
    EXPECT_EQ(refused, 1);
    EXPECT_EQ(s.bodies("/experiments/").size(), 1u);
    s.wait(e.end());
}

/// Runs a creation whose object goes when `leave` says so: before it began, or while the platform creates.
texts statuses_of_one_that_goes(bool early, bool by_exception) {
    std::optional<tracking::experiment> e;
    const auto leave = [&] {
        if (!by_exception) return e.reset();
        try {
            const auto gone = std::move(*e);
            throw std::runtime_error("boom");
        } catch (const std::runtime_error&) {
        }
    };
    tracking_stage s([&](const received& r) {
        if (!early && r.method == "POST" && r.path().ends_with("/experiments/")) leave();
        return platform_answer(r);
    });
    s.here->variables["HEALTH_CHECK_INTERVAL"] = "1";
    e = s.experiment();
    bool ended = false;
    asio::co_spawn(s.io, e->create(), [&](std::exception_ptr) { ended = true; });
    if (early) leave();
    s.pass(seconds(5));
    EXPECT_TRUE(ended);
    EXPECT_TRUE(s.bodies("_heartbeat/").empty()) << "a run that nobody ends";
    return s.statuses();
}

TEST(V0TrackingCreation, ARunWhoseObjectGoesMeanwhileEnds) {
    EXPECT_EQ(statuses_of_one_that_goes(true, false), texts{"succeeded"});
    EXPECT_EQ(statuses_of_one_that_goes(true, true), texts{"failed"});
    EXPECT_EQ(statuses_of_one_that_goes(false, false), texts{"succeeded"});
    EXPECT_EQ(statuses_of_one_that_goes(false, true), texts{"failed"});
}

TEST(V0TrackingCreation, ItsTimeoutBoundsAllItsRequests) {
    for (const auto* slow : {"/users/", "/experiments/"}) {
        tracking_stage s([slow](const received& r) {
            auto answer = platform_answer(r);
            if (r.path().ends_with(slow)) answer.delay = seconds(6);
            return answer;
        });
        auto e = s.experiment();
        const auto begin = std::chrono::steady_clock::now();
        EXPECT_EQ(error_of([&] { s.wait(e.create({.call = {.timeout = milliseconds(100)}})); }).first,
                  errc::timeout)
            << slow;
        EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(5)) << slow;
    }
    tracking_stage s([](const received& r) {
        auto answer = platform_answer(r);
        answer.delay = seconds(6);
        return answer;
    });
    auto e = s.experiment("42");
    EXPECT_EQ(error_of([&] { s.wait(e.open({.timeout = milliseconds(100)})); }).first, errc::timeout);
}

TEST(V0TrackingCreation, TheTimeOfItsRequestsIsOneTime) {
    tracking_stage s([](const received& r) {
        auto answer = platform_answer(r);
        answer.delay = milliseconds(700);
        return answer;
    });
    auto e = s.experiment();
    EXPECT_EQ(error_of([&] { s.wait(e.create({.call = {.timeout = seconds(1)}})); }).first, errc::timeout)
        << "each request had a second of its own";
}

TEST(V0TrackingCreation, WithoutAPlatformTheDataAreDefaults) {
    for (const auto* variable : {"POLYAXON_NO_OP", "POLYAXON_IS_OFFLINE"}) {
        tracking_stage s;
        s.here->variables[variable] = "true";
        auto e = s.experiment();
        s.wait(e.create());
        EXPECT_EQ(s.wait(e.get_entity_data()).id, 0) << variable;
        tracking::group g(s.client(), {.project = "mnist"});
        s.wait(g.create());
        EXPECT_EQ(s.wait(g.get_entity_data()).id, 0) << variable;
        EXPECT_TRUE(s.lines().empty());
    }
}

template <class T>
errc kind_of(tracking_stage& s, awaitable<T> call) {
    const auto got = s.wait(polyaxon::as_result(std::move(call)));
    if (got) throw std::logic_error("no error came");
    return got.error().kind();
}

TEST(V0TrackingCreation, ErrorsComeWhereTheCallIsAwaited) {
    tracking_stage s;
    auto e = s.experiment();
    const json number = json::from(3);
    EXPECT_EQ(kind_of(s, e.create({.tags = "a,,b"})), errc::invalid_argument);
    EXPECT_EQ(kind_of(s, e.create({.content = number})), errc::invalid_argument);
    EXPECT_EQ(kind_of(s, e.get_entity_data()), errc::invalid_argument);
    tracking::group g(s.client(), {.project = "mnist"});
    EXPECT_EQ(kind_of(s, g.create({.content = number})), errc::invalid_argument);
    EXPECT_EQ(kind_of(s, g.create_experiment()), errc::invalid_argument);
    tracking::experiment none;
    EXPECT_EQ(kind_of(s, none.open()), errc::invalid_argument);
    EXPECT_EQ(kind_of(s, none.create()), errc::invalid_argument);
    EXPECT_EQ(kind_of(s, none.get_entity_data()), errc::invalid_argument);
    EXPECT_EQ(kind_of(s, none.drain()), errc::invalid_argument);
    EXPECT_EQ(kind_of(s, none.end()), errc::invalid_argument);
    EXPECT_TRUE(s.lines().empty());
}

TEST(V0TrackingCreation, AOneTimeTokenIsSentOnce) {
    for (const int status : {200, 403}) {
        tracking_stage s([status](const received& r) {
            if (status != 200 && r.path().ends_with("/ephemeraltoken/")) return reply::error(status, "used");
            return platform_answer(r);
        });
        s.config.host = {};
        auto& v = s.here->variables;
        v["POLYAXON_IS_MANAGED"] = "true";
        v["POLYAXON_API_HTTP_HOST"] = "http://platform.example";
        v["POLYAXON_API_WS_HOST"] = "ws://platform.example";
        v["POLYAXON_RUN_OUTPUTS_PATH"] = "/out";
        v["POLYAXON_SECRET_EPHEMERAL_TOKEN"] = "one-time";
        v["POLYAXON_EXPERIMENT_INFO"] =
            R"({"project_name": "adam.mnist", "experiment_name": "adam.mnist.42"})";
        for (int i = 0; i < 2; ++i) {
            tracking::experiment e(s.client(), {.track_env = false});
            s.wait(e.open());
        }
        EXPECT_EQ(std::ranges::count(s.lines(), "POST /api/v1/adam/mnist/experiments/42/ephemeraltoken/"), 1)
            << status;
    }
}

TEST(V0TrackingCreation, AnIdempotencyKeyIsThatOfTheCreation) {
    tracking_stage s;
    auto e = s.experiment();
    const auto make = [&] {
        const std::string key = "a key on the heap, which goes before the call";
        return e.create({.name = "first", .call = {.idempotency_key = key}});
    };
    s.wait(make());
    s.wait(e.end());
    for (const auto& r : s.fake.requests())
        EXPECT_EQ(r.header("Idempotency-Key").value_or("-"),
                  r.path().ends_with("/experiments/") ? "a key on the heap, which goes before the call" : "-")
            << r.method << ' ' << r.target;
}

}  // namespace
