#pragma once
#include <chrono>
#include <cstdint>

namespace polyaxon::v1 {

/// Keeps a loop that tells its progress from flooding the server: small steps pass three times a second, larger ones and the last always.
class progress_gate {
 public:
    static constexpr double small_step = 0.025;
    static constexpr int steps_a_second = 3;

    /// May `value` be sent, with `sent` being what was sent last?
    bool pass(double value, double sent, std::chrono::sys_seconds now) {
        if (value == sent) return false;
        if (value - sent >= small_step || value >= 1) return true;
        if (now != second_) second_ = now, passed_ = 0;
        return passed_ < steps_a_second ? ++passed_, true : false;
    }

 private:
    std::chrono::sys_seconds second_{};
    int passed_ = 0;
};

}  // namespace polyaxon::v1
