#include "batch_progress.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace polyaxon::batch {
namespace {
constexpr auto between_draws = std::chrono::milliseconds(100);
}

progress::progress() : terminal_(::isatty(STDERR_FILENO) == 1) {}

void progress::say(const std::string& line) {
    if (on_screen_) std::cerr << "\r\033[K";
    on_screen_ = false;
    std::cerr << line << '\n';
}

void progress::begin(std::string what, std::size_t total) {
    what_ = std::move(what);
    total_ = total;
    done_ = told_ = 0;
    if (terminal_) draw();
}

void progress::step(std::size_t n) {
    done_ += n;
    if (terminal_) {
        const auto now = std::chrono::steady_clock::now();
        if (now - drawn_ >= between_draws) draw();
    } else if (total_ > 0 && done_ * 4 / total_ > told_) {
        told_ = done_ * 4 / total_;
        say(what_ + ' ' + std::to_string(done_) + '/' + std::to_string(total_));
    }
}

void progress::finish() {
    if (!on_screen_) return;
    draw();
    std::cerr << '\n';
    on_screen_ = false;
}

void progress::draw() {
    drawn_ = std::chrono::steady_clock::now();
    winsize screen{};
    const std::size_t columns =
        ::ioctl(STDERR_FILENO, TIOCGWINSZ, &screen) == 0 && screen.ws_col ? screen.ws_col : 80;
    const auto numbers = ' ' + std::to_string(done_) + '/' + std::to_string(total_);
    const auto taken = what_.size() + numbers.size() + 4;
    std::string bar;
    if (columns > taken + 10) {
        const auto width = std::min<std::size_t>(columns - taken, 50);
        const auto full = total_ ? std::min(width, width * done_ / total_) : 0;
        bar = " [" + std::string(full, '#') + std::string(width - full, '.') + ']';
    }
    std::cerr << '\r' << what_ << bar << numbers << "\033[K" << std::flush;
    on_screen_ = true;
}

}  // namespace polyaxon::batch
