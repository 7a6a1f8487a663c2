#include <polyaxon/resources/v1/names.hpp>
#include <polyaxon/resources/v1/tracking/event_file.hpp>
#include <polyaxon/resources/v1/tracking/event_payloads.hpp>
#include <polyaxon/resources/v1/tracking/event_store.hpp>
#include <polyaxon/resources/v1/tracking/event_text.hpp>
#include <resources/v1_event_samples.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <set>

using namespace polyaxon;
using namespace polyaxon::v1::tracking;
using namespace v1_events;

namespace {

log_origin sample_origin() {
    log_origin from;
    from.node = "local", from.pod = "u", from.container = "c";
    return from;
}

/// Logs what the samples were made from.
void log_samples(event_store& store) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    store.log_line("hello \"x\"", at(1));
    store.log_line("  second\n", at(2));

    event_artifact file;
    file.kind = event_kind::file, file.path = "assets/file/f_1.txt";
    store.log_event(event_kind::file, "f", to_json(file), 1, at(1));
    event_model model;
    model.framework = "f", model.path = "assets/model/m_1", model.spec = json::object().set("a", 1);
    store.log_event(event_kind::model, "m", to_json(model), 1, at(1));
    store.log_event(event_kind::html, "page", "<b>x</b>", {}, at(1));
    store.log_event(event_kind::text, "notes", "line \"one\"\n\u00e4|x", 1, at(1));
    event_histogram spread;
    spread.values = {1, 2}, spread.counts = {0, 1.5, 3};
    store.log_event(event_kind::histogram, "h", to_json(spread), 1, at(1));
    store.log_metric("acc", 1e22, 1, at(1, true));
    store.log_metric("loss", 0.5, 1, at(1));
    store.log_metric("loss", 1e-7, 2, at(2));
    store.log_metric("loss", 3, {}, at(3));
    store.log_metric("loss", nan, 4, at(4));
    store.log_metric("loss", 7, 5, at(5));
    event_curve roc;
    roc.kind = event_curve::shape::roc, roc.x = {0, 1}, roc.y = {0, 1}, roc.annotation = "0.9";
    store.log_event(event_kind::curve, "roc", to_json(roc), 1, at(1));
    event_audio audio;
    audio.sample_rate = 44100, audio.num_channels = 1, audio.length_frames = 10;
    audio.path = asset_path(event_kind::audio, "aud", 1, "wav"), audio.content_type = "audio/wav";
    store.log_event(event_kind::audio, "aud", to_json(audio), 1, at(1));
    event_image image;
    image.height = 2, image.width = 3, image.colorspace = 3;
    image.path = asset_path(event_kind::image, "img", 1, "png");
    store.log_event(event_kind::image, "img", to_json(image), 1, at(1));
    event_dataframe table;
    table.path = asset_path(event_kind::dataframe, "df", 1, "csv"), table.content_type = "csv";
    store.log_event(event_kind::dataframe, "df", to_json(table), 1, at(1));
    event_confusion cells;
    cells.x = json::parse(R"(["a","b"])"), cells.y = cells.x, cells.z = json::parse("[[1, 0], [0, 1]]");
    store.log_event(event_kind::confusion, "cm", to_json(cells), 1, at(1));
    event_chart chart(event_chart::library::vega, json::parse(R"({ "a" : [ 1 ] })"));
    store.log_event(event_kind::chart, "ch", to_json(chart), 1, at(1));
    event_span span;
    span.name = "sp", span.inputs = json::parse(R"({"q": 1})"), span.kind = event_span::role::llm;
    store.log_event(event_kind::span, "sp", to_json(span), {}, at(1));
}

std::string row(event_kind kind, std::string_view value) {
    std::string out;
    append_event_row(out, kind, 1, at(1, true), value);
    return out;
}

std::string repr(double value) {
    std::string out;
    append_repr(out, value);
    return out;
}

std::string payload_number(double value) {
    std::string out;
    append_payload_number(out, value);
    return out;
}

}  // namespace

TEST(V1EventFiles, EverySampleByteForByte) {
    scratch_folder folder;
    event_store store(folder.path(), {}, sample_origin());
    log_samples(store);
    const auto report = store.flush();
    EXPECT_TRUE(report.ok()) << report.problems.front();
    const auto files = samples().at("files");
    for (const auto& [path, text] : files.items())
        EXPECT_EQ(file_text(folder.path() / path), text.as<std::string>()) << path;
    std::set<std::string> made, wanted;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
        if (entry.is_regular_file())
            made.insert(std::filesystem::relative(entry.path(), folder.path()).string());
    for (const auto& key : files.keys()) wanted.insert(key);
    EXPECT_EQ(made, wanted);
}

TEST(V1EventFiles, SummariesOfTheSamplesThatWereWritten) {
    scratch_folder folder;
    event_store store(folder.path(), {}, sample_origin());
    log_samples(store);
    store.flush();
    int compared = 0;
    for (const auto& file : store.changed_since(0).files) {
        const auto key = file.kind + '/' + file.name;
        if (!samples().at("summaries").contains(key)) continue;
        EXPECT_EQ(file.summary, samples().at("summaries").at(key)) << key << ' ' << file.summary.text();
        ++compared;
    }
    EXPECT_EQ(compared, static_cast<int>(samples().at("summaries").size()));
}

TEST(V1EventFiles, NamesOfTheSamples) {
    for (const auto& [given, used] : samples().at("names").items())
        EXPECT_EQ(v1::tidy_name(given), used.as<std::string>()) << given;
}

TEST(V1EventFiles, NumbersAsPythonWritesThem) {
    const std::pair<double, const char*> reprs[] = {{0.0, "0.0"},
                                                    {-0.0, "-0.0"},
                                                    {0.1, "0.1"},
                                                    {1e-4, "0.0001"},
                                                    {1e-5, "1e-05"},
                                                    {1.25e-7, "1.25e-07"},
                                                    {1e15, "1000000000000000.0"},
                                                    {1e16, "1e+16"},
                                                    {1e100, "1e+100"},
                                                    {5e-324, "5e-324"},
                                                    {-1234.5, "-1234.5"},
                                                    {9999999999999998.0, "9999999999999998.0"},
                                                    {123456789012345678.0, "1.2345678901234568e+17"}};
    for (const auto& [value, text] : reprs) EXPECT_EQ(repr(value), text);
    EXPECT_EQ(repr(std::numeric_limits<double>::infinity()), "inf");
    EXPECT_EQ(repr(-std::numeric_limits<double>::infinity()), "-inf");
    EXPECT_EQ(repr(std::numeric_limits<double>::quiet_NaN()), "nan");

    const std::pair<double, const char*> payload[] = {{1e22, "1e+22"},
                                                      {1e-7, "1e-7"},
                                                      {1e-6, "1e-6"},
                                                      {1e-5, "0.00001"},
                                                      {1.2345e-5, "0.000012345"},
                                                      {1e16, "1e+16"},
                                                      {1e15, "1000000000000000.0"},
                                                      {1.5e300, "1.5e+300"},
                                                      {-0.0, "-0.0"},
                                                      {100000.0, "100000.0"}};
    for (const auto& [value, text] : payload) EXPECT_EQ(payload_number(value), text);
    EXPECT_EQ(payload_number(std::numeric_limits<double>::quiet_NaN()), "null");
    EXPECT_EQ(payload_number(std::numeric_limits<double>::infinity()), "null");
}

TEST(V1EventFiles, EveryDoubleReadsBack) {
    std::uint64_t bits = 88172645463325252;
    for (int i = 0; i < 20000; ++i) {
        bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
        double value;
        std::memcpy(&value, &bits, sizeof value);
        if (!std::isfinite(value)) continue;
        EXPECT_EQ(std::strtod(repr(value).c_str(), nullptr), value);
        EXPECT_EQ(std::strtod(payload_number(value).c_str(), nullptr), value);
    }
}

TEST(V1EventFiles, ABarInAPayloadIsEscaped) {
    EXPECT_EQ(row(event_kind::artifact, R"({"kind": "file", "path": "a|b\\|c"})"),
              "\n1|2024-01-02 03:04:01+00:00|{\"kind\":\"file\",\"path\":\"a\\u007cb\\\\\\u007cc\"}");
    // JSON lines have no bars to break.
    EXPECT_EQ(row(event_kind::text, "a|b"),
              "\n{\"timestamp\": \"2024-01-02 03:04:01+00:00\", \"step\": 1, \"text\": \"a|b\"}");
}

TEST(V1EventFiles, ARowStaysOneLine) {
    EXPECT_EQ(row(event_kind::model, "{\n  \"spec\" : { \"a b\" : [ 1,\t2 ] }\r\n}"),
              "\n1|2024-01-02 03:04:01+00:00|{\"spec\":{\"a b\":[1,2]}}");
    for (const char* broken : {"{\"a\":\"x\ny\"}", "{\"a\":\"x\\\ny\"}", "\"\n"}) {
        const auto text = row(event_kind::model, broken);
        EXPECT_EQ(text.find('\n', 1), text.npos) << text;
    }
    EXPECT_EQ(row(event_kind::span, "{ \"a\" : \"b c\" }").find('\n', 1), std::string::npos);
}

TEST(V1EventFiles, TextBeyondAsciiIsEscapedInJsonLines) {
    std::string out;
    append_ascii_quoted(out, "\x7f\U0001F600\u00e9\x01\b\f/\"\\\x1f\u2028");
    EXPECT_EQ(out, R"("\u007f\ud83d\ude00\u00e9\u0001\b\f/\"\\\u001f\u2028")");
    out.clear();
    append_ascii_quoted(out, "a\xff\xc0\xaf\xed\xa0\x80\xe2\x82z");
    EXPECT_EQ(out, R"("a\ufffd\ufffd\ufffd\ufffd\ufffdz")");
}

TEST(V1EventFiles, Paths) {
    EXPECT_EQ(event_path(event_kind::metric, "loss"), "events/metric/loss.plx");
    EXPECT_EQ(resource_path("cpu"), "resources/metric/cpu.plx");
    EXPECT_EQ(asset_path(event_kind::image, "i", 3, "png"), "assets/image/i_3.png");
    EXPECT_EQ(asset_path(event_kind::model, "m", {}, ""), "assets/model/m");
    EXPECT_EQ(logs_path(), "plxlogs/logs.jsonl");
}

TEST(V1EventFiles, KindsAndTheirWords) {
    int kinds = 0, lines = 0;
    for (int i = 0; i <= static_cast<int>(event_kind::span); ++i, ++kinds) {
        const auto kind = static_cast<event_kind>(i);
        EXPECT_EQ(event_kind_of(word(kind)), kind);
        lines += is_jsonl(kind);
    }
    EXPECT_EQ(kinds, 32);
    EXPECT_EQ(lines, 4);
    EXPECT_EQ(event_kind_of("nothing"), std::nullopt);
    EXPECT_EQ(event_head(event_kind::docker_image), "step|timestamp|docker_image");
    EXPECT_EQ(event_head(event_kind::span), "");
}
