#pragma once
#include "async/support/bench_engine.hpp"
#include "codec/websocket_frames.hpp"

#include <polyaxon/async/websocket.hpp>
#include <polyaxon/codec/websocket_handshake.hpp>

#include <gtest/gtest.h>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

namespace polyaxon::async::test {

using namespace std::chrono_literals;
using namespace codec::test;
using what = websocket_turn::what;

/// A WebSocket over a made-up connection.
struct socket_rig {
    explicit socket_rig(websocket_options o = defaults()) {
        codec::request r;
        r.target = "/logs/?secret=1";
        ws.emplace(io.get_executor(), net, place(), std::move(r), o);
    }
    static websocket_options defaults() {
        websocket_options o;
        o.thread_safe = false;
        return o;
    }
    static std::string key_of(const std::string& request) {
        const auto at = request.find("Sec-WebSocket-Key: ");
        return at == request.npos ? "" : request.substr(at + 19, 24);
    }
    static std::string accept(const std::string& request) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
               "Upgrade\r\nSec-WebSocket-Accept: " +
               codec::websocket_accept(key_of(request)) + "\r\n\r\n";
    }
    wire& peer() { return *net->wires.back(); }
    /// Starts a wait.
    void next(asio::cancellation_slot slot = {}) {
        done = false;
        async_next(*ws, turn, asio::bind_cancellation_slot(slot, [this] { done = true; }));
    }
    void poll() {
        io.restart();
        io.poll();
    }
    /// Opens it and puts `more` behind the answer.
    void open(std::string_view more = {}) {
        next();
        poll();
        peer().send(accept(peer().written) + std::string(more));
        peer().written.clear();
        poll();
    }
    websocket_turn& again() {
        next();
        poll();
        EXPECT_TRUE(done);
        return turn;
    }
    template <class F>
    bool run_until(F&& holds) {
        const auto end = std::chrono::steady_clock::now() + 5s;
        io.restart();
        while (!holds() && std::chrono::steady_clock::now() < end)
            if (!io.run_one_until(end)) break;
        return holds();
    }
    std::vector<frame> said() { return take_frames(peer().written); }
    errc kind() const { return turn.failure ? turn.failure->kind : errc{}; }
    std::string text() const { return turn.failure ? turn.failure->detail : ""; }

    asio::io_context io{1};
    std::shared_ptr<memory_net> net = std::make_shared<memory_net>();
    websocket_turn turn;
    std::optional<websocket> ws;
    bool done = false;
};

}  // namespace polyaxon::async::test
