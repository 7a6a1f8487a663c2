#include "support/fault_calls.hpp"

#include <polyaxon/testing/websocket.hpp>

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

namespace polyaxon::test {

namespace fs = std::filesystem;

namespace {

using testing::frame;
using testing::received;
using testing::reply;

constexpr std::string_view pods = R"({"pods":{"pod-0":{"spec":{"containers":[{"name":"polyaxon-main"}]}}}})";

/// A home with the files of both command line tools.
class machine final : public context::system {
 public:
    std::optional<std::string> variable(std::string_view name) const override {
        if (name == "POLYAXON_DEBUG") return "false";
        if (name == "HEALTH_CHECK_INTERVAL") return "1";
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

/// The clock of who is in a hurry.
class hurried_time final : public async::time_source {
    static constexpr int faster = 1'000;

    class hurried_alarm final : public alarm {
     public:
        hurried_alarm(std::unique_ptr<alarm> real, async::steady_time begun)
            : real_(std::move(real)), begun_(begun) {}
        void set(async::steady_time when, std::function<void()> ring) override {
            real_->set(begun_ + (when - begun_) / faster, std::move(ring));
        }
        void stop() override { real_->stop(); }

     private:
        const std::unique_ptr<alarm> real_;
        const async::steady_time begun_;
    };

 public:
    async::steady_time now() const override {
        return begun_ + faster * (std::chrono::steady_clock::now() - begun_);
    }
    std::unique_ptr<alarm> make_alarm(asio::any_io_executor executor) override {
        return std::make_unique<hurried_alarm>(async::real_time()->make_alarm(std::move(executor)), begun_);
    }

 private:
    const async::steady_time begun_ = std::chrono::steady_clock::now();
};

// For an observer more allocations are made; without one, what fails in the background is told on standard error.
const auto quiet = std::make_shared<observer>();

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
    if (ends("/runs/moved")) {
        reply there{.status = 307, .body = ""};
        there.headers = {{"Location", path.substr(0, path.size() - 5) + std::string(fault_uuid)}};
        return there;
    }
    if (ends("/slow/")) {
        auto late = reply::json(R"({"name":"slow"})");
        late.delay = std::chrono::milliseconds(8);
        return late;
    }
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
        R"({"uuid":")" + std::string(fault_uuid) +
        R"(","name":"quick","owner":"acme","project":"vision","status":"running",)"
        R"("settings":{"namespace":"polyaxon"},"description":"some words that are no short text"})");
    out.gzip = r.method == "GET";
    return out;
}

}  // namespace

fault_desk::fault_desk(bool tls)
    : folder_(new_folder()),
      system_(std::make_shared<machine>()),
      hurry_(std::make_shared<hurried_time>()),
      tls_(tls) {
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

template <class Config>
void fault_desk::set_transport(Config& c, const call_kind& kind) const {
    c.thread_safe = false;
    c.retry.max_attempts = kind.attempts;
    c.retry.base_delay = c.retry.max_delay = std::chrono::milliseconds(1);
    c.pool.pipeline_depth = kind.pipeline_depth;
    if (kind.pipeline_depth > 1) c.pool.max_connections = 1;
    c.proxy.from_environment = false;
    if (kind.proxied) c.proxy.url = proxy_url_;
    c.max_redirects = kind.max_redirects;
    c.system = &system_;
}

v0::client fault_desk::old_client(const asio::any_io_executor& executor, const call_kind& kind) const {
    v0::api_config c;
    c.host = "127.0.0.1";
    c.port = server_->port();
    c.use_https = tls_;
    c.tls.ca_file = ca_;
    c.call_timeout = timeout;
    if (kind.hurried) c.time = &hurry_;
    set_transport(c, kind);
    v0::client made(executor, c);
    made.set_observer(quiet);
    return made;
}
v1::client fault_desk::young_client(const asio::any_io_executor& executor, const call_kind& kind) const {
    v1::client_config c;
    c.host = url_;
    if (tls_) c.ssl_ca_cert = ca_;
    c.inherit = true;
    c.timeout = std::chrono::duration<double>(timeout).count();
    set_transport(c, kind);
    v1::client made(executor, c);
    made.set_observer(quiet);
    return made;
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
