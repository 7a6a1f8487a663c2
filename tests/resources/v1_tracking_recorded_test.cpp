#include "resources/v1_recorded.hpp"
#include "resources/v1_tracking_support.hpp"

#include <map>

// The run that the Python client tracked (calls 261 to 276), tracked again: what reaches the server is the same, in sum.

namespace {

using namespace v1_test;

/// What a server knows of a run in the end.
struct sum {
    std::map<std::string, json> members;
    std::vector<texts> statuses;
    std::map<std::string, std::string> files;
    std::map<std::string, json> lineage;

    void patch(const json& body) {
        for (const auto& [key, value] : body.items()) {
            if (key == "merge") continue;
            auto& known = members[key];
            if (!value.is_object() || !known.is_object())
                known = value;
            else
                for (auto& [name, one] : value.items()) known.set(name, one);
        }
    }
    void status(const json& body) {
        const auto c = body.at("condition");
        statuses.push_back({c.value_or("type", ""), c.value_or("reason", ""), c.value_or("message", "")});
    }
    void items(const json& body) {
        for (const auto& item : body.at("artifacts").elements()) {
            auto summary = json::object();  // but for the folder on the machine
            for (auto& [key, value] : item.at("summary").items())
                if (key != "path") summary.set(key, value);
            auto one = item;
            one.set("summary", summary);
            lineage[item.at("name").as<std::string>()] = one;
        }
    }
    void file(std::string path, std::string text) {
        const auto below = path.find("/artifacts/");  // of the machine that it was recorded on
        if (below != path.npos) path = path.substr(path.find('/', below + 11) + 1);
        files[path] = std::move(text);
    }
};

sum recorded_sum() {
    sum out;
    for (int call = 261; call <= 276; ++call) {
        bool any = false;
        for (const auto& c : json::parse(data_text("calls.json")).elements())
            if (c.at("id").as<std::string>().starts_with("0" + std::to_string(call)))
                any = c.at("exchanges").size() > 0;
        if (!any) continue;
        for (const auto& e : recorded("0" + std::to_string(call))) {
            if (e.line.starts_with("PATCH")) out.patch(json::parse(e.body));
            if (e.line.ends_with("/statuses")) out.status(json::parse(e.body));
            if (e.line.ends_with("/lineage/artifacts")) out.items(json::parse(e.body));
            if (!e.line.ends_with("/artifact")) continue;
            const auto name = e.body.find("filename=\"") + 10, text = e.body.find("\r\n\r\n") + 4;
            const auto boundary = "\r\n" + e.body.substr(0, e.body.find("\r\n"));
            out.file(e.body.substr(name, e.body.find('"', name) - name),
                     e.body.substr(text, e.body.find(boundary, text) - text));
        }
    }
    return out;
}

polyaxon::timestamp second(std::string_view fraction) {
    return *polyaxon::timestamp::parse("2026-11-22 00:01:" + std::string(fraction) + "+00:00");
}

TEST(V1TrackingRecorded, ARunTrackedHereReachesTheServerAsOneTrackedFromPython) {
    tracking_stage s;
    std::filesystem::create_directories(s.root / "work");
    std::ofstream(s.root / "work/a.txt") << "line one\nline two\n";
    auto o = s.options();
    o.is_new = true;
    o.name = "tracked";
    o.tags = "tracking";
    auto run = s.init(o);
    run.log_inputs(json::object().set("lr", 0.1).set("epochs", 3));
    run.log_metric("loss", 0.9, {.step = 1, .timestamp = second("18.692432")});
    run.log_metric("accuracy", 0.1, {.step = 1, .timestamp = second("18.692618")});
    run.log_metric("loss", 0.5, {.step = 2, .timestamp = second("18.864809")});
    run.log_metric("accuracy", 0.6, {.step = 2, .timestamp = second("18.864952")});
    run.log_metric("loss", 0.25, {.step = 3, .timestamp = second("19.016849")});
    run.log_text("note", "hello", {.step = 1, .timestamp = second("19.168673")});
    const std::vector<double> values{1, 2, 3, 4};
    run.log_histogram("h", values, 3, {.step = 1, .timestamp = second("19.332524")});
    run.log_outputs(json::object().set("best", 0.25));
    run.log_tags("more");
    run.log_meta(json::object().set("note_key", "v"));
    run.log_progress(0.75);
    run.set_description("described");
    run.log_status("running", {.reason = "Test", .message = "still"});
    run.log_artifact(s.root / "work/a.txt", {.name = "afile", .kind = "file"});
    run.log_model(s.root / "work/a.txt", {.name = "amodel", .framework = "none"});
    const auto end = s.wait(run.end());
    EXPECT_TRUE(end.complete()) << end.first_failure;

    EXPECT_EQ(s.body(0), json::parse(recorded("0261")[0].body));
    sum ours;
    for (const auto& body : s.patches()) ours.patch(body);
    for (const auto& body : s.bodies("POST", "/statuses")) ours.status(body);
    for (const auto& body : s.bodies("POST", "/lineage/artifacts")) ours.items(body);
    for (const auto& f : s.uploads()) ours.file(f.path, f.text);
    const auto theirs = recorded_sum();

    ASSERT_EQ(theirs.statuses.size(), 3u);
    EXPECT_EQ(ours.statuses, theirs.statuses);
    EXPECT_EQ(theirs.files.size(), 5u);
    EXPECT_EQ(ours.files, theirs.files);
    const auto expect_same = [](const auto& a, const auto& b) {
        for (const auto& [name, value] : b) {
            const auto there = a.find(name);
            ASSERT_NE(there, a.end()) << name << " is missing";
            EXPECT_EQ(there->second, value)
                << name << ": " << there->second.text() << "\nrecorded " << value.text();
        }
        EXPECT_EQ(a.size(), b.size());
    };
    expect_same(ours.members, theirs.members);
    expect_same(ours.lineage, theirs.lineage);
    EXPECT_EQ(theirs.lineage.size(), 6u);
}

}  // namespace
