#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace polyaxon::v1::tracking {

class event_store;

/// A system metric, by the platform's names: `cpu` and `memory` in percent, `load` (of the last minute), and for each GPU of NVIDIA's
/// `gpu_{i}_memory_free`, `gpu_{i}_memory_used` (bytes), `gpu_{i}_utilization` (percent).
struct resource_value {
    std::string name;
    double value = 0;
};

/// Reads the machine's load from /proc; starts no process. GPUs are asked through NVIDIA's library where the machine has one. What cannot
/// be read is left out. Not synchronised.
///
///     resource_sampler machine;
///     machine.log_to(store);          // every ten seconds, say
class resource_sampler {
 public:
    /// Reads the counters once, so that the first sample covers the time since then.
    explicit resource_sampler(std::filesystem::path proc = "/proc");
    ~resource_sampler();
    resource_sampler(resource_sampler&&) noexcept;
    resource_sampler& operator=(resource_sampler&&) noexcept;

    /// Percent of all cores since the last sample, rounded to a tenth; and the rest as it is now.
    std::vector<resource_value> sample();
    /// sample() into the run's resources/ files.
    void log_to(event_store&);

 private:
    struct cpu_times {
        std::uint64_t busy = 0, total = 0;
    };
    bool read_cpu(cpu_times&) const;

    std::filesystem::path proc_;
    cpu_times before_;
    struct gpus;
    std::unique_ptr<gpus> gpus_;
};

}  // namespace polyaxon::v1::tracking
