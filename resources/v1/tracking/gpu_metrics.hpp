#pragma once
#include <polyaxon/resources/v1/tracking/resource_metrics.hpp>

#include <memory>
#include <vector>

// Inside of the room.

namespace polyaxon::v1::tracking {

/// NVIDIA's management library, loaded at run time from where the driver put it; without one there are no GPUs. Not synchronised.
class gpu_metrics {
 public:
    gpu_metrics();
    ~gpu_metrics();
    gpu_metrics(const gpu_metrics&) = delete;
    gpu_metrics& operator=(const gpu_metrics&) = delete;

    /// Adds the values of each device that answers.
    void sample(std::vector<resource_value>& to) const;

 private:
    struct library;
    std::unique_ptr<library> library_;
};

}  // namespace polyaxon::v1::tracking
