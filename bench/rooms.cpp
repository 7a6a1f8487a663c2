#include "common/bare_machine.hpp"
#include "support/canned_net.hpp"

#include <polyaxon/async/deadlines.hpp>
#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/http_reader.hpp>
#include <polyaxon/codec/receive_buffer.hpp>
#include <polyaxon/codec/request.hpp>
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v1/target.hpp>
#include <polyaxon/v1.hpp>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>

#include <benchmark/benchmark.h>

#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

// One piece of each room by itself: what a request, a head, a deadline, a place on a connection and the context cost.

namespace {

using namespace polyaxon;

const std::string short_head =
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 0\r\n\r\n";
const std::string long_head =
    "HTTP/1.1 200 OK\r\ndate: Sun, 22 Nov 2026 00:00:38 GMT\r\nserver: uvicorn\r\ncontent-type: "
    "application/json\r\n"
    "allow: GET, PUT, PATCH, DELETE, HEAD, OPTIONS\r\nx-frame-options: DENY\r\ncontent-length: 0\r\nvary: "
    "origin, Cookie\r\n"
    "x-content-type-options: nosniff\r\nreferrer-policy: same-origin\r\ncross-origin-opener-policy: "
    "same-origin\r\n\r\n";

void parse_head(benchmark::State& state, const std::string& head) {
    codec::receive_buffer buffer;
    codec::http_reader reader;
    for (auto _ : state) {
        const auto room = buffer.prepare(head.size());
        std::memcpy(room.data(), head.data(), head.size());
        buffer.commit(head.size());
        reader.start(codec::verb::get);
        if (reader.read(buffer) != codec::http_reader::state::done) throw std::runtime_error(reader.what());
        buffer.release_body();
    }
}

void write_request(benchmark::State& state) {
    auto to = codec::make_destination({.tls = false, .host = "platform.example", .port = 8000});
    to.headers = "User-Agent: polyaxon-cpp\r\nAccept: application/json\r\nAccept-Encoding: gzip\r\n";
    to.authorization = "Token 0123456789abcdef0123456789abcdef01234567";
    codec::request get;
    get.target = "/api/v1/acme/vision/runs/0a1b2c3d4e5f60718293a4b5c6d7e8f9";
    std::string out;
    for (auto _ : state) {
        out.clear();
        codec::write_request(to, get, out);
        benchmark::DoNotOptimize(out.data());
    }
}

void write_body(benchmark::State& state) {
    v1::operation_body body;
    body.name = "training-12";
    body.description = "twelve layers, half the rate";
    body.is_managed = false;
    for (auto _ : state) benchmark::DoNotOptimize(codec::to_json(body));
}

/// What a deadline adds to a call: its entry goes in and out among those of 1,000 others, which wait as long.
void deadline(benchmark::State& state) {
    async::deadlines all;
    std::vector<async::deadline_entry> others(1000);
    auto now = async::steady_time{} + std::chrono::hours(1);
    const auto later = [&now] { return (now += std::chrono::microseconds(10)) + std::chrono::seconds(60); };
    for (auto& one : others) all.set(one, later());
    std::size_t oldest = 0;
    for (auto _ : state) {
        all.remove(others[oldest]);
        all.set(others[oldest], later());
        oldest = (oldest + 1) % others.size();
    }
}

v1::client_config config_of(const std::shared_ptr<async::connector>& connector,
                            const std::shared_ptr<const context::system>& machine) {
    v1::client_config config;
    config.host = "http://platform.example:8000";
    config.token = "token-abc";
    config.thread_safe = false;
    config.connector = &connector;
    config.system = &machine;
    return config;
}

/// A whole call without socket and body: request, place on a connection, head, deadline, coroutine.
void call(benchmark::State& state) {
    const std::shared_ptr<async::connector> net = std::make_shared<canned::canned_net>(short_head);
    const std::shared_ptr<const context::system> machine = std::make_shared<bench::bare_machine>();
    asio::io_context io(1);
    v1::client client(io.get_executor(), config_of(net, machine));
    asio::co_spawn(
        io,
        [](benchmark::State& on, v1::client c) -> awaitable<void> {
            static constexpr auto row =
                resources::get<resources::none, "/api/v1/{owner}/{entity}/runs/{uuid}">;
            const call_options options;
            for (auto _ : on)
                co_await resources::send(v1::client_access::core(c), row,
                                         {"acme", "vision", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"}, options);
            c.close();
        }(state, client),
        asio::detached);
    io.run();
}

void load_context(benchmark::State& state) {
    const std::shared_ptr<async::connector> net = std::make_shared<canned::canned_net>(short_head);
    const std::shared_ptr<const context::system> machine = std::make_shared<bench::bare_machine>();
    for (auto _ : state) {
        asio::io_context io(1);
        v1::client client(io.get_executor(), config_of(net, machine));
        asio::co_spawn(
            io,
            [](v1::client c) -> awaitable<void> {
                const auto report = co_await c.context();
                benchmark::DoNotOptimize(&report);
            }(client),
            asio::detached);
        io.run();
    }
}

BENCHMARK(write_request);
BENCHMARK(write_body);
BENCHMARK_CAPTURE(parse_head, short_head, short_head);
BENCHMARK_CAPTURE(parse_head, long_head, long_head);
BENCHMARK(deadline);
BENCHMARK(call);
BENCHMARK(load_context);

}  // namespace

BENCHMARK_MAIN();
