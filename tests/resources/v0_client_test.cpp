#include "resources/v0_support.hpp"

#include <asio/detached.hpp>

#include <atomic>
#include <thread>

namespace {

using namespace v0_test;
using polyaxon::awaitable;
namespace api = polyaxon::v0;

constexpr int many = 1000;

reply own_answer(const polyaxon::testing::received& r) {
    const auto path = r.path();
    const auto last = path.rfind('/', path.size() - 2);
    return reply::json(R"({"id":)" + path.substr(last + 1, path.size() - last - 2) + "}");
}

desk& with_files(desk& d) {
    d.config.host = {};
    d.config.token = {};
    d.here->files["/home/ada/.polyaxon/.polyaxonconfig"] = R"({"host":"platform.example","http_port":8000})";
    d.here->files["/home/ada/.polyaxon/.polyaxonauth"] = R"({"username":"ada","token":"token-from-file"})";
    return d;
}

void expect_each_file_read_once(const machine& here) {
    int files = 0;
    for (const auto& [what, times] : here.counts())
        if (what.starts_with('/')) {
            ++files;
            EXPECT_EQ(times, 1) << what;
        }
    EXPECT_GT(files, 4) << "the files of the CLI and of the platform are all looked at";
    EXPECT_EQ(here.counts().count("/home/ada/.polyaxon/.polyaxonauth"), 1u);
}

TEST(V0Client, TheContextIsReadOnceUnderManyFirstCalls) {
    desk d(own_answer);
    with_files(d);
    int right = 0;
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        EXPECT_TRUE(d.here->counts().empty()) << "something was read before the first call";
        std::vector<int> ids(many);
        for (int i = 0; i < many; ++i) ids[static_cast<std::size_t>(i)] = i;
        auto get = [&](int id) { return client.experiment().get_experiment("adam", "mnist", id); };
        const auto all = co_await polyaxon::map_concurrent(ids, many, get);
        for (int i = 0; i < many; ++i) {
            const auto& r = all[static_cast<std::size_t>(i)];
            if (r && r->id == i)
                ++right;
            else if (!r)
                ADD_FAILURE() << r.error().what();
        }
        client.close();
    });
    EXPECT_EQ(right, many);
    EXPECT_EQ(d.fake.requests().front().header("Authorization"), "Token token-from-file");
    expect_each_file_read_once(*d.here);
}

TEST(V0Client, TheContextIsReadOnceUnderManyThreads) {
    polyaxon::testing::server server(own_answer);
    auto here = std::make_shared<machine>();
    here->files["/home/ada/.polyaxon/.polyaxonconfig"] = R"({"host":"127.0.0.1"})";
    here->files["/home/ada/.polyaxon/.polyaxonauth"] = R"({"token":"token-from-file"})";
    const std::shared_ptr<const polyaxon::context::system> system = here;
    std::atomic<int> right{0}, ended{0};
    {
        asio::io_context loop;
        api::client client(loop.get_executor(), {.http_port = server.port(), .system = &system});
        for (int i = 0; i < many; ++i)
            asio::co_spawn(loop, client.experiment().get_experiment("adam", "mnist", i),
                           [&, i](std::exception_ptr e, api::experiment got) {
                               if (!e && got.id == i) ++right;
                               if (++ended == many) client.close();
                           });
        EXPECT_TRUE(here->counts().empty()) << "something was read before the first call ran";
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) threads.emplace_back([&] { loop.run_for(std::chrono::seconds(30)); });
        for (auto& t : threads) t.join();
    }
    EXPECT_EQ(right, many);
    expect_each_file_read_once(*here);
}

TEST(V0Client, WithoutAHostTheFirstCallFailsAndNothingIsSent) {
    desk d(polyaxon::testing::scripted({reply::json("{}")}));
    d.config.host = {};
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        for (int i = 0; i < 2; ++i) {
            auto pending = client.version().get_cli_version();
            const auto r = co_await polyaxon::as_result(std::move(pending));
            EXPECT_FALSE(r);
            if (r) continue;
            EXPECT_EQ(r.error().kind(), errc::context);
            for (const auto* place : {"POLYAXON_API_HOST", "/home/ada/.polyaxon/.polyaxonconfig"})
                EXPECT_NE(r.error().detail().find(place), std::string::npos) << r.error().detail();
        }
        // A failed load is not the last word: the next call looks again.
        d.here->variables["POLYAXON_API_HOST"] = "platform.example";
        co_await client.version().get_cli_version();
        client.close();
    });
    EXPECT_EQ(d.fake.requests().size(), 1u);
}

TEST(V0Client, TheReportTellsWhereValuesCameFromAndHidesTheToken) {
    desk d(polyaxon::testing::scripted({reply::json("{}")}));
    d.config.host = {};
    d.here->variables["POLYAXON_API_HOST"] = "env.example";
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        const auto report = co_await client.context();
        const auto* host = report.find("host");
        EXPECT_NE(host, nullptr);
        if (host) {
            EXPECT_EQ(host->value.as<std::string>(), "env.example");
            EXPECT_NE(host->source.find("POLYAXON_API_HOST"), std::string::npos);
        }
        EXPECT_EQ(std::string(report.to_json().text()).find("token-abc"), std::string::npos);
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
}

TEST(V0Client, CopiesShareOneClientAndItsCounters) {
    desk d(polyaxon::testing::scripted({reply::json(R"({"username":"ada"})")}));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        EXPECT_EQ(client.stats().requests, 0u);
        auto copy = client;
        auto handle = copy.auth();
        co_await client.auth().get_user();
        co_await handle.get_user();
        EXPECT_EQ(copy.stats().requests, 2u);
        EXPECT_EQ(copy.stats().responses, 2u);
        EXPECT_EQ(copy.stats().connects, 1u);
        EXPECT_EQ(copy.stats().reused, 1u);
        co_await client.drain();
        client.close();
    });
    EXPECT_EQ(d.fake.connection_count(), 1u);
}

TEST(V0Client, AnAwaitableOutlivesItsArgumentsAndItsHandle) {
    desk d(own_answer);
    run([&]() -> awaitable<void> {
        const auto executor = co_await asio::this_coro::executor;
        auto later = [&] {
            api::client client(executor, d.config);
            auto name = std::make_unique<std::string>("a project whose name is longer than any small buffer");
            return client.experiment().get_experiment(std::string("adam"), *name, 12,
                                                      {.timeout = std::chrono::seconds(5)});
        }();
        const auto e = co_await std::move(later);
        EXPECT_EQ(e.id, 12);
    });
    EXPECT_EQ(d.fake.requests().at(0).target,
              "/api/v1/adam/a%20project%20whose%20name%20is%20longer%20than%20any%20small%20buffer/"
              "experiments/12/");
}

TEST(V0Client, AfterCloseEveryCallIsCanceled) {
    desk d(polyaxon::testing::scripted({reply::json("{}")}));
    run([&]() -> awaitable<void> {
        const auto executor = co_await asio::this_coro::executor;
        for (const bool used : {false, true}) {
            api::client client(executor, d.config);
            if (used) co_await client.version().get_cli_version();
            client.close();
            client.close();
            auto pending = client.version().get_cli_version();
            const auto r = co_await polyaxon::as_result(std::move(pending));
            EXPECT_FALSE(r);
            if (!r) {
                EXPECT_EQ(r.error().kind(), errc::canceled) << r.error().what();
            }
        }
    });
    EXPECT_EQ(d.fake.requests().size(), 1u);
}

TEST(V0Client, APagerAsksPageByPageWithItsFilters) {
    desk d([](const polyaxon::testing::received& r) {
        const int first = std::stoi(r.query("offset").value_or("0"));
        std::string items;
        for (int i = first; i < std::min(first + 20, 45); ++i)
            items += (items.empty() ? "" : ",") + (R"({"id":)" + std::to_string(i) + "}");
        const auto next = first + 20 < 45 ? R"("http://elsewhere.example/?offset=20")" : "null";
        return reply::json(R"({"count":45,"next":)" + std::string(next) + R"(,"previous":null,"results":[)" +
                           items + "]}");
    });
    std::vector<std::int64_t> ids;
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto query = std::make_unique<std::string>("status:running or any text beyond a small buffer");
        auto all = client.project().iter_experiments("adam", "mnist", {.query = *query, .page = 2});
        query.reset();
        while (auto e = co_await all.next()) ids.push_back(e->id);
        EXPECT_EQ(all.count(), 45);
        auto projects = client.project().iter_projects("adam", {.page = 3});
        int left = 0;
        while (auto p = co_await projects.next()) ++left;
        EXPECT_EQ(left, 5);
        client.close();
    });
    ASSERT_EQ(ids.size(), 25u);
    EXPECT_EQ(ids.front(), 20);
    EXPECT_EQ(ids.back(), 44);
    std::vector<std::string> targets;
    for (const auto& r : d.fake.requests()) targets.push_back(r.target);
    const std::string query = "&query=status%3Arunning+or+any+text+beyond+a+small+buffer";
    EXPECT_EQ(targets, (std::vector<std::string>{"/api/v1/adam/mnist/experiments/?offset=20" + query,
                                                 "/api/v1/adam/mnist/experiments/?offset=40" + query,
                                                 "/api/v1/adam/?offset=40"}));
}

class names_seen final : public polyaxon::observer {
 public:
    void on_request(const polyaxon::call_event& e) override { paths.emplace_back(e.path); }
    std::vector<std::string> paths;
};

TEST(V0Client, AnObserverSeesCallsWhenItWasSetBeforeTheFirst) {
    desk d(polyaxon::testing::scripted({reply::json("{}")}));
    auto seen = std::make_shared<names_seen>();
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        client.set_observer(seen);
        co_await client.project().list_experiments("adam", "mnist", {.query = "secret"});
        client.close();
    });
    EXPECT_EQ(seen->paths, std::vector<std::string>{"/api/v1/adam/mnist/experiments/"});
}

}  // namespace
