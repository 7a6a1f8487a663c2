#pragma once
#include <polyaxon/async/time_source.hpp>

#include <memory>
#include <optional>

namespace polyaxon::testing {

/// A clock that stands still until it is told to go on: what a client does on its own (retries after pauses, periodic batches,
/// heartbeats) can be tested without waiting. All members may be called from any thread.
///
///     auto clock = std::make_shared<polyaxon::testing::manual_time>();
///     const std::shared_ptr<polyaxon::async::time_source> time = clock;
///     polyaxon::v0::client client(executor, {.host = "127.0.0.1", .port = server.port(), .time = &time});
///     clock->advance(std::chrono::seconds(60));   // the first heartbeat goes
class manual_time final : public async::time_source {
 public:
    manual_time();
    ~manual_time() override;

    async::steady_time now() const override;
    std::unique_ptr<alarm> make_alarm(asio::any_io_executor) override;

    /// Goes on by `by`. Alarms that come due ring in their order, each at its own time, by a post to its executor; those that are set from
    /// what the posts do count from the end.
    void advance(std::chrono::nanoseconds by);
    /// When the next alarm is due, if one is set.
    std::optional<async::steady_time> next() const;
    /// Goes on to the next alarm and rings those of that moment; false when none is set.
    bool advance_to_next();

 private:
    struct impl;
    std::shared_ptr<impl> impl_;
};

}  // namespace polyaxon::testing
