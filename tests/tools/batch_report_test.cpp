#include <batch_report.hpp>

#include <gtest/gtest.h>

using namespace polyaxon;
using namespace polyaxon::batch;
using namespace std::chrono_literals;

namespace {

row full() {
    row r;
    r.project = "vision";
    r.id = "0a1b";
    r.name = "say \"hi\", größe\n";
    r.status = "succeeded";
    r.created_at = timestamp::parse("2026-01-02T00:15:31.124818Z");
    r.started_at = timestamp::parse("2026-01-02T00:16:00Z");
    r.duration = 1530.78125;
    r.metric = 2.0185546875;
    r.tags = {"cnn", "v2"};
    r.inputs = R"({"lr":0.1,"opt":"adam"})";
    r.metrics = R"({"loss":2.0185546875})";
    return r;
}

row bare() {
    row r;
    r.project = "speech";
    r.id = "7";
    r.name = "n";
    r.status = "created";
    return r;
}

}  // namespace

TEST(BatchReport, Ndjson) {
    EXPECT_EQ(
        ndjson_line(full()),
        R"({"project":"vision","id":"0a1b","name":"say \"hi\", größe\n","status":"succeeded",)"
        R"("created_at":"2026-01-02T00:15:31.124818+00:00","started_at":"2026-01-02T00:16:00+00:00","finished_at":null,)"
        R"("duration":1530.78125,"tags":["cnn","v2"],"inputs":{"lr":0.1,"opt":"adam"},"metrics":{"loss":2.0185546875}})"
        "\n");
    EXPECT_EQ(
        ndjson_line(bare()),
        R"({"project":"speech","id":"7","name":"n","status":"created","created_at":null,"started_at":null,"finished_at":null,)"
        R"("duration":null,"tags":[],"inputs":null,"metrics":null})"
        "\n");
}

TEST(BatchReport, CsvQuotesWhatMustBe) {
    EXPECT_EQ(csv_head(),
              "project,id,name,status,created_at,started_at,finished_at,duration,tags,inputs,metrics\r\n");
    EXPECT_EQ(csv_line(full()),
              "vision,0a1b,\"say \"\"hi\"\", "
              "größe\n\",succeeded,2026-01-02T00:15:31.124818+00:00,2026-01-02T00:16:00+00:00,,1530.78125,"
              "cnn v2,\"{\"\"lr\"\":0.1,\"\"opt\"\":\"\"adam\"\"}\",\"{\"\"loss\"\":2.0185546875}\"\r\n");
    EXPECT_EQ(csv_line(bare()), "speech,7,n,created,,,,,,,\r\n");
}

TEST(BatchReport, TableAlignsByCharactersAndNamesWhatItLeavesOut) {
    auto other = bare();
    other.name = "\033[31mred";  // no escape reaches the terminal
    EXPECT_EQ(table({full(), other, bare()}, 2, "loss"),
              "project  id    name              status     created              seconds    loss  tags\n"
              "vision   0a1b  say \"hi\", größe   succeeded  2026-01-02T00:15:31   1530.8  2.0186  cnn v2\n"
              "speech   7      [31mred          created\n"
              "… 1 more rows: --rows 0, --format csv or ndjson shows all\n");
    EXPECT_EQ(table({bare()}, 0, "loss"),
              "project  id  name  status   created  seconds  loss  tags\n"
              "speech   7   n     created\n");
    EXPECT_EQ(table({}, 0, "loss"), "no runs\n");
}

TEST(BatchReport, AddsUp) {
    const auto f = add_up({full(), full(), bare()});
    EXPECT_EQ(f.total.count, 3u);
    EXPECT_EQ(f.total.duration, 3061.5625);
    EXPECT_EQ(f.total.metric, 4.037109375);
    EXPECT_EQ(f.total.with_metric, 2u);
    EXPECT_EQ(f.by_status.at("succeeded").count, 2u);
    EXPECT_EQ(f.by_status.at("created").with_metric, 0u);
    EXPECT_EQ(f.by_project.at("vision"), 2u);
    EXPECT_EQ(f.by_project.at("speech"), 1u);
}

TEST(BatchReport, PercentilesAreOfTheNearestRank) {
    EXPECT_EQ(percentile({}, 0.5), 0us);
    EXPECT_EQ(percentile({7us}, 0.99), 7us);
    std::vector<std::chrono::microseconds> all;
    for (int i = 100; i > 0; --i) all.emplace_back(i);
    EXPECT_EQ(percentile(all, 0.5), 50us);
    EXPECT_EQ(percentile(all, 0.99), 99us);
    EXPECT_EQ(percentile(all, 1), 100us);
}

TEST(BatchReport, Summary) {
    course c;
    c.stats.requests = 1234;
    c.stats.responses = 1230;
    c.stats.retries = 12;
    c.stats.connects = 16;
    c.stats.reused = 1218;
    c.latencies = {1500us, 2500us};
    c.elapsed = std::chrono::duration<double>(0.5);
    c.listed = 4;
    c.failed = 1;
    EXPECT_EQ(summary(add_up({full(), full(), bare()}), c, "loss"),
              "status     count      seconds  with loss  sum of loss\n"
              "created        1     0.000000          0     0.000000\n"
              "succeeded      2  3061.562500          2     4.037109\n"
              "total          3  3061.562500          2     4.037109\n"
              "projects 2, listed 4, fetched 3, failed 1\n"
              "requests 1,234, retries 12, connections 16, reuse 98.7 %\n"
              "latency p50 1.5 ms, p99 2.5 ms, elapsed 0.50 s, 2,460 calls/s\n");
}

TEST(BatchReport, ChecksAreExact) {
    EXPECT_EQ(check_line(same("fetched", std::size_t{10}, std::size_t{10})), "check  fetched: 10  ok\n");
    EXPECT_EQ(check_line(same("fetched", std::size_t{9}, std::size_t{10})),
              "check  fetched: 9  WRONG, the seed says 10\n");
    EXPECT_FALSE(same("sum", 0.1 + 0.2, 0.3).ok);
    EXPECT_TRUE(same("sum", 0.25 + 0.5, 0.75).ok);
}

TEST(BatchReport, ExitCodesAreThoseOfTheHelp) {
    EXPECT_EQ(exit_code(errc::unauthenticated), 3);
    EXPECT_EQ(exit_code(errc::forbidden), 3);
    EXPECT_EQ(exit_code(errc::not_found), 4);
    for (const auto kind :
         {errc::network, errc::tls, errc::timeout, errc::protocol, errc::server_error, errc::rate_limited})
        EXPECT_EQ(exit_code(kind), 5);
    for (const auto kind : {errc::invalid_argument, errc::context}) EXPECT_EQ(exit_code(kind), 2);
    for (const auto kind : {errc::decode, errc::client_error, errc::conflict}) EXPECT_EQ(exit_code(kind), 1);
}
