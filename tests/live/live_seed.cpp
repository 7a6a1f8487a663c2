// Fills a project of a real server with runs, for the live test of batch_query: live_seed URL OWNER PROJECT RUNS
#include <polyaxon/v1.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/this_coro.hpp>

#include <cstdlib>
#include <iostream>
#include <numeric>
#include <string>
#include <vector>

using namespace polyaxon;

namespace {

constexpr const char* words[] = {"created", "running", "succeeded", "failed", "stopped"};

awaitable<v1::run> seed(v1::client client, std::string owner, std::string project, int i) {
    v1::operation_body body;
    body.name = "seeded-" + std::to_string(i);
    body.is_managed = false;
    body.managed_by = "user";
    auto made = co_await client.runs().create_run(owner, project, body);
    const std::string word = words[i % 5];
    if (word != "created") {
        v1::status_condition_body condition;
        condition.type = word;
        condition.status = true;
        co_await client.runs().create_run_status(owner, project, made.uuid, condition);
    }
    co_return made;
}

awaitable<int> fill(std::string url, std::string owner, std::string project, int runs) {
    v1::client client(co_await asio::this_coro::executor, {.host = url});
    v1::project_body body;
    body.name = project;
    co_await client.projects().create_project(owner, body);
    std::vector<int> numbers(static_cast<std::size_t>(runs));
    std::iota(numbers.begin(), numbers.end(), 0);
    auto one = [&](int i) { return seed(client, owner, project, i); };
    auto made = co_await map_concurrent(numbers, 4, one);
    int failed = 0;
    for (const auto& r : made) {
        if (r) continue;
        ++failed;
        std::cerr << r.error().what() << '\n';
    }
    co_return failed;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) return std::cerr << "usage: live_seed URL OWNER PROJECT RUNS\n", 2;
    asio::io_context io;
    int failed = 1;
    asio::co_spawn(io, fill(argv[1], argv[2], argv[3], std::atoi(argv[4])), [&](std::exception_ptr e, int n) {
        try {
            if (e) std::rethrow_exception(e);
            failed = n;
        } catch (const std::exception& problem) {
            std::cerr << problem.what() << '\n';
        }
    });
    io.run();
    return failed ? 1 : 0;
}
