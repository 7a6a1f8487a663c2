#pragma once
#include <polyaxon/resources/v1/log_position.hpp>
#include <polyaxon/resources/v1/logs.hpp>
#include <polyaxon/resources/v1/status_watch.hpp>
#include <polyaxon/resources/v1/streams_path.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace polyaxon::v1 {

/// One answer of the logs route. GETs the run first when its settings are not known.
awaitable<logs> ask_logs(std::shared_ptr<run_state>, std::shared_ptr<const streams_place>,
                         std::string last_file, std::optional<timestamp> last_time, resources::owned_call);

/// Follows the logs of one run, as a queue of its lines.
class log_watch final : public watch_source<log_line> {
 public:
    log_watch(std::shared_ptr<run_state>, const watch_pace&, const call_options&);

 private:
    void begin() override { poll_.find(); }
    awaitable<void> fill() override;
    awaitable<void> wait_for_start();
    awaitable<void> ask_pods();
    awaitable<void> ask_archive();
    awaitable<void> look_for_end();
    /// An answer, or nothing: the try failed and the pause is set. Throws what ends the watch.
    awaitable<std::optional<logs>> ask(std::optional<timestamp> last_time);
    bool has_ended(const status&);

    enum class phase { waiting, pods, pods_or_end, archive, archive_or_end };
    phase phase_ = phase::waiting;
    status_poll poll_;
    watch_clock clock_;  ///< of the logs: their failures are no failures of the statuses
    std::shared_ptr<const streams_place> place_;
    log_position position_;
    std::string last_file_;
    int rounds_ = 0;
    bool last_look_ = false;
    std::chrono::milliseconds pause_{0};
    std::uint64_t recoveries_ = 0;
};

}  // namespace polyaxon::v1
