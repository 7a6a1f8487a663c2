#include <polyaxon/resources/last_resort.hpp>

#include <cstdio>
#include <string>
#include <utility>

namespace polyaxon::resources {

void last_resort::say(std::string_view text, std::size_t items) noexcept try {
    std::string line = "polyaxon: " + std::string(text);
    if (items > 1) line += " (" + std::to_string(items) + " items)";
    {
        const std::lock_guard lock(mutex_);
        const auto now = std::chrono::steady_clock::now();
        if (said_ && now - at_ < std::chrono::seconds(1)) {
            ++unsaid_;
            return;
        }
        if (unsaid_ > 0) line += " (and " + std::to_string(std::exchange(unsaid_, 0)) + " more such lines)";
        said_ = true, at_ = now;
    }
    // Not std::cerr: a program may forward what is written there to its client, and would come back to here.
    line += "; set an observer to be told instead of this line\n";
    std::fputs(line.c_str(), stderr);
} catch (...) {
    // Nothing is left to tell it to.
}

}  // namespace polyaxon::resources
