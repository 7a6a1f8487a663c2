#pragma once
#include "async/support/memory_net.hpp"

#include <polyaxon/async/perform.hpp>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/use_awaitable.hpp>

#include <string>
#include <vector>

namespace polyaxon::async::test {

inline codec::destination place(std::string host = "example", std::uint16_t port = 8000, bool tls = false) {
    codec::destination d;
    d.where.tls = tls, d.where.host = std::move(host), d.where.port = port;
    d.host = d.where.host_header();
    d.authorization = "Token canary";
    return d;
}

inline std::string http(int status, std::string_view body, std::string_view headers = {}) {
    return "HTTP/1.1 " + std::to_string(status) +
           " Some Words\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(headers) +
           "\r\n" + std::string(body);
}

/// A call with all it needs, and what became of it.
struct simple_call {
    codec::destination to;
    codec::request request;
    call node;
    std::string body;
    int status = 0, decoded = 0, done = 0;

    explicit simple_call(codec::destination d, codec::verb v = codec::verb::get, std::string target = "/a")
        : to(std::move(d)) {
        request.method = v;
        request.target = std::move(target);
        if (v == codec::verb::post || v == codec::verb::put || v == codec::verb::patch)
            request.content_type = "application/json", request.body = "{}";
        node.to = &to;
        node.request = &request;
        node.self = this;
        node.decode = [](void* self, const answer& a, std::string&) {
            auto& c = *static_cast<simple_call*>(self);
            c.body.assign(a.body.data(), a.body.size());
            c.status = a.head.status;
            ++c.decoded;
            return std::error_code();
        };
    }
    bool ok() const { return done == 1 && !node.failure; }
    errc kind() const { return node.failure ? node.failure->kind : errc{}; }
    std::string text() const { return node.failure ? node.failure->detail : std::string(); }
};

/// An engine over made-up connections on an io_context of its own.
struct rig {
    explicit rig(engine_options o = defaults()) : options(std::move(o)) {
        options.connect = net;
        on = engine::make(io.get_executor(), options);
    }
    static engine_options defaults() {
        engine_options o;
        o.thread_safe = false;
        o.seed = 1;
        o.retry.max_attempts = 1;
        return o;
    }
    /// Starts it with a plain callback.
    void start(simple_call& c) {
        async_perform(*on, c.node, [&c] { ++c.done; });
    }
    /// Runs whatever is ready, without waiting.
    void poll() {
        io.restart();
        io.poll();
    }
    /// Runs, waiting where it must, until the condition holds or nothing is left; false when it does not hold after a minute, which is for hangs only: sanitizers are slow.
    template <class F>
    bool run_until(F&& holds) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
        io.restart();
        while (!holds() && std::chrono::steady_clock::now() < end)
            if (!io.run_one_until(end)) break;
        return holds();
    }

    asio::io_context io{1};
    std::shared_ptr<memory_net> net = std::make_shared<memory_net>();
    engine_options options;
    std::shared_ptr<engine> on;
};

}  // namespace polyaxon::async::test
