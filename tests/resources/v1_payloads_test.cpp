#include <polyaxon/codec/error.hpp>
#include <polyaxon/resources/v1/tracking/assets.hpp>
#include <polyaxon/resources/v1/tracking/event_math.hpp>
#include <polyaxon/resources/v1/tracking/event_payloads.hpp>
#include <polyaxon/resources/v1/tracking/event_store.hpp>
#include <polyaxon/resources/v1/tracking/log_lines.hpp>
#include <polyaxon/resources/v1/tracking/resource_metrics.hpp>
#include <polyaxon/resources/v1/tracking/run_env.hpp>
#include <resources/v1_event_samples.hpp>

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <limits>
#include <numeric>

using namespace polyaxon;
using namespace polyaxon::v1::tracking;
using namespace v1_events;

namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// The text of the error that `work` throws; it must be invalid_argument.
template <class F>
std::string refusal(F&& work) {
    try {
        work();
    } catch (const error& e) {
        EXPECT_EQ(e.kind(), errc::invalid_argument);
        return e.detail();
    }
    ADD_FAILURE() << "nothing was thrown";
    return {};
}

bool says(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

void put(const std::filesystem::path& file, std::string_view text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

TEST(V1Payloads, ASpanAsPythonWritesIt) {
    event_span span;
    span.uuid = "8aac02e3a62a4f0aaa257c59da5eab80", span.name = "sp", span.tags = {"a"};
    span.started_at = at(1), span.finished_at = at(2, true), span.status = "running";
    v1::status_condition condition;
    condition.type = "running", condition.status = true, condition.reason = "r";
    span.status_conditions.push_back(condition);
    span.metadata = json::parse(R"({"x":null})"), span.inputs = json::parse(R"({"q":1.0})");
    span.outputs = json::parse("{\"\u00e9\":1e-7}");
    event_span child;
    child.name = "c", child.kind = event_span::role::tool;
    span.children.push_back(child), span.kind = event_span::role::llm;
    EXPECT_EQ(
        to_json(span),
        "{\"uuid\":\"8aac02e3a62a4f0aaa257c59da5eab80\",\"name\":\"sp\",\"tags\":[\"a\"],"
        "\"started_at\":\"2024-01-02T03:04:01.123456+00:00\",\"finished_at\":\"2024-01-02T03:04:02+00:00\","
        "\"status\":\"running\",\"status_conditions\":[{\"type\":\"running\",\"status\":true,\"reason\":"
        "\"r\"}],"
        "\"metadata\":{\"x\":null},\"inputs\":{\"q\":1.0},\"outputs\":{\"\u00e9\":1e-7},"
        "\"children\":[{\"name\":\"c\",\"kind\":\"tool\"}],\"kind\":\"llm\"}");
    EXPECT_EQ(to_json(event_span()), "{}");
}

TEST(V1Payloads, UnsetMembersAreLeftOut) {
    EXPECT_EQ(to_json(event_image()), "{}");
    event_video film;
    film.path = "a\"b", film.content_type = "gif";
    EXPECT_EQ(to_json(film), R"({"path":"a\"b","content_type":"gif"})");
    EXPECT_EQ(to_json(event_histogram()), R"({"values":[],"counts":[]})");
    event_histogram spread;
    spread.values = {1, 2e-7}, spread.counts = {no_number, 1, 2};
    EXPECT_EQ(to_json(spread), R"({"values":[1.0,2e-7],"counts":[null,1.0,2.0]})");
    EXPECT_EQ(to_json(event_chart(event_chart::library::plotly, json::object())),
              R"({"kind":"plotly","figure":{}})");
}

TEST(V1Payloads, HistogramsHaveNumpysEdges) {
    // np.histogram([1, 2, 1], bins=4), and 0.1 * arange(11) with bins=10.
    const double few[] = {1, 2, 1};
    EXPECT_EQ(to_json(histogram(few, 4)), R"({"values":[2.0,0.0,0.0,1.0],"counts":[1.0,1.25,1.5,1.75,2.0]})");
    std::vector<double> tenths;
    for (int i = 0; i <= 10; ++i) tenths.push_back(0.1 * i);
    const auto ten = histogram(tenths, 10);
    EXPECT_EQ(ten.values, (std::vector<double>{1, 1, 1, 1, 1, 1, 1, 1, 1, 2}));
    const double same[] = {3, 3};
    EXPECT_EQ(to_json(histogram(same, 2)), R"({"values":[0.0,2.0],"counts":[2.5,3.0,3.5]})");
    const double gaps[] = {0, no_number, 1, std::numeric_limits<double>::infinity()};
    EXPECT_EQ(histogram(gaps, 1).values, std::vector<double>{2});
    const float floats[] = {0.5f, 1.5f};
    EXPECT_EQ(histogram(floats, 2).counts, (std::vector<double>{0.5, 1.0, 1.5}));

    const double edges[] = {0, 1, 5}, given[] = {0, 0.5, 1, 5, 6, -1};
    EXPECT_EQ(histogram(given, edges).values, (std::vector<double>{2, 2}));
}

TEST(V1Payloads, EveryValueFallsBetweenItsEdges) {
    std::uint64_t bits = 88172645463325252;
    std::vector<double> values(5000);
    for (auto& v : values) {
        bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
        v = static_cast<double>(bits % 1'000'003) / 997.0 - 400;
    }
    for (const std::size_t bins : {1u, 7u, 64u, 512u}) {
        const auto h = histogram(values, bins);
        ASSERT_EQ(h.counts.size(), bins + 1);
        EXPECT_EQ(std::accumulate(h.values.begin(), h.values.end(), 0.0), 5000);
        EXPECT_EQ(histogram(values, std::span<const double>(h.counts)).values, h.values) << bins;
    }
}

TEST(V1Payloads, HistogramsThatCannotBeAreRefused) {
    const double one[] = {1};
    EXPECT_TRUE(says(refusal([&] { histogram(one, 513); }), "at most 512"));
    EXPECT_TRUE(says(refusal([&] { histogram(one, std::size_t{0}); }), "at least one bin"));
    EXPECT_TRUE(says(refusal([&] { histogram(std::span<const double>(), 3); }), "finite"));
    EXPECT_TRUE(says(refusal([&] { np_histogram(one, one); }), "one edge more"));
    const double falling[] = {2, 1};
    EXPECT_TRUE(says(refusal([&] { histogram(one, falling); }), "rising"));
}

TEST(V1Payloads, RocAndPrOfLabelsAndScores) {
    // The example of scikit-learn's documentation, with its results.
    const int labels[] = {1, 1, 2, 2};
    const double scores[] = {0.1, 0.4, 0.35, 0.8};
    EXPECT_EQ(to_json(roc_auc_curve(labels, scores, 2)),
              R"({"kind":"roc","x":[0.0,0.0,0.5,0.5,1.0],"y":[0.0,0.5,0.5,1.0,1.0],"annotation":"0.75"})");
    const auto pr = pr_curve(labels, scores, 2);
    EXPECT_EQ(
        to_json(pr),
        R"({"kind":"pr","x":[0.5,0.6666666666666666,0.5,1.0,1.0],"y":[1.0,1.0,0.5,0.5,0.0],"annotation":"0.8333333333333333"})");
}

TEST(V1Payloads, PointsOnAStraightLineAreLeftOut) {
    const int labels[] = {1, 1, 1, 0, 0, 0};
    const double scores[] = {6, 5, 4, 3, 2, 1};
    const auto roc = roc_auc_curve(labels, scores);
    EXPECT_EQ(roc.y, (std::vector<double>{0, 1.0 / 3, 1, 1}));
    EXPECT_EQ(roc.x, (std::vector<double>{0, 0, 0, 1}));
    EXPECT_EQ(roc.annotation, "1.0");
    // All scores alike: one step, half the area.
    const double alike[] = {1, 1, 1, 1, 1, 1};
    EXPECT_EQ(roc_auc_curve(labels, alike).annotation, "0.5");
}

TEST(V1Payloads, CurvesThatCannotBeAreRefused) {
    const int ones[] = {1, 1};
    const double scores[] = {0.5, 0.6}, gap[] = {0.5, no_number}, three[] = {1, 2, 3};
    EXPECT_TRUE(says(refusal([&] { roc_auc_curve(ones, scores); }), "all labels are alike"));
    EXPECT_TRUE(says(refusal([&] { roc_auc_curve(ones, three); }), "2 labels and 3 scores"));
    EXPECT_TRUE(says(refusal([&] { pr_curve(ones, gap); }), "NaN"));
    EXPECT_TRUE(says(refusal([&] { pr_curve(ones, scores, 7); }), "no label is 7"));
    EXPECT_TRUE(says(refusal([&] { custom_curve(scores, three); }), "as many of each"));
    EXPECT_EQ(to_json(custom_curve(scores, scores, "n")),
              R"({"kind":"custom","x":[0.5,0.6],"y":[0.5,0.6],"annotation":"n"})");
    EXPECT_EQ(to_json(roc_auc_curve(scores, scores, 0.75)),
              R"({"kind":"roc","x":[0.5,0.6],"y":[0.5,0.6],"annotation":"0.75"})");
}

TEST(V1Payloads, AConfusionMatrixIsSquare) {
    const std::string labels[] = {"a", "b"};
    const std::int64_t whole[] = {1, 0, 0, 1};
    EXPECT_EQ(to_json(confusion_matrix(labels, whole)), R"({"x":["a","b"],"y":["a","b"],"z":[[1,0],[0,1]]})");
    const double parts[] = {0.5, 0, 1e-7, 1};
    EXPECT_EQ(to_json(confusion_matrix(labels, parts)),
              R"({"x":["a","b"],"y":["a","b"],"z":[[0.5,0.0],[1e-7,1.0]]})");
    const auto names = json::parse(R"(["a","b"])");
    EXPECT_TRUE(
        says(refusal([&] { confusion_matrix(names, names, json::parse("[[1,2]]")); }), "as many of each"));
    EXPECT_TRUE(
        says(refusal([&] { confusion_matrix(names, names, json::parse("[[1,2],[1]]")); }), "every row"));
    EXPECT_TRUE(says(refusal([&] { confusion_matrix(names, names, json::parse("{}")); }), "arrays"));
    EXPECT_TRUE(
        says(refusal([&] { confusion_matrix(labels, std::span<const double>(parts, 3)); }), "4 cells"));
}

TEST(V1Payloads, PixelsOfANetwork) {
    const float chw[] = {0, 0.5f, 1, 2, -1, std::nanf("")};  // three channels of one row of two
    const auto picture = pixels::from_chw(chw, 3, 1, 2);
    EXPECT_EQ(std::vector<std::uint8_t>(picture.bytes().begin(), picture.bytes().end()),
              (std::vector<std::uint8_t>{0, 255, 0, 127, 255, 0}));
    const std::uint8_t hwc[] = {1, 2, 3, 4, 5, 6};
    EXPECT_EQ(pixels::from_hwc(hwc, 1, 2, 3).bytes()[3], 4);
    EXPECT_TRUE(says(refusal([&] { pixels::from_hwc(hwc, 2, 2, 3); }), "6 numbers for 2 by 2"));
    EXPECT_TRUE(says(refusal([&] { pixels::from_hwc(hwc, 1, 1, 6); }), "1 to 4 channels"));
}

TEST(V1Payloads, BoxesAreDrawnWithinThePicture) {
    std::vector<std::uint8_t> black(20 * 20 * 3);
    auto picture = pixels::from_hwc(black, 20, 20, 3);
    const pixels::box boxes[] = {{5, 5, 12, 12}, {-1e300, 18, 1e300, 1e300}, {no_number, 0, 0, 0}};
    picture.draw(boxes);
    const auto red = [&](std::size_t x, std::size_t y) { return picture.bytes()[(y * 20 + x) * 3] == 255; };
    EXPECT_TRUE(red(5, 5) && red(6, 8) && red(12, 12) && red(11, 9) && red(8, 12));
    EXPECT_FALSE(red(8, 8) || red(4, 8) || red(13, 8));
    EXPECT_TRUE(red(0, 18) && red(19, 19));
}

TEST(V1Payloads, GreyPicturesBecomeColoured) {
    const std::uint8_t grey[] = {1, 2}, clear[] = {1, 10, 2, 20}, red[] = {1, 2, 3, 4, 5, 6};
    const auto bytes = [](const pixels& p) {
        const auto all = p.in_colour();
        EXPECT_EQ(all.height(), p.height());
        EXPECT_EQ(all.width(), p.width());
        return std::vector<int>(all.bytes().begin(), all.bytes().end());
    };
    EXPECT_EQ(bytes(pixels::from_hwc(grey, 1, 2, 1)), (std::vector<int>{1, 1, 1, 2, 2, 2}));
    EXPECT_EQ(bytes(pixels::from_hwc(clear, 2, 1, 2)), (std::vector<int>{1, 1, 1, 10, 2, 2, 2, 20}));
    EXPECT_EQ(bytes(pixels::from_hwc(red, 1, 2, 3)), (std::vector<int>{1, 2, 3, 4, 5, 6}));
    EXPECT_TRUE(bytes(pixels()).empty());
}

TEST(V1Payloads, NamesAndExtensionsOfFiles) {
    EXPECT_EQ(asset_name_of("dir/sample.tar.gz"), "sample");
    EXPECT_EQ(asset_extension_of("dir/Sample.TAR.GZ"), "tar.gz");
    EXPECT_EQ(asset_extension_of("dir.d/plain"), "");
    EXPECT_EQ(asset_name_of("some/folder/"), "folder");
}

TEST(V1Payloads, FilesBecomeAssets) {
    scratch_folder folder;
    const auto run = folder.path() / "run", from = folder.path() / "Shot.one.PNG";
    put(from, "picture");
    const auto image = put_image_file({run, {}, 3}, from);
    EXPECT_EQ(image.name, "Shot");
    EXPECT_EQ(image.payload, R"({"path":"assets/image/Shot_3.one.png"})");
    EXPECT_EQ(file_text(run / image.path), "picture");
    const auto sound = put_audio_file({run, "my voice"}, from, "wav");
    EXPECT_EQ(sound.payload, R"({"path":"assets/audio/my-voice.one.png","content_type":"wav"})");
    put(folder.path() / "film", "film");
    EXPECT_EQ(put_video_file({run, {}, 0}, folder.path() / "film").payload,
              R"({"path":"assets/video/film_0.gif","content_type":"gif"})");
    put(folder.path() / "net/weights.bin", "w");
    std::filesystem::create_symlink("/etc/passwd", folder.path() / "net/link");
    const auto model = put_model({run, {}, 1}, folder.path() / "net", "onnx", json::object().set("a", 1));
    EXPECT_EQ(model.payload, R"({"framework":"onnx","path":"assets/model/net_1","spec":{"a":1}})");
    EXPECT_EQ(file_text(run / "assets/model/net_1/weights.bin"), "w");
    EXPECT_FALSE(std::filesystem::exists(run / "assets/model/net_1/link"));
    const auto data = put_artifact({run, "d"}, from, event_kind::data);
    EXPECT_EQ(data.payload, R"({"kind":"data","path":"assets/data/d.one.png"})");
    put_image_file({run, "Shot", 3},
                   run / image.path);  // in its place already: as extension it has "one.png" again
    EXPECT_EQ(file_text(run / image.path), "picture");
}

TEST(V1Payloads, AssetsThatCannotBeAreRefused) {
    scratch_folder folder;
    const auto run = folder.path() / "run";
    EXPECT_TRUE(
        says(refusal([&] { put_image_file({run}, folder.path() / "none.png"); }), "there is no file"));
    put(folder.path() / "a", "x");
    EXPECT_TRUE(says(refusal([&] { put_image_file({run, "\u65e5"}, folder.path() / "a"); }), "another one"));
    EXPECT_TRUE(says(refusal([&] { put_model({run}, folder.path()); }), "into itself"));
    put(run / "assets", "in the way");
    EXPECT_TRUE(says(refusal([&] { put_image_file({run}, folder.path() / "a"); }), "cannot write"));
}

TEST(V1Payloads, PicturesSoundsAndTablesAreMade) {
    scratch_folder folder;
    const std::uint8_t grey[] = {0, 255};
    const auto image = put_image({folder.path(), "p", 1}, pixels::from_hwc(grey, 2, 1, 1));
    EXPECT_EQ(image.payload, R"({"height":2,"width":1,"colorspace":1,"path":"assets/image/p_1.png"})");
    EXPECT_TRUE(file_text(folder.path() / image.path).starts_with("\x89PNG"));
    const float tone[] = {0, 0.5f, 1, -1};
    const auto sound = put_audio({folder.path(), "s"}, tone, 8000, 2);
    EXPECT_EQ(
        sound.payload,
        R"({"sample_rate":8000.0,"num_channels":2,"length_frames":2,"path":"assets/audio/s.wav","content_type":"audio/wav"})");
    EXPECT_EQ(std::filesystem::file_size(folder.path() / sound.path), 44u + 8u);

    data_table table({"name", "a,b"});
    table.add({json::from("x \"y\"\nz"), json::from(0.5)});
    table.add({json::null(), json::from(true)});
    EXPECT_TRUE(says(refusal([&] { table.add({json::from(1)}); }), "1 cells for 2 columns"));
    const auto made = put_table({folder.path(), "t", 7}, table);
    EXPECT_EQ(made.payload, R"({"path":"assets/dataframe/t_7.csv","content_type":"csv"})");
    EXPECT_EQ(file_text(folder.path() / made.path), ",name,\"a,b\"\n0,\"x \"\"y\"\"\nz\",0.5\n1,,True\n");
}

TEST(V1Payloads, TheMachinesLoad) {
    scratch_folder folder;
    put(folder.path() / "stat", "cpu  100 0 100 700 100 0 0 0 50 0\ncpu0 1 1 1 1\n");
    put(folder.path() / "meminfo", "MemTotal:       1000 kB\nMemFree:  100 kB\nMemAvailable:    250 kB\n");
    put(folder.path() / "loadavg", "0.42 1.00 2.00 1/234 5678\n");
    resource_sampler machine(folder.path());
    put(folder.path() / "stat", "cpu  150 0 130 800 120 0 0 0 50 0\n");
    const auto find = [](const std::vector<resource_value>& all, std::string_view name) {
        for (const auto& v : all)
            if (v.name == name) return v.value;
        return -1.0;
    };
    const auto first = machine.sample();
    EXPECT_EQ(find(first, "cpu"), 40);  // 80 of 200 ticks
    EXPECT_EQ(find(first, "memory"), 75);
    EXPECT_EQ(find(first, "load"), 0.42);
    EXPECT_EQ(find(machine.sample(), "cpu"), 0) << "no time went by";

    resource_sampler nothing(folder.path() / "none");
    const auto none = nothing.sample();
    EXPECT_EQ(find(none, "cpu"), -1);
    EXPECT_EQ(find(none, "memory"), -1);

    event_store store(folder.path() / "run");
    machine.log_to(store);
    EXPECT_TRUE(store.flush().ok());
    EXPECT_TRUE(says(file_text(folder.path() / "run/resources/metric/memory.plx"), "|75.0"));
    EXPECT_EQ(store.changed_since(0).files.front().kind, "system");

    resource_sampler real;
    for (const auto& v : real.sample()) {
        EXPECT_GE(v.value, 0) << v.name;
        if (v.name == "cpu" || v.name == "memory") {
            EXPECT_LE(v.value, 100) << v.name;
        }
    }
}

TEST(V1Payloads, LogLines) {
    log_origin from;
    from.pod = "u", from.container = "c";
    std::string to;
    append_log_line(to, from, at(1), " hello \"x\"\n");
    append_log_line(to, from, at(2), " \n\t ");
    append_log_line(to, from, at(2), "second");
    EXPECT_EQ(to, sample("plxlogs/logs.jsonl"));
    const auto here = log_origin::of_this_process();
    EXPECT_FALSE(here.container.empty());
    EXPECT_FALSE(here.pod.empty());
}

TEST(V1Payloads, TheEnvironmentOfTheRun) {
    const auto env = run_env();
    EXPECT_EQ(env.at("pid").as<int>(), static_cast<int>(::getpid()));
    EXPECT_EQ(env.at("packages").at(0).at(0).as<std::string>(), "polyaxon-cpp");
    EXPECT_GE(env.at("sys.argv").size(), 1u);
    EXPECT_FALSE(env.at("is_notebook").as<bool>());
}
