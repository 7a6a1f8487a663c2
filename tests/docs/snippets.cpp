// Runs every snippet of the docs against the embedded platform.
#include "snippets.hpp"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <stdlib.h>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>

namespace {

/// A run that has ended: an example waits for it.
std::string ended_run(polyaxon::testing::platform& platform) {
    asio::io_context io;
    polyaxon::testing::server server(platform.handler());
    const auto url = server.url();
    polyaxon::v1::client client(io.get_executor(), {.host = url});
    std::string uuid;
    auto find = [&]() -> asio::awaitable<void> {
        auto page =
            co_await client.runs().list_runs("acme", "vision", {.limit = 1, .query = "status:succeeded"});
        uuid = page.results.at(0).uuid;
        client.close();
    };
    asio::co_spawn(io, find(), [](std::exception_ptr e) {
        if (e) std::rethrow_exception(e);
    });
    io.run();
    return uuid;
}

/// The cached project and run that the page about the context tells of, for its examples alone.
class cached_target {
 public:
    cached_target(std::string_view name, const std::string& uuid)
        : there_(name.find("v1/context.md") != name.npos) {
        if (!there_) return;
        std::filesystem::create_directory(".polyaxon");
        std::ofstream(".polyaxon/.project") << "owner: acme\nname: vision\n";
        std::ofstream(".polyaxon/.run")
            << R"({"owner": "acme", "project": "vision", "uuid": ")" << uuid << "\"}";
    }
    ~cached_target() {
        if (there_) std::filesystem::remove_all(".polyaxon");
    }
    cached_target(const cached_target&) = delete;
    cached_target& operator=(const cached_target&) = delete;

 private:
    const bool there_;
};

}  // namespace

int main() {
    // What an example writes goes into a folder of its own.
    std::string folder = (std::filesystem::temp_directory_path() / "polyaxon-docs-XXXXXX").string();
    if (!mkdtemp(folder.data())) return std::cerr << "no temporary folder\n", 2;
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder);

    polyaxon::testing::platform_options small;
    small.runs = 300;
    polyaxon::testing::platform platform(small);
    auto of_platform = platform.handler();
    polyaxon::testing::server server([&](const polyaxon::testing::received& r) {
        auto answer = docs::answer_v0_page(r);
        if (!answer) answer = docs::answer_v1_page(r);
        return answer ? std::move(*answer) : of_platform(r);
    });
    // What the pages take from the environment.
    const auto uuid = ended_run(platform);
    setenv("POLYAXON_HOST", server.url().c_str(), 1);
    setenv("RUN_UUID", uuid.c_str(), 1);

    int failed = 0, passed = 0;
    for (const auto& all : {docs::guide_snippets(), docs::v0_snippets(), docs::v1_snippets()}) {
        for (const auto& s : all) {
            const cached_target cached(s.name, uuid);
            asio::io_context io;
            const auto url = server.url();
            docs::place p{
                polyaxon::v0::client(io.get_executor(),
                                     {.host = "127.0.0.1", .token = "docs-token", .port = server.port()}),
                polyaxon::v1::client(io.get_executor(), {.host = url})};
            asio::co_spawn(io, s.run(p), [&](std::exception_ptr e) {
                p.v0.close();  // idle connections keep run() busy
                p.v1.close();
                try {
                    if (e) std::rethrow_exception(e);
                    ++passed;
                } catch (const std::exception& problem) {
                    ++failed;
                    std::cerr << s.name << ": " << problem.what() << '\n';
                }
            });
            io.run();
        }
    }
    std::filesystem::current_path(before);
    std::filesystem::remove_all(folder);
    std::cout << passed << " passed, " << failed << " failed\n";
    return failed || !passed;
}
