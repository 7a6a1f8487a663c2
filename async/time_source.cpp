#include <polyaxon/async/time_source.hpp>

#include <asio/steady_timer.hpp>

#include <cstdint>
#include <utility>

namespace polyaxon::async {

namespace {

class timer_alarm final : public time_source::alarm {
 public:
    explicit timer_alarm(asio::any_io_executor executor)
        : timer_(std::move(executor)), number_(std::make_shared<std::uint64_t>(0)) {}

    void set(steady_time when, std::function<void()> ring) override {
        const auto mine = ++*number_;
        timer_.expires_at(when);
        timer_.async_wait([number = number_, mine, ring = std::move(ring)](std::error_code ec) {
            if (!ec && *number == mine) ring();
        });
    }
    void stop() override {
        ++*number_;
        timer_.cancel();
    }
    // A handler that is already under way must not find a dead owner.
    ~timer_alarm() override { ++*number_; }

 private:
    asio::steady_timer timer_;
    std::shared_ptr<std::uint64_t> number_;
};

class machine_time final : public time_source {
 public:
    steady_time now() const override { return std::chrono::steady_clock::now(); }
    std::unique_ptr<alarm> make_alarm(asio::any_io_executor executor) override {
        return std::make_unique<timer_alarm>(std::move(executor));
    }
};

}  // namespace

std::shared_ptr<time_source> real_time() {
    static const auto one = std::make_shared<machine_time>();
    return one;
}

}  // namespace polyaxon::async
