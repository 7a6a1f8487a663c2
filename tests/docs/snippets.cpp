// Runs every snippet of the docs against the embedded platform.
#include "snippets.hpp"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <stdlib.h>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>

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
        return answer ? std::move(*answer) : of_platform(r);
    });
    // What the pages take from the environment.
    const auto uuid = platform.run_uuids("vision").at(0);
    setenv("POLYAXON_HOST", server.url().c_str(), 1);
    setenv("RUN_UUID", uuid.c_str(), 1);

    int failed = 0, passed = 0;
    for (const auto& all : {docs::guide_snippets(), docs::v0_snippets()}) {
        for (const auto& s : all) {
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
