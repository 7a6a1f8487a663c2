// Follows the logs of a run while it works, until it ends; then says how it ended, and why when it failed.
#include "example.hpp"

#include <polyaxon/v1.hpp>

#include <asio/this_coro.hpp>

static asio::awaitable<void> program() {
    polyaxon::v1::client client(co_await asio::this_coro::executor);
    const char* uuid = std::getenv("EXAMPLE_RUN");
    polyaxon::v1::run_client run(client, {.owner = "acme", .project = "vision", .run_uuid = uuid});

    // Waits for the run to begin, and goes on by itself when the server fails or the connection is lost.
    auto lines = run.watch_logs();
    while (auto line = co_await lines.next()) {
        if (line->timestamp) std::cout << line->timestamp->text() << ' ';
        std::cout << line->pod.value_or("-") << " | " << line->value << '\n';
    }

    auto end = co_await run.get_statuses();
    std::cout << "the run has " << end.status.value_or("no status") << '\n';
    if (end.status == "failed" && !end.status_conditions.empty()) {
        const auto& last = end.status_conditions.back();
        std::cout << last.reason.value_or("no reason") << ": " << last.message.value_or("no message") << '\n';
    }
}

int main() { return run_example(&program); }
