#pragma once
#include <polyaxon/codec/boxed.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v1/status.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace polyaxon::v1 {

/// What `original` and `pipeline` of a run point at.
struct run_reference {
    std::string uuid;
    std::optional<std::string> name, kind;
};
std::error_code read(codec::json_in&, run_reference&);
void write(codec::json_out&, const run_reference&);

/// What a run asked for: cores, bytes, devices, custom units, money.
struct run_resources {
    std::optional<double> cpu, memory, gpu, custom, cost;
};
std::error_code read(codec::json_in&, run_resources&);
void write(codec::json_out&, const run_resources&);

/// An entry of the platform's catalog that a run was sent to: agent, queue, artifacts store.
struct settings_catalog {
    std::string uuid;
    std::optional<std::string> name, version, url;
};
std::error_code read(codec::json_in&, settings_catalog&);
void write(codec::json_out&, const settings_catalog&);

/// A model or artifact version that a run belongs to.
struct run_reference_catalog {
    std::optional<std::string> owner, project, name, state;
};
std::error_code read(codec::json_in&, run_reference_catalog&);
void write(codec::json_out&, const run_reference_catalog&);

/// Where a run went and what is attached to it.
struct run_settings {
    std::optional<std::string> namespace_;  ///< `namespace` in Python
    boxed<settings_catalog> agent, queue, artifacts_store;
    json tensorboard, build, component;
    std::vector<run_reference_catalog> models, artifacts;
};
std::error_code read(codec::json_in&, run_settings&);
void write(codec::json_out&, const run_settings&);

/// A run. All members are optional: a list item has no content, raw_content, readme, description and live_state, the answer to a
/// creation has eleven members, and status_conditions come from `get_run_statuses` alone. Unknown members are skipped; words
/// (status, kind, …) are kept as the server says them.
struct run {
    std::string uuid;  ///< 32 hex digits
    std::optional<std::string> name, description;
    std::vector<std::string> tags;
    std::optional<std::string> user, owner, project;
    std::optional<timestamp> schedule_at, created_at, updated_at, started_at, finished_at;
    std::optional<double> wait_time, duration;  ///< seconds
    std::optional<std::string> managed_by;      ///< user, cli or agent
    std::optional<bool> is_managed, is_approved;
    std::optional<std::string> pending;  ///< approval, upload, cache or build
    std::optional<std::string> content, raw_content;
    std::optional<std::string> status;  ///< ask is_done(), is_running(), is_pending()
    std::optional<bool> bookmarked;
    std::optional<int> live_state;  ///< 1 live, 0 archived, -1 being deleted
    std::optional<std::string> readme;
    json meta_info;
    std::optional<std::string> kind, runtime;  ///< job, service, dag, matrix, schedule, …
    json inputs, outputs;
    boxed<run_reference> original, pipeline;
    std::vector<status_condition> status_conditions;
    std::optional<std::string> role;
    std::vector<json> contributors;
    std::optional<run_settings> settings;
    std::optional<run_resources> resources;
    json graph;
    std::optional<bool>
        merge;  ///< only written: PATCH adds to inputs, outputs, meta_info, tags instead of replacing them
};
std::error_code read(codec::json_in&, run&);
void write(codec::json_out&, const run&);

/// A run to send: members that are unset, empty or null are left out. To say null or an empty list, send `json`.
///
///     polyaxon::v1::run_body changes;
///     changes.description = "longer warm-up";
///     co_await client.runs().patch_run("acme", "vision", uuid, changes);
class run_body : public run {
 public:
    run_body() = default;
};

/// What a new run is made from.
///
///     polyaxon::v1::operation_body body;
///     body.name = "probe"; body.is_managed = false; body.managed_by = "user";
///     auto run = co_await client.runs().create_run("acme", "vision", body);
class operation_body {
 public:
    operation_body() = default;

    std::optional<std::string>
        content;  ///< JSON or YAML text of an operation or component; needed when is_managed
    std::optional<bool> is_managed;
    std::optional<std::string> managed_by;  ///< user, cli or agent
    std::optional<std::string> pending;     ///< approval, upload, cache or build
    std::optional<std::string> name, description;
    std::vector<std::string> tags;
    json meta_info;
};
std::error_code read(codec::json_in&, operation_body&);
void write(codec::json_out&, const operation_body&);

}  // namespace polyaxon::v1
