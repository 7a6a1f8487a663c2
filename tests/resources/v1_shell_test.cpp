#include "resources/v1_watch_support.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>

#include <array>

namespace {

using namespace v1_test;
using polyaxon::testing::frame;
using polyaxon::testing::server;

constexpr const char* two_pods =
    R"({"pods":{"pod-0":{"spec":{"containers":[{"name":"polyaxon-sidecar"},{"name":"polyaxon-main"}]}},)"
    R"("pod-1":{"spec":{"containers":[{"name":"first"},{"name":"second"}]}}}})";

frame on(char channel, std::string text) { return {frame::kind::binary, std::string(1, channel) + text}; }

/// A real server, because a WebSocket has a connection of its own.
struct cluster {
    std::string pods = two_pods;
    std::vector<frame> frames;
    server s{[this](const received& r) {
        if (r.path().find("/k8s_exec/") != std::string::npos)
            return polyaxon::testing::upgraded(r, frames, reply::end::keep);
        if (r.path().ends_with("/k8s_inspect")) return reply::json(pods);
        return reply::json(R"({"kind":"job","status":"running","settings":{"namespace":"polyaxon"}})");
    }};
    std::shared_ptr<machine> here = std::make_shared<machine>();
    std::shared_ptr<const polyaxon::context::system> system = here;
    std::string url = s.url();

    api::client client(const asio::any_io_executor& executor) const {
        api::client_config config;
        config.host = url;
        config.token = "token-abc";
        config.system = &system;
        return api::client(executor, config);
    }
    static api::run_ref ref() { return {.owner = "acme", .project = "vision", .run_uuid = uuid}; }
};

TEST(V1Shell, GivesWhatACommandWritesAndHowItEnded) {
    cluster c;
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
        auto output = one.shell({.command = "/bin/sh  -e", .arguments = words});
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
}

TEST(V1Shell, TakesTheContainerThatIsAskedFor) {
    struct choice {
        std::string_view pod, container, path;
    };
    for (const auto& [pod, container, path] :
         {choice{"", "", "pod-0/polyaxon-main"}, choice{"pod-1", "", "pod-1/first"},
          choice{"pod-1", "second", "pod-1/second"}, choice{"gone", "main", "gone/main"}}) {
        cluster c;
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
        cluster c;
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
    cluster c;
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

}  // namespace
