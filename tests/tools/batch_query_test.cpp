// The program itself, from its command line to its exit code.
#include "support/refusing_port.hpp"

#include <polyaxon/testing/platform.hpp>
#include <polyaxon/testing/server.hpp>

#include <gtest/gtest.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>

using namespace polyaxon::testing;

namespace {

struct outcome {
    int code = -1;
    std::string out, err;
};

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

class BatchQuery : public ::testing::Test {
 protected:
    void SetUp() override {
        auto name = (std::filesystem::temp_directory_path() / "batch-query-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    /// Runs the program in an empty home; `meanwhile` may disturb it.
    outcome run(std::vector<std::string> arguments, const std::function<void(pid_t)>& meanwhile = {}) {
        const auto out = folder_ / "out", err = folder_ / "err";
        arguments.insert(arguments.begin(), POLYAXON_BATCH_QUERY);
        std::vector<char*> argv;
        for (auto& a : arguments) argv.push_back(a.data());
        argv.push_back(nullptr);
        std::string home = "HOME=" + folder_.string();
        std::vector<char*> environment{home.data()};
        // What a sanitizer was told must reach the child too.
        std::vector<std::string> kept;
        for (const char* key : {"ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"}) {
            if (const char* value = std::getenv(key)) kept.push_back(std::string(key) + '=' + value);
        }
        for (auto& one : kept) environment.push_back(one.data());
        environment.push_back(nullptr);
        const auto out_name = out.string(), err_name = err.string(), home_name = folder_.string();
        const pid_t child = ::fork();
        if (child == 0) {
            const int to_out = ::open(out_name.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
            const int to_err = ::open(err_name.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
            ::dup2(to_out, 1);
            ::dup2(to_err, 2);
            if (::chdir(home_name.c_str()) == 0) ::execve(argv[0], argv.data(), environment.data());
            ::_exit(127);
        }
        if (meanwhile) meanwhile(child);
        int status = 0;
        ::waitpid(child, &status, 0);
        outcome o;
        o.code = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
        o.out = text_of(out);
        o.err = text_of(err);
        return o;
    }
    static std::vector<std::string> at(const server& s, std::vector<std::string> more = {}) {
        std::vector<std::string> all{"--host",  "127.0.0.1", "--port", std::to_string(s.port()),
                                     "--owner", "acme"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    static std::size_t lines(const std::string& text) {
        return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }

    std::filesystem::path folder_;
};

}  // namespace

TEST_F(BatchQuery, ChecksEveryFigureOfTheEmbeddedServer) {
    for (const char* api : {"v1", "v0"}) {
        const auto o = run({"--api", api, "--embedded", "300", "--faults", "0.05"});
        EXPECT_EQ(o.code, 0) << o.out << o.err;
        EXPECT_NE(o.out.find("check  fetched: 300  ok\n"), std::string::npos) << o.out;
        EXPECT_EQ(o.out.find("WRONG"), std::string::npos) << o.out;
        EXPECT_NE(o.out.find("every figure agrees with the seed\n"), std::string::npos);
        EXPECT_GT(count(o.out, "check  runs of "), 19u);
        EXPECT_EQ(o.out.find("embedded server: "), std::string::npos);  // told on stderr
        EXPECT_EQ(count(o.err, "\r"), 0u) << "no bar where no terminal is";
        EXPECT_LT(lines(o.err), 20u);
    }
}

TEST_F(BatchQuery, ChecksEveryFigureOfAPartOfTheEmbeddedServer) {
    const platform p({.seed = 7, .projects = 4, .runs = 300, .owner = "ada"});
    for (const char* api : {"v1", "v0"}) {
        SCOPED_TRACE(api);
        const std::vector<std::string> all{"--api",      api, "--embedded", "300",
                                           "--projects", "4", "--format",   "ndjson"};
        auto with = [&](std::vector<std::string> more) {
            more.insert(more.begin(), all.begin(), all.end());
            return run(more);
        };
        const auto two = with({"--owner", "ada", "--project", "vision,speech", "--project", "vision"});
        EXPECT_EQ(two.code, 0) << two.err;
        EXPECT_EQ(lines(two.out), p.part({"vision", "speech"}).size);
        EXPECT_EQ(count(two.out, "{\"project\":\"vision\""), p.run_uuids("vision").size());
        EXPECT_NE(two.err.find("every figure agrees with the seed\n"), std::string::npos) << two.err;
        const auto running = with({"--query", "status:running", "--sort", "-duration"});
        EXPECT_EQ(running.code, 0) << running.err;
        EXPECT_EQ(lines(running.out), p.by_status()["running"]);
        EXPECT_NE(running.err.find("every figure agrees with the seed\n"), std::string::npos) << running.err;
        const auto none = with({"--project", "vision", "--query", "status:nosuch"});
        EXPECT_EQ(none.code, 0) << none.err;
        EXPECT_EQ(none.out, "");
        EXPECT_EQ(with({"--project", "nosuch"}).code, 4);
        const auto refused = with({"--query", "nosuch:1"});
        EXPECT_EQ(refused.code, 1);
        EXPECT_NE(refused.err.find("nosuch"), std::string::npos) << refused.err;
    }
}

TEST_F(BatchQuery, PrintsTheSameRowsInEveryFormatAndOrder) {
    const auto csv = run({"--embedded", "60", "--projects", "3", "--seed", "5", "--format", "csv"});
    const auto again =
        run({"--embedded", "60", "--projects", "3", "--seed", "5", "--format", "csv", "--concurrency", "1"});
    EXPECT_EQ(csv.code, 0) << csv.err;
    EXPECT_EQ(csv.out, again.out);
    EXPECT_EQ(count(csv.out, "\r\n"), 61u);
    EXPECT_NE(csv.err.find("every figure agrees with the seed\n"),
              std::string::npos);  // the summary does not mix with the rows
    const auto ndjson = run({"--embedded", "60", "--projects", "3", "--seed", "5", "--format", "ndjson"});
    EXPECT_EQ(lines(ndjson.out), 60u);
    EXPECT_EQ(count(ndjson.out, "{\"project\":\"vision\""), count("\n" + csv.out, "\nvision,"));
    const auto table = run({"--embedded", "60", "--projects", "3", "--seed", "5", "--rows", "0"});
    EXPECT_EQ(count(table.out, "\nvision  "), count(csv.out, "\nvision,"));
}

TEST_F(BatchQuery, WritesAFile) {
    const auto file = folder_ / "runs.csv";
    const auto o = run({"--embedded", "20", "--projects", "2", "--format", "csv", "--output", file.string()});
    EXPECT_EQ(o.code, 0) << o.err;
    EXPECT_EQ(o.out, "");
    EXPECT_EQ(count(text_of(file), "\r\n"), 21u);
    const auto bad = run({"--embedded", "20", "--output", "/nonexistent/runs.csv"});
    EXPECT_EQ(bad.code, 1);
    EXPECT_NE(bad.err.find("cannot write /nonexistent/runs.csv"), std::string::npos) << bad.err;
}

TEST_F(BatchQuery, AsksARealHostWithQueryAndLimit) {
    const platform p({.seed = 3, .projects = 4, .runs = 500, .token = "right"});
    server s(p.handler());
    const auto running = run(at(s, {"--token", "right", "--query", "status:running", "--format", "ndjson"}));
    EXPECT_EQ(running.code, 0) << running.err;
    EXPECT_EQ(lines(running.out), p.by_status()["running"]);
    EXPECT_EQ(count(running.out, "\"status\":\"running\""), lines(running.out));
    const auto some =
        run(at(s, {"--token", "right", "--project", "vision", "--limit", "7", "--format", "ndjson"}));
    EXPECT_EQ(some.code, 0) << some.err;
    EXPECT_EQ(count(some.out, "{\"project\":\"vision\""), 7u);
    EXPECT_EQ(lines(some.out), 7u);
    const auto experiments =
        run(at(s, {"--api", "v0", "--token", "right", "--query", "status:running", "--format", "ndjson"}));
    EXPECT_EQ(lines(experiments.out), lines(running.out)) << experiments.err;
    for (const auto& r : s.requests()) EXPECT_EQ(r.header("Authorization"), "Token right");
}

TEST_F(BatchQuery, SpeaksTlsWithAnAuthorityOfOnesOwn) {
    const platform p({.seed = 3, .projects = 1, .runs = 5});
    server s(p.handler(), {.tls = true});
    EXPECT_EQ(run(at(s, {"--https", "--ca", s.ca_file()})).code, 0);
    EXPECT_EQ(run(at(s, {"--https", "--insecure"})).code, 0);
    const auto unknown = run(at(s, {"--https", "--timeout", "20"}));
    EXPECT_EQ(unknown.code, 5);
    EXPECT_NE(unknown.err.find("--ca"), std::string::npos) << unknown.err;
}

TEST_F(BatchQuery, ExitCodesAreThoseOfTheHelp) {
    const platform p({.seed = 3, .projects = 1, .runs = 5, .token = "right"});
    server s(p.handler());
    const auto wrong = run(at(s, {"--token", "wrong-token-7"}));
    EXPECT_EQ(wrong.code, 3);
    EXPECT_NE(wrong.err.find("valid token"), std::string::npos) << wrong.err;
    EXPECT_EQ(wrong.err.find("wrong-token-7"), std::string::npos) << "a token must not be told";
    EXPECT_EQ(wrong.out, "");
    const auto unknown = run(at(s, {"--token", "right", "--project", "nosuch"}));
    EXPECT_EQ(unknown.code, 4);
    EXPECT_NE(unknown.err.find("--project"), std::string::npos) << unknown.err;
    const auto port = std::to_string(s.port());
    EXPECT_EQ(run(at(s, {"--token", "right"})).code, 0);
    EXPECT_EQ(run(at(s, {"--token", "right", "--query", "nosuch:1"})).code, 1);
    const auto no_name = run({"--host", "no-such-host.invalid", "--port", port, "--timeout", "5"});
    EXPECT_EQ(no_name.code, 5) << no_name.err;
}

TEST_F(BatchQuery, WaitsWhereAServerSaysTooMany) {
    // The first requests are refused more often than a call is tried: they wait their turn and nothing is lost.
    const platform p({.seed = 3, .projects = 2, .runs = 30, .owner = "acme"});
    auto refused = std::make_shared<std::atomic<int>>(0);
    const server s([answer = p.handler(), refused](const received& r) {
        if ((*refused)++ >= 8) return answer(r);
        auto too_many = reply::error(429, "Request was throttled.");
        too_many.headers.emplace_back("Retry-After", "0");
        return too_many;
    });
    const auto o = run(at(s, {"--api", "v0", "--token", "t", "--format", "ndjson"}));
    EXPECT_EQ(o.code, 0) << o.err;
    EXPECT_EQ(lines(o.out), 30u) << o.err;
}

TEST_F(BatchQuery, ARefusedPortIsTheNetwork) {
    const polyaxon::test::refusing_port nobody;
    for (const char* api : {"v0", "v1"}) {
        const auto o = run({"--api", api, "--host", "127.0.0.1", "--port", std::to_string(nobody.number()),
                            "--owner", "acme", "--timeout", "20"});
        EXPECT_EQ(o.code, 5) << o.err;
        EXPECT_EQ(lines(o.err), 1u) << o.err;
        EXPECT_NE(o.err.find("--port"), std::string::npos) << o.err;
    }
}

TEST_F(BatchQuery, UsageMistakesAreTold) {
    for (const auto& mistake : std::vector<std::vector<std::string>>{{"--api", "v2"},
                                                                     {"--api", "0"},
                                                                     {"--api", "1"},
                                                                     {"--api", "V0"},
                                                                     {"--format", "0"},
                                                                     {"--nosuch"},
                                                                     {"--format", "xml"},
                                                                     {"--concurrency", "0"},
                                                                     {"--port", "99999", "--host", "h"},
                                                                     {"--port", "80"},
                                                                     {"--embedded", "0"},
                                                                     {"--embedded", "5", "--limit", "3"},
                                                                     {"--embedded", "5", "--host", "h"},
                                                                     {"--embedded", "5", "--insecure"},
                                                                     {"--seed", "3"}}) {
        const auto o = run(mistake);
        EXPECT_EQ(o.code, 2) << mistake[0] << o.err;
        EXPECT_EQ(lines(o.err), 1u) << o.err;
    }
    const auto help = run({"--help"});
    EXPECT_EQ(help.code, 0);
    EXPECT_NE(help.out.find("--concurrency"), std::string::npos);
}

TEST_F(BatchQuery, AnInterruptionKeepsWhatIsDone) {
    const platform p({.seed = 3, .projects = 1, .runs = 200});
    std::atomic<int> fetched{0};
    std::promise<pid_t> started;
    // The hundredth fetch interrupts; what comes behind it is answered never.
    const auto inner = p.handler();
    server s([&](const received& r) {
        auto a = inner(r);
        const bool fetch = r.path().find("/runs/") != std::string::npos;
        if (fetch && ++fetched > 100) {
            if (fetched == 101) ::kill(started.get_future().get(), SIGINT);
            a.delay = std::chrono::hours(1);
        }
        return a;
    });
    const auto o = run(at(s, {"--format", "ndjson", "--concurrency", "4", "--connections", "4"}),
                       [&](pid_t pid) { started.set_value(pid); });
    EXPECT_EQ(o.code, 130) << o.err;
    const auto done = lines(o.out);  // the last few may have been on their way
    EXPECT_GE(done, 90u);
    EXPECT_LE(done, 100u);
    EXPECT_NE(o.err.find("interrupted after " + std::to_string(done) + " of 200"), std::string::npos)
        << o.err;
}
