#pragma once
#include <polyaxon/async/transport.hpp>

#include <asio/post.hpp>

#include <algorithm>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace polyaxon::async::test {

/// One made-up connection: what the client wrote, and what the test sends back. All events are turns of their own.
struct wire : std::enable_shared_from_this<wire> {
    explicit wire(asio::any_io_executor e) : executor(std::move(e)) {}

    asio::any_io_executor executor;
    codec::origin where;
    std::size_t number = 0;
    transport_events* events = nullptr;  ///< null once the client has dropped the transport
    std::string written;                 ///< all the client wrote
    std::string incoming;                ///< sent by the test, not read yet
    std::error_code failure;
    std::span<char> room;
    bool reading = false, fin = false, open = false, closed = false, orderly = false, posted = false;
    bool hold_writes = false, writing = false;
    std::size_t most_per_read = static_cast<std::size_t>(-1), writes = 0, reads = 0;

    void accept(std::error_code ec = {}, std::string detail = {}) {
        asio::post(executor, [self = shared_from_this(), ec, detail] {
            if (!self->events) return;
            self->open = !ec;
            self->events->on_open(ec, detail);
        });
    }
    void send(std::string_view bytes) { incoming += bytes, push(); }
    void finish() { fin = true, push(); }
    void fail(std::error_code ec) { failure = ec, push(); }
    /// Ends a write that was held.
    void release(std::error_code ec = {}) {
        if (!executor || !std::exchange(writing, false)) return;
        asio::post(executor, [self = shared_from_this(), ec] {
            if (self->events) self->events->on_written(ec);
        });
    }
    void push() {
        if (!executor || !reading || posted || (incoming.empty() && !fin && !failure)) return;
        posted = true;
        asio::post(executor, [self = shared_from_this()] { self->deliver(); });
    }
    void deliver() {
        posted = false;
        if (!events || !reading) return;
        reading = false;
        ++reads;
        if (incoming.empty()) return events->on_read(failure, 0);
        const auto n = std::min({room.size(), incoming.size(), most_per_read});
        std::memcpy(room.data(), incoming.data(), n);
        incoming.erase(0, n);
        events->on_read({}, n);
    }
};

/// Makes them, and remembers all it made.
class memory_net : public connector {
 public:
    std::vector<std::shared_ptr<wire>> wires;
    bool accept_at_once = true;
    std::function<void(wire&)> on_open;   ///< before the client hears of it
    std::function<void(wire&)> on_write;  ///< after the client wrote; may send
    std::function<void(wire&)> on_dial;   ///< instead of accepting at once
    bool remember = true;

    std::unique_ptr<transport> make(const asio::any_io_executor& e, const codec::origin& where) override {
        auto w = std::make_shared<wire>(e);
        w->where = where;
        w->number = ++made;
        if (remember) wires.push_back(w);
        return std::make_unique<link>(*this, std::move(w));
    }
    wire& operator[](std::size_t i) { return *wires.at(i); }
    std::size_t live = 0, made = 0;

 private:
    class link final : public transport {
     public:
        link(memory_net& net, std::shared_ptr<wire> w) : net_(net), wire_(std::move(w)) { ++net_.live; }
        ~link() override {
            wire_->events = nullptr, wire_->closed = true, --net_.live;
            wire_->executor = {};  // the test may keep the wire longer than the context lives
        }

        void open(transport_events& e) override {
            wire_->events = &e;
            if (net_.on_dial) return net_.on_dial(*wire_);
            if (!net_.accept_at_once) return;
            if (net_.on_open) net_.on_open(*wire_);
            wire_->accept();
        }
        void read(std::span<char> room) override {
            wire_->room = room;
            wire_->reading = true;
            wire_->push();
        }
        bool write(std::string_view bytes) override {
            ++wire_->writes;
            wire_->written += bytes;
            if (net_.on_write) net_.on_write(*wire_);
            return !(wire_->writing = wire_->hold_writes);
        }
        bool idle_and_clean() override { return wire_->incoming.empty() && !wire_->fin && !wire_->failure; }
        void close(bool orderly) override {
            wire_->events = nullptr, wire_->closed = true, wire_->orderly = orderly;
        }

     private:
        memory_net& net_;
        std::shared_ptr<wire> wire_;
    };
};

}  // namespace polyaxon::async::test
