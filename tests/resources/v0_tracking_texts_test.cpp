#include "resources/v0_tracking_support.hpp"

#include <polyaxon/resources/v0/tracking/child.hpp>

#include <unistd.h>

#include <limits>
#include <sstream>

namespace {

using namespace v0_test;

TEST(V0TrackingTexts, TagsAreSplitTrimmedAndChecked) {
    EXPECT_EQ(tracking::tag_list("a, b,c").value(), json::parse(R"(["a", "b", "c"])"));
    const std::vector<std::string> listed{"x", "y, z"};
    EXPECT_EQ(tracking::tag_list(listed).value(), json::parse(R"(["x", "y, z"])"));
    EXPECT_TRUE(tracking::tag_list(nullptr).value().is_null());
    for (const auto* bad : {"", "a,,b", "a, ,b", "a,"})
        EXPECT_EQ(error_of([&] { static_cast<void>(tracking::tag_list(bad).value()); }).first,
                  errc::invalid_argument)
            << bad;
    EXPECT_EQ(error_of([] { static_cast<void>(tracking::checked_tags(json::parse(R"(["a", 3])"))); }).first,
              errc::invalid_argument);
}

TEST(V0TrackingTexts, ParametersKeepTheirKind) {
    const tracking::param all[] = {
        {"b", true},      {"i", -3},  {"big", std::numeric_limits<std::uint64_t>::max()},
        {"d", 0.5},       {"t", "x"}, {"s", std::string_view("y")},
        {"none", nullptr}};
    EXPECT_EQ(
        tracking::value_of(all),
        json::parse(
            R"({"b": true, "i": -3, "big": 18446744073709551615, "d": 0.5, "t": "x", "s": "y", "none": null})"));
    const tracking::param bad[] = {{"lr", std::numeric_limits<double>::quiet_NaN()}};
    EXPECT_NE(error_of([&] { static_cast<void>(tracking::value_of(bad)); }).second.find("\"lr\""),
              std::string::npos);
}

TEST(V0TrackingTexts, DataIsNamedByTheBeginningOfItsHash) {
    EXPECT_EQ(tracking::hash_of("some data"), "1e50210a0202");
    EXPECT_EQ(tracking::hash_of("", 32), "d41d8cd98f00b204e9800998ecf8427e");
}

TEST(V0TrackingTexts, RecordsHaveTheirOwnTimeOrNow) {
    const auto now = *polyaxon::timestamp::parse("2026-11-22T08:09:10.5Z");
    EXPECT_EQ(tracking::log_record("info", "hello", now), "2026-11-22 08:09:10 UTC INFO -- hello");
    EXPECT_EQ(tracking::log_record("WARNING", "2019-11-25T12:00:00+02:00 careful", now),
              "2019-11-25 10:00:00 UTC WARNING -- careful");
    EXPECT_EQ(tracking::log_record("INFO", "2019-11-25 10:00:00 careful", now),
              "2019-11-25 10:00:00 UTC INFO -- careful");
    EXPECT_EQ(tracking::log_record("INFO", "2019-11-25 was a day", now),
              "2026-11-22 08:09:10 UTC INFO -- 2019-11-25 was a day");
    EXPECT_EQ(tracking::level_number("warning"), 30);
}

TEST(V0TrackingTexts, LinesOfAStreamAreForwardedAndShown) {
    std::ostringstream program;
    auto* const before = program.rdbuf();
    texts lines;
    {
        const tracking::log_forwarder forwarding(program,
                                                 [&](std::string_view line) { lines.emplace_back(line); });
        program << "one\ntw" << 'o' << "\n\npolyaxon: of this library\nhalf";
        EXPECT_EQ(lines, (texts{"one", "two"}));
    }
    EXPECT_EQ(lines, (texts{"one", "two", "half"}));
    EXPECT_EQ(program.rdbuf(), before);
    EXPECT_EQ(program.str(), "one\ntwo\n\npolyaxon: of this library\nhalf");
}

TEST(V0TrackingTexts, ABufferThatAThreadStillHasCanBeWrittenToAfterTheEnd) {
    std::ostringstream program;
    texts lines;
    tracking::log_forwarder forwarding(program, [&](std::string_view line) { lines.emplace_back(line); });
    auto* const held = program.rdbuf();
    program << "half";
    forwarding.stop();
    EXPECT_EQ(lines, (texts{"half"}));
    EXPECT_EQ(held->sputn(" a line\n", 8), 8);
    EXPECT_EQ(program.str(), "half a line\n");
    EXPECT_EQ(lines, (texts{"half"})) << "the sink has gone";
}

TEST(V0TrackingTexts, ASinkMayEndItsForwarder) {
    std::ostringstream program;
    texts lines;
    std::optional<tracking::log_forwarder> forwarding;
    forwarding.emplace(program, [&, text = std::string(100, 'x')](std::string_view line) {
        forwarding->stop();
        lines.push_back(std::string(line) + text);
    });
    program << "one\ntwo\n";
    EXPECT_EQ(lines, (texts{"one" + std::string(100, 'x')}));
    EXPECT_EQ(program.str(), "one\ntwo\n");
}

TEST(V0TrackingTexts, ARunForwardsWhatItsLevelLetsThrough) {
    tracking_stage s;
    s.here->variables["POLYAXON_LOGS_LEVEL"] = "30";
    auto e = s.experiment("42");
    s.wait(e.open());
    std::ostringstream program;
    {
        const auto forwarding = e.forward_logs(program, "ERROR");
        program << "2019-11-25T10:00:00Z careful\n";
        e.forward_log("INFO", "not sent");
    }
    e.send_logs("raw \xff");
    s.wait(e.end());
    EXPECT_EQ(s.bodies("/logs/").at(0),
              json::parse("[\"2019-11-25 10:00:00 UTC ERROR -- careful\", \"raw \xEF\xBF\xBD\"]"));
}

TEST(V0TrackingTexts, GitStatusIsReadAndCredentialsStay) {
    const auto code = tracking::read_git_status(
        "# branch.oid 1048b400e9b597b9ea57ca4d0b1afd271569c726\n# branch.head main\n"
        "1 M. N... 100644 100644 100644 a b staged\n");
    ASSERT_TRUE(code);
    EXPECT_EQ(code->commit, "1048b400e9b597b9ea57ca4d0b1afd271569c726");
    EXPECT_EQ(code->branch, "main");
    EXPECT_EQ(code->is_dirty, false) << "staged alone is not dirty";
    const auto dirty =
        tracking::read_git_status("# branch.oid ab\n# branch.head (detached)\n1 .M N... file\n");
    ASSERT_TRUE(dirty);
    EXPECT_EQ(dirty->is_dirty, true);
    EXPECT_FALSE(dirty->branch);
    EXPECT_FALSE(tracking::read_git_status("# branch.oid (initial)\n# branch.head main\n"));
    EXPECT_EQ(tracking::without_credentials("https://ada:secret@host/x.git"), "https://host/x.git");
    EXPECT_EQ(tracking::without_credentials("https://token@host:8443/x"), "https://host:8443/x");
    EXPECT_EQ(tracking::without_credentials("ssh://git@host/x"), "ssh://git@host/x");
    EXPECT_EQ(tracking::without_credentials("git@host:x.git"), "git@host:x.git");
    EXPECT_EQ(tracking::without_credentials("https://host/a@b"), "https://host/a@b");
}

TEST(V0TrackingTexts, ProgramsThatFailOrHangGiveNothing) {
    const auto soon = std::chrono::steady_clock::now() + seconds(10);
    EXPECT_EQ(tracking::output_of({"printf", "a b"}, soon), "a b");
    EXPECT_EQ(tracking::output_of({"false"}, soon), std::nullopt);
    EXPECT_EQ(tracking::output_of({"no-such-program-anywhere"}, soon), std::nullopt);
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(tracking::output_of({"sleep", "60"}, begin + milliseconds(50)), std::nullopt);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(20));
    EXPECT_FALSE(tracking::find_code_reference("/proc"));
}

TEST(V0TrackingTexts, TheEnvironmentOfThisProcessIsTold) {
    const auto env = tracking::get_run_env();
    EXPECT_EQ(env.at("pid").as<int>(), ::getpid());
    EXPECT_EQ(env.at("client_version").as<std::string>().substr(0, 13), "polyaxon-cpp ");
    EXPECT_GE(env.at("sys.argv").size(), 1u);
    EXPECT_EQ(env.at("is_notebook"), json::from(false));
}

}  // namespace
