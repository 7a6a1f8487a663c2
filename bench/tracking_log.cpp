#include "common/bare_machine.hpp"

#include <polyaxon/resources/v0/tracking.hpp>
#include <polyaxon/resources/v1/tracking/event_writer.hpp>
#include <polyaxon/testing.hpp>
#include <polyaxon/v0.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

// What logging costs the loop that trains: each call is timed by itself, while a thread of its own sends what was logged to a made-up platform.
// Aim: the median of log_metrics under 1 µs. The two looks at the clock are part of the figures.

namespace {

using polyaxon::testing::received;
using polyaxon::testing::reply;
using clock_type = std::chrono::steady_clock;
namespace api = polyaxon::v0;

class bench_run {
 public:
    bench_run() { loop_.wait(run.open()); }

 private:
    api::api_config config() {
        api::api_config c;
        c.host = "platform.example";
        c.token = "token";
        c.connector = &fake_.connector();
        c.system = &machine_;
        c.background.max_items = 10'000'000;
        c.background.max_bytes = 4'000'000'000;
        return c;
    }
    polyaxon::testing::fake_transport fake_{[](const received& r) {
        return reply::json(r.path().ends_with("/users/") ? R"({"username": "adam"})" : "{}");
    }};
    std::shared_ptr<const polyaxon::context::system> machine_ = std::make_shared<bench::bare_machine>();
    api::tracking::background_thread loop_;
    api::client client_{loop_.executor(), config()};

 public:
    api::tracking::experiment run{client_, {.project = "mnist", .experiment_id = 42}};
    std::size_t finish() { return loop_.wait(run.drain(std::chrono::minutes(1))); }
    std::uint64_t dropped() const { return client_.background().dropped; }
};

/// Times each call of `log` by itself.
template <class Log>
void time_calls(benchmark::State& state, Log log) {
    std::vector<std::int64_t> each;
    each.reserve(static_cast<std::size_t>(state.max_iterations));
    double value = 1;
    for (auto _ : state) {
        const auto begin = clock_type::now();
        log(value);
        each.push_back((clock_type::now() - begin).count());
        value *= 0.9999;
    }
    std::sort(each.begin(), each.end());
    const auto at = [&](double share) {
        return static_cast<double>(
            each[static_cast<std::size_t>(share * static_cast<double>(each.size() - 1))]);
    };
    state.counters["p50_ns"] = at(0.5);
    state.counters["p99_ns"] = at(0.99);
    state.SetItemsProcessed(state.iterations());
}

template <class Log>
void time_each(benchmark::State& state, Log log) {
    bench_run b;
    time_calls(state, [&](double value) { log(b.run, value); });
    if (b.finish() != 0 || b.dropped() != 0) state.SkipWithError("something was not sent");
}

void one_metric(benchmark::State& state) {
    time_each(state, [](auto& run, double value) { run.log_metrics({{"loss", value}}); });
}
void five_metrics(benchmark::State& state) {
    time_each(state, [](auto& run, double v) {
        run.log_metrics(
            {{"loss", v}, {"accuracy", 1 - v}, {"lr", 0.001}, {"step", 1000}, {"gradient_norm", v * 7}});
    });
}
void log_line(benchmark::State& state) {
    time_each(state,
              [](auto& run, double) { run.send_logs("epoch 12, step 3400: loss 0.0213, accuracy 0.9913"); });
}

/// v1 writes events to files, on a thread of its own here.
void one_metric_v1(benchmark::State& state) {
    const auto folder =
        std::filesystem::temp_directory_path() / ("bench-tracking-" + std::to_string(std::random_device{}()));
    {
        polyaxon::v1::tracking::event_store store(folder);
        polyaxon::v1::tracking::event_writer writer(store, std::chrono::milliseconds(20));
        std::int64_t step = 0, refused = 0;
        time_calls(state, [&](double value) { refused += !store.log_metric("train/loss", value, ++step); });
        if (refused != 0 || !writer.flush().ok()) state.SkipWithError("something was not written");
    }
    std::filesystem::remove_all(folder);
}

BENCHMARK(one_metric)->Iterations(200'000)->UseRealTime();
BENCHMARK(five_metrics)->Iterations(200'000)->UseRealTime();
BENCHMARK(one_metric_v1)->Iterations(200'000)->UseRealTime();
BENCHMARK(log_line)->Iterations(200'000)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
