#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// What the counted part of a candidate took, by getrusage of the process itself.
class measure {
 public:
    using time = std::chrono::steady_clock::time_point;

    /// Makes room for the durations of so many calls, so that keeping them is no part of what is measured.
    explicit measure(std::size_t requests);

    void begin();  ///< forgets what was before
    void end();
    void took(std::chrono::nanoseconds one_call) {
        micros_.push_back(static_cast<float>(one_call.count()) / 1000.f);
    }
    /// A call that failed, or whose answer was not what it should be. The first one's words go to stderr.
    void failed(std::string_view why);

    /// One more member of the line: `tell("connects", 3)`.
    void tell(std::string_view name, std::uint64_t value);
    /// The line that every candidate prints, and the exit code: 0 without errors.
    int print();

 private:
    std::size_t requests_, errors_ = 0;
    std::vector<float> micros_;
    time begin_{}, end_{};
    double user_ = 0, system_ = 0;
    std::string more_;
};

/// What this process holds in memory now, after giving back what its heap has free.
std::uint64_t resident_kb();

}  // namespace bench
