#pragma once
#include <polyaxon/async/websocket.hpp>
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/run_state.hpp>
#include <polyaxon/resources/v1/shell_output.hpp>
#include <polyaxon/resources/v1/streams_path.hpp>
#include <polyaxon/resources/v1/watch_source.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace polyaxon::v1 {

/// The pods of a run as the cluster describes them. GETs the run first when its settings are unknown.
awaitable<json> ask_pods(std::shared_ptr<run_state>, streams_place, resources::owned_call);

/// A command in a container, over a WebSocket with one of Kubernetes' channels in the first byte of each message.
class run_shell final : public watch_source<shell_output> {
 public:
    run_shell(std::shared_ptr<run_state>, const shell_options&);

 private:
    awaitable<void> fill() override;
    awaitable<void> open();
    void take(std::string message);

    const std::shared_ptr<run_state> run_;
    const resources::owned_call call_;
    std::vector<std::string> words_;
    std::string pod_, container_;
    const bool stderr_, stdout_, tty_;
    std::optional<streams_place> place_;
    std::unique_ptr<async::websocket> socket_;
};

/// Which pod and container to take: those asked for, else the run's first pod and its main or first container. Throws `not_found` when there is none.
void choose_container(const json& inspected, std::string& pod, std::string& container);

}  // namespace polyaxon::v1
