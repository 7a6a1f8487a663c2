#pragma once
#include <polyaxon/testing/manual_time.hpp>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

namespace polyaxon::test {

/// Moves a clock alarm by alarm for `how_long`; `poll` does all that is ready at each stop.
template <class Poll>
void pass(polyaxon::testing::manual_time& clock, std::chrono::milliseconds how_long, Poll poll) {
    const auto end = clock.now() + how_long;
    for (poll(); clock.next() && *clock.next() <= end; poll()) clock.advance_to_next();
    clock.advance(end - clock.now());
    poll();
}

/// A loop and a clock that stands still, both run by hand: what a client does on its own happens when a test says so.
class hand_driven {
 public:
    asio::io_context io{1};
    std::shared_ptr<polyaxon::testing::manual_time> time = std::make_shared<polyaxon::testing::manual_time>();
    std::shared_ptr<polyaxon::async::time_source> source = time;

    /// Only the clock can bring anything on.
    virtual bool quiet() const { return true; }

    void poll() {
        io.restart();
        io.poll();
    }
    void pass(std::chrono::milliseconds how_long) {
        test::pass(*time, how_long, [this] { poll(); });
    }
    /// Goes on until it is quiet, without moving the clock.
    void settle() {
        for (const auto until = soon(); poll(), !quiet() && clock::now() < until;) rest();
    }
    /// Runs the call to its end; where only the clock brings it on, the clock jumps. What it throws comes out.
    template <class T>
    T wait(asio::awaitable<T> call) {
        std::optional<T> out;
        wait(kept(std::move(call), out));
        return std::move(*out);
    }
    void wait(asio::awaitable<void> call) {
        std::exception_ptr thrown;
        bool ended = false;
        asio::co_spawn(io, std::move(call), [&](std::exception_ptr e) { ended = true, thrown = e; });
        for (const auto until = soon(); !ended && clock::now() < until;) {
            poll();
            if (!ended && !(quiet() && time->advance_to_next())) rest();
        }
        if (!ended) throw std::runtime_error("the call did not end");
        if (thrown) std::rethrow_exception(thrown);
    }

 protected:
    hand_driven() = default;
    hand_driven(const hand_driven&) = delete;
    hand_driven& operator=(const hand_driven&) = delete;
    virtual ~hand_driven() = default;

    /// Nothing is under way in a client that may not have been made yet.
    template <class Client>
    static bool rests(const std::optional<Client>& client) {
        if (!client) return true;
        const auto s = client->stats();
        return s.busy + s.connecting + s.waiting == 0;
    }

 private:
    using clock = std::chrono::steady_clock;
    static clock::time_point soon() { return clock::now() + std::chrono::seconds(20); }
    void rest() {  // a pause of the engine, in real time
        io.restart();
        io.run_one_for(std::chrono::milliseconds(5));
    }
    template <class T>
    static asio::awaitable<void> kept(asio::awaitable<T> call, std::optional<T>& out) {
        out.emplace(co_await std::move(call));
    }
};

}  // namespace polyaxon::test
