#pragma once
#include <polyaxon/async/transport.hpp>

#include <asio/post.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

// Connections without sockets: what a call costs above the transport can be counted and timed with them.

namespace canned {

using namespace polyaxon;

/// What passed all connections.
struct traffic {
    std::size_t reads = 0, writes = 0, looks = 0, sent = 0, received = 0;
};

/// A connection without a socket and without an allocation of its own: each request is answered by the same bytes, in a turn of its own.
class canned_link final : public async::transport {
 public:
    canned_link(asio::any_io_executor e, std::string_view answer, traffic& seen)
        : state_(std::make_shared<state>(state{std::move(e), answer, seen})) {}
    ~canned_link() override { close(false); }

    void open(async::transport_events& e) override {
        state_->events = &e;
        asio::post(state_->executor, [s = state_] {
            if (s->events) s->events->on_open({}, {});
        });
    }
    void read(std::span<char> room) override {
        state_->room = room;
        push();
    }
    bool write(std::string_view bytes) override {
        ++state_->seen.writes;
        state_->seen.sent += bytes.size();
        for (auto at = bytes.find("\r\n\r\n"); at != bytes.npos; at = bytes.find("\r\n\r\n", at + 4))
            state_->owed += state_->answer.size();
        push();
        return true;
    }
    bool idle_and_clean() override {
        ++state_->seen.looks;
        return state_->owed == 0;
    }
    bool drained() const override { return state_->owed == 0; }
    void close(bool) override { state_->events = nullptr; }

 private:
    struct state {
        asio::any_io_executor executor;
        std::string_view answer;
        traffic& seen;
        async::transport_events* events = nullptr;
        std::span<char> room{};
        std::size_t owed = 0, at = 0;  ///< bytes to send, and where in the answer the next one stands
        bool posted = false;
    };
    void push() {
        if (state_->room.empty() || state_->owed == 0 || std::exchange(state_->posted, true)) return;
        asio::post(state_->executor, [s = state_] {
            s->posted = false;
            if (!s->events) return;
            const auto room = std::exchange(s->room, {});
            std::size_t n = 0;
            while (n < room.size() && s->owed > 0) {
                const auto piece = std::min({room.size() - n, s->answer.size() - s->at, s->owed});
                std::memcpy(room.data() + n, s->answer.data() + s->at, piece);
                n += piece, s->owed -= piece, s->at = (s->at + piece) % s->answer.size();
            }
            ++s->seen.reads;
            s->seen.received += n;
            s->events->on_read({}, n);
        });
    }

    std::shared_ptr<state> state_;
};

class canned_net final : public async::connector {
 public:
    explicit canned_net(std::string answer) : answer_(std::move(answer)) {}
    std::unique_ptr<async::transport> make(const asio::any_io_executor& e, const codec::origin&) override {
        return std::make_unique<canned_link>(e, answer_, seen);
    }
    const std::string& answer() const { return answer_; }
    traffic seen;

 private:
    std::string answer_;
};

}  // namespace canned
