#include "conformance/tracking_case.hpp"

#include "conformance/scratch.hpp"
#include "conformance/v0_compare.hpp"
#include "conformance/v0_setup.hpp"

#include <polyaxon/codec/error.hpp>

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <thread>

namespace conformance {

namespace {

using polyaxon::testing::received;
using polyaxon::testing::reply;

/// What the recorded server answered: user adam, creations with fixed ids, or the status that the case says.
reply answer(const received& r, const json& statuses) {
    const auto path = r.path();
    for (const auto& [end, status] : statuses.items())
        if (path.ends_with(end)) return reply::error(status.as<int>(), "refused by the case");
    if (path.ends_with("/users/")) return reply::json(R"({"username": "adam", "email": "adam@example.com"})");
    if (path.ends_with("/ephemeraltoken/")) return reply::json(R"({"token": "tok-from-eph"})");
    struct kind {
        std::string_view end;
        int id;
    };
    if (r.method == "POST")
        for (const auto& [end, id] :
             {kind{"/experiments/", 42}, kind{"/groups/", 7}, kind{"/jobs/", 12}, kind{"/builds/", 3}})
            if (path.ends_with(end)) return reply::json("{\"id\": " + std::to_string(id) + "}", 201);
    return reply::json("{}");
}

/// Which of the client's workers sends it.
int kind_of_work(std::string_view verb, std::string_view target) {
    if (target.ends_with("/_heartbeat/")) return 3;
    if (target.ends_with("/metrics/") || target.ends_with("/logs/")) return 2;
    return verb == "PATCH" || target.ends_with("/statuses/") || target.ends_with("/coderef/") ? 1 : 0;
}

void compare_requests(const json& expected, const std::vector<received>& actual) {
    std::array<std::vector<json>, 4> wanted;
    std::array<std::vector<received>, 4> seen;
    for (const auto& r : expected.elements()) {
        const auto verb = r.at("verb").as<std::string>(), target = r.at("target").as<std::string>();
        wanted[static_cast<std::size_t>(kind_of_work(verb, target))].push_back(r);
    }
    for (const auto& r : actual)
        seen[static_cast<std::size_t>(kind_of_work(r.method, r.target))].push_back(r);
    for (std::size_t kind = 0; kind < wanted.size(); ++kind) {
        const auto& a = wanted[kind];
        const auto& b = seen[kind];
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) v0::compare_request(a[i], b[i]);
        if (a.size() > b.size())
            throw mismatch(a[b.size()].at("verb").as<std::string>() + " " +
                           a[b.size()].at("target").as<std::string>() + " was not sent");
        if (a.size() < b.size())
            throw mismatch(b[a.size()].method + " " + b[a.size()].target +
                           " was sent and is not in the record");
    }
}

void compare_raised(const json& expected, const json& actual) {
    if (member(actual, "raises").is_null())
        throw mismatch("a result came where the record has an error: " +
                       shortened(member(actual, "returns").text()));
    const auto raised = actual.at("raises");
    polyaxon::error_info info;
    info.kind = static_cast<polyaxon::errc>(raised.at("kind").as<int>());
    info.status = raised.at("status").as<int>();
    info.detail = raised.at("text").as<std::string>();
    if (expected.value_or("about", std::string()) == "creation refused by the server" && info.status >= 400)
        return;  // the refusal itself comes out
    v0::expectation e;
    e.raises = expected;
    e.request_sent = info.status != 0;
    const auto type = expected.at("type").as<std::string>();
    if (info.status != 0) {
        e.response = json::object().set("status", info.status);
        if (!expected.contains("status_code"))
            e.raises = json::object()
                           .set("type", type)
                           .set("status_code", std::stoi(expected.value_or("message", std::string("0"))));
    }
    v0::compare_error(e, polyaxon::error(std::move(info)));
}

/// Ids are numbers or texts, as they were found.
bool same(const json& expected, const json& actual) {
    if (expected == actual) return true;
    return is_number(expected) && actual.is_string() && actual.as<std::string>() == expected.text();
}

void compare_state(const std::string& where, const json& expected, const json& actual) {
    for (const auto& [key, value] : expected.items()) {
        const auto ours = member(actual, key);
        if (same(value, ours)) continue;
        v0::compare_body(where + "." + key, value, ours);
    }
}

void compare_result(const json& expected, const json& actual) {
    const auto step = expected.at("step").as<std::string>();
    if (const auto raises = member(expected, "raises"); !raises.is_null())
        return compare_raised(raises, actual);
    if (const auto raised = member(actual, "raises"); !raised.is_null())
        throw mismatch(step + ": an error came: " + raised.at("text").as<std::string>());
    const auto returns = member(expected, "returns"), ours = member(actual, "returns");
    if (returns.is_object())
        compare_state(step, returns, ours);
    else if (step == "$env" && returns.is_string() && returns.as<std::string>().starts_with("{")) {
        if (!ours.is_string() ||
            json::parse(returns.as<std::string>()) != json::parse(ours.as<std::string>()))
            throw mismatch("$env: expected " + std::string(returns.text()) + ", got " +
                           std::string(ours.text()));
    } else
        v0::compare_body(step, returns, ours);
    compare_state(step + " (state)", member(expected, "state"), member(actual, "state"));
    if (const auto path = member(expected, "outputs_path"); !path.is_null())
        v0::compare_body(step + ".outputs_path", path, member(member(actual, "state"), "outputs_path"));
}

void compare_results(const json& expected, const std::vector<json>& actual) {
    for (const auto& line : actual) {
        if (line.contains("skip")) throw inexpressible(line.at("skip").as<std::string>());
        if (line.contains("fail")) throw mismatch(line.at("fail").as<std::string>());
    }
    const auto wanted = expected.elements();
    for (std::size_t i = 0; i < std::min(wanted.size(), actual.size()); ++i) {
        if (wanted[i].at("step") != actual[i].at("step"))
            throw mismatch("expected step " + std::string(wanted[i].at("step").text()) + ", got " +
                           std::string(actual[i].at("step").text()));
        compare_result(wanted[i], actual[i]);
    }
    if (wanted.size() != actual.size())
        throw mismatch("expected " + std::to_string(wanted.size()) + " results, got " +
                       std::to_string(actual.size()));
}

/// Environment of the case, with the server's address for the recorded one and a home of its own.
std::vector<std::string> environment(const json& recorded, std::uint16_t port, const scratch& machine) {
    std::vector<std::string> out{"HOME=" + (machine.root() / "work").string(), "PATH=/usr/bin:/bin"};
    for (const auto& [name, value] : recorded.items()) {
        auto text = v0::moved(value.as<std::string>(), port);
        if (name == "POLYAXON_API_HOST" && text == "localhost") text = "127.0.0.1";
        if (name == "POLYAXON_HTTP_PORT" && text == "8000") text = std::to_string(port);
        out.push_back(name + "=" + text);
    }
    return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (auto& text : texts) out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

/// Runs `argv` with exactly that environment in `folder`; its exit code, or 128 and the signal that ended it. Ended by us when it takes too long.
int exit_code_of(std::vector<std::string> argv, std::vector<std::string> env) {
    auto words = pointers(argv), variables = pointers(env);
    ::pid_t child = 0;
    if (const int failed =
            ::posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, words.data(), variables.data()))
        throw std::runtime_error("cannot start a process: error " + std::to_string(failed));
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    for (int status = 0;;) {
        if (::waitpid(child, &status, WNOHANG) == child)
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        if (std::chrono::steady_clock::now() > until) {
            ::kill(child, SIGKILL);
            ::waitpid(child, &status, 0);
            throw mismatch("the process of the case did not end within 20 s");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));  // between two looks at another process
    }
}

/// A small work tree: one commit on branch main, an origin, one file changed since. The hash of the commit.
std::string make_work_tree() {
    const auto git = [](const std::string& rest) {
        if (std::system(
                ("git -c user.name=a -c user.email=a@example.com " + rest + " >/dev/null 2>&1").c_str()) != 0)
            throw std::runtime_error("git " + rest + " failed");
    };
    std::ofstream("file") << "one\n";
    git("init -b main .");
    git("add file");
    git("commit -m first");
    git("remote add origin https://github.com/adam/mnist");
    std::ofstream("file") << "two\n";
    std::string hash;
    std::ifstream(".git/refs/heads/main") >> hash;
    return hash;
}

/// The recorded hash in `requests`, with that of our own work tree in its place.
json with_hash(const json& requests, const std::string& hash) {
    auto text = std::string(requests.text());
    const std::string key = "\"commit\": \"";
    const auto at = text.find(key);
    if (at == text.npos) throw std::runtime_error("a work tree without a recorded commit");
    const auto recorded = text.substr(at + key.size(), 40);
    for (auto i = text.find(recorded); i != text.npos; i = text.find(recorded, i + 1))
        text.replace(i, 40, hash);
    return json::parse(text);
}

}  // namespace

void replay_tracking(const json& a_case) {
    const scratch machine;
    const auto statuses = member(a_case, "server_status");
    polyaxon::testing::server server([&](const received& r) { return answer(r, statuses); });

    auto requests = a_case.at("requests");
    const bool in_git = a_case.contains("git");
    if (in_git) requests = with_hash(requests, make_work_tree());

    const auto file = (machine.root() / "case.json").string(),
               results = (machine.root() / "results").string();
    std::ofstream(file, std::ios::binary) << json::array().push(a_case).text();
    const int code = exit_code_of(
        {"tracking_cases", "--play", file, "--root", machine.root().string(), "--results", results},
        environment(a_case.at("env"), server.port(), machine));

    std::vector<json> lines;
    std::ifstream in(results, std::ios::binary);
    for (std::string line; std::getline(in, line);) lines.push_back(json::parse(line));
    compare_results(a_case.at("results"), lines);
    compare_requests(requests, server.requests());
    if (code != a_case.at("exit_code").as<int>())
        throw mismatch("expected exit code " + std::string(a_case.at("exit_code").text()) + ", got " +
                       std::to_string(code));
    std::filesystem::remove(file);
    std::filesystem::remove(results);
    if (!in_git) machine.compare(member(a_case, "files_written"));
}

}  // namespace conformance
