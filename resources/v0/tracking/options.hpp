#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/id.hpp>
#include <polyaxon/resources/v0/content.hpp>
#include <polyaxon/resources/v0/tracking/texts.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

// Of the tracking classes. Views and numbers only; whoever takes one copies what it needs.

namespace polyaxon::v0::tracking {

struct experiment_options {
    std::string_view project =
        {};  ///< "owner/name", "owner.name" or "name"; empty: what the platform says of a managed run
    id experiment_id = {""};  ///< of one that is there already
    id group_id = {""};       ///< of the group that a new one belongs to
    bool track_logs = true;   ///< forward_log and forward_logs send what they are given
    bool track_code =
        true;  ///< create() tells commit, branch and origin of the git work tree around the working directory
    bool track_env = true;                ///< create() tells process, machine and command line
    std::string_view outputs_store = {};  ///< where outputs go; a local path
};

struct group_options {
    std::string_view project = {};                                ///< as of experiment_options
    id group_id = {""};                                           ///< of one that is there already
    bool track_logs = true, track_code = true, track_env = true;  ///< of its experiments
    std::string_view outputs_store = {};
};

/// Of jobs and builds.
struct job_options {
    std::string_view project = {};  ///< as of experiment_options
    id job_id = {""};               ///< of one that is there already
    bool track_logs = true, track_code = true;
    bool track_env = true;  ///< jobs have no environment to tell: kept for Python's sake
    std::string_view outputs_store = {};
};

/// Of a new experiment. What is empty is not given.
struct create_options {
    std::string_view name = {}, framework = {};
    std::string_view backend = {};  ///< empty: "other"
    tag_list tags = {};             ///< text, or a named list
    std::string_view description = {};
    v0::content content = {};                 ///< a polyaxonfile
    id build_id = {""};                       ///< the build whose image it runs
    std::string_view base_outputs_path = {};  ///< empty: POLYAXON_BASE_OUTPUTS_PATH
    call_options call = {};
};

struct create_job_options {
    std::string_view name = {};
    std::string_view backend = {};  ///< empty: "other"
    tag_list tags = {};             ///< text, or a named list
    std::string_view description = {};
    v0::content content = {};
    id build_id = {""};
    std::string_view base_outputs_path = {};
    call_options call = {};
};

struct create_build_options {
    std::string_view name = {};
    std::string_view backend = {};  ///< "kaniko"; empty: "other"
    tag_list tags = {};             ///< text, or a named list
    std::string_view description = {};
    v0::content content = {};
    call_options call = {};
};

struct create_group_options {
    std::string_view name = {};
    tag_list tags = {};  ///< text, or a named list
    std::string_view description = {};
    v0::content content = {};
    std::string_view base_outputs_path = {};
    call_options call = {};
};

/// Of changes that add to what is there unless told otherwise.
struct update_options {
    bool reset = false;  ///< replaces what is there
};

struct log_data_ref_options {
    std::string_view data_name = "data";
    bool reset = false;
};

struct log_metrics_options {
    std::optional<timestamp> created_at = {};  ///< unset: now
};

struct status_options {
    std::string_view message = {}, traceback = {};  ///< not sent when empty
};

struct end_options {
    std::string_view status =
        "succeeded";  ///< of a created run that has not ended: "succeeded", "failed", "stopped"
    std::string_view message = {}, traceback = {};
    std::chrono::milliseconds
        limit{};  ///< longest wait; 0: POLYAXON_TIMEOUT (20 s), or the client's `timeout`
};

/// What became of everything that was logged. Counters are of the whole client, since the run was opened.
struct end_result {
    std::size_t unsent = 0;     ///< still waiting when the time was over; they stay queued
    std::uint64_t failed = 0;   ///< given up: refused by the server, or no retry left
    std::uint64_t dropped = 0;  ///< not taken in, because the queue was full or the client closed
    std::uint64_t lost = 0;     ///< waiting when the client was closed
    std::uint64_t refused = 0;  ///< values of this run that were NaN or infinite
    bool complete() const noexcept { return unsent + failed + dropped + lost + refused == 0; }
};

static_assert(std::is_trivially_destructible_v<experiment_options>);
static_assert(std::is_trivially_destructible_v<group_options>);
static_assert(std::is_trivially_destructible_v<job_options>);
static_assert(std::is_trivially_destructible_v<create_options>);
static_assert(std::is_trivially_destructible_v<create_job_options>);
static_assert(std::is_trivially_destructible_v<create_build_options>);
static_assert(std::is_trivially_destructible_v<create_group_options>);
static_assert(std::is_trivially_destructible_v<log_metrics_options>);
static_assert(std::is_trivially_destructible_v<log_data_ref_options>);
static_assert(std::is_trivially_destructible_v<status_options>);
static_assert(std::is_trivially_destructible_v<end_options>);

}  // namespace polyaxon::v0::tracking
