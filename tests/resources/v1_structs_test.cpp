#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v1/names.hpp>

#include "resources/v1_support.hpp"

namespace {

using namespace v1_test;

template <class T>
T decoded(std::string_view text) {
    T value;
    polyaxon::codec::json_parser parser;
    EXPECT_FALSE(parser.parse_text(text, value)) << parser.what() << "\n" << text.substr(0, 300);
    return value;
}
template <class T>
json written(const T& value) {
    return json::raw(polyaxon::codec::to_json(value));
}

/// What a struct may leave out: null, an empty list. Times are brought to one spelling; a truth as text to a bool.
json plain(const json& v, const std::string& key = {}) {
    if (v.is_object() && key != "meta_info" && key != "inputs" && key != "outputs") {
        auto out = json::object();
        for (const auto& [name, value] : v.items()) {
            const auto kept = plain(value, name);
            if (!kept.is_null() && !(kept.is_array() && kept.size() == 0)) out.set(name, kept);
        }
        return out;
    }
    if (v.is_array()) {
        auto out = json::array();
        for (const auto& e : v.elements()) out.push(plain(e));
        return out;
    }
    if (v.is_string() && (key.ends_with("_at") || key.ends_with("_time")))
        if (auto t = polyaxon::timestamp::parse(v.as<std::string>())) return json::from(t->text());
    if (key == "status" && v.is_string() && v.as<std::string>() == "True") return json::from(true);
    return v;
}

struct recorded {
    std::string id;
    json body;
};
/// 2xx answers to GETs of targets that end as asked.
template <class Take>
std::vector<recorded> answers(Take take) {
    std::vector<recorded> out;
    for (const auto& c : json::parse(data_text("calls.json")).elements())
        for (const auto& e : c.at("exchanges").elements()) {
            const auto target = e.at("request").at("target").as<std::string>();
            const auto path = target.substr(0, target.find('?'));
            const int status = e.at("response").at("status").as<int>();
            if (status < 200 || status > 299 || e.at("request").at("verb").as<std::string>() != "GET")
                continue;
            if (take(path))
                out.push_back({c.at("id").as<std::string>(),
                               json::parse(e.at("response").at("body").as<std::string>())});
        }
    return out;
}
bool of_run(const std::string& path) {
    const auto at = path.find("/alpha/runs/");
    return path.starts_with("/api/v1/") && at != path.npos && path.find('/', at + 12) == path.npos;
}

TEST(V1Structs, EveryRecordedRunIsKeptWhole) {
    std::size_t seen = 0;
    for (const auto& r : answers(of_run)) {
        EXPECT_EQ(plain(written(decoded<api::run>(r.body.text()))), plain(r.body)) << r.id << "\n"
                                                                                   << r.body.text();
        ++seen;
    }
    EXPECT_GE(seen, 10u);
}

TEST(V1Structs, EveryRunOfARecordedListIsKeptWhole) {
    std::size_t seen = 0;
    for (const auto& page : answers(
             [](const std::string& p) { return p.ends_with("/alpha/runs") && p.starts_with("/api/v1/"); }))
        for (const auto& r : page.body.at("results").elements()) {
            // A list in a mode of the UI has members of its own.
            if (r.contains("graph") || r.contains("original_kind")) continue;
            EXPECT_EQ(plain(written(decoded<api::run>(r.text()))), plain(r)) << page.id << "\n" << r.text();
            ++seen;
        }
    EXPECT_GT(seen, 50u);
}

TEST(V1Structs, EveryRecordedProjectAndStatusIsKeptWhole) {
    std::size_t seen = 0;
    for (const auto& r : answers([](const std::string& p) { return p == "/api/v1/default/alpha"; })) {
        EXPECT_EQ(plain(written(decoded<api::project>(r.body.text()))), plain(r.body)) << r.id;
        ++seen;
    }
    EXPECT_GT(seen, 1u);
    seen = 0;
    for (const auto& r : answers([](const std::string& p) { return p.ends_with("/statuses"); })) {
        EXPECT_EQ(plain(written(decoded<api::status>(r.body.text()))), plain(r.body)) << r.id;
        ++seen;
    }
    EXPECT_GT(seen, 5u);
}

TEST(V1Structs, AConditionsStatusIsABoolOrAWord) {
    const auto truth = [](std::string_view text) {
        return decoded<api::status_condition>(R"({"type":"running","status":)" + std::string(text) + "}")
            .status;
    };
    EXPECT_EQ(truth("true"), true);
    EXPECT_EQ(truth("\"True\""), true);
    EXPECT_EQ(truth("\"False\""), false);
    EXPECT_EQ(truth("false"), false);
    EXPECT_EQ(truth("\"Unknown\""), std::nullopt);
    EXPECT_EQ(truth("null"), std::nullopt);
}

TEST(V1Structs, UnknownWordsAndMembersAreTaken) {
    const auto r =
        decoded<api::run>(R"({"status":"levitating","kind":"teapot","novelty":{"a":[1]},"tags":null})");
    EXPECT_EQ(r.status, "levitating");
    EXPECT_EQ(r.kind, "teapot");
    EXPECT_TRUE(r.tags.empty());
    EXPECT_FALSE(api::is_done("levitating") || api::is_running("levitating") ||
                 api::is_pending("levitating"));
}

TEST(V1Structs, WordsAreSortedIntoDoneRunningPending) {
    for (const char* w : {"failed", "upstream_failed", "stopped", "skipped", "succeeded"})
        EXPECT_TRUE(api::is_done(w)) << w;
    for (const char* w : {"scheduled", "starting", "processing", "running"})
        EXPECT_TRUE(api::is_running(w)) << w;
    for (const char* w : {"created", "on_schedule", "resuming"}) EXPECT_TRUE(api::is_pending(w)) << w;
    EXPECT_FALSE(api::is_done("stopping") || api::is_running("stopping") || api::is_pending("stopping"));
    EXPECT_TRUE(api::is_known_status("stopping"));
}

TEST(V1Structs, BodiesLeaveOutWhatIsUnset) {
    EXPECT_EQ(polyaxon::codec::to_json(api::run_body()), "{}");
    EXPECT_EQ(polyaxon::codec::to_json(api::project_body()), "{}");
    EXPECT_EQ(polyaxon::codec::to_json(api::operation_body()), "{}");
    EXPECT_EQ(polyaxon::codec::to_json(api::status_condition_body()), "{}");
    api::run_body body;
    body.tags = {"a"};
    body.is_managed = false;
    body.inputs = json::object().set("lr", 0.5);
    EXPECT_EQ(written(body), json::parse(R"({"is_managed":false,"inputs":{"lr":0.5},"tags":["a"]})"));
}

TEST(V1Structs, NamesBecomeKeys) {
    EXPECT_EQ(api::tidy_name("train/loss"), "train__loss");
    EXPECT_EQ(api::tidy_name("train\\loss"), "train__loss");
    EXPECT_EQ(api::tidy_name("Val Loss"), "Val-Loss");
    EXPECT_EQ(api::tidy_name("a--b  c"), "a-b-c");
    EXPECT_EQ(api::tidy_name("\u00e9t\u00e9!"), "ete");
    EXPECT_EQ(api::tidy_name("x@y#z"), "xyz");
    EXPECT_EQ(api::tidy_name("  pad "), "pad");
    EXPECT_EQ(api::tidy_name("a/b/c//d"), "a__b__c__d");
    EXPECT_EQ(api::tidy_name("_x_"), "_x_");
    EXPECT_EQ(api::tidy_name("\u65e5\u672c"), "");
    EXPECT_EQ(api::tidy_name("v1.0-rc.1"), "v1-0-rc-1");
    EXPECT_EQ(api::tidy_name("a\xff"
                             "b"),
              "ab");
}

}  // namespace
