#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// A run as the C++ peers decode it: the same 38 members as ours, free-form objects kept as their JSON text.
namespace peer {

using text = std::optional<std::string>;
using moment = std::optional<std::chrono::sys_time<std::chrono::microseconds>>;
using raw_json = std::string;  // empty: null or not sent

struct reference {
    std::string uuid;
    text name, kind;
};
struct resources {
    std::optional<double> cpu, memory, gpu, custom, cost;
};
struct catalog {
    std::string uuid;
    text name, version, url;
};
struct model_reference {
    text owner, project, name, state;
};
struct settings {
    text namespace_;
    std::optional<catalog> agent, queue, artifacts_store;
    raw_json tensorboard, build, component;
    std::vector<model_reference> models, artifacts;
};
struct condition {
    text type;
    raw_json status;  // a bool or the text "True"
    text reason, message;
    moment last_update_time, last_transition_time;
    raw_json meta_info;
};
struct run {
    std::string uuid;
    text name, description;
    std::vector<std::string> tags;
    text user, owner, project;
    moment schedule_at, created_at, updated_at, started_at, finished_at;
    std::optional<double> wait_time, duration;
    text managed_by;
    std::optional<bool> is_managed, is_approved;
    text pending, content, raw_content, status;
    std::optional<bool> bookmarked;
    std::optional<std::int64_t> live_state;
    text readme;
    raw_json meta_info;
    text kind, runtime;
    raw_json inputs, outputs;
    std::optional<reference> original, pipeline;
    std::vector<condition> status_conditions;
    text role;
    std::vector<std::string> contributors;  // each one's JSON text
    std::optional<peer::settings> settings;
    std::optional<peer::resources> resources;
    raw_json graph;
    std::optional<bool> merge;
};
struct page {
    std::optional<std::int64_t> count;
    text next, previous;
    std::vector<run> results;
};

}  // namespace peer
