// A WebSocket for which there is no memory at some point: whoever waits is told, nothing hangs, and the next one works.
#include "async/support/bench_engine.hpp"
#include "async/support/counted_new.hpp"
#include "codec/websocket_frames.hpp"

#include <polyaxon/async/websocket.hpp>
#include <polyaxon/codec/websocket_handshake.hpp>

#include <gtest/gtest.h>

#include <new>
#include <optional>

#if POLYAXON_COUNTS_NEW
namespace polyaxon::async {
namespace {

using namespace test;
using what = websocket_turn::what;

/// One stream from its opening to its close, where allocations fail from the `at`th on, `many` in a row.
class short_of_memory {
 public:
    short_of_memory(std::size_t at, std::size_t many) : at_(at), many_(many), asked_(many) {}

    /// Does all of it; false: none failed.
    bool run() {
        make();
        wait();
        if (!net_->wires.empty() && !net_->wires.back()->closed) peer_says(accept());
        told("opening");
        if (turn_.came == what::message) {
            wait();
            if (!over_)
                peer_says(codec::test::text(std::string(500, '2')) + codec::test::frame{9, "ping"}.bytes());
            told("the second message");
        }
        short_of([&] { ws_->close(); });
        poll();
        wait();
        told("the end");
        EXPECT_TRUE(thrown_ || turn_.came != what::message);
        wait();
        told("the end again");
        EXPECT_TRUE(thrown_ || turn_.came != what::message);
        const bool failed = many_ < asked_;
        at_ = 0;
        ws_.reset();
        settle();
        EXPECT_EQ(net_->live, 0u);
        // And now with memory.
        over_ = false;
        make();
        wait();
        peer_says(accept());
        told("the next stream");
        EXPECT_EQ(turn_.came, what::message);
        EXPECT_EQ(turn_.message, "one");
        ws_.reset();
        settle();
        EXPECT_EQ(net_->live, 0u);
        return failed;
    }

 private:
    void make() {
        websocket_options o;
        o.thread_safe = false;  // a strand of Asio loses what it has no memory for
        codec::request r;
        r.target = "/logs/";
        ws_.emplace(io_.get_executor(), net_, place(), std::move(r), o);
    }
    template <class F>
    void short_of(F&& act) {
        allocations_until_failure = at_, failing_now = at_ > 0 ? many_ : 0;
        try {
            act();
        } catch (const std::bad_alloc&) {
            done_ = over_ = thrown_ = true;  // told by the exception
        }
        if (at_ > 0) at_ = allocations_until_failure, many_ = failing_now;
        allocations_until_failure = failing_now = 0;
    }
    void poll() {
        io_.restart();
        short_of([&] { EXPECT_NO_THROW(io_.poll()); });
    }
    void settle() {
        io_.restart();
        io_.poll();
    }
    void wait() {
        done_ = thrown_ = false;
        calls_ = 0;
        short_of([&] { async_next(*ws_, turn_, [this] { done_ = true, ++calls_; }); });
        poll();
    }
    void peer_says(const std::string& bytes) {
        net_->wires.back()->send(bytes);
        poll();
    }
    std::string accept() const {
        const auto& request = net_->wires.back()->written;
        const auto at = request.find("Sec-WebSocket-Key: ");
        if (at == request.npos) return "";
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
               "Upgrade\r\nSec-WebSocket-Accept: " +
               codec::websocket_accept(request.substr(at + 19, 24)) + "\r\n\r\n" + codec::test::text("one");
    }
    void told(const char* when) {
        settle();
        ASSERT_TRUE(done_) << when << ": it hangs";
        EXPECT_LE(calls_, 1) << when;
        if (calls_ == 0) return;
        if (turn_.came == what::failed) {
            ASSERT_TRUE(turn_.failure) << when;
            EXPECT_NE(turn_.failure->detail.find("given up"), std::string::npos) << turn_.failure->detail;
        }
        if (turn_.came != what::message) over_ = true;
    }

    std::size_t at_, many_;
    const std::size_t asked_;
    asio::io_context io_{1};
    std::shared_ptr<memory_net> net_ = std::make_shared<memory_net>();
    websocket_turn turn_;
    std::optional<websocket> ws_;
    bool done_ = false, over_ = false, thrown_ = false;
    int calls_ = 0;
};

TEST(WebsocketMemory, EndsWhereverThereIsNone) {
    for (const std::size_t many : {1u, 2u, 1'000'000u}) {
        std::size_t at = 1;
        while (at < 2'000) {
            SCOPED_TRACE("allocation " + std::to_string(at) + ", " + std::to_string(many) + " in a row");
            short_of_memory stream(at, many);
            if (!stream.run() || testing::Test::HasFailure()) break;
            ++at;
        }
        EXPECT_GT(at, 12u) << "so few allocations were tried";
    }
}

}  // namespace
}  // namespace polyaxon::async
#endif
