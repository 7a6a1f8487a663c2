#pragma once
#include "resources/v0_tracking_support.hpp"
#include "resources/v1_support.hpp"

#include <polyaxon/resources/v1/tracking/tracking.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>

namespace v1_test {

namespace tracking = polyaxon::v1::tracking;
using polyaxon::testing::manual_time;
using std::chrono::milliseconds;
using std::chrono::seconds;
using v0_test::error_of;
using v0_test::moody_connector;
using v0_test::tracking_ear;

inline constexpr std::string_view tracked_run = "/api/v1/acme/vision/runs/0a1b2c3d4e5f60718293a4b5c6d7e8f9";
inline constexpr std::string_view of_files =
    "/streams/v1/polyaxon/acme/vision/runs/0a1b2c3d4e5f60718293a4b5c6d7e8f9/artifact";

/// What a server answers to a program that tracks one run.
inline reply server_answer(const received& r) {
    if (r.path().ends_with("/statuses"))
        return reply::json(R"({"status":null,"status_conditions":null})", 201);
    if (r.path().ends_with("/lineage/artifacts")) return reply::json("", 201);
    if (r.path().ends_with("/artifact")) return reply::json("");
    const std::string run = R"({"uuid":"0a1b2c3d4e5f60718293a4b5c6d7e8f9","name":"first"})";
    return reply::json(run, r.method == "POST" ? 201 : 200);
}

inline std::string file_text(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// A file that was sent to the server.
struct sent_file {
    std::string path, text;
};

/// A program that tracks a run of v1, on a clock that stands still, run by hand; its files lie in a folder of its own.
struct tracking_stage : desk, polyaxon::test::hand_driven {
    explicit tracking_stage(polyaxon::testing::server::handler h = server_answer)
        : desk(std::move(h)), mood(std::make_shared<moody_connector>(fake.connector())), connector(mood) {
        config.connector = &connector;
        config.thread_safe = false;
        std::string made = (std::filesystem::temp_directory_path() / "polyaxon-tracking-XXXXXX").string();
        EXPECT_NE(::mkdtemp(made.data()), nullptr);
        root = made;
        here->variables["POLYAXON_ARTIFACTS_ROOT"] = (root / "artifacts").string();
        here->variables["POLYAXON_OFFLINE_ROOT"] = (root / "offline").string();
        here->variables["POLYAXON_CONTEXT_ROOT"] = (root / "context").string();
    }
    ~tracking_stage() {
        if (client_) client_->close();
        poll();
        std::error_code ignored;
        std::filesystem::remove_all(root, ignored);
    }
    api::client& client() {
        if (!client_) {
            client_.emplace(io.get_executor(), config);
            client_->set_observer(heard);
        }
        return *client_;
    }
    /// Without the environment, git and resources of this machine.
    tracking::init_options options() const {
        tracking::init_options o;
        o.owner = "acme";
        o.project = "vision";
        o.track_code = o.track_env = o.track_logs = false;
        o.collect_resources = false;
        o.time = &source;
        return o;
    }
    tracking::run init(const tracking::init_options& o) {
        std::optional<tracking::run> made;
        auto all = [&]() -> awaitable<void> {
            auto call = tracking::init(client(), o);
            made.emplace(co_await std::move(call));
        };
        wait(all());
        return std::move(*made);
    }
    tracking::run init() { return init(options()); }

    bool quiet() const override { return rests(client_); }

    /// Bodies of the writes to a path that ends so.
    std::vector<json> bodies(std::string_view verb, std::string_view end) const {
        std::vector<json> out;
        for (const auto& r : fake.requests())
            if (r.method == verb && r.path().ends_with(end)) out.push_back(json::parse(r.body));
        return out;
    }
    std::vector<json> patches() const { return bodies("PATCH", tracked_run); }
    texts statuses() const {
        texts out;
        for (const auto& body : bodies("POST", "/statuses"))
            out.push_back(body.at("condition").at("type").as<std::string>());
        return out;
    }
    /// In the order in which they were sent.
    std::vector<sent_file> uploads() const {
        std::vector<sent_file> out;
        for (const auto& r : fake.requests())
            if (r.method == "POST" && r.path() == of_files) out.push_back(parts_of(r.body));
        return out;
    }
    texts upload_paths() const {
        texts out;
        for (const auto& f : uploads()) out.push_back(f.path);
        return out;
    }
    std::string last_upload(std::string_view path) const {
        std::string out = "never sent";
        for (const auto& f : uploads())
            if (f.path == path) out = f.text;
        return out;
    }
    std::filesystem::path folder() const { return root / "artifacts" / uuid; }

    std::shared_ptr<moody_connector> mood;
    std::shared_ptr<polyaxon::async::connector> connector;
    std::shared_ptr<tracking_ear> heard = std::make_shared<tracking_ear>();
    std::filesystem::path root;

 private:
    static std::string between(std::string_view text, std::string_view from, std::string_view to,
                               std::size_t& at) {
        at = text.find(from, at);
        if (at == text.npos) return {};
        at += from.size();
        const auto end = text.find(to, at);
        const auto out = std::string(text.substr(at, end - at));
        at = end;
        return out;
    }
    static sent_file parts_of(std::string_view body) {
        sent_file out;
        const auto boundary = "\r\n" + std::string(body.substr(0, body.find("\r\n")));
        std::size_t at = 0;
        const auto given = between(body, "filename=\"", "\"", at);
        out.text = between(body, "\r\n\r\n", boundary, at);
        const auto about = json::parse(between(body, "\r\n\r\n", boundary, at));
        EXPECT_TRUE(about.at("overwrite").as<bool>());
        EXPECT_FALSE(about.at("untar").as<bool>());
        const auto folder = about.at("path").as<std::string>();
        const auto name = given.substr(given.rfind('/') + 1);
        out.path = folder.empty() ? name : folder + '/' + name;
        return out;
    }
    std::optional<api::client> client_;
};

inline std::string written(std::string_view verb, std::string_view rest = "") {
    return std::string(verb) + ' ' + std::string(tracked_run) + std::string(rest);
}

}  // namespace v1_test
