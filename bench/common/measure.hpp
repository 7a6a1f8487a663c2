#pragma once
#include <chrono>
#include <cstddef>
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

    /// The line that every candidate prints, and the exit code: 0 without errors.
    int print();

 private:
    std::size_t requests_, errors_ = 0;
    std::vector<float> micros_;
    time begin_{}, end_{};
    double user_ = 0, system_ = 0;
};

}  // namespace bench
