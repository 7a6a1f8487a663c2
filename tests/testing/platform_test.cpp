#include <polyaxon/testing/platform.hpp>

#include <testing/raw_client.hpp>

#include <gtest/gtest.h>
#include <simdjson.h>

#include <set>

using namespace polyaxon::testing;
using simdjson::dom::element;

namespace {

struct Platform : ::testing::Test {
    reply ask(const std::string& target, const std::string& method = "GET", const std::string& body = {},
              header_list headers = {}) {
        received r;
        r.method = method;
        r.target = target;
        r.body = body;
        r.headers = std::move(headers);
        r.headers.emplace_back("Host", "plx.example:8000");
        auto a = p.handler()(r);
        for (const auto& [name, value] : a.headers) {
            if (name == "Content-Encoding" && value == "gzip") a.body = raw::gunzip(a.body);
        }
        return a;
    }
    element get(const std::string& target) {
        const auto a = ask(target);
        EXPECT_EQ(a.status, 200) << target << ' ' << a.body;
        return parser.parse(a.body);
    }
    static std::set<std::string> keys(element e) {
        std::set<std::string> all;
        for (const auto field : simdjson::dom::object(e)) all.emplace(field.key);
        return all;
    }
    static std::string text(element e) { return std::string(std::string_view(e)); }

    platform p{{.seed = 11, .projects = 6, .runs = 400}};
    simdjson::dom::parser parser;
};

}  // namespace

TEST_F(Platform, IsTheSameFromTheSameSeed) {
    const platform same({.seed = 11, .projects = 6, .runs = 400}),
        other({.seed = 12, .projects = 6, .runs = 400});
    EXPECT_EQ(p.by_status(), same.by_status());
    EXPECT_EQ(p.loss_sum(), same.loss_sum());
    EXPECT_EQ(p.run_uuids("vision"), same.run_uuids("vision"));
    EXPECT_NE(p.run_uuids("vision"), other.run_uuids("vision"));
    EXPECT_NE(p.loss_sum(), other.loss_sum());
    // The same on every machine, not only in this process.
    EXPECT_EQ(p.run_uuids("vision").front(), "ee4bd29256524e56ac19499cd69bda16");
    EXPECT_EQ(p.loss_sum(), 709.1435546875);
    EXPECT_EQ(p.duration_sum(), 654996.765625);
}

TEST_F(Platform, TellsWhatAPartAddsUpTo) {
    const auto all = p.part({});
    EXPECT_EQ(all.size, p.size());
    EXPECT_EQ(all.by_status, p.by_status());
    EXPECT_EQ(all.loss_sum, p.loss_sum());
    EXPECT_EQ(all.duration_sum, p.duration_sum());
    // By the answers of the server: a part is what its list holds.
    const auto part = p.part({"vision", "vision", "nosuch"}, "status:succeeded");
    const auto page = get("/api/v1/acme/vision/runs?limit=100&query=status:succeeded");
    std::vector<std::string> uuids;
    for (const auto r : simdjson::dom::array(page["results"])) uuids.push_back(text(r["uuid"]));
    EXPECT_GT(part.size, 0u);
    EXPECT_EQ(part.size, uuids.size());
    EXPECT_EQ(part.run_uuids.at("vision"), uuids);
    EXPECT_EQ(part.experiment_ids.at("vision").size(), part.size);
    EXPECT_EQ(part.by_status, (std::map<std::string, std::size_t>{{"succeeded", part.size}}));
    EXPECT_LT(part.loss_sum, all.loss_sum);
    EXPECT_THROW(p.part({}, "nosuch:1"), std::invalid_argument);
}

TEST_F(Platform, SpreadsRunsUnevenlyOverProjectsAndStatuses) {
    ASSERT_EQ(p.project_names().size(), 6u);
    std::size_t total = 0;
    std::set<std::size_t> sizes;
    for (const auto& name : p.project_names()) {
        const auto uuids = p.run_uuids(name);
        EXPECT_EQ(uuids.size(), p.experiment_ids(name).size());
        EXPECT_GT(uuids.size(), 0u);
        sizes.insert(uuids.size());
        total += uuids.size();
    }
    EXPECT_EQ(total, 400u);
    EXPECT_EQ(p.size(), 400u);
    EXPECT_GT(p.run_uuids("vision").size(), 2 * p.run_uuids(p.project_names().back()).size());
    std::size_t counted = 0;
    for (const auto& [status, n] : p.by_status()) counted += n;
    EXPECT_EQ(counted, 400u);
    for (const char* status : {"succeeded", "failed", "running", "stopped", "created"})
        EXPECT_GT(p.by_status()[status], 0u) << status;
}

TEST_F(Platform, FiguresAreWhatTheRunsSayV1) {
    double loss = 0, duration = 0;
    std::map<std::string, std::size_t> statuses;
    for (const auto& name : p.project_names()) {
        for (const auto& uuid : p.run_uuids(name)) {
            const auto run = get("/api/v1/acme/" + name + "/runs/" + uuid);
            EXPECT_EQ(text(run["uuid"]), uuid);
            EXPECT_EQ(text(run["project"]), name);
            ++statuses[text(run["status"])];
            if (!run["outputs"].is_null()) loss += double(run["outputs"]["loss"]);
            if (!run["duration"].is_null()) duration += double(run["duration"]);
        }
    }
    EXPECT_EQ(statuses, p.by_status());
    EXPECT_EQ(loss, p.loss_sum());
    EXPECT_EQ(duration, p.duration_sum());
}

TEST_F(Platform, FiguresAreWhatTheExperimentsSayV0) {
    double loss = 0;
    std::map<std::string, std::size_t> statuses;
    for (const auto& name : p.project_names()) {
        for (const auto id : p.experiment_ids(name)) {
            const auto one = get("/api/v1/acme/" + name + "/experiments/" + std::to_string(id) + "/");
            EXPECT_EQ(std::int64_t(one["id"]), id);
            EXPECT_EQ(text(one["project"]), "acme." + name);
            ++statuses[text(one["last_status"])];
            if (!one["last_metric"].is_null()) loss += double(one["last_metric"]["loss"]);
        }
    }
    EXPECT_EQ(statuses, p.by_status());
    EXPECT_EQ(loss, p.loss_sum());
}

TEST_F(Platform, SendsTheMembersTheServersSend) {
    std::set<std::string> item{"uuid",        "name",        "created_at", "updated_at", "started_at",
                               "finished_at", "schedule_at", "wait_time",  "duration",   "kind",
                               "runtime",     "meta_info",   "status",     "pipeline",   "original",
                               "is_managed",  "managed_by",  "pending",    "inputs",     "outputs",
                               "tags",        "settings",    "user",       "bookmarked", "resources"};
    const auto uuid = p.run_uuids("speech").front();
    EXPECT_EQ(keys(get("/api/v1/acme/speech/runs?limit=1")["results"].at(0)), item);
    for (const char* more :
         {"owner", "project", "readme", "description", "raw_content", "content", "live_state"})
        item.insert(more);
    EXPECT_EQ(keys(get("/api/v1/acme/speech/runs/" + uuid)), item);
    std::set<std::string> v0{"id",
                             "uuid",
                             "name",
                             "unique_name",
                             "user",
                             "description",
                             "created_at",
                             "updated_at",
                             "started_at",
                             "finished_at",
                             "last_status",
                             "original",
                             "cloning_strategy",
                             "project",
                             "experiment_group",
                             "build_job",
                             "backend",
                             "is_managed",
                             "framework",
                             "tags",
                             "last_metric",
                             "params",
                             "bookmarked"};
    EXPECT_EQ(keys(get("/api/v1/acme/speech/experiments/")["results"].at(0)), v0);
    for (const char* more : {"readme", "content", "resources", "run_env", "data_refs", "num_jobs", "is_clone",
                             "code_reference", "tensorboard", "has_tensorboard"})
        v0.insert(more);
    EXPECT_EQ(keys(get("/api/v1/acme/speech/experiments/" +
                       std::to_string(p.experiment_ids("speech").front()) + "/")),
              v0);
    const std::set<std::string> project{"uuid",       "name",       "description", "tags",   "user",
                                        "created_at", "updated_at", "bookmarked",  "readme", "live_state"};
    EXPECT_EQ(keys(get("/api/v1/acme/speech")), project);
    EXPECT_EQ(std::int64_t(get("/api/v1/acme/speech/")["num_experiments"]),
              std::int64_t(p.run_uuids("speech").size()));
}

TEST_F(Platform, ListsByPagesV1) {
    const auto uuids = p.run_uuids("vision");
    std::vector<std::string> seen;
    for (std::size_t offset = 0; offset < uuids.size(); offset += 30) {
        const auto page =
            get("/api/v1/acme/vision/runs?limit=30&offset=" + std::to_string(offset) + "&sort=created_at");
        EXPECT_EQ(std::size_t(std::int64_t(page["count"])), uuids.size());
        EXPECT_EQ(page["next"].is_null(), offset + 30 >= uuids.size());
        EXPECT_EQ(page["previous"].is_null(), offset == 0);
        for (const auto run : simdjson::dom::array(page["results"])) seen.push_back(text(run["uuid"]));
    }
    EXPECT_EQ(seen, uuids);
    const auto second = get("/api/v1/acme/vision/runs?sort=name&limit=10&offset=10");
    EXPECT_EQ(text(second["next"]),
              "http://plx.example:8000/api/v1/acme/vision/runs?limit=10&offset=20&sort=name");
    EXPECT_EQ(text(second["previous"]), "http://plx.example:8000/api/v1/acme/vision/runs?limit=10&sort=name");
    const auto uncounted = get("/api/v1/acme/vision/runs?limit=10&no_page=true");
    EXPECT_TRUE(uncounted["count"].is_null());
    EXPECT_TRUE(uncounted["next"].is_null());
    EXPECT_EQ(simdjson::dom::array(uncounted["results"]).size(), 10u);
    EXPECT_EQ(simdjson::dom::array(get("/api/v1/acme/vision/runs?limit=5000")["results"]).size(),
              100u);  // the most
    EXPECT_EQ(simdjson::dom::array(get("/api/v1/acme/vision/runs?limit=x&offset=-1")["results"]).size(), 20u);
    EXPECT_EQ(simdjson::dom::array(get("/api/v1/acme/vision/runs?offset=99999")["results"]).size(), 0u);
}

TEST_F(Platform, ListsByPagesOfTwentyV0) {
    const auto first = get("/api/v1/acme/vision/experiments/?query=status%3Asucceeded");
    EXPECT_EQ(simdjson::dom::array(first["results"]).size(), 20u);
    EXPECT_EQ(text(first["next"]),
              "http://plx.example:8000/api/v1/acme/vision/experiments/"
              "?limit=20&offset=20&query=status%3Asucceeded");
    const auto ids = p.experiment_ids("vision");
    EXPECT_EQ(std::int64_t(get("/api/v1/acme/vision/experiments/")["results"].at(0)["id"]),
              ids.back());  // newest first
    std::int64_t all = std::int64_t(get("/api/v1/experiments/")["count"]);
    EXPECT_EQ(all, 400);
}

TEST_F(Platform, FiltersAndSorts) {
    auto count = [&](const std::string& query) {
        std::int64_t n = 0;
        for (const auto& name : p.project_names())
            n += std::int64_t(get("/api/v1/acme/" + name + "/runs?query=" + query)["count"]);
        return static_cast<std::size_t>(n);
    };
    auto by = p.by_status();
    EXPECT_EQ(count("status:running"), by["running"]);
    EXPECT_EQ(count("status%3Arunning%7Cfailed"), by["running"] + by["failed"]);
    EXPECT_EQ(count("status:~running|failed"), 400 - by["running"] - by["failed"]);
    EXPECT_EQ(count("name:train-00007"), 1u);
    EXPECT_EQ(count("name:%25-0000%25"), 9u);
    EXPECT_EQ(count("metrics.loss:<1") + count("metrics.loss:>=1"),
              by["running"] + by["succeeded"] + by["failed"] + by["stopped"]);
    EXPECT_EQ(count("status:running,name:nothing"), 0u);
    EXPECT_EQ(ask("/api/v1/acme/vision/runs?query=nosuch:1").status, 400);
    EXPECT_EQ(ask("/api/v1/acme/vision/runs?query=metrics.loss:<x").status, 400);
    auto newest = get("/api/v1/acme/vision/runs?sort=-created_at&limit=1")["results"].at(0);
    EXPECT_EQ(text(newest["uuid"]), p.run_uuids("vision").back());
    auto last_name = get("/api/v1/acme/vision/runs?sort=-name&limit=1")["results"].at(0);
    EXPECT_EQ(text(last_name["uuid"]), p.run_uuids("vision").back());  // names count up with time
}

TEST_F(Platform, PacksLists) {
    const server s(p.handler());
    raw::client c(s.port());
    c.get("/api/v1/acme/vision/runs?limit=100");
    const auto list = c.read();
    EXPECT_EQ(list.header("Content-Encoding"), "gzip");
    EXPECT_NE(raw::gunzip(list.body).find("\"results\":["), std::string::npos);
    c.get("/api/v1/acme/projects/list");
    const auto projects = c.read();
    EXPECT_EQ(projects.header("Content-Encoding"), "gzip");
    EXPECT_NE(raw::gunzip(projects.body).find("\"name\":\"vision\""), std::string::npos);
    c.get("/api/v1/acme/vision/runs/" + p.run_uuids("vision").front());
    EXPECT_EQ(c.read().header("Content-Encoding"), "");
}

TEST_F(Platform, RefusesAsTheServersDo) {
    auto is = [&](const std::string& target, int status, const std::string& body) {
        const auto a = ask(target);
        EXPECT_EQ(a.status, status) << target;
        EXPECT_EQ(a.body, body) << target;
    };
    is("/api/v1/acme/nosuch", 404, R"({"detail":"No Project matches the given query."})");
    is("/api/v1/acme/vision/runs/00000000000000000000000000000000", 404,
       R"({"detail":"No Run matches the given query."})");
    is("/api/v1/acme/nosuch/", 404, R"({"detail":"Not found."})");
    is("/api/v1/nobody/", 404, R"({"detail":"Not found."})");
    is("/api/v1/acme/vision/experiments/999999/", 404, R"({"detail":"Not found."})");
    // a run of another project
    is("/api/v1/acme/speech/runs/" + p.run_uuids("vision").front(), 404,
       R"({"detail":"No Run matches the given query."})");
    EXPECT_EQ(ask("/api/v1/acme/vision/experiments/abc/").content_type, "text/html; charset=utf-8");
    EXPECT_EQ(ask("/elsewhere").status, 404);
    EXPECT_EQ(ask("/api/v1/acme/vision/runs", "DELETE").status, 405);
}

TEST(PlatformToken, IsLookedAt) {
    const platform p({.seed = 1, .projects = 1, .runs = 2, .token = "right"});
    auto ask = [&](const std::string& target, header_list headers) {
        received r;
        r.method = "GET";
        r.target = target;
        r.headers = std::move(headers);
        return p.handler()(r);
    };
    EXPECT_EQ(ask("/api/v1/users/", {{"Authorization", "Token right"}}).status, 200);
    const auto wrong = ask("/api/v1/users/", {{"Authorization", "Token wrong"}});
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(wrong.body, R"({"detail":"Invalid token."})");
    const header_list challenge{{"WWW-Authenticate", "Token"}};
    EXPECT_EQ(wrong.headers, challenge);
    EXPECT_EQ(ask("/api/v1/acme/vision", {}).body,
              R"({"detail":"Authentication credentials were not provided."})");
    EXPECT_EQ(ask("/api/v1/versions/platform/", {}).status, 200);
    EXPECT_EQ(ask("/api/v1/installation", {}).status, 200);
}

TEST_F(Platform, KeepsWhatIsCreated) {
    EXPECT_EQ(ask("/api/v1/acme/projects/create", "POST",
                  R"({"name":"new-one","description":"a \"b\"","tags":["x"]})")
                  .status,
              201);
    EXPECT_EQ(ask("/api/v1/acme/projects/create", "POST", R"({"name":"new-one"})").body,
              R"({"name":["project with this name already exists."]})");
    EXPECT_EQ(ask("/api/v1/acme/projects/create", "POST", R"({"name":"bad name!"})").status, 400);
    EXPECT_EQ(text(get("/api/v1/acme/new-one")["description"]), "a \"b\"");
    EXPECT_EQ(std::int64_t(get("/api/v1/acme/new-one/runs")["count"]), 0);
    const auto made = ask("/api/v1/acme/new-one/runs", "POST",
                          R"({"is_managed":false,"name":"r1","tags":["a"],"meta_info":{"k":1}})");
    EXPECT_EQ(made.status, 201);
    const auto uuid = text(parser.parse(made.body)["uuid"]);
    EXPECT_EQ(uuid.size(), 32u);
    EXPECT_EQ(p.size(), 401u);
    EXPECT_EQ(std::int64_t(get("/api/v1/acme/new-one/runs")["count"]), 1);  // although it was listed before
    const auto at = "/api/v1/acme/new-one/runs/" + uuid;
    EXPECT_EQ(std::int64_t(get(at)["meta_info"]["k"]), 1);
    EXPECT_TRUE(get(at)["content"].is_null());
    EXPECT_EQ(ask(at + "/statuses", "POST", R"({"condition":{"type":"running","status":"True"}})").status,
              201);
    EXPECT_EQ(text(get(at)["status"]), "running");
    EXPECT_EQ(text(get(at + "/statuses")["status_conditions"].at(1)["type"]), "running");
    EXPECT_EQ(ask("/api/v1/acme/new-one/runs", "POST", R"({"is_managed":true})").body,
              R"({"non_field_errors":["Run expects a `content`."]})");
    EXPECT_EQ(ask("/api/v1/acme/new-one/runs", "POST", "{oops").status, 400);
    const auto v0 = ask("/api/v1/acme/new-one/experiments/", "POST", R"({"name":"e1","params":{"lr":0.1}})");
    EXPECT_EQ(v0.status, 201);
    const auto id = std::int64_t(parser.parse(v0.body)["id"]);
    EXPECT_EQ(p.experiment_ids("new-one").back(), id);
    EXPECT_EQ(double(get("/api/v1/acme/new-one/experiments/" + std::to_string(id) + "/")["params"]["lr"]),
              0.1);
}
