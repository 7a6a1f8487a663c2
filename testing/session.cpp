#include <polyaxon/testing/session.hpp>

#include <asio/buffer.hpp>
#include <asio/write.hpp>

namespace polyaxon::testing {
namespace {
constexpr std::size_t high_water = 1 << 20;  // no further reading while the peer does not take what is there
constexpr auto linger = std::chrono::seconds(5);  // for the peer's own end after ours
}  // namespace

session::session(asio::ip::tcp::socket socket, desk& d, const tls_context* tls,
                 std::chrono::milliseconds keep_alive)
    : socket_(std::move(socket)),
      tls_(tls ? std::make_unique<tls_side>(*tls) : nullptr),
      talk_(d, d.new_connection()),
      delay_(socket_.get_executor()),
      idle_(socket_.get_executor()),
      keep_alive_(keep_alive) {}

void session::start() {
    std::error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    socket_.non_blocking(true, ignored);
    arm_idle();
    read();
}

void session::cut(bool reset) {
    std::error_code ignored;
    if (reset && socket_.is_open()) socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    socket_.close(ignored);
    delay_.cancel();
    idle_.cancel();
}

void session::read() {
    if (reading_ || peer_done_ || !open()) return;
    if (sending_.size() + out_.size() > high_water) return;
    reading_ = true;
    socket_.async_read_some(
        asio::buffer(in_),
        [self = shared_from_this()](std::error_code ec, std::size_t n) { self->on_read(ec, n); });
}

void session::on_read(std::error_code ec, std::size_t n) {
    reading_ = false;
    if (!open()) return;
    if (ec) {  // also a half close: what is under way is still answered
        peer_done_ = true;
        if (ec != asio::error::eof || fin_sent_) return cut(false);
        if (sending_.empty() && out_.empty() && talk_.out().empty()) cut(false);
        return;
    }
    if (!ending_) {
        std::string_view bytes(in_.data(), n);
        if (tls_) {
            plain_.clear();
            const auto state = tls_->receive(bytes, plain_, out_);
            if (state != tls_side::state::open) {
                peer_done_ = true;
                if (state == tls_side::state::failed) ending_ = reply::end::fin;
            }
            bytes = plain_;
        }
        if (!bytes.empty()) talk_.feed(bytes);
        if (!open()) return;  // the handler cut us
        pump();
    }
    read();
}

/// Gathers every answer that is due and sends it in one write.
void session::pump() {
    auto& queue = talk_.out();
    const auto now =
        queue.empty() ? std::chrono::steady_clock::time_point{} : std::chrono::steady_clock::now();
    std::string& gathered = tls_ ? gathered_ : out_;
    bool answered = false;
    while (!ending_ && !queue.empty() && queue.front().ready <= now) {
        gathered += queue.front().bytes;
        if (queue.front().then != reply::end::keep) ending_ = queue.front().then;
        queue.pop_front();
        answered = true;
    }
    if (tls_) {
        tls_->send(gathered_, out_);
        gathered_.clear();
        if (ending_ == reply::end::fin) tls_->shutdown(out_);
    }
    if (ending_) {
        queue.clear();
    } else if (!queue.empty()) {
        delay_.expires_at(queue.front().ready);
        delay_.async_wait([self = shared_from_this()](std::error_code ec) {
            if (!ec && self->open()) self->pump();
        });
    }
    if (answered) arm_idle();
    flush();
}

void session::flush() {
    if (!sending_.empty()) return;
    std::swap(sending_, out_);
    std::error_code ec;
    std::size_t sent = 0;
    if (!sending_.empty()) sent = socket_.write_some(asio::buffer(sending_), ec);
    if (ec && ec != asio::error::would_block) return cut(false);
    if (sent == sending_.size()) return on_flushed();
    const auto rest = asio::buffer(sending_) + sent;
    asio::async_write(socket_, asio::buffer(rest),
                      [self = shared_from_this()](std::error_code failed, std::size_t) {
                          if (!self->open()) return;
                          if (failed) return self->cut(false);
                          self->on_flushed();
                          self->read();
                      });
}

void session::on_flushed() {
    sending_.clear();
    if (!out_.empty()) return flush();
    if (ending_) return end();
    if (peer_done_ && talk_.out().empty()) cut(false);
}

void session::end() {
    if (fin_sent_) return;
    fin_sent_ = true;
    if (*ending_ == reply::end::rst) return cut(true);
    if (peer_done_) return cut(false);
    // Closing with bytes unread would become a reset that can overtake the answer: wait for the peer's end.
    std::error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    idle_.expires_after(linger);
    idle_.async_wait([self = shared_from_this()](std::error_code ec) {
        if (!ec) self->cut(false);
    });
}

void session::arm_idle() {
    if (keep_alive_.count() == 0 || ending_) return;
    idle_.expires_after(keep_alive_);
    idle_.async_wait([self = shared_from_this()](std::error_code ec) {
        if (!ec && self->open() && self->talk_.out().empty() && self->sending_.empty() && !self->ending_) {
            self->ending_ = reply::end::fin;
            self->pump();
        }
    });
}

}  // namespace polyaxon::testing
