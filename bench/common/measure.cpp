#include "common/measure.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>

namespace bench {
namespace {

rusage used() {
    rusage u{};
    getrusage(RUSAGE_SELF, &u);
    return u;
}
/// getrusage also tells the peak of who started us, which may have been larger than we are.
long peak_kb() {
    long kb = 0;
    if (std::FILE* status = std::fopen("/proc/self/status", "r")) {
        char line[256];
        while (std::fgets(line, sizeof line, status))
            if (std::sscanf(line, "VmHWM: %ld", &kb) == 1) break;
        std::fclose(status);
    }
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
        "\"p99_us\": %.1f, \"max_rss_kb\": %ld, \"errors\": %zu}\n",
        requests_, std::chrono::duration<double>(end_ - begin_).count(), user_, system_, p50, p99, peak_kb(),
        errors_);
    return errors_ == 0 ? 0 : 1;
}

}  // namespace bench
