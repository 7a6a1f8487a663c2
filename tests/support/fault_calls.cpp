#include "support/fault_calls.hpp"

#include <polyaxon/async/map_concurrent.hpp>

#include <cstddef>
#include <fstream>
#include <vector>

namespace polyaxon::test {

namespace {

v1::run_client run_of(const v1::client& c) {
    return v1::run_client(c, {.owner = "acme", .project = "vision", .run_uuid = fault_uuid});
}

std::string size_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary | std::ios::ate);
    return std::to_string(in.tellg());
}

using text = asio::awaitable<std::string>;
constexpr call_options limit{.timeout = fault_desk::timeout};

text v1_get(v0::client, v1::client c, const std::string&) {
    const auto run = co_await c.runs().get_run("acme", "vision", fault_uuid);
    co_return run.name.value_or("");
}
text v1_list(v0::client, v1::client c, const std::string&) {
    auto all = c.runs().iter_runs("acme", "vision", {.limit = 2});
    std::string names;
    while (auto run = co_await all.next()) names += run->uuid;
    co_return names;
}
text v1_post(v0::client, v1::client c, const std::string&) {
    auto body = json::object();
    body.set("name", "quick").set("is_managed", false);
    const auto run = co_await c.runs().create_run("acme", "vision", body);
    co_return run.name.value_or("");
}
text v1_patch(v0::client, v1::client c, const std::string&) {
    auto body = json::object();
    body.set("description", "new words");
    const auto run = co_await c.runs().patch_run("acme", "vision", fault_uuid, body);
    co_return run.name.value_or("");
}
text v1_put(v0::client, v1::client c, const std::string&) {
    auto body = json::object();
    body.set("name", "quick");
    const auto run = co_await c.runs().update_run("acme", "vision", fault_uuid, body);
    co_return run.name.value_or("");
}
text v1_delete(v0::client, v1::client c, const std::string&) {
    co_await c.runs().delete_run("acme", "vision", fault_uuid);
    co_return "gone";
}
text v1_moved(v0::client, v1::client c, const std::string&) {
    const auto run = co_await c.runs().get_run("acme", "vision", "moved");
    co_return run.name.value_or("");
}
text v1_moved_patch(v0::client, v1::client c, const std::string&) {
    auto body = json::object();
    body.set("description", "new words");
    const auto run = co_await c.runs().patch_run("acme", "vision", "moved", body);
    co_return run.name.value_or("");
}
text v1_again(v0::client, v1::client c, const std::string&) {
    const auto run = co_await c.runs().get_run("acme", "vision", "flaky");
    co_return run.name.value_or("");
}
// A cancelled batch has many that were cancelled. Of those that failed there may be one.
text v1_batch(v0::client, v1::client c, const std::string&) {
    std::vector<int> numbers(7);
    auto get = [&c](int) { return c.runs().get_run("acme", "vision", fault_uuid); };
    auto all = co_await polyaxon::map_concurrent(numbers, 4, get);
    std::string names;
    std::size_t failed = 0;
    for (const auto& one : all)
        if (one)
            names += one.value().name.value_or("").substr(0, 1);
        else if (one.error().kind() != errc::canceled)
            ++failed;
    if (failed > 1) throw several_failed(std::to_string(failed) + " calls of a batch failed");
    for (const auto& one : all)
        if (!one) throw one.error();
    co_return names;
}
text v1_upload(v0::client, v1::client c, const std::string& folder) {
    auto run = run_of(c);
    const auto file = folder + "/code.bin";
    co_await run.upload_artifact(file, {.path = "outputs", .call = limit});
    co_return "sent";
}
text v1_download(v0::client, v1::client c, const std::string& folder) {
    auto run = run_of(c);
    const auto file = co_await run.download_artifact("model.bin", {.path_to = folder, .call = limit});
    co_return size_of(file);
}
text v1_shell(v0::client, v1::client c, const std::string&) {
    auto run = run_of(c);
    auto output = run.shell({.command = "ls", .want_stdin = false, .tty = false, .call = limit});
    std::string all;
    while (auto piece = co_await output.next()) all += piece->text;
    co_return all;
}
text v0_get(v0::client c, v1::client, const std::string&) {
    const auto project = co_await c.project().get_project("ada", "quick");
    co_return project.name;
}
text v0_list(v0::client c, v1::client, const std::string&) {
    auto all = c.bookmark().iter_projects("ada");
    std::string names;
    while (auto project = co_await all.next()) names += project->name;
    co_return names;
}
text v0_post(v0::client c, v1::client, const std::string&) {
    auto body = json::object();
    body.set("name", "quick");
    const auto project = co_await c.project().create_project(body);
    co_return project.name;
}
text v0_delete(v0::client c, v1::client, const std::string&) {
    const auto answer = co_await c.project().delete_project("ada", "quick");
    co_return std::to_string(answer.status);
}
text v0_upload(v0::client c, v1::client, const std::string& folder) {
    const auto file = folder + "/code.bin";
    const v0::upload_file files[] = {{.path = file}};
    const auto answer = co_await c.project().upload_repo("ada", "quick", files, {.call = limit});
    co_return answer.body;
}
text v0_download(v0::client c, v1::client, const std::string& folder) {
    const auto name = folder + "/repo.tar.gz";
    const auto file = co_await c.project().download_repo("ada", "quick", {.filename = name, .call = limit});
    co_return size_of(file);
}
text v0_stream(v0::client c, v1::client, const std::string&) {
    auto logs = c.experiment().logs("ada", "quick", 42, {.reconnect = false, .call = limit});
    std::string lines;
    while (auto message = co_await logs.next())
        for (const auto& line : message->log_lines) lines += line;
    co_return lines;
}

// Each item is a request of its own. What failed is counted, and nothing stays behind.
text v0_background(v0::client c, v1::client, const std::string&) {
    const auto before = c.background();
    co_await c.experiment().stop("ada", "quick", 42, {.background = true});
    co_await c.experiment().send_logs("ada", "quick", 42, "a line", {.periodic = true});
    co_await c.project().delete_project("ada", "quick", {.background = true});
    const auto left = co_await c.drain_background(std::chrono::hours(10));
    const auto now = c.background();
    if (left + now.waiting > 0 || now.queued != now.sent + now.failed + now.lost) co_return "left behind";
    const auto failed = now.failed + now.lost + now.dropped - before.failed - before.lost - before.dropped;
    if (failed == 1) throw several_failed("a background request failed");
    if (failed > 1) throw several_failed(std::to_string(failed) + " calls of a batch failed");
    co_return "all sent";
}
// They are due every millisecond, and the call takes eight. A connection that could not be made for want of memory has its pause first.
text v0_heartbeats(v0::client c, v1::client, const std::string&) {
    const auto before = c.background().heartbeats;
    c.set_health_check("http://127.0.0.1:9/never-there");
    c.unset_health_check("http://127.0.0.1:9/never-there");
    auto url = co_await c.experiment().get_heartbeat_url("ada", "quick", 42);
    c.set_health_check(url);
    struct until_here {
        v0::client& client;
        const std::string& url;
        ~until_here() { client.unset_health_check(url); }
    } const guard{c, url};
    for (int i = 0; i < 50 && c.background().heartbeats == before; ++i) {
        const auto project = co_await c.project().get_project("ada", "slow");
        if (project.name != "slow") co_return project.name;
    }
    co_return c.background().heartbeats > before ? "beating" : "silent";
}

constexpr call_kind kinds[] = {
    {.name = "v1 get", .make = v1_get, .value = "quick", .cold = true},
    {.name = "v1 list", .make = v1_list, .value = "abc"},
    {.name = "v1 post", .make = v1_post, .value = "quick", .writes = 1},
    {.name = "v1 patch", .make = v1_patch, .value = "quick", .writes = 1},
    {.name = "v1 put", .make = v1_put, .value = "quick"},
    {.name = "v1 delete", .make = v1_delete, .value = "gone"},
    {.name = "v1 upload", .make = v1_upload, .value = "sent", .writes = 1},
    {.name = "v1 download", .make = v1_download, .value = "50000"},
    {.name = "v1 shell", .make = v1_shell, .value = "hello"},
    {.name = "v1 tried again", .make = v1_again, .value = "quick", .attempts = 3},
    {.name = "v1 batch", .make = v1_batch, .value = "qqqqqqq", .attempts = 3},
    {.name = "v1 pipelined", .make = v1_batch, .value = "qqqqqqq", .attempts = 3, .pipeline_depth = 4},
    {.name = "v0 get", .make = v0_get, .value = "quick", .cold = true},
    {.name = "v0 list", .make = v0_list, .value = "ab"},
    {.name = "v0 post", .make = v0_post, .value = "quick", .writes = 1},
    {.name = "v0 delete", .make = v0_delete, .value = "200"},
    {.name = "v0 upload", .make = v0_upload, .value = "\"1\""},
    {.name = "v0 download", .make = v0_download, .value = "50000"},
    {.name = "v0 stream", .make = v0_stream, .value = "onetwo"},
    {.name = "v1 get by a proxy", .make = v1_get, .value = "quick", .proxied = true},
    {.name = "v1 post by a proxy", .make = v1_post, .value = "quick", .writes = 1, .proxied = true},
    {.name = "v0 stream by a proxy", .make = v0_stream, .value = "onetwo", .proxied = true},
    {.name = "v0 upload by a proxy", .make = v0_upload, .value = "\"1\"", .proxied = true},
    {.name = "v1 redirected", .make = v1_moved, .value = "quick", .max_redirects = 2},
    {.name = "v1 patch redirected",
     .make = v1_moved_patch,
     .value = "quick",
     .writes = 2,
     .max_redirects = 2},
    {.name = "v0 background", .make = v0_background, .value = "all sent", .writes = 2, .hurried = true},
    {.name = "v0 heartbeats", .make = v0_heartbeats, .value = "beating", .hurried = true},
};

}  // namespace

std::span<const call_kind> call_kinds() { return kinds; }

}  // namespace polyaxon::test
