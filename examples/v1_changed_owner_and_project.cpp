// Another owner and project, as one reference: "owner/project".
#include "example.hpp"

#include <polyaxon/v1.hpp>

#include <asio/this_coro.hpp>

static asio::awaitable<void> program() {
    polyaxon::v1::client client(co_await asio::this_coro::executor);
    polyaxon::v1::run_client runs(client, {.project = "acme/speech"});
    auto list = co_await runs.list({.query = "status:succeeded", .limit = 3});
    std::cout << list.count.value_or(0) << " runs of " << runs.owner() << '/' << runs.project()
              << " have succeeded\n";
}

int main() { return run_example(&program); }
