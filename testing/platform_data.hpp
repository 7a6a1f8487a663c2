#pragma once
#include <polyaxon/testing/platform.hpp>

#include <deque>
#include <memory>
#include <optional>

namespace polyaxon::testing {

/// A run of v1 and an experiment of v0 in one. Members called `…_json` hold JSON text, "null" for nothing.
struct platform_run {
    std::int64_t id = 0;  ///< of the experiment; counts over all projects
    std::size_t project = 0;
    std::string uuid, name, status;
    std::string description_json = "null", tags_json = "null", meta_json = "{}", inputs_json = "null",
                content_json = "null";
    std::vector<std::string> tags;
    std::string framework;
    bool managed = true;
    std::int64_t created = 0, updated = 0;  ///< microseconds since 1970
    std::optional<std::int64_t> started, finished;
    std::optional<std::int64_t> duration;        ///< in 1/64 s, so that it and its sums are exact in a double
    std::optional<std::int64_t> loss, accuracy;  ///< in 1/1024
    int epochs = 0;
    std::string full_v1, full_v0;  ///< bodies, made when first asked for
};

struct platform_project {
    std::int64_t id = 0;
    std::string uuid, name, description_json = "null", tags_json = "null";
    std::int64_t created = 0;
    std::vector<std::size_t> runs;  ///< in the order they were created
};

struct platform_data {
    platform_options options;
    std::vector<platform_project> projects;
    std::deque<platform_run> runs;
    std::vector<std::string> names;  ///< of the projects
    std::int64_t now = 0;            ///< moment of the next thing created
    std::uint64_t next_uuid = 0;
};

/// Everything from the seed.
platform_data make_data(const platform_options&);
/// A new uuid of this platform, 32 hexadecimal digits.
std::string new_uuid(platform_data&);

// -- bodies, shaped as the servers' (platform_json.cpp)
std::string quoted_json(std::string_view text);
std::string time_json(std::optional<std::int64_t> microseconds);  ///< "2026-01-01T00:00:00.000000Z" or null
void write_v1_run(const platform_data&, const platform_run&, bool full, std::string& out);
void write_v0_experiment(const platform_data&, const platform_run&, bool full, std::string& out);
void write_v1_project(const platform_project&, bool full, std::string& out);
void write_v0_project(const platform_data&, const platform_project&, bool full, std::string& out);
void write_v1_statuses(const platform_run&, std::string& out);
void write_v0_statuses(const platform_run&, std::string& out);

// -- lists (platform_query.cpp)
/// Runs of a project (or of all) that `query` asks for, in the order `sort` asks for; on error false and `why`.
bool select_runs(const platform_data&, const platform_project*, std::string_view query, std::string_view sort,
                 std::vector<const platform_run*>& out, std::string& why);

// -- creations (platform_writes.cpp); the answer's body and status
reply create_v1_run(platform_data&, platform_project&, const std::string& body);
reply create_v1_status(platform_run&, std::int64_t now, const std::string& body);
reply create_v0_experiment(platform_data&, platform_project&, const std::string& body);
reply create_project(platform_data&, const std::string& body, bool v1);

}  // namespace polyaxon::testing
