// Runs one example as a test: starts the embedded platform, makes the home and the environment that the example's way of
// authenticating asks for, runs it as a process of its own, and checks what the server saw.
//   example_harness NAME PROGRAM
#include "failing_run.hpp"

#include <polyaxon/testing.hpp>

#include <unistd.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using environment = std::map<std::string, std::string>;

constexpr const char* token = "example-token-5f3a";

struct scene {
    polyaxon::testing::server& plain;
    polyaxon::testing::server& tls;
    polyaxon::testing::platform& platform;
    fs::path home;
    environment env;

    void file(const std::string& name, const std::string& text) const {
        fs::create_directories((home / name).parent_path());
        std::ofstream(home / name) << text;
        fs::permissions(home / name, fs::perms::owner_read | fs::perms::owner_write);
    }
    std::string port() const { return std::to_string(plain.port()); }
};

struct scenario {
    std::function<void(scene&)> prepare;
    std::string authorization;  // what every request must carry; empty: none at all
    bool over_tls = false;
    std::function<bool(const scene&)> left = {};  // what it must have left in its home
};

void v1_from_environment(scene& s) {
    s.env["POLYAXON_HOST"] = s.plain.url();
    s.env["POLYAXON_AUTH_TOKEN"] = token;
}

/// A line for each event of each metric of each run, below the head.
bool all_metrics_exported(const scene& s) {
    std::ifstream csv(s.home / "metrics.csv");
    std::size_t lines = 0;
    for (std::string line; std::getline(csv, line);) ++lines;
    const auto wanted = 1 + s.platform.run_uuids("vision").size() * 4;
    if (lines != wanted) std::cerr << "metrics.csv has " << lines << " lines, expected " << wanted << '\n';
    return lines == wanted;
}

const std::string v0_token = std::string("Token ") + token;

const std::map<std::string, scenario> scenarios = {
    {"v0_in_cluster",
     {[](scene& s) {
          s.env["POLYAXON_IS_MANAGED"] = "true";
          s.env["POLYAXON_API_HTTP_HOST"] = s.plain.url();
          s.env["POLYAXON_API_WS_HOST"] = "ws://127.0.0.1:" + s.port();
          s.env["POLYAXON_INTERNAL_HEADER"] = "X-POLYAXON-INTERNAL";
          s.env["POLYAXON_INTERNAL_HEADER_SERVICE"] = "runner";
          s.env["POLYAXON_AUTHENTICATION_TYPE"] = "Internaltoken";
          s.env["POLYAXON_SECRET_INTERNAL_TOKEN"] = token;
      },
      std::string("Internaltoken ") + token}},
    {"v0_cli_login",
     {[](scene& s) {
          s.file(".polyaxon/.polyaxonconfig", R"({"host": "127.0.0.1", "port": )" + s.port() + "}");
          s.file(".polyaxon/.polyaxonauth", std::string(R"({"username": "ada", "token": ")") + token + "\"}");
      },
      v0_token}},
    {"v0_environment",
     {[](scene& s) {
          s.env["POLYAXON_API_HOST"] = "127.0.0.1";
          s.env["POLYAXON_HTTP_PORT"] = s.port();
          s.env["POLYAXON_SECRET_USER_TOKEN"] = token;
      },
      v0_token}},
    {"v0_parameters",
     {[](scene& s) {
          s.env["EXAMPLE_HOST"] = "127.0.0.1";
          s.env["EXAMPLE_PORT"] = std::to_string(s.tls.port());
          s.env["EXAMPLE_TOKEN"] = token;
          s.env["POLYAXON_SECRET_USER_TOKEN"] = "beaten-by-the-argument";
      },
      v0_token, true}},
    {"v0_api_config",
     {[](scene& s) {
          s.env["EXAMPLE_HOST"] = "127.0.0.1";
          s.env["EXAMPLE_PORT"] = s.port();
          s.env["EXAMPLE_TOKEN"] = token;
      },
      v0_token}},
    {"v1_environment", {v1_from_environment, v0_token}},
    {"v1_configured_client",
     {[](scene& s) {
          s.env["EXAMPLE_URL"] = s.plain.url();
          s.env["EXAMPLE_TOKEN"] = token;
          s.env["POLYAXON_AUTH_TOKEN"] = "beaten-by-the-argument";
      },
      v0_token}},
    {"v1_training_loop",
     {[](scene& s) {
          v1_from_environment(s);
          s.env["POLYAXON_ARTIFACTS_ROOT"] = (s.home / "artifacts").string();
      },
      v0_token}},
    {"v1_follow_logs",
     {[](scene& s) {
          v1_from_environment(s);
          s.env["EXAMPLE_RUN"] = failing_uuid;
          s.env["POLYAXON_WATCH_INTERVAL"] = "1";
      },
      v0_token}},
    {"v1_export_metrics", {v1_from_environment, v0_token, false, all_metrics_exported}},
    {"v1_changed_project",
     {[](scene& s) {
          v1_from_environment(s);
          s.file(".polyaxon/.project", "owner: acme\nname: vision\n");
      },
      v0_token}},
    {"v1_changed_owner_and_project",
     {[](scene& s) {
          v1_from_environment(s);
          s.file(".polyaxon/.project", "owner: somebody\nname: else\n");
      },
      v0_token}},
    {"v1_changed_run",
     {[](scene& s) {
          v1_from_environment(s);
          s.file(".polyaxon/.project", "owner: acme\nname: vision\n");
          s.file(".polyaxon/.run",
                 R"({"owner": "acme", "project": "vision", "uuid": "00000000000000000000000000000000"})");
          s.env["EXAMPLE_RUN"] = s.platform.run_uuids("vision").at(0);
      },
      v0_token}},
    // The first program of the README: no token, for the community edition asks for none.
    {"readme", {[](scene& s) { s.env["POLYAXON_HOST"] = s.plain.url(); }, ""}},
};

/// Two metrics of two events for every run.
polyaxon::testing::server::handler with_metrics(polyaxon::testing::server::handler platform) {
    return [platform](const polyaxon::testing::received& r) {
        const auto path = r.path();
        if (r.method == "GET" && path.ends_with("/lineage/artifacts"))
            return polyaxon::testing::reply::json(
                R"({"count":2,"results":[{"name":"loss","kind":"metric"},{"name":"accuracy","kind":"metric"}]})");
        if (r.method == "GET" && path.ends_with("/events/metric")) {
            const std::string columns =
                R"("kind":"metric","data":{"step":[0,1],"timestamp":["2026-01-01T00:00:00+00:00","2026-01-01T00:00:01+00:00"],"metric":[0.5,0.25]}})";
            return polyaxon::testing::reply::json(R"({"data":[{"name":"loss",)" + columns +
                                                  R"(,{"name":"accuracy",)" + columns + "]}");
        }
        return platform(r);
    };
}

/// The embedded platform, and what it does not know: changes, files and lineage of runs are taken and forgotten.
polyaxon::testing::server::handler with_files(polyaxon::testing::server::handler platform) {
    return [platform](const polyaxon::testing::received& r) {
        const auto path = r.path();
        const bool file = r.method == "POST" && path.starts_with("/streams/v1/");
        const bool lineage = r.method == "POST" && path.ends_with("/lineage/artifacts");
        if (file || lineage || (r.method == "PATCH" && path.starts_with("/api/v1/")))
            return polyaxon::testing::reply::json("{}", lineage ? 201 : 200);
        return platform(r);
    };
}

}  // namespace

int main(int argc, char** argv) {
    const auto known = argc == 3 ? scenarios.find(argv[1]) : scenarios.end();
    if (known == scenarios.end()) return std::cerr << "usage: example_harness NAME PROGRAM\n", 2;
    const scenario& wanted = known->second;

    polyaxon::testing::platform_options small;
    small.runs = 400;
    polyaxon::testing::platform platform(small);
    polyaxon::testing::server_options with_tls;
    with_tls.tls = true;
    polyaxon::testing::server plain(with_metrics(with_failing_run(with_files(platform.handler()))));
    polyaxon::testing::server tls(platform.handler(), with_tls);

    std::string folder = (fs::temp_directory_path() / "polyaxon-example-XXXXXX").string();
    if (!mkdtemp(folder.data())) return std::cerr << "no temporary folder\n", 2;
    scene s{plain, tls, platform, folder, {}};
    wanted.prepare(s);

    // A bare environment, so that nothing of the machine reaches the example.
    std::string command = "cd '" + folder + "' && env -i HOME='" + folder + "'";
    for (const auto& [name, value] : s.env) command += " " + name + "='" + value + "'";
    for (const char* keep : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LD_LIBRARY_PATH"})
        if (const char* value = std::getenv(keep)) command += std::string(" ") + keep + "='" + value + "'";
    command += std::string(" '") + fs::absolute(argv[2]).string() + "'";
    const int code = std::system(command.c_str());
    const bool left = !wanted.left || wanted.left(s);
    fs::remove_all(folder);

    int wrong = code != 0 || !left;
    const auto requests = (wanted.over_tls ? tls : plain).requests();
    if (requests.empty()) wrong = 1, std::cerr << "no request arrived\n";
    for (const auto& r : requests) {
        const auto shown = r.header("Authorization").value_or("");
        if (shown == wanted.authorization) continue;
        wrong = 1;
        std::cerr << r.method << ' ' << r.target
                  << " carried another Authorization than this way of logging in gives\n";
    }
    std::cout << requests.size() << " requests, exit code " << code << '\n';
    return wrong;
}
