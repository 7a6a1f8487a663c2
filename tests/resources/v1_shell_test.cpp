#include "resources/v1_shell_support.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>

#include <array>

namespace {

using namespace v1_test;

TEST(V1Shell, GivesWhatACommandWritesAndHowItEnded) {
    real_cluster c;
    c.frames = {
        on(1, ""),
        on(2, "warning\n"),
        on(1, "hello "),
        on(1, "there\n"),
        on(3,
           R"({"status":"Failure","message":"command failed","details":{"causes":[{"reason":"ExitCode","message":"7"}]}})"),
        frame::close()};
    run([&]() -> awaitable<void> {
        auto client = c.client(co_await asio::this_coro::executor);
        api::run_client one(client, c.ref());
        constexpr std::array<std::string_view, 2> words{"-c", "ls | wc"};
        auto output =
            one.shell({.command = "/bin/sh  -e", .arguments = words, .want_stdin = false, .tty = false});
        std::string out, err;
        std::optional<int> code;
        while (auto piece = co_await output.next()) {
            if (piece->where == api::shell_output::from::out) out += piece->text;
            if (piece->where == api::shell_output::from::error) err += piece->text;
            if (piece->where == api::shell_output::from::end) code = piece->exit_code;
        }
        EXPECT_EQ(out, "hello there\n");
        EXPECT_EQ(err, "warning\n");
        EXPECT_EQ(code, 7);
        EXPECT_FALSE(co_await output.next());
        client.close();
    });
    const auto asked = c.s.requests();
    ASSERT_EQ(asked.size(), 3u) << "the run, its pods, the shell";
    EXPECT_EQ(asked[2].target, "/k8s/v1/polyaxon/acme/vision/runs/" + std::string(uuid) +
                                   "/k8s_exec/pod-0/polyaxon-main?command=%2Fbin%2Fsh&command=-e&command=-c&"
                                   "command=ls%20%7C%20wc&stderr=true&stdin=false&stdout=true&tty=false");
    EXPECT_EQ(asked[2].header("Authorization"), "Token token-abc");
    EXPECT_EQ(asked[2].header("Sec-WebSocket-Protocol"), "v4.channel.k8s.io");
}

TEST(V1Shell, TakesTheContainerThatIsAskedFor) {
    struct choice {
        std::string_view pod, container, path;
    };
    for (const auto& [pod, container, path] :
         {choice{"", "", "pod-0/polyaxon-main"}, choice{"pod-1", "", "pod-1/first"},
          choice{"pod-1", "second", "pod-1/second"}, choice{"gone", "main", "gone/main"}}) {
        real_cluster c;
        c.frames = {on(3, R"({"status":"Success"})"), frame::close()};
        run([&]() -> awaitable<void> {
            auto client = c.client(co_await asio::this_coro::executor);
            api::run_client one(client, c.ref());
            auto output = one.shell({.command = "true", .pod = pod, .container = container});
            auto end = co_await output.next();
            EXPECT_TRUE(end && end->exit_code == 0);
            client.close();
        });
        EXPECT_NE(c.s.requests().back().target.find("/k8s_exec/" + std::string(path) + "?"),
                  std::string::npos)
            << c.s.requests().back().target;
    }
}

TEST(V1Shell, SaysWhatIsMissing) {
    for (const char* pods : {"{}", R"({"pods":{}})", R"({"pods":{"pod-0":{}}})"}) {
        real_cluster c;
        c.pods = pods;
        run([&]() -> awaitable<void> {
            auto client = c.client(co_await asio::this_coro::executor);
            api::run_client one(client, c.ref());
            auto output = one.shell();
            auto piece = co_await as_result(output.next());
            EXPECT_EQ(piece ? errc{} : piece.error().kind(), errc::not_found);
            client.close();
        });
    }
}

TEST(V1Shell, ClosingItEndsAWait) {
    real_cluster c;
    c.frames = {on(1, "a")};
    run([&]() -> awaitable<void> {
        auto executor = co_await asio::this_coro::executor;
        auto client = c.client(executor);
        api::run_client one(client, c.ref());
        auto output = one.shell();
        auto first = co_await output.next();
        EXPECT_TRUE(first && first->text == "a");
        bool ended = false;
        auto waits = [&]() -> awaitable<void> {
            EXPECT_FALSE(co_await output.next());
            ended = true;
        };
        asio::co_spawn(executor, waits(), asio::detached);
        co_await turn();
        EXPECT_FALSE(ended);
        const auto begun = worked();
        output.close();
        while (!ended && worked() - begun < 5s) co_await turn();
        EXPECT_LT(worked() - begun, 100ms);
        client.close();
    });
}

/// A little shell: says what was typed, ends at "exit".
std::vector<frame> parrot(const frame& f) {
    if (f.data[0] != 0) return {};
    const auto line = f.data.substr(1);
    if (line.find("exit") != line.npos) return {on(1, "bye\r\n"), on(3, success), frame::close()};
    return {on(1, "you said " + line)};
}

TEST(V1Shell, TakesWhatIsTyped) {
    real_cluster c;
    c.answer = &parrot;
    run([&]() -> awaitable<void> {
        auto client = c.client(co_await asio::this_coro::executor);
        api::run_client one(client, c.ref());
        auto shell = one.shell();
        EXPECT_TRUE(co_await shell.write_stdin("first\n")) << "before it is open";
        auto piece = co_await shell.next();
        EXPECT_EQ(piece ? piece->text : "", "you said first\n");
        EXPECT_TRUE(co_await shell.write_stdin(std::string("\x00\xFF\n", 3)));
        piece = co_await shell.next();
        EXPECT_EQ(piece ? piece->text : "", "you said " + std::string("\x00\xFF\n", 3));
        EXPECT_TRUE(co_await shell.write_stdin("")) << "nothing is sent";
        EXPECT_TRUE(co_await shell.write_stdin("exit\n"));
        piece = co_await shell.next();
        EXPECT_EQ(piece ? piece->text : "", "bye\r\n");
        piece = co_await shell.next();
        EXPECT_TRUE(piece && piece->exit_code == 0);
        EXPECT_FALSE(co_await shell.next());
        EXPECT_FALSE(co_await shell.write_stdin("nobody listens"));
        EXPECT_EQ(shell.stats().messages, 4u);
        client.close();
    });
    ASSERT_EQ(c.typed.size(), 3u);
    for (const auto& f : c.typed) EXPECT_EQ(f.op, frame::kind::binary);
    EXPECT_EQ(c.all_typed(), "first\n" + std::string("\x00\xFF\n", 3) + "exit\n");
    EXPECT_NE(c.s.requests().back().target.find(
                  "?command=%2Fbin%2Fbash&stderr=true&stdin=true&stdout=true&tty=true"),
              std::string::npos)
        << c.s.requests().back().target;
}

TEST(V1Shell, TellsTheTerminalItsSize) {
    real_cluster c;
    c.frames = {on(1, "$ ")};
    c.answer = [](const frame& f) -> std::vector<frame> {
        return {on(1, f.data[0] == 4 ? "resized" : "typed")};
    };
    run([&]() -> awaitable<void> {
        auto client = c.client(co_await asio::this_coro::executor);
        api::run_client one(client, c.ref());
        auto shell = one.shell();
        shell.resize(1, 1);
        shell.resize(24, 80);
        co_await shell.write_stdin("vi\n");
        for (const char* expected : {"$ ", "resized", "typed"}) {
            auto piece = co_await shell.next();
            EXPECT_EQ(piece ? piece->text : "", expected);
        }
        shell.resize(40, 120);
        auto piece = co_await shell.next();
        EXPECT_EQ(piece ? piece->text : "", "resized");
        for (const auto& [rows, cols] : {std::pair{0, 80}, std::pair{24, -1}, std::pair{24, 65536}})
            EXPECT_THROW(shell.resize(rows, cols), polyaxon::error);
        shell.close();
        EXPECT_FALSE(co_await shell.next());
        EXPECT_FALSE(co_await shell.write_stdin("x"));
        client.close();
    });
    ASSERT_EQ(c.typed.size(), 3u);
    EXPECT_EQ(c.typed[0].data, std::string(1, 4) + R"({"Width":80,"Height":24})") << "the last one counts";
    EXPECT_EQ(c.typed[1].data, std::string(1, 0) + "vi\n");
    EXPECT_EQ(c.typed[2].data, std::string(1, 4) + R"({"Width":120,"Height":40})");
}

TEST(V1Shell, ReadsAndWritesMuchAtOnce) {
    real_cluster c;
    c.frames = {on(1, "x")};
    c.answer = [](const frame& f) -> std::vector<frame> { return {on(1, f.data.substr(1))}; };
    std::string sent, got;
    for (int i = 0; sent.size() < 4u << 20; ++i) sent += std::to_string(i) + ",";
    run([&]() -> awaitable<void> {
        const auto executor = co_await asio::this_coro::executor;
        auto client = c.client(executor);
        api::run_client one(client, c.ref());
        auto shell = one.shell({.command = "cat", .tty = false});
        auto piece = co_await shell.next();
        EXPECT_EQ(piece ? piece->text : "", "x");
        auto types = [&]() -> awaitable<void> { EXPECT_TRUE(co_await shell.write_stdin(sent)); };
        asio::co_spawn(executor, types(), asio::detached);
        while (got.size() < sent.size()) {
            piece = co_await shell.next();
            if (!piece) break;
            got += piece->text;
        }
        co_await turn();
        client.close();
    });
    EXPECT_TRUE(got == sent) << got.size() << " of " << sent.size();
}

TEST(V1Shell, GoesTheWayOfAllCalls) {
    cluster c;
    c.answer = &parrot;
    polyaxon::testing::fake_transport fake([&c](const received& r) { return c.handle(r); });
    run([&]() -> awaitable<void> {
        auto config = c.config("http://platform.example:8000");
        config.connector = &fake.connector();
        api::client client(co_await asio::this_coro::executor, config);
        api::run_client one(client, c.ref());
        auto shell = one.shell();
        co_await shell.write_stdin("exit\n");
        auto piece = co_await shell.next();
        EXPECT_EQ(piece ? piece->text : "", "bye\r\n");
        client.close();
    });
    EXPECT_EQ(fake.requests().size(), 3u) << "no socket was opened, nor a name looked up";
}

TEST(V1Shell, UsesTheTlsSettingsOfTheClient) {
    polyaxon::testing::server_options tls;
    tls.tls = true;
    real_cluster c(tls);
    c.answer = &parrot;
    const auto ca = c.s.ca_file();
    run([&]() -> awaitable<void> {
        auto config = c.config(c.url);
        config.ssl_ca_cert = ca;
        api::client client(co_await asio::this_coro::executor, config);
        api::run_client one(client, c.ref());
        auto shell = one.shell();
        co_await shell.write_stdin("exit\n");
        auto piece = co_await shell.next();
        EXPECT_EQ(piece ? piece->text : "", "bye\r\n");
        client.close();
    });
}

TEST(V1Shell, EndsWithItsDeadline) {
    real_cluster c;
    c.frames = {on(1, "$ ")};
    run([&]() -> awaitable<void> {
        auto client = c.client(co_await asio::this_coro::executor);
        api::run_client one(client, c.ref());
        auto shell = one.shell({.call = {.timeout = 300ms}});
        auto piece = co_await as_result(shell.next());  // a machine that is busy may not even open it
        if (piece) piece = co_await as_result(shell.next());
        EXPECT_EQ(piece ? errc{} : piece.error().kind(), errc::timeout);
        auto typed = co_await as_result(shell.write_stdin("x"));
        EXPECT_FALSE(typed && *typed);
        client.close();
    });
}

TEST(V1Shell, EndsAtOnceWhenCancelledOrWithItsClient) {
    for (const bool by_client : {true, false}) {
        real_cluster c;
        c.frames = {on(1, "$ ")};
        run([&]() -> awaitable<void> {
            auto client = c.client(co_await asio::this_coro::executor);
            api::run_client one(client, c.ref());
            auto shell = one.shell();
            auto piece = co_await shell.next();
            EXPECT_EQ(piece ? piece->text : "", "$ ");
            if (by_client)
                client.close();
            else
                shell.cancel();
            auto after = co_await as_result(shell.next());
            EXPECT_EQ(after ? errc{} : after.error().kind(), errc::canceled);
            const std::string why = after ? "" : after.error().detail();
            EXPECT_EQ(why.find("client is closed") != why.npos, by_client) << why;
            auto typed = co_await as_result(shell.write_stdin("x"));
            EXPECT_FALSE(typed && *typed);
            client.close();
        });
    }
}

TEST(V1Shell, SaysWhyNothingCanBeTyped) {
    real_cluster c;
    c.refusal = reply::error(403, "no shells for you");
    run([&]() -> awaitable<void> {
        auto client = c.client(co_await asio::this_coro::executor);
        api::run_client one(client, c.ref());
        auto deaf = one.shell({.command = "ls", .want_stdin = false, .tty = false});
        auto typed = co_await as_result(deaf.write_stdin("x"));
        EXPECT_EQ(typed ? errc{} : typed.error().kind(), errc::invalid_argument);
        EXPECT_THROW(deaf.resize(24, 80), polyaxon::error) << "it has no terminal";

        auto shell = one.shell();
        const std::string much((1 << 20) + 1, 'x');
        typed = co_await as_result(shell.write_stdin(much));
        EXPECT_EQ(typed ? errc{} : typed.error().kind(), errc::too_large);
        auto piece = co_await as_result(shell.next());
        EXPECT_EQ(piece ? errc{} : piece.error().kind(), errc::forbidden);
        typed = co_await as_result(shell.write_stdin("x"));
        EXPECT_EQ(typed ? errc{} : typed.error().kind(), errc::forbidden);

        api::shell_session none;
        EXPECT_FALSE(co_await none.next());
        EXPECT_FALSE(co_await none.write_stdin("x"));
        client.close();
    });
}

TEST(V1Shell, IsEmptyOffline) {
    desk d({reply::error(500, "nobody asks")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto ref = cluster::ref();
        ref.is_offline = true;
        api::run_client one(client, ref);
        auto shell = one.shell();
        EXPECT_FALSE(co_await shell.next());
        EXPECT_FALSE(co_await shell.write_stdin("x"));
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
}

}  // namespace
