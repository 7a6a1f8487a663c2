// A program that tracks a run of a real server as it is told, for tracking_test.py: live_tracker URL OWNER PROJECT [end_on_signals]
// One command a line: "log FIRST LAST" (20 metrics a step), "rest" (picture, model, text, tags, inputs, outputs, a log line), "sync", "end".
#include <polyaxon/codec/png.hpp>
#include <polyaxon/v1.hpp>

#include <polyaxon/resources/v1/tracking/tracking.hpp>

#include <cmath>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

using namespace polyaxon;
using namespace std::chrono_literals;

namespace {

constexpr int metrics = 20;

double value(int metric, int step) { return std::exp(-0.001 * step * (metric + 1)) + metric; }

void log_steps(v1::tracking::run& run, int first, int last) {
    std::vector<std::string> names;
    for (int m = 0; m < metrics; ++m) names.push_back("metric-" + std::to_string(m));
    // A second apart, as the server's page thins charts by time.
    static const auto start = timestamp::now().time() - 1000s;
    for (int step = first; step < last; ++step) {
        std::vector<v1::tracking::metric_value> values;
        for (int m = 0; m < metrics; ++m) values.emplace_back(names[m], value(m, step));
        run.log_metrics(values, {.step = step, .timestamp = timestamp(start + step * 1s)});
    }
}

void log_rest(v1::tracking::run& run, const std::filesystem::path& folder) {
    std::vector<unsigned char> pixels(16 * 8 * 3);
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<unsigned char>(i);
    run.log_image_data(codec::png(pixels, 8, 16, 3), "png", "sample", {.step = 3});
    const auto model = folder / "model.bin";
    std::ofstream(model, std::ios::binary) << std::string(5000, 'm');
    run.log_model(model, {.name = "net", .framework = "none"});
    run.log_text("note", "na\u00efve | piped", {.step = 1});
    run.log_tags("from-cpp, live");
    run.log_inputs(json::object().set("lr", 0.1).set("layers", 3));
    run.log_outputs(json::object().set("best", 0.5).set("where", "here"));
    run.forward_log("the first line");
}

json told(const v1::tracking::end_result& r) {
    auto unsent = json::array();
    for (const auto& u : r.unsent) unsent.push(u);
    return json::object()
        .set("complete", r.complete())
        .set("unsent", unsent)
        .set("first_failure", r.first_failure);
}

}  // namespace

int main(int count, char** arguments) try {
    if (count < 4) {
        std::cerr << "usage: live_tracker URL OWNER PROJECT [end_on_signals]\n";
        return 2;
    }
    const auto folder =
        std::filesystem::temp_directory_path() / ("live-tracker-" + std::to_string(std::random_device{}()));
    std::filesystem::create_directories(folder);
    background_thread loop;
    v1::client client(loop.executor(), {.host = arguments[1]});
    const auto files = (folder / "run").string();
    v1::tracking::init_options options;
    options.owner = arguments[2];
    options.project = arguments[3];
    options.name = "from-cpp";
    options.artifacts_path = files;
    options.is_new = true;
    options.track_code = false;
    options.collect_resources = false;
    options.interval = 500ms;
    options.end_on_signals = count > 4;
    {
        auto run = loop.wait(v1::tracking::init(client, options));
        std::cout << run.run_uuid() << std::endl;
        for (std::string line; std::getline(std::cin, line);) {
            std::istringstream words(line);
            std::string command;
            int first = 0, last = 0;
            words >> command >> first >> last;
            if (command == "log") log_steps(run, first, last);
            if (command == "rest") log_rest(run, folder);
            if (command == "sync")
                std::cout << told(loop.wait(run.sync_artifacts_and_summaries(30s))).text() << std::endl;
            if (command == "end") {
                v1::tracking::end_options end;
                end.limit = 60s;
                std::cout << told(loop.wait(run.end(end))).text() << std::endl;
                break;
            }
            if (command != "sync") std::cout << "ok" << std::endl;
        }
    }
    std::filesystem::remove_all(folder);
    return EXIT_SUCCESS;
} catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return EXIT_FAILURE;
}
