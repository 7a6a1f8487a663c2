// Everything a tracked run can log, sent to a real haupt, and what the real Python client and run_client read of it.
#include "live_python.hpp"

#include <polyaxon/codec/png.hpp>

#include <asio/this_coro.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>

namespace polyaxon::live {
namespace {

namespace fs = std::filesystem;
namespace tracking = v1::tracking;

/// The kinds of events with the names that the test gives them.
constexpr std::array logged{"metric:loss",      "text:note",     "html:page",   "histogram:weights",
                            "histogram:counts", "curve:lift",    "curve:roc",   "curve:pr",
                            "confusion:digits", "chart:plotly",  "chart:bokeh", "chart:altair",
                            "span:answer",      "image:picture", "audio:voice", "video:drive",
                            "dataframe:rows",   "model:net"};

void log_everything(tracking::run& run, const fs::path& folder) {
    const std::array<double, 5> values{1, 2, 2, 3, 5};
    const std::array<double, 2> counts{3, 4};
    const std::array<double, 3> edges{0, 1, 2};
    const std::array<double, 3> x{0, 0.5, 1}, y{0, 0.75, 1};
    run.log_metric("loss", 0.5, {.step = 1});
    run.log_text("note", "warm-up is over", {.step = 1});
    run.log_html("page", "<b>done</b>", {.step = 1});
    run.log_histogram("weights", values, 4, {.step = 1});
    run.log_np_histogram("counts", counts, edges, {.step = 1});
    run.log_curve("lift", x, y, "0.9", {.step = 1});
    run.log_roc_auc_curve("roc", x, y, 0.75, {.step = 1});
    run.log_pr_curve("pr", x, y, 0.5, {.step = 1});
    const std::array<std::string, 2> labels{"cat", "dog"};
    const std::array<double, 4> cells{5, 1, 2, 7};
    run.log_confusion_matrix("digits", labels, cells, {.step = 1});
    const auto figure = json::object().set("data", json::array());
    run.log_plotly_chart("plotly", figure, {.step = 1});
    run.log_bokeh_chart("bokeh", figure, {.step = 1});
    run.log_altair_chart("altair", figure, {.step = 1});
    tracking::event_span span;
    span.name = "answer";
    span.inputs = json::object().set("question", "why");
    span.outputs = json::object().set("reply", "because");
    run.log_trace(span, {.step = 1});
    const std::vector<unsigned char> pixels(16 * 8 * 3, 200);
    run.log_image_data(codec::png(pixels, 8, 16, 3), "png", "picture", {.step = 1});
    const std::array<float, 8> samples{0, 0.5F, 1, 0.5F, 0, -0.5F, -1, -0.5F};
    run.log_audio(samples, "voice", 8000, 1, {.step = 1});
    std::ofstream(folder / "drive.mp4", std::ios::binary) << "frames";
    run.log_video(folder / "drive.mp4", "drive", {.step = 1});
    tracking::data_table rows({"name", "score"});
    rows.add({json::from("first"), json::from(0.5)});
    run.log_dataframe(rows, "rows", {.step = 1});
    std::ofstream(folder / "net.bin", std::ios::binary) << "weights";
    run.log_model(folder / "net.bin", {.name = "net", .framework = "none", .step = 1});
    std::ofstream(folder / "vocabulary.txt", std::ios::binary) << "words";
    run.log_artifact(folder / "vocabulary.txt", {.name = "vocabulary"});
    run.log_env();
    run.log_meta(json::object().set("origin", "cpp"));
    run.log_progress(0.5);
    run.set_description("everything");
    run.log_status("processing", {.message = "half of it"});
    run.forward_log("a line");
}

TEST(V1Tracking, EverythingThatIsLoggedIsReadBack) {
    const auto project = fresh("logged");
    const auto folder = fs::temp_directory_path() / project;
    fs::create_directories(folder);
    const auto files = (folder / "run").string(), down = (folder / "down").string();
    std::string uuid;
    run([&]() -> awaitable<void> {
        const auto url = haupt_url();
        v1::client client(co_await asio::this_coro::executor, {.host = url});
        v1::project_body body;
        body.name = project;
        co_await client.projects().create_project("default", body);
        tracking::init_options options;
        options.owner = "default";
        options.project = project;
        options.name = "everything";
        options.artifacts_path = files;
        options.is_new = true;
        options.track_code = false;
        options.collect_resources = false;
        auto tracked = co_await tracking::init(client, options);
        uuid = tracked.run_uuid();
        log_everything(tracked, folder);
        const auto ended = co_await tracked.end();
        EXPECT_TRUE(ended.complete()) << ended.first_failure;

        // The picture that an event shows comes in an archive, which is unpacked.
        v1::run_client again(client, {.owner = "default", .project = project, .run_uuid = uuid});
        const auto lineage = co_await again.get_artifacts_lineage({.query = "kind:image", .limit = 10});
        EXPECT_EQ(lineage.results.size(), 1u);
        for (const auto& item : lineage.results) {
            const auto got = co_await again.download_artifact_for_lineage(item, {.path_to = down});
            const auto there = fs::recursive_directory_iterator(got);
            EXPECT_TRUE(std::any_of(begin(there), end(there), [](const fs::directory_entry& e) {
                return e.path().filename() == "picture_1.png";
            })) << got;
        }
        const auto note = co_await again.get_events("text", "note", {.orient = "dict"});
        EXPECT_EQ(note.size(), 1u);
        for (const auto& e : note)
            EXPECT_EQ(e.series().payloads, std::vector<std::string>{"warm-up is over"});
        const auto model = co_await again.get_artifact("assets/model/net_1.bin");
        EXPECT_EQ(model, "weights");
    });
    std::string words = uuid;
    for (const char* word : logged) words += std::string(" ") + word;
    const auto seen = python("events", project, words);
    for (const std::string word : logged) {
        const auto columns = seen.at(word);
        ASSERT_TRUE(columns.is_object()) << word << " came back as " << columns.text();
        EXPECT_EQ(columns.at("step").text(), "[1]") << word;
        EXPECT_EQ(columns.at(word.substr(0, word.find(':'))).size(), 1u) << word << ": " << columns.text();
    }
    const auto first = [&](const std::string& word) {
        return seen.at(word).at(word.substr(0, word.find(':'))).at(0);
    };
    EXPECT_EQ(first("metric:loss").as<double>(), 0.5);
    EXPECT_EQ(first("html:page").as<std::string>(), "<b>done</b>");
    EXPECT_NE(first("confusion:digits").text().find("dog"), std::string::npos);

    const auto shown = python("show", project, uuid);
    EXPECT_EQ(shown.at("status").as<std::string>(), "succeeded");
    EXPECT_EQ(shown.at("description").as<std::string>(), "everything");
    EXPECT_EQ(shown.at("conditions").text(), R"(["created", "running", "processing", "succeeded"])");
    EXPECT_EQ(shown.at("meta_info").at("origin").as<std::string>(), "cpp");
    EXPECT_EQ(shown.at("inputs").at("question").as<std::string>(), "why");
    EXPECT_EQ(shown.at("outputs").at("reply").as<std::string>(), "because");
    EXPECT_EQ(shown.at("logs").text(), R"(["a line"])");
    const auto lineage = shown.at("lineage");
    for (const std::string word : logged) {
        const auto colon = word.find(':');
        const auto item = lineage.at(word.substr(colon + 1));
        EXPECT_EQ(item.at("kind").as<std::string>(), word.substr(0, colon)) << word;
        EXPECT_TRUE(item.at("summary").at("is_event").as<bool>()) << word;
    }
    EXPECT_EQ(lineage.at("vocabulary").at("path").as<std::string>(), "outputs/vocabulary.txt");
    EXPECT_EQ(lineage.at("env").at("kind").as<std::string>(), "env");
    fs::remove_all(folder);
}

}  // namespace
}  // namespace polyaxon::live
