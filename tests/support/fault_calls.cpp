#include "support/fault_calls.hpp"

#include <polyaxon/async/map_concurrent.hpp>
#include <polyaxon/testing/websocket.hpp>

#include <stdlib.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace polyaxon::test {

namespace fs = std::filesystem;

namespace {

using testing::frame;
using testing::received;
using testing::reply;

constexpr std::string_view uuid = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
constexpr std::string_view pods = R"({"pods":{"pod-0":{"spec":{"containers":[{"name":"polyaxon-main"}]}}}})";

/// A home with the files of both command line tools.
class machine final : public context::system {
 public:
    std::optional<std::string> variable(std::string_view name) const override {
        if (name == "POLYAXON_DEBUG") return "false";
        return std::nullopt;
    }
    fs::path home() const override { return "/home/ada"; }
    fs::path working_directory() const override { return "/home/ada/work"; }
    bool writable(const fs::path&) const override { return true; }
    std::optional<file> read(const fs::path& path, std::size_t, std::error_code& ec) const override {
        ec.clear();
        file out;
        if (path == "/home/ada/.polyaxon/.polyaxonauth" || path == "/home/ada/.polyaxon/.auth")
            out.text = R"({"username":"ada","token":"token-abc"})";
        else if (path == "/home/ada/.polyaxon/.polyaxonconfig")
            out.text = R"({"host":"elsewhere.example"})";
        else
            return std::nullopt;
        return out;
    }
};

std::string new_folder() {
    std::string name = (fs::temp_directory_path() / "polyaxon-faults-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    std::ofstream(fs::path(name) / "code.bin", std::ios::binary) << std::string(40'000, 'c');
    return name;
}

reply answer(const received& r) {
    const auto path = r.path();
    const auto ends = [&path](std::string_view what) { return path.ends_with(what); };
    if (ends("/logs/stream/"))
        return testing::upgraded(r, {frame::text(R"({"log_lines":"one"})"),
                                     frame::text(R"({"log_lines":"two"})"), frame::close()});
    if (path.find("/k8s_exec/") != path.npos)
        return testing::talking(
            r, [](const frame& f) { return std::vector<frame>{frame::close(f.code)}; },
            {{frame::kind::binary, std::string("\x01hello", 6)},
             {frame::kind::binary, std::string("\x03{\"status\":\"Success\"}", 21)},
             frame::close()},
            "v4.channel.k8s.io");
    if (ends("/k8s_inspect")) return reply::json(std::string(pods));
    if (path.starts_with("/streams/") || ends("/repo/download/")) {
        if (r.method == "POST") return reply{.body = "", .content_type = ""};
        reply file;
        file.content_type = "application/octet-stream";
        file.body.assign(50'000, 'd');
        return file;
    }
    if (ends("/repo/upload/")) return reply::json("\"" + std::to_string(r.body.size() > 40'000) + "\"");
    if (ends("/bookmarks/ada/projects/")) {
        const bool last = r.query("offset").has_value();
        return reply::json(
            last ? R"({"count":21,"next":null,"previous":"x","results":[{"content_object":{"name":"b"}}]})"
                 : R"({"count":21,"next":"x","previous":null,"results":[{"content_object":{"name":"a"}}]})");
    }
    if (ends("/vision/runs") && r.method == "GET") {
        const bool last = r.query("offset").value_or("0") != "0";
        return reply::json(last ? R"({"count":3,"results":[{"uuid":"c"}]})"
                                : R"({"count":3,"next":"x","results":[{"uuid":"a"},{"uuid":"b"}]})");
    }
    auto out = reply::json(
        R"({"uuid":")" + std::string(uuid) +
        R"(","name":"quick","owner":"acme","project":"vision","status":"running",)"
        R"("settings":{"namespace":"polyaxon"},"description":"some words that are no short text"})");
    out.gzip = r.method == "GET";
    return out;
}

v1::run_client run_of(const v1::client& c) {
    return v1::run_client(c, {.owner = "acme", .project = "vision", .run_uuid = uuid});
}

std::string size_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary | std::ios::ate);
    return std::to_string(in.tellg());
}

using text = asio::awaitable<std::string>;
constexpr call_options limit{.timeout = fault_desk::timeout};

text v1_get(v0::client, v1::client c, const std::string&) {
    const auto run = co_await c.runs().get_run("acme", "vision", uuid);
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
    const auto run = co_await c.runs().patch_run("acme", "vision", uuid, body);
    co_return run.name.value_or("");
}
text v1_put(v0::client, v1::client c, const std::string&) {
    auto body = json::object();
    body.set("name", "quick");
    const auto run = co_await c.runs().update_run("acme", "vision", uuid, body);
    co_return run.name.value_or("");
}
text v1_delete(v0::client, v1::client c, const std::string&) {
    co_await c.runs().delete_run("acme", "vision", uuid);
    co_return "gone";
}
text v1_again(v0::client, v1::client c, const std::string&) {
    const auto run = co_await c.runs().get_run("acme", "vision", "flaky");
    co_return run.name.value_or("");
}
// A cancelled batch has many that were cancelled. Of those that failed there may be one.
text v1_batch(v0::client, v1::client c, const std::string&) {
    std::vector<int> numbers(7);
    auto get = [&c](int) { return c.runs().get_run("acme", "vision", uuid); };
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
};

}  // namespace

std::span<const call_kind> call_kinds() { return kinds; }

fault_desk::fault_desk(bool tls) : folder_(new_folder()), system_(std::make_shared<machine>()), tls_(tls) {
    testing::server_options o;
    o.tls = tls;
    o.keep_requests = 1;
    const auto served = [m = memory_](const received& r) {
        m->writes += r.method == "POST" || r.method == "PATCH";
        if (r.path().ends_with("/runs/flaky") && m->flaky++ == 0) return reply::error(503, "not yet");
        return answer(r);
    };
    server_ = std::make_unique<testing::server>(served, o);
    url_ = server_->url();
    if (tls) ca_ = server_->ca_file();
}
fault_desk::~fault_desk() {
    std::error_code ec;
    fs::remove_all(folder_, ec);
}

v0::client fault_desk::old_client(const asio::any_io_executor& executor, const call_kind& kind) const {
    v0::api_config c;
    c.host = "127.0.0.1";
    c.port = server_->port();
    c.use_https = tls_;
    c.tls.ca_file = ca_;
    c.call_timeout = timeout;
    c.thread_safe = false;
    c.retry.max_attempts = kind.attempts;
    c.retry.base_delay = c.retry.max_delay = std::chrono::milliseconds(1);
    c.pool.pipeline_depth = kind.pipeline_depth;
    if (kind.pipeline_depth > 1) c.pool.max_connections = 1;
    c.proxy.from_environment = false;
    c.system = &system_;
    return v0::client(executor, c);
}
v1::client fault_desk::young_client(const asio::any_io_executor& executor, const call_kind& kind) const {
    v1::client_config c;
    c.host = url_;
    if (tls_) c.ssl_ca_cert = ca_;
    c.inherit = true;
    c.timeout = std::chrono::duration<double>(timeout).count();
    c.thread_safe = false;
    c.retry.max_attempts = kind.attempts;
    c.retry.base_delay = c.retry.max_delay = std::chrono::milliseconds(1);
    c.pool.pipeline_depth = kind.pipeline_depth;
    if (kind.pipeline_depth > 1) c.pool.max_connections = 1;
    c.proxy.from_environment = false;
    c.system = &system_;
    return v1::client(executor, c);
}

std::string fault_desk::tidy() const {
    std::string left;
    for (const auto& e : fs::recursive_directory_iterator(folder_)) {
        const auto name = e.path().filename().string();
        if (name != "code.bin") left += name + " ";
    }
    memory_->writes = memory_->flaky = 0;
    std::error_code ec;
    for (const auto* name : {"model.bin", "repo.tar.gz"}) fs::remove(fs::path(folder_) / name, ec);
    return left;
}

}  // namespace polyaxon::test
