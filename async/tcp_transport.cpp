#include <polyaxon/async/tcp_transport.hpp>

#include <asio/buffer.hpp>
#include <asio/post.hpp>

namespace polyaxon::async {

namespace {

class tcp_core final : public socket_core {
 public:
    using socket_core::socket_core;

    void read(std::span<char> into) {
        room_ = into.size();
        socket_.async_read_some(asio::buffer(into.data(), into.size()),
                                handler<tcp_core, &tcp_core::received>(read_slot_));
    }

    bool write(std::string_view bytes) {
        std::error_code ec;
        const auto n = socket_.write_some(asio::buffer(bytes.data(), bytes.size()), ec);
        if (n == bytes.size()) return true;
        if (ec && ec != asio::error::would_block) {
            asio::post(executor_,
                       [self = shared_from_this(), ec] { static_cast<tcp_core&>(*self).written(ec, 0); });
            return false;
        }
        rest_ = bytes.substr(n);
        send_rest();
        return false;
    }

    bool clean() { return look() == quiet::yes; }
    bool drained() const { return drained_; }

 private:
    void connected() override { opened(); }

    void received(std::error_code ec, std::size_t n) {
        taken_ += n;
        drained_ = n < room_;
        if (!events_) return;
        if (ec == asio::error::eof) return events_->on_read({}, 0);
        if (ec) return events_->on_read(lost(ec, "reading"), 0);
        events_->on_read({}, n);
    }

    void send_rest() {
        socket_.async_write_some(asio::buffer(rest_.data(), rest_.size()),
                                 handler<tcp_core, &tcp_core::written>(write_slot_));
    }

    void written(std::error_code ec, std::size_t n) {
        if (!events_) return;
        rest_.remove_prefix(n);
        if (!ec && !rest_.empty()) {
            events_->on_progress();
            return send_rest();
        }
        // Asio's success after a wait is of another category, and equal to no other success.
        events_->on_written(ec ? lost(ec, "writing") : std::error_code());
    }

    std::string_view rest_;  // of the writer's bytes
    std::size_t room_ = 0;   // of the read
    bool drained_ = false;
};

class tcp_transport final : public transport {
 public:
    tcp_transport(const asio::any_io_executor& e, route r)
        : core_(std::make_shared<tcp_core>(e, std::move(r))) {}
    ~tcp_transport() override { core_->detach(); }

    void open(transport_events& events) override { core_->open(events); }
    void read(std::span<char> into) override { core_->read(into); }
    bool write(std::string_view bytes) override { return core_->write(bytes); }
    bool idle_and_clean() override { return core_->clean(); }
    bool drained() const override { return core_->drained(); }
    void close(bool) override { core_->detach(); }
    std::string_view failure() const override { return core_->failure(); }
    std::error_code cause() const override { return core_->cause(); }

 private:
    std::shared_ptr<tcp_core> core_;
};

}  // namespace

std::unique_ptr<transport> make_tcp_transport(const asio::any_io_executor& e, route r) {
    return std::make_unique<tcp_transport>(e, std::move(r));
}

}  // namespace polyaxon::async
