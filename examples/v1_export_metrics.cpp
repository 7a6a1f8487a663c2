// Writes the metrics of all runs of a project to a CSV file: run, name, metric, step, time, value. At most 16 runs are asked for at once.
//   example_v1_export_metrics [FILE]
#include "example.hpp"

#include <polyaxon/v1.hpp>

#include <asio/this_coro.hpp>

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

using polyaxon::v1::metric_map;

static const char* file = "metrics.csv";

/// What one run logged. The lineage knows the names of its metrics.
static asio::awaitable<metric_map> metrics_of(polyaxon::v1::client client, std::string uuid) {
    polyaxon::v1::run_client run(client, {.owner = "acme", .project = "vision", .run_uuid = uuid});
    auto lineage = co_await run.get_artifacts_lineage({.query = "kind:metric", .limit = 1000});
    std::string names;
    for (const auto& item : lineage.results) names.append(names.empty() ? "" : ",").append(item.name);
    if (names.empty()) co_return metric_map{};
    co_return co_await run.get_metrics(names);
}

static std::string quoted(const std::string& text) {
    std::string all = "\"";
    for (char c : text) all.append(c == '"' ? 2 : 1, c);
    return all + '"';
}

static void write(std::ostream& out, const polyaxon::v1::run& run, const metric_map& metrics) {
    for (const auto& [metric, events] : metrics) {
        for (std::size_t i = 0; i < events.size(); ++i) {
            out << run.uuid << ',' << quoted(run.name.value_or("")) << ',' << quoted(metric) << ',';
            if (events.steps.at(i)) out << *events.steps[i];
            out << ',' << (events.timestamps.at(i) ? events.timestamps[i]->text() : "") << ','
                << events.values[i] << '\n';
        }
    }
}

static asio::awaitable<void> program() {
    polyaxon::v1::client client(co_await asio::this_coro::executor);
    std::ofstream out(file);
    out.precision(17);
    out << "run,name,metric,step,time,value\n";

    // A page of runs after the other, so that a project of any size needs the same memory.
    auto all = client.runs().iter_runs("acme", "vision", {.limit = 100, .sort = "created_at"});
    auto get = [&](const polyaxon::v1::run& r) { return metrics_of(client, r.uuid); };
    std::size_t exported = 0, failed = 0;
    for (bool more = true; more;) {
        std::vector<polyaxon::v1::run> some;
        while (some.size() < 100 && more) {
            auto run = co_await all.next();
            more = run.has_value();
            if (run) some.push_back(std::move(*run));
        }
        auto metrics = co_await polyaxon::map_concurrent(some, 16, get);
        for (std::size_t i = 0; i < some.size(); ++i) {
            if (metrics[i]) {
                write(out, some[i], *metrics[i]);
                ++exported;
            } else {
                std::cerr << some[i].uuid << ": " << metrics[i].error().what() << '\n';
                ++failed;
            }
        }
    }
    if (!out.flush()) throw std::runtime_error(std::string("cannot write ") + file);
    std::cout << exported << " runs exported to " << file << ", " << failed << " failed\n";
    if (failed) throw std::runtime_error("the export is not complete");
}

int main(int argc, char** argv) {
    if (argc > 1) file = argv[1];
    return run_example(&program);
}
