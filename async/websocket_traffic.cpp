// What goes over an open WebSocket, and how the other side ends it.
#include <polyaxon/async/websocket_core.hpp>

#include <span>
#include <string_view>

namespace polyaxon::async {

namespace {

constexpr std::size_t least_read = 4 * 1024;
/// A write's end shows that the server takes in: a long message shows it again and again.
constexpr std::size_t most_at_once = 64 * 1024;

}  // namespace

// ---- reading

void websocket_core::read_more() {
    if (reading_ || !transport_ || state_ == state::ended) return;
    reading_ = true;
    transport_->read(in_.prepare(least_read));
}

void websocket_core::take_bytes() {
    if (state_ == state::asking) take_answer();
    if (state_ == state::open) take_messages();
    if (state_ == state::leaving) {
        in_.consume(in_.unread().size());
        read_more();
    }
}

void websocket_core::take_messages() {
    using event = codec::websocket::event;
    while (!full()) {
        auto unread = in_.unread();
        std::span<const char> bytes = unread;
        const auto what = frames_.read(bytes);
        in_.consume(unread.size() - bytes.size());
        switch (what) {
            case event::need_more:
                if (pulse_.resting()) pulse_.start(now_);
                clock_.set(pulse_entry_, pulse_.when());
                return read_more();
            case event::message:
                queue_.push_back({frames_.take_message(), frames_.is_text()});
                queued_bytes_ += queue_.back().message.size();
                break;
            case event::pong: pulse_.pong(); break;
            case event::closed: return peer_closed();
            case event::failed:
                fail(static_cast<errc>(frames_.error().value()), frames_.what());
                return leave();
        }
    }
    // The reader is behind: the socket waits, and so does the server. Its silence means nothing meanwhile.
    pulse_.rest();
    clock_.remove(pulse_entry_);
}

void websocket_core::peer_closed() {
    close_code_ = frames_.close_code();
    if (close_code_ == 1000 || close_code_ == 1001 || close_code_ == 1005) {
        end(nullptr);
    } else {
        std::string text = "the server closed the stream with code " + std::to_string(close_code_);
        if (!frames_.close_reason().empty()) text += " (" + frames_.close_reason() + ")";
        fail(errc::network, std::move(text));
    }
    leave();
}

void websocket_core::lost(std::error_code ec) {
    if (state_ == state::leaving) return shut();
    if (!ec && state_ == state::asking && answer_->finish() == codec::websocket_answer::state::refused)
        return refuse();
    const bool by_tls = ec == make_error_code(errc::tls);
    std::string text = ec ? "the connection was lost" : "the server closed the connection";
    text += state_ == state::open ? ec ? "" : " without closing the stream"
            : answer_->begun()    ? " in the middle of its answer"
                                  : " before it answered";
    if (ec && !transport_->failure().empty()) text.append(": ").append(transport_->failure());
    if (text.find(to_.where.host) == text.npos) text += " (" + to_.where.text() + ")";
    fail(by_tls ? errc::tls : errc::network, std::move(text), transport_->cause() ? transport_->cause() : ec);
    shut();
}

// ---- writing

void websocket_core::flush() {
    if (writing_ || !transport_ || state_ == state::ended) return;
    if (was_open_) frames_.write(out_);
    if (out_.empty()) return;
    sending_.swap(out_);
    written_ = 0;
    write_pieces();
}

void websocket_core::write_pieces() {
    while (written_ < sending_.size()) {
        const auto piece = std::string_view(sending_).substr(written_, most_at_once);
        written_ += piece.size();
        writing_ = !transport_->write(piece);
        if (writing_) return;
    }
    sending_.clear();
}

}  // namespace polyaxon::async
