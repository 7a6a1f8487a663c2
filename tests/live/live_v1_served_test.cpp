// Every path and verb that a real haupt serves is asked for through the client, and what comes back is looked at. At the end the requests
// that were sent are held against tests/data/polyaxon-v1/served.tsv, so no row can be forgotten.
#include "live_python.hpp"
#include "live_served.hpp"
#include "live_served_areas.hpp"

#include <asio/this_coro.hpp>

#include <algorithm>
#include <exception>
#include <memory>

namespace polyaxon::live {
namespace {

std::string listed(const std::vector<int>& statuses) {
    std::string out;
    for (const int s : statuses) out += (out.empty() ? "" : ", ") + std::to_string(s);
    return out;
}

bool succeeded(int status) { return status >= 200 && status < 300; }

void check(const served_row& row, const std::vector<int>& answers) {
    if (row.answered) {
        const auto good = std::ranges::find_if(answers, succeeded);
        if (good == answers.end()) {
            ADD_FAILURE() << row.text() << " was never answered with a success, only with "
                          << listed(answers);
            return;
        }
        EXPECT_NE(row.statuses.find(std::to_string(*good) + "\u00d7"), row.statuses.npos)
            << row.text() << " was answered with " << *good
            << ", which was not seen before: " << row.statuses;
    }
    if (row.area == "not in CE") {
        EXPECT_TRUE(std::ranges::none_of(answers, succeeded))
            << row.text() << " is served by now: test what it answers";
    }
}

TEST(V1Served, EveryRowIsAskedFor) {
    const auto asked = std::make_shared<ledger>();
    const auto project = fresh("served"), other = fresh("served-other");
    const auto walk = [&](const char* area, area_function body) {
        SCOPED_TRACE(area);
        try {
            run([&]() -> awaitable<void> {
                const auto url = haupt_url();
                const auto on = co_await asio::this_coro::executor;
                place at{
                    v1::client(on, {.host = url}),
                    v1::client(on, {.host = url, .header = "X-POLYAXON-SERVICE", .header_service = "ui"}),
                    v1::client(on, {.host = url,
                                    .token = "default-secret",
                                    .authentication_type = "InternalToken",
                                    .header = "X-POLYAXON-INTERNAL",
                                    .header_service = "agent"}),
                    project, other};
                at.client.set_observer(asked);
                at.page.set_observer(asked);
                at.agent.set_observer(asked);
                co_await body(at);
            });
        } catch (const std::exception& e) {
            ADD_FAILURE() << e.what();
        }
    };
    walk("server", ask_server);
    walk("projects", ask_projects);
    walk("versions", ask_versions);
    walk("runs", ask_runs);
    walk("many runs", ask_many_runs);
    walk("lineage", ask_lineage);
    walk("files", ask_files);
    walk("events and logs", ask_events_and_logs);
    walk("cluster", ask_cluster);
    walk("not served", ask_what_is_not_served);

    const auto seen = python("project", project);
    EXPECT_EQ(seen.at("description").as<std::string>(), "patched");
    EXPECT_EQ(seen.at("readme").as<std::string>(), "# read me");
    for (const char* kind : {"component", "model", "artifact"}) {
        const auto versions = seen.at("versions").at(kind);
        EXPECT_EQ(versions.size(), 1u) << kind;
        EXPECT_EQ(versions.at(0).at("description").as<std::string>(), "patched");
        EXPECT_EQ(versions.at(0).at("stage").as<std::string>(), "production");
    }

    const auto rows = served_rows();
    const auto left_out = left_out_rows();
    EXPECT_GT(rows.size(), 100u);
    const auto answers = asked->answers_to(rows);
    for (const auto& out : left_out) {
        EXPECT_FALSE(out.second.empty()) << out.first;
        EXPECT_TRUE(std::ranges::any_of(rows, [&](const served_row& r) { return r.text() == out.first; }))
            << out.first << " is left out, but is no row";
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool out =
            std::ranges::any_of(left_out, [&](const auto& l) { return l.first == rows[i].text(); });
        EXPECT_EQ(answers[i].empty(), out) << rows[i].text()
                                           << (out ? " is asked for: take it out of left_out_served.txt"
                                                   : " is served, and nothing here asks for it");
        if (!answers[i].empty()) check(rows[i], answers[i]);
    }
}

/// The comparison above finds what it is to find.
TEST(V1Served, ARequestBelongsToTheRowThatNamesItMostClosely) {
    const auto rows = served_rows();
    const auto row_of = [&](const char* method, const char* path) {
        ledger one;
        call_event e;
        e.method = method;
        e.path = path;
        e.status = 200;
        one.on_response(e);
        const auto answers = one.answers_to(rows);
        std::string found;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (!answers[i].empty()) found += rows[i].path;
        return found;
    };
    EXPECT_EQ(row_of("GET", "/api/v1/orgs/list"), "/api/v1/orgs/list");
    EXPECT_EQ(row_of("GET", "/api/v1/acme/vision"), "/api/v1/{owner}/{project}");
    EXPECT_EQ(row_of("DELETE", "/api/v1/acme/vision/runs/delete"), "/api/v1/{owner}/{project}/runs/delete");
    EXPECT_EQ(row_of("DELETE", "/api/v1/acme/vision/runs/0a"), "/api/v1/{owner}/{project}/runs/{uuid}");
    EXPECT_EQ(row_of("GET", "/streams/v1/n/orgs/acme/runs/multi/events/metric"),
              "/streams/v1/{namespace}/orgs/{owner}/runs/multi/events/{kind}");
    EXPECT_EQ(row_of("GET", "/streams/v1/n/acme/vision/runs/multi/events/metric"),
              "/streams/v1/{namespace}/{owner}/{project}/runs/multi/events/{kind}");
    EXPECT_EQ(row_of("GET", "/streams/v1/n/acme/vision/runs/0a/ro_artifact/a%2Fb.txt"),
              "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/ro_artifact/{path}");
    EXPECT_EQ(row_of("GET", "/api/v1/acme/vision/nothing/here/at/all"), "");
}

}  // namespace
}  // namespace polyaxon::live
