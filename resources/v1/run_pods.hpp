#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/streams_path.hpp>

#include <memory>
#include <string>

namespace polyaxon::v1 {

struct run_state;

/// The pods of a run as the cluster describes them. GETs the run first when its settings are unknown.
awaitable<json> ask_pods(std::shared_ptr<run_state>, streams_place, resources::owned_call);

/// Which pod and container to take: those asked for, else the run's first pod and its main or first container. Throws `not_found` when there is none.
void choose_container(const json& inspected, std::string& pod, std::string& container);

}  // namespace polyaxon::v1
