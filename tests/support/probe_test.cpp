#include "support/hostile_certificates.hpp"
#include "support/hostile_server.hpp"

#include <polyaxon/codec/json.hpp>

#include <gtest/gtest.h>

#include <sys/wait.h>

#include <cstdio>
#include <string>

// The program `probe`, as others start it: its arguments, its line, its exit code.
namespace polyaxon::test::hostile {
namespace {

struct run_of_probe {
    int code = -1;
    std::string output;
};

run_of_probe run_probe(const std::string& arguments) {
    run_of_probe out;
    FILE* pipe = ::popen((std::string(POLYAXON_PROBE) + " " + arguments + " 2>/dev/null").c_str(), "r");
    if (!pipe) return out;
    char piece[4096];
    while (const auto n = std::fread(piece, 1, sizeof piece, pipe)) out.output.append(piece, n);
    const int status = ::pclose(pipe);
    if (WIFEXITED(status)) out.code = WEXITSTATUS(status);
    return out;
}

/// Its line for this row; `path` goes behind the base URL.
polyaxon::json probed(const row& r, const std::string& arguments, const std::string& path = "") {
    hostile_server server(r, false);
    const auto got =
        run_probe("--base-url " + server.base_url() + path + " --ca " +
                  certificates::made().root_file.path() + " --token canary --case 7 " + arguments);
    EXPECT_EQ(got.code, 0);
    EXPECT_EQ(got.output.find('\n'), got.output.size() - 1) << got.output;
    EXPECT_EQ(got.output.find("canary"), got.output.npos) << got.output;
    auto line = polyaxon::json::parse(got.output);
    EXPECT_EQ(line.at("case").as<int>(), 7);
    EXPECT_GE(line.at("elapsed_ms").as<int>(), 0);
    return line;
}
std::string text_at(const polyaxon::json& line, const char* key) { return line.at(key).as<std::string>(); }

TEST(Probe, TellsOfTwoCalls) {
    for (const auto* arguments : {"--mode http --timeout 5", "--busy", "--pipeline 4"}) {
        const auto line = probed(row{"good"}.send(ok()), arguments);
        EXPECT_EQ(text_at(line, "outcome"), "value");
        EXPECT_EQ(line.at("status").as<int>(), 200);
        EXPECT_EQ(text_at(line, "detail"), "ada");
        EXPECT_EQ(text_at(line, "second_outcome"), "value");
        EXPECT_EQ(text_at(line, "second_detail"), "9.9.9");
    }
}
TEST(Probe, TakesABasePathAndTls) {
    const auto line = probed(row{"good"}.tls("good").send(ok()), "", "/some/base/");
    EXPECT_EQ(text_at(line, "outcome"), "value") << line.text();
    EXPECT_EQ(text_at(line, "second_outcome"), "value") << line.text();
}
TEST(Probe, TellsOutcomesApart) {
    const auto outcome = [](row r, const char* arguments = "") {
        return text_at(probed(r, arguments), "outcome");
    };
    EXPECT_EQ(outcome(row{"404"}.send(answer("HTTP/1.1 404 Not Found", "", "{}"))), "http_error");
    EXPECT_EQ(outcome(row{"nonsense"}.send("nonsense\r\n\r\n")), "protocol_error");
    EXPECT_EQ(outcome(row{"no value"}.send(ok("", "[]"))), "decode_error");
    EXPECT_EQ(outcome(row{"stranger"}.tls("unknown root")), "tls_error");
    EXPECT_EQ(outcome(row{"silence"}.hold(), "--timeout 0.2"), "timeout");
    EXPECT_EQ(outcome(row{"nobody"}.with(opening::refuse)), "connection_error");
}
TEST(Probe, BeginsTheTextWithLimitWhereOneWasPassed) {
    const auto line = probed(row{"long"}.send(bare("Content-Length: 99999999999\r\n")), "");
    EXPECT_EQ(text_at(line, "outcome"), "protocol_error");
    EXPECT_EQ(text_at(line, "detail").find("limit"), 0u);
}
TEST(Probe, ReadsAStream) {
    row r{"stream"};
    r.stream = true;
    const auto line =
        probed(std::move(r).send(hostile::line("one") + hostile::line("two") + closing(1000)), "--mode ws");
    EXPECT_EQ(text_at(line, "outcome"), "value");
    EXPECT_EQ(text_at(line, "detail"), "2:one,two");
    EXPECT_EQ(text_at(line, "second_outcome"), "none");
}
TEST(Probe, RefusesArgumentsItDoesNotKnow) {
    EXPECT_EQ(run_probe("").code, 2);
    EXPECT_EQ(run_probe("--base-url http://127.0.0.1:1 --mode smoke-signals").code, 2);
    EXPECT_EQ(run_probe("--base-url http://127.0.0.1:1 --pipeline 0").code, 2);
}

}  // namespace
}  // namespace polyaxon::test::hostile
