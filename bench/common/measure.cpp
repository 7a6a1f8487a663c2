#include "common/measure.hpp"

#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace bench {
namespace {

rusage used() {
    rusage u{};
    getrusage(RUSAGE_SELF, &u);
    return u;
}
/// A number of the process's status, such as "VmHWM:"; 0 without it.
long status_kb(std::string_view name) {
    long kb = 0;
    if (std::FILE* status = std::fopen("/proc/self/status", "r")) {
        char line[256];
        while (std::fgets(line, sizeof line, status))
            if (std::string_view(line).starts_with(name)) kb = std::strtol(line + name.size(), nullptr, 10);
        std::fclose(status);
    }
    return kb;
}
/// getrusage also tells the peak of who started us, which may have been larger than we are.
long peak_kb() {
    const long kb = status_kb("VmHWM:");
    return kb > 0 ? kb : used().ru_maxrss;
}
double seconds(const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
}

}  // namespace

measure::measure(std::size_t requests) : requests_(requests) { micros_.reserve(requests); }

void measure::begin() {
    micros_.clear(), errors_ = 0;
    const auto u = used();
    user_ = -seconds(u.ru_utime), system_ = -seconds(u.ru_stime);
    begin_ = std::chrono::steady_clock::now();
}

void measure::end() {
    end_ = std::chrono::steady_clock::now();
    const auto u = used();
    user_ += seconds(u.ru_utime), system_ += seconds(u.ru_stime);
}

void measure::failed(std::string_view why) {
    if (errors_++ == 0)
        std::fprintf(stderr, "the first call that failed: %.*s\n", static_cast<int>(why.size()), why.data());
}

void measure::tell(std::string_view name, std::uint64_t value) {
    more_.append(", \"").append(name).append("\": ").append(std::to_string(value));
}

int measure::print() {
    // The element that a share of the calls is not slower than.
    const auto at = [this](double share) {
        if (micros_.empty()) return 0.0;
        const auto nth =
            micros_.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(micros_.size() - 1));
        std::nth_element(micros_.begin(), nth, micros_.end());
        return static_cast<double>(*nth);
    };
    const double p50 = at(0.5), p99 = at(0.99);
    std::printf(
        "{\"requests\": %zu, \"seconds\": %.6f, \"cpu_user\": %.6f, \"cpu_sys\": %.6f, \"p50_us\": %.1f, "
        "\"p99_us\": %.1f, \"max_rss_kb\": %ld, \"errors\": %zu%s}\n",
        requests_, std::chrono::duration<double>(end_ - begin_).count(), user_, system_, p50, p99, peak_kb(),
        errors_, more_.c_str());
    return errors_ == 0 ? 0 : 1;
}

std::uint64_t resident_kb() {
    malloc_trim(0);
    return static_cast<std::uint64_t>(status_kb("VmRSS:"));
}

}  // namespace bench
