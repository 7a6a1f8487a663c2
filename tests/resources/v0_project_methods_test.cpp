#include "resources/v0_support.hpp"

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v0/job_label.hpp>

#include <functional>

// Projects, groups, bookmarks, users and data sets: what they do better than the recorded client, and what the real server does to them.

namespace {

using namespace v0_test;
using polyaxon::awaitable;
using polyaxon::response;
namespace api = polyaxon::v0;

/// Everything asked for while `steps` ran against these answers.
template <class F>
std::vector<polyaxon::testing::received> during(std::vector<reply> answers, F steps) {
    desk d(polyaxon::testing::scripted(std::move(answers)));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto all = steps(client);
        co_await std::move(all);
        client.close();
    });
    return d.fake.requests();
}

TEST(V0ProjectMethods, BuildsAreBuilds) {
    const std::string build =
        R"({"id":3,"dockerfile":"FROM x","unique_name":"adam.mnist.builds.3","commit":"abc"})";
    during({reply::json(R"({"count":1,"results":[)" + build + "]}"),
            reply::json(R"({"count":1,"results":[{"content_object":)" + build + "}]}")},
           [](api::client& client) -> awaitable<void> {
               const auto listed = co_await client.project().list_builds("adam", "mnist");
               EXPECT_EQ(listed.results.at(0).dockerfile, "FROM x");
               const auto marked = co_await client.bookmark().builds("adam");
               EXPECT_EQ(marked.count, 1);
               EXPECT_EQ(marked.results.at(0).dockerfile, "FROM x");
               EXPECT_EQ(marked.results.at(0).commit, "abc");
           });
}

TEST(V0ProjectMethods, BookmarksAreUnwrapped) {
    const auto seen = during(
        {reply::json(
            R"({"count":21,"next":"http://x/?offset=20","previous":null,"results":[{"content_object":{"id":2,"name":"mnist","has_code":true}},{"novel":1},{"content_object":null}]})")},
        [](api::client& client) -> awaitable<void> {
            const auto page = co_await client.bookmark().projects("adam", {.page = 2});
            EXPECT_EQ(page.count, 21);
            EXPECT_EQ(page.next, "http://x/?offset=20");
            EXPECT_FALSE(page.previous);
            EXPECT_EQ(page.results.size(), 3u);
            EXPECT_EQ(page.results.at(0).name, "mnist");
            EXPECT_EQ(page.results.at(1).name, "");
        });
    EXPECT_EQ(seen.at(0).target, "/api/v1/bookmarks/adam/projects/?offset=20");
}

// A creation answers less than a get, and with numbers where a get has names.
TEST(V0ProjectMethods, WhatACreationDoesNotAnswerIsUnknownNotEmpty) {
    during(
        {reply::json(
            R"({"id":7,"unique_name":"adam.mnist.1.7","project":"adam.mnist","user":"adam","name":null,"experiment_group":1,"build_job":3})",
            201)},
        [](api::client& client) -> awaitable<void> {
            const auto config = json::object();
            const auto e = co_await client.project().create_experiment("adam", "mnist", config, {.group = 1});
            EXPECT_EQ(e.id, 7);
            EXPECT_EQ(e.experiment_group, "1");
            EXPECT_EQ(e.build_job, "3");
            EXPECT_FALSE(e.uuid);
            EXPECT_FALSE(e.last_status);
            EXPECT_FALSE(e.created_at);
            EXPECT_FALSE(e.name);
        });
}

using change = std::function<awaitable<response>(api::client&)>;

TEST(V0ProjectMethods, ChangesExplainAHidden405AndKeepItsFacts) {
    const std::pair<std::string_view, change> all[] = {
        {"POST /api/v1/adam/mnist/ci/",
         [](api::client& c) { return c.project().enable_ci("adam", "mnist"); }},
        {"DELETE /api/v1/adam/mnist/",
         [](api::client& c) { return c.project().delete_project("adam", "mnist"); }},
        {"POST /api/v1/adam/mnist/groups/7/stop/",
         [](api::client& c) { return c.experiment_group().stop("adam", "mnist", 7); }},
        {"POST /api/v1/users/activate/jane/", [](api::client& c) { return c.user().activate_user("jane"); }},
        {"DELETE /api/v1/2121/", [](api::client& c) { return c.dataset().delete_dataset("2121"); }},
    };
    for (const auto& [request, call] : all)
        for (const bool hidden : {true, false}) {
            SCOPED_TRACE(std::string(request));
            auto refusal = reply::json(hidden ? "" : R"({"detail":"Method \"POST\" not allowed."})", 405);
            if (hidden) refusal.content_type = "text/html; charset=utf-8";
            during({refusal}, [&](api::client& client) -> awaitable<void> {
                auto pending = polyaxon::as_result(call(client));
                const auto out = co_await std::move(pending);
                EXPECT_FALSE(out);
                if (out) co_return;
                EXPECT_EQ(out.error().status(), 405);
                EXPECT_EQ(out.error().kind(), errc::client_error);
                EXPECT_EQ(out.error().request(), request);
                EXPECT_EQ(out.error().detail().find("404 or 500") != std::string::npos, hidden)
                    << out.error().what();
            });
        }
}

TEST(V0ProjectMethods, AllFiveShapesOfErrorBodiesAreTold) {
    struct {
        int status;
        std::string_view body, type, told;
    } const all[] = {
        {403, R"({"detail":"You do not have permission to perform this action."})", "application/json",
         "You do not have permission"},
        {400, R"({"git_url":["Enter a valid URL."],"non_field_errors":["x y z"]})", "application/json",
         "Enter a valid URL."},
        {400, R"(["Project was already initialized with a different git url"])", "application/json",
         "different git url"},
        {400, R"("a plain text")", "application/json", "a plain text"},
        {500, "<html><head><title>Server broke</title></head></html>", "text/html", "Server broke"},
        {404, "", "text/html", ""},
    };
    for (const auto& r : all) {
        SCOPED_TRACE(std::string(r.body));
        auto refusal = reply::json(std::string(r.body), r.status);
        refusal.content_type = r.type;
        during({refusal}, [&](api::client& client) -> awaitable<void> {
            auto pending = polyaxon::as_result(
                client.project().set_repo("adam", "mnist", "https://git.example.org/x.git"));
            const auto out = co_await std::move(pending);
            EXPECT_FALSE(out);
            if (out) co_return;
            EXPECT_EQ(out.error().status(), r.status);
            EXPECT_EQ(out.error().body(), r.body);
            EXPECT_NE(out.error().detail().find(r.told), std::string::npos) << out.error().what();
            EXPECT_EQ(out.error().detail().find('\n'), std::string::npos);
            EXPECT_GT(out.error().detail().size(), r.told.size() + 10);
        });
    }
}

TEST(V0ProjectMethods, FailuresAreNeverNullNorEmpty) {
    during({reply::error(404, "Not found.")}, [](api::client& client) -> awaitable<void> {
        auto project = client.project();
        auto group = client.experiment_group();
        auto lists = polyaxon::as_result(project.list_jobs("adam", "nothing"));
        EXPECT_EQ((co_await std::move(lists)).error().kind(), errc::not_found);
        auto marks = polyaxon::as_result(client.bookmark().groups("nobody"));
        EXPECT_EQ((co_await std::move(marks)).error().kind(), errc::not_found);
        auto statuses = polyaxon::as_result(group.get_statuses("adam", "mnist", 99));
        EXPECT_EQ((co_await std::move(statuses)).error().kind(), errc::not_found);
        auto sets = polyaxon::as_result(client.dataset().get_datasets());
        EXPECT_EQ((co_await std::move(sets)).error().kind(), errc::not_found);
        auto gone = polyaxon::as_result(client.dataset().delete_dataset("2121"));
        EXPECT_EQ((co_await std::move(gone)).error().kind(), errc::not_found);
    });
}

TEST(V0ProjectMethods, AMovedPostIsNotSentAsAGet) {
    reply moved;
    moved.status = 301;
    moved.headers = {{"Location", "/api/v1/adam/mnist/repo/sync2/"}};
    desk d(polyaxon::testing::scripted({moved, reply::json("{}")}));
    d.config.max_redirects = 5;
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto pending = polyaxon::as_result(client.project().sync_repo("adam", "mnist"));
        const auto out = co_await std::move(pending);
        EXPECT_FALSE(out);
        if (!out) {
            EXPECT_EQ(out.error().status(), 301);
        }
        client.close();
    });
    EXPECT_EQ(d.fake.requests().size(), 1u);
}

TEST(V0ProjectMethods, OptionalPartsOfBodies) {
    const auto seen = during({reply::json("{}")}, [](api::client& client) -> awaitable<void> {
        auto p = client.project();
        auto g = client.experiment_group();
        const auto config = json::parse(R"({"branch":"master"})"), patch = json::object(), nothing = json();
        co_await p.enable_ci("adam", "mnist");
        co_await p.enable_ci("adam", "mnist", config);
        co_await p.set_repo("adam", "mnist", "u", {.is_public = false});
        co_await p.update_project("adam", "mnist", patch);
        co_await p.update_project("adam", "mnist", nothing);
        co_await p.start_notebook("adam", "mnist");
        co_await p.start_tensorboard("adam", "mnist", {.content = "version: 1", .is_managed = false});
        co_await p.stop_notebook("adam", "mnist");
        co_await p.stop_notebook("adam", "mnist", {.commit = false});
        co_await g.stop("adam", "mnist", 7);
        co_await g.stop("adam", "mnist", 7, {.pending = true});
        co_await g.create_status("adam", "mnist", 7, "running");
        co_await g.create_status("adam", "mnist", 7, "failed", {.message = "why"});
    });
    std::vector<std::string> bodies;
    for (const auto& r : seen) bodies.push_back(r.body);
    EXPECT_EQ(bodies, (std::vector<std::string>{
                          "{}", R"({"config":{"branch":"master"}})", R"({"git_url":"u","is_public":false})",
                          "{}", "", "{}", R"({"content":"version: 1","is_managed":false})", "",
                          R"({"commit":false})", "", R"({"pending":true})", R"({"status":"running"})",
                          R"({"status":"failed","message":"why"})"}));
    EXPECT_FALSE(seen.at(4).header("Content-Type")) << "no body, not an empty one";
}

// A list of pages that ends, whatever it is a list of.
template <class T>
void expect_three_pages(const std::function<polyaxon::pager<T>(api::client&)>& list,
                        const std::string& target, bool wrapped = false) {
    SCOPED_TRACE(target);
    const auto element = [&](int id) {
        const auto plain = R"({"id":)" + std::to_string(id) + "}";
        return wrapped ? R"({"content_object":)" + plain + "}" : plain;
    };
    const auto page = [&](int first, const char* next) {
        return reply::json(R"({"count":5,"next":)" + std::string(next) + R"(,"results":[)" + element(first) +
                           "," + element(first + 1) + "]}");
    };
    std::vector<std::int64_t> ids;
    const auto seen = during({page(1, "\"more\""), page(3, "\"more\""), page(5, "null")},
                             [&](api::client& client) -> awaitable<void> {
                                 auto all = list(client);
                                 while (auto one = co_await all.next()) ids.push_back(one->id);
                             });
    EXPECT_EQ(ids, (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6}));
    ASSERT_EQ(seen.size(), 3u);
    const auto query = target.find('?') == target.npos ? std::string() : target.substr(target.find('?') + 1);
    const auto path = target.substr(0, target.find('?'));
    const auto with = [&](const char* offset) {
        auto parts = *offset ? "offset=" + std::string(offset) : std::string();
        if (!query.empty()) parts += (parts.empty() ? "" : "&") + query;
        return "/api/v1" + path + (parts.empty() ? "" : "?" + parts);
    };
    EXPECT_EQ(seen[0].target, with(""));
    EXPECT_EQ(seen[1].target, with("20"));
    EXPECT_EQ(seen[2].target, with("40"));
}

TEST(V0ProjectMethods, EveryListHasItsPager) {
    using std::string;
    // Texts that are gone when the first page is asked for: the pagers keep their own.
    const auto user = [] { return string("adam"); };
    expect_three_pages<api::project>([&](auto& c) { return c.project().iter_projects(user()); }, "/adam/");
    expect_three_pages<api::group>(
        [&](auto& c) {
            return c.project().iter_experiment_groups(user(), string("mnist"),
                                                      {.query = string("tags:hp"), .sort = string("-id")});
        },
        "/adam/mnist/groups/?query=tags%3Ahp&sort=-id");
    expect_three_pages<api::experiment>(
        [&](auto& c) { return c.project().iter_experiments(user(), string("mnist")); },
        "/adam/mnist/experiments/");
    expect_three_pages<api::job>([&](auto& c) { return c.project().iter_jobs(user(), string("mnist")); },
                                 "/adam/mnist/jobs/");
    expect_three_pages<api::build_job>(
        [&](auto& c) { return c.project().iter_builds(user(), string("mnist")); }, "/adam/mnist/builds/");
    expect_three_pages<api::tensorboard_job>(
        [&](auto& c) { return c.project().iter_tensorboards(user(), string("mnist")); },
        "/adam/mnist/tensorboards/");
    expect_three_pages<api::experiment>(
        [&](auto& c) {
            return c.experiment_group().iter_experiments(user(), string("mnist"), string("7"),
                                                         {.metrics = true, .sort = string("-metric.loss")});
        },
        "/adam/mnist/experiments/?group=7&metrics=True&sort=-metric.loss");
    expect_three_pages<api::group_status>(
        [&](auto& c) { return c.experiment_group().iter_statuses(user(), string("mnist"), string("7")); },
        "/adam/mnist/groups/7/statuses/");
    expect_three_pages<api::project>([&](auto& c) { return c.bookmark().iter_projects(user()); },
                                     "/bookmarks/adam/projects/", true);
    expect_three_pages<api::group>([&](auto& c) { return c.bookmark().iter_groups(user()); },
                                   "/bookmarks/adam/groups/", true);
    expect_three_pages<api::experiment>([&](auto& c) { return c.bookmark().iter_experiments(user()); },
                                        "/bookmarks/adam/experiments/", true);
    expect_three_pages<api::job>([&](auto& c) { return c.bookmark().iter_jobs(user()); },
                                 "/bookmarks/adam/jobs/", true);
    expect_three_pages<api::build_job>([&](auto& c) { return c.bookmark().iter_builds(user()); },
                                       "/bookmarks/adam/builds/", true);
}

TEST(V0ProjectMethods, DataSetsComeInOneAnswer) {
    const auto seen = during(
        {reply::json(R"({"count":41,"next":"http://x/?offset=20","results":[{"uuid":"21212121212121212121212121212121","name":"a"}]})")},
        [](api::client& client) -> awaitable<void> {
            auto all = client.dataset().iter_datasets();
            const auto first = co_await all.next();
            EXPECT_TRUE(first);
            const auto second = co_await all.next();
            EXPECT_FALSE(second) << "the same answer came again";
        });
    EXPECT_EQ(seen.size(), 1u);
}

TEST(V0ProjectMethods, ADataSetNeedsItsNames) {
    const auto seen = during({reply::json("{}", 201)}, [](api::client& client) -> awaitable<void> {
        const api::dataset nameless;
        auto pending = polyaxon::as_result(client.dataset().create_dataset(nameless));
        const auto out = co_await std::move(pending);
        EXPECT_FALSE(out);
        if (!out) {
            EXPECT_EQ(out.error().kind(), errc::invalid_argument);
        }
    });
    EXPECT_TRUE(seen.empty());
}

TEST(V0ProjectMethods, AnEmptyGroupDoesNotListTheWholeProject) {
    const auto seen = during({reply::json("{}")}, [](api::client& client) -> awaitable<void> {
        auto pending = polyaxon::as_result(client.experiment_group().list_experiments("adam", "mnist", ""));
        const auto out = co_await std::move(pending);
        EXPECT_FALSE(out);
        if (!out) {
            EXPECT_NE(out.error().detail().find("group_id"), std::string::npos);
        }
    });
    EXPECT_TRUE(seen.empty());
}

TEST(V0ProjectMethods, LabelsAreWrittenWithoutWhatIsEmpty) {
    api::job_label label;
    label.project_name = "adam.mnist";
    label.project_uuid = "21212121212121212121212121212121";
    label.role = "polyaxon-workers";
    label.type = "polyaxon-experiment";
    EXPECT_EQ(polyaxon::codec::to_json(label, polyaxon::codec::json_out::nulls::write),
              R"({"project_name":"adam.mnist","project_uuid":"21212121212121212121212121212121",)"
              R"("role":"polyaxon-workers","type":"polyaxon-experiment"})");
}

}  // namespace
