#pragma once
#include <chrono>
#include <cstddef>
#include <string>

namespace polyaxon::batch {

/// Tells a person on stderr how far it is: a bar that moves on a terminal, a line at every quarter elsewhere.
class progress {
 public:
    progress();
    void say(const std::string& line);  ///< a line of its own
    void begin(std::string what, std::size_t total);
    void step(std::size_t n = 1);
    void finish();

 private:
    void draw();

    const bool terminal_;
    std::string what_;
    std::size_t total_ = 0, done_ = 0, told_ = 0;  // told_: quarters
    std::chrono::steady_clock::time_point drawn_{};
    bool on_screen_ = false;
};

}  // namespace polyaxon::batch
