#include <polyaxon/resources/v1/tracking/gpu_metrics.hpp>

#include <dlfcn.h>

namespace polyaxon::v1::tracking {

namespace {

// What the library's own header declares, as far as it is used here.
struct memory_info {
    unsigned long long total, free, used;
};
struct utilization_rates {
    unsigned gpu, memory;
};
using device = void*;
constexpr int success = 0;

}  // namespace

struct gpu_metrics::library {
    void* handle = nullptr;
    int (*shut_down)() = nullptr;
    int (*count)(unsigned*) = nullptr;
    int (*device_at)(unsigned, device*) = nullptr;
    int (*memory)(device, memory_info*) = nullptr;
    int (*utilization)(device, utilization_rates*) = nullptr;

    ~library() {
        if (shut_down) shut_down();
        if (handle) ::dlclose(handle);
    }
    template <class F>
    bool find(const char* name, F& function) {
        function = reinterpret_cast<F>(::dlsym(handle, name));
        return function != nullptr;
    }
};

gpu_metrics::gpu_metrics() {
    auto found = std::make_unique<library>();
    found->handle = ::dlopen("libnvidia-ml.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!found->handle) return;
    int (*start)() = nullptr;
    int (*stop)() = nullptr;
    if (!found->find("nvmlInit_v2", start) || !found->find("nvmlShutdown", stop) ||
        !found->find("nvmlDeviceGetCount_v2", found->count) ||
        !found->find("nvmlDeviceGetHandleByIndex_v2", found->device_at) ||
        !found->find("nvmlDeviceGetMemoryInfo", found->memory) ||
        !found->find("nvmlDeviceGetUtilizationRates", found->utilization) || start() != success)
        return;
    found->shut_down = stop;
    library_ = std::move(found);
}

gpu_metrics::~gpu_metrics() = default;

void gpu_metrics::sample(std::vector<resource_value>& to) const {
    unsigned devices = 0;
    if (!library_ || library_->count(&devices) != success) return;
    for (unsigned i = 0; i < devices; ++i) {
        device d = nullptr;
        if (library_->device_at(i, &d) != success) continue;
        const auto name = "gpu_" + std::to_string(i);
        memory_info memory{};
        if (library_->memory(d, &memory) == success) {
            to.push_back({name + "_memory_free", static_cast<double>(memory.free)});
            to.push_back({name + "_memory_used", static_cast<double>(memory.used)});
        }
        utilization_rates rates{};
        if (library_->utilization(d, &rates) == success)
            to.push_back({name + "_utilization", static_cast<double>(rates.gpu)});
    }
}

}  // namespace polyaxon::v1::tracking
