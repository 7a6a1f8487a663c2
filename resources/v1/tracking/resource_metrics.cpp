#include <polyaxon/resources/v1/tracking/resource_metrics.hpp>

#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v1/tracking/event_store.hpp>
#include <polyaxon/resources/v1/tracking/gpu_metrics.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

namespace polyaxon::v1::tracking {

namespace {

double tenths(double value) { return std::round(value * 10) / 10; }

/// Used memory in percent, as the kernel estimates what is available without swapping.
std::optional<double> memory_used(const std::filesystem::path& proc) {
    std::ifstream in(proc / "meminfo");
    std::optional<double> total, available;
    for (std::string line; std::getline(in, line) && !(total && available);) {
        std::istringstream words(line);
        std::string name;
        double kib = 0;
        if (!(words >> name >> kib)) continue;
        if (name == "MemTotal:") total = kib;
        if (name == "MemAvailable:") available = kib;
    }
    if (!total || !available || *total <= 0) return std::nullopt;
    return tenths((*total - *available) / *total * 100);
}

}  // namespace

struct resource_sampler::gpus : gpu_metrics {};

resource_sampler::resource_sampler(std::filesystem::path proc)
    : proc_(std::move(proc)), gpus_(std::make_unique<gpus>()) {
    read_cpu(before_);
}
resource_sampler::~resource_sampler() = default;
resource_sampler::resource_sampler(resource_sampler&&) noexcept = default;
resource_sampler& resource_sampler::operator=(resource_sampler&&) noexcept = default;

bool resource_sampler::read_cpu(cpu_times& out) const {
    std::ifstream in(proc_ / "stat");
    std::string line;
    if (!std::getline(in, line)) return false;
    std::istringstream words(line);
    std::string name;
    words >> name;
    // user nice system idle iowait irq softirq steal; the guests' time behind them stands within the user's.
    std::uint64_t times[8] = {};
    int read = 0;
    while (read < 8 && words >> times[read]) ++read;
    if (name != "cpu" || read < 4) return false;
    out = {};
    for (const auto t : times) out.total += t;
    out.busy = out.total - times[3] - times[4];
    return true;
}

std::vector<resource_value> resource_sampler::sample() {
    std::vector<resource_value> out;
    if (double load = 0; std::ifstream(proc_ / "loadavg") >> load) out.push_back({"load", load});
    if (cpu_times now; read_cpu(now)) {
        // Counters of single cores may step back a little.
        const double total = now.total > before_.total ? static_cast<double>(now.total - before_.total) : 0;
        const double busy = now.busy > before_.busy ? static_cast<double>(now.busy - before_.busy) : 0;
        out.push_back({"cpu", total > 0 ? std::min(100.0, tenths(busy / total * 100)) : 0.0});
        before_ = now;
    }
    if (const auto used = memory_used(proc_)) out.push_back({"memory", *used});
    gpus_->sample(out);
    return out;
}

void resource_sampler::log_to(event_store& store) {
    const auto now = timestamp::now();
    for (const auto& v : sample()) store.log_resource(v.name, v.value, now);
}

}  // namespace polyaxon::v1::tracking
