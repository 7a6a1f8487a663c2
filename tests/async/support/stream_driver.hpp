#pragma once
#include <polyaxon/async/engine.hpp>

#include <gtest/gtest.h>

#include <asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace polyaxon::test {

/// Drives one transport and notes every event. Also checks the two rules that hold for all: no event from inside a call, none
/// after the end.
class stream_driver final : public async::transport_events {
 public:
    stream_driver(asio::io_context& io, async::connector& c, const codec::origin& to)
        : stream_driver(io, io.get_executor(), c, to) {}
    stream_driver(asio::io_context& io, const asio::any_io_executor& e, async::connector& c,
                  const codec::origin& to)
        : io_(io), stream(c.make(e, to)) {}

    void on_open(std::error_code ec, std::string_view text) override {
        event();
        opened = ec;
        detail = text;
        if (then) then();
    }
    void on_read(std::error_code ec, std::size_t n) override {
        event();
        read_ended = ec;
        read_bytes = n;
        received.append(buffer.data(), n);
        if (ec) detail = stream->failure();
        if (then) then();
    }
    void on_written(std::error_code ec) override {
        event();
        written = ec;
        if (ec) detail = stream->failure();
        if (then) then();
    }

    void start_open() {
        const calling c(*this);
        stream->open(*this);
    }
    void start_read() {
        const calling c(*this);
        read_ended.reset();
        stream->read(buffer);
    }
    bool start_write(std::string_view bytes) {
        const calling c(*this);
        written.reset();
        return stream->write(bytes);
    }
    void end(bool orderly = true) {
        const calling c(*this);
        stream->close(orderly);
        ended_ = true;
    }
    /// Without an event that follows.
    void destroy() {
        ended_ = true;
        const calling c(*this);
        stream.reset();
    }

    /// True when it opened; otherwise `opened` and `detail` say why.
    bool open() {
        start_open();
        until([this] { return opened.has_value(); });
        return opened && !*opened;
    }
    /// One read; its bytes, empty at the end or after an error.
    std::string read() {
        start_read();
        until([this] { return read_ended.has_value(); });
        return std::string(buffer.data(), read_bytes);
    }
    void write(std::string_view bytes) {
        if (start_write(bytes))
            written = std::error_code();
        else
            until([this] { return written.has_value(); });
    }
    /// Runs the loop until `done`; a test that gets nowhere in 20 s fails here.
    void until(const std::function<bool()>& done) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        io_.restart();
        while (!done()) {
            if (std::chrono::steady_clock::now() > deadline) {
                ADD_FAILURE() << "nothing happened for 20 s";
                return;
            }
            if (io_.stopped()) io_.restart();
            io_.run_one_for(std::chrono::milliseconds(20));
        }
    }

    std::optional<std::error_code> opened, read_ended, written;
    std::string detail, received;
    std::size_t read_bytes = 0;
    std::vector<char> buffer = std::vector<char>(65536);
    std::function<void()> then;
    int events = 0;

 private:
    struct calling {
        explicit calling(stream_driver& d) : driver(d) { ++driver.inside_; }
        ~calling() { --driver.inside_; }
        stream_driver& driver;
    };
    void event() {
        ++events;
        EXPECT_EQ(inside_, 0) << "an event came from inside a call";
        EXPECT_FALSE(ended_) << "an event came after the end";
    }

    asio::io_context& io_;
    int inside_ = 0;
    bool ended_ = false;

 public:
    std::unique_ptr<async::transport> stream;
};

inline codec::origin plain_origin(std::uint16_t port, const char* host = "127.0.0.1") {
    return {.tls = false, .host = host, .port = port};
}
inline codec::origin tls_origin(std::uint16_t port, const char* host = "127.0.0.1") {
    return {.tls = true, .host = host, .port = port};
}

}  // namespace polyaxon::test
