#include "resources/v1_operations.hpp"

namespace {

using namespace v1_test;

reply answer(const received& r) {
    const auto path = r.path();
    if (path.ends_with("/signal") || path.ends_with("/resize") ||
        (r.method == "DELETE" && !path.ends_with("/rm")))
        return reply::json("", 204);
    if (path.ends_with("/exec/bg") && r.method == "POST") return reply::json(R"({"exec_id":"e1"})", 202);
    return reply::json(R"({"status":"ok","exit_code":3,"path":"/tmp","data":"hello","eof":true})");
}

/// The operation of that name, of the run and of `more`.
std::string of(const std::string& name, const std::string& more = {}) {
    texts values{"team-a", "acme", "vision", std::string(uuid)};
    if (!more.empty()) values.push_back(more);
    return operation(name, values);
}

TEST(V1Sandbox, CommandsAreTheRecordedOperations) {
    desk d(&answer);
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        const auto sandbox = client.sandbox();
        const auto up = co_await sandbox.ping("team-a", "acme", "vision", uuid);
        EXPECT_EQ(up.value_or("status", ""), "ok");
        const auto body = json::parse(R"({"command":["ls","-l"],"timeout_ms":500})");
        const auto done = co_await sandbox.call_exec("team-a", "acme", "vision", uuid, body);
        EXPECT_EQ(done.at("exit_code").as<int>(), 3);
        const auto begun = co_await sandbox.exec_bg("team-a", "acme", "vision", uuid, body);
        EXPECT_EQ(begun.value_or("exec_id", ""), "e1") << "an answer of status 202";
        co_await sandbox.list_bg_execs("team-a", "acme", "vision", uuid);
        co_await sandbox.list_bg_execs("team-a", "acme", "vision", uuid, {.tag = "train"});
        co_await sandbox.get_bg_exec("team-a", "acme", "vision", uuid, "e/1");
        const auto some =
            co_await sandbox.get_bg_exec_logs("team-a", "acme", "vision", uuid, "e1",
                                              {.stream = "stdout", .offset = 0, .max_bytes = 5000000000});
        EXPECT_EQ(some.value_or("data", ""), "hello");
        const auto term = json::object().set("signal", "SIGTERM");
        co_await sandbox.signal_bg_exec("team-a", "acme", "vision", uuid, "e1", term);
        co_await sandbox.delete_bg_exec("team-a", "acme", "vision", uuid, "e1");
        client.close();
    });
    EXPECT_EQ(d.lines(), (texts{of("ping"), of("call_exec"), of("exec_bg"), of("list_bg_execs"),
                                of("list_bg_execs") + "?tag=train", of("get_bg_exec", "e%2F1"),
                                of("get_bg_exec_logs", "e1") + "?stream=stdout&offset=0&max_bytes=5000000000",
                                of("signal_bg_exec", "e1"), of("delete_bg_exec", "e1")}));
    EXPECT_EQ(d.body(1).text(), R"({"command":["ls","-l"],"timeout_ms":500})");
    EXPECT_EQ(d.body(2).text(), d.body(1).text());
    EXPECT_EQ(d.body(7).text(), R"({"signal":"SIGTERM"})");
    EXPECT_EQ(d.fake.requests().at(0).header("Authorization"), "Token token-abc");
}

TEST(V1Sandbox, TerminalsAreTheRecordedOperations) {
    desk d(&answer);
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        const auto sandbox = client.sandbox();
        const auto size = json::parse(R"({"cols":120,"rows":40})");
        co_await sandbox.create_pty("team-a", "acme", "vision", uuid, size);
        co_await sandbox.list_ptys("team-a", "acme", "vision", uuid, {.tag = "mine"});
        co_await sandbox.get_pty("team-a", "acme", "vision", uuid, "p1");
        co_await sandbox.resize_pty("team-a", "acme", "vision", uuid, "p1", size);
        const auto interrupt = json::object().set("signal", "SIGINT");
        co_await sandbox.signal_pty("team-a", "acme", "vision", uuid, "p1", interrupt);
        co_await sandbox.delete_pty("team-a", "acme", "vision", uuid, "p1");
        client.close();
    });
    EXPECT_EQ(d.lines(), (texts{of("create_pty"), of("list_ptys") + "?tag=mine", of("get_pty", "p1"),
                                of("resize_pty", "p1"), of("signal_pty", "p1"), of("delete_pty", "p1")}));
    EXPECT_EQ(d.body(0).text(), R"({"cols":120,"rows":40})");
    EXPECT_EQ(d.body(3).text(), d.body(0).text());
    EXPECT_EQ(d.body(4).text(), R"({"signal":"SIGINT"})");
}

TEST(V1Sandbox, FilesAreTheRecordedOperations) {
    desk d(&answer);
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        const auto sandbox = client.sandbox();
        co_await sandbox.fs_ls("team-a", "acme", "vision", uuid);
        co_await sandbox.fs_ls("team-a", "acme", "vision", uuid,
                               {.path = "/tmp/a b", .recursive = false, .max_entries = 10});
        const auto folder = json::parse(R"({"path":"/tmp/a","parents":true,"mode":"0755"})");
        const auto made = co_await sandbox.fs_mkdir("team-a", "acme", "vision", uuid, folder);
        EXPECT_EQ(made.value_or("path", ""), "/tmp");
        co_await sandbox.fs_rm("team-a", "acme", "vision", uuid, {.path = "/tmp/a", .recursive = true});
        co_await sandbox.fs_stat("team-a", "acme", "vision", uuid, {.path = "/etc/hostname"});
        client.close();
    });
    EXPECT_EQ(d.lines(),
              (texts{of("fs_ls"), of("fs_ls") + "?path=%2Ftmp%2Fa%20b&recursive=false&max_entries=10",
                     of("fs_mkdir"), of("fs_rm") + "?path=%2Ftmp%2Fa&recursive=true",
                     of("fs_stat") + "?path=%2Fetc%2Fhostname"}));
    EXPECT_EQ(d.body(2).text(), R"({"path":"/tmp/a","parents":true,"mode":"0755"})");
}

TEST(V1Sandbox, SaysThatThereIsNone) {
    desk d({reply::error(404, "Not found.")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        const auto up = co_await as_result(client.sandbox().ping("polyaxon", "acme", "vision", uuid));
        EXPECT_EQ(up ? errc{} : up.error().kind(), errc::not_found);
        client.close();
    });
}

}  // namespace
