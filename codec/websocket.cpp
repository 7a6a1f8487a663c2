#include <polyaxon/codec/websocket.hpp>

#include <polyaxon/codec/random_bytes.hpp>
#include <polyaxon/codec/utf8.hpp>

#include <wslay/wslay.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <new>
#include <optional>
#include <utility>

namespace polyaxon::codec {

namespace {

constexpr std::size_t most_control = 125;
constexpr std::size_t longest_head = 10;  // of a frame without a mask

constexpr bool is_control(unsigned opcode) { return (opcode & 8u) != 0; }

// Most bytes of a text that make whole characters.
std::string_view cut(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    return text.substr(0, most);
}

}  // namespace

// wslay reads and writes frames: it is fed a frame's head, which is checked here before a byte of payload is taken, then its payload.
struct websocket::impl {
    explicit impl(websocket_limits l) : limits(l) {
        wslay_frame_callbacks calls{};
        calls.recv_callback = &impl::give;
        calls.send_callback = &impl::take;
        calls.genmask_callback = &impl::mask;
        if (wslay_frame_context_init(&frames, &calls, this) != 0) throw std::bad_alloc();
    }
    ~impl() { wslay_frame_context_free(frames); }
    impl(const impl&) = delete;
    impl& operator=(const impl&) = delete;

    // -- wslay's callbacks; none may throw
    static ssize_t give(std::uint8_t* to, std::size_t room, int, void* self) {
        auto& feed = static_cast<impl*>(self)->feed;
        const auto n = std::min(room, feed.size());
        if (n == 0) return -1;
        std::memcpy(to, feed.data(), n);
        feed = feed.subspan(n);
        return static_cast<ssize_t>(n);
    }
    static ssize_t take(const std::uint8_t* bytes, std::size_t size, int, void* self) {
        static_cast<impl*>(self)->out->append(reinterpret_cast<const char*>(bytes), size);  // reserved
        return static_cast<ssize_t>(size);
    }
    static int mask(std::uint8_t* to, std::size_t size, void*) {
        return fill_random({reinterpret_cast<char*>(to), size}) ? 0 : -1;
    }

    // -- in
    event read(std::span<const char>& bytes);
    bool look_at_head();
    bool enter_frame();
    event leave_frame();
    event leave_control();
    event fail(errc kind, int code, std::string text);

    unsigned opcode() const { return static_cast<unsigned char>(head[0]) & 0x0Fu; }
    bool fin() const { return (static_cast<unsigned char>(head[0]) & 0x80u) != 0; }
    unsigned short_length() const { return static_cast<unsigned char>(head[1]) & 0x7Fu; }
    std::size_t head_length() const { return short_length() < 126 ? 2 : short_length() == 126 ? 4 : 10; }
    std::uint64_t length() const {
        if (short_length() < 126) return short_length();
        std::uint64_t n = 0;
        for (std::size_t i = 2; i < head_length(); ++i) n = n << 8 | static_cast<unsigned char>(head[i]);
        return n;
    }

    // -- out
    void append_frame(std::string& to, unsigned opcode, std::string_view payload);

    websocket_limits limits;
    wslay_frame_context_ptr frames = nullptr;
    std::span<const char> feed;  ///< what wslay may read now
    std::string* out = nullptr;  ///< where it writes now

    char head[longest_head]{};
    std::size_t head_size = 0;
    bool in_payload = false;
    std::uint64_t left = 0;  ///< of the payload

    std::string message, control;
    bool started = false, text = false;  ///< a message of several fragments is under way
    std::size_t fragments = 0;
    utf8_check utf8;

    bool over = false;
    int code = 1005;
    std::string reason;
    std::error_code error;
    std::string what;

    std::string data;  ///< frames of messages to send
    std::optional<std::string> pong, ping, close;
    bool close_sent = false;
};

websocket::event websocket::impl::fail(errc kind, int why, std::string words) {
    error = kind;
    what = std::move(words);
    over = true;
    message = {};
    if (!close) {
        char number[2] = {static_cast<char>(why >> 8), static_cast<char>(why & 0xFF)};
        close.emplace(number, 2);
    }
    return event::failed;
}

// As soon as a byte of the head is there. False: it broke a rule.
bool websocket::impl::look_at_head() {
    const auto wrong = [this](const char* words) {
        fail(errc::protocol, WSLAY_CODE_PROTOCOL_ERROR, std::string("the server sent ") + words);
        return false;
    };
    const auto op = opcode();
    if (head_size == 1) {
        if ((static_cast<unsigned char>(head[0]) & 0x70u) != 0)
            return wrong("a frame with reserved bits that no extension explains");
        if (op > 2 && op != 8 && op != 9 && op != 10) return wrong("a frame of an unknown kind");
        if (is_control(op)) return fin() ? true : wrong("a control frame in fragments");
        if (op == WSLAY_CONTINUATION_FRAME && !started) return wrong("a fragment that continues no message");
        if (op != WSLAY_CONTINUATION_FRAME && started)
            return wrong("a new message before the end of the one before");
    } else if (head_size == 2) {
        if ((static_cast<unsigned char>(head[1]) & 0x80u) != 0)
            return wrong("a masked frame; only clients mask");
        if (is_control(op) && short_length() > most_control)
            return wrong("a control frame of more than 125 bytes");
    }
    return true;
}

// The head is complete: wslay takes it, then the limits are asked.
bool websocket::impl::enter_frame() {
    feed = {head, head_size};
    wslay_frame_iocb frame{};
    if (const auto n = wslay_frame_recv(frames, &frame); n < 0 && n != WSLAY_ERR_WANT_READ) {
        fail(errc::protocol, WSLAY_CODE_PROTOCOL_ERROR,
             "the server sent a frame whose length is not written in its shortest form");
        return false;
    }
    left = length();
    in_payload = true;
    if (is_control(opcode())) {
        control.clear();
        return true;
    }
    if (opcode() != WSLAY_CONTINUATION_FRAME) {
        started = true;
        text = opcode() == WSLAY_TEXT_FRAME;
        fragments = 0;
        message.clear();
        utf8 = {};
    }
    if (++fragments > limits.fragments) {
        fail(errc::too_large, WSLAY_CODE_MESSAGE_TOO_BIG,
             "limit: a message of more than " + std::to_string(limits.fragments) + " fragments");
        return false;
    }
    if (left > limits.message - message.size()) {
        fail(errc::too_large, WSLAY_CODE_MESSAGE_TOO_BIG,
             "limit: a message of more than " + std::to_string(limits.message) + " bytes");
        return false;
    }
    return true;
}

websocket::event websocket::impl::leave_control() {
    switch (opcode()) {
        case WSLAY_PING: pong = std::exchange(control, {}); return event::need_more;
        case WSLAY_PONG: return event::pong;
        default: break;
    }
    if (control.size() == 1)
        return fail(errc::protocol, WSLAY_CODE_PROTOCOL_ERROR,
                    "the server sent a close frame with half a code");
    if (control.size() >= 2) {
        const int given =
            static_cast<unsigned char>(control[0]) << 8 | static_cast<unsigned char>(control[1]);
        if (!may_close_with(given))
            return fail(errc::protocol, WSLAY_CODE_PROTOCOL_ERROR,
                        "the server sent a close frame with code " + std::to_string(given) +
                            ", which may not be sent");
        if (!is_utf8(std::string_view(control).substr(2)))
            return fail(errc::protocol, WSLAY_CODE_INVALID_FRAME_PAYLOAD_DATA,
                        "the server sent a close frame whose reason is not UTF-8");
        code = given;
        reason = control.substr(2);
    }
    over = true;
    message = {};
    if (!close) close = control.substr(0, 2);
    return event::closed;
}

websocket::event websocket::impl::leave_frame() {
    in_payload = false;
    head_size = 0;
    if (is_control(opcode())) return leave_control();
    if (!fin()) return event::need_more;
    started = false;
    if (text && !utf8.complete())
        return fail(errc::protocol, WSLAY_CODE_INVALID_FRAME_PAYLOAD_DATA,
                    "the server sent a text that is not UTF-8");
    return event::message;
}

websocket::event websocket::impl::read(std::span<const char>& bytes) {
    if (over) {
        bytes = {};
        return error ? event::failed : event::need_more;
    }
    for (;;) {
        if (!in_payload) {
            while (head_size < 2 || head_size < head_length()) {
                if (bytes.empty()) return event::need_more;
                head[head_size++] = bytes.front();
                bytes = bytes.subspan(1);
                if (head_size <= 2 && !look_at_head()) return event::failed;
            }
            if (!enter_frame()) return event::failed;
        }
        while (left > 0) {
            if (bytes.empty()) return event::need_more;
            // Never more than this frame's own, so wslay keeps nothing back.
            feed = bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(left, bytes.size())));
            const auto offered = feed.size();
            wslay_frame_iocb frame{};
            if (wslay_frame_recv(frames, &frame) < 0)
                return fail(errc::protocol, WSLAY_CODE_PROTOCOL_ERROR,
                            "the server sent a frame that cannot be read");
            bytes = bytes.subspan(offered - feed.size());
            left -= frame.data_length;
            const std::string_view piece(reinterpret_cast<const char*>(frame.data), frame.data_length);
            if (is_control(opcode())) {
                control += piece;
                continue;
            }
            if (text && !utf8.add(piece))
                return fail(errc::protocol, WSLAY_CODE_INVALID_FRAME_PAYLOAD_DATA,
                            "the server sent a text that is not UTF-8");
            message += piece;
        }
        if (const auto e = leave_frame(); e != event::need_more) return e;
    }
}

void websocket::impl::append_frame(std::string& to, unsigned opcode, std::string_view payload) {
    to.reserve(to.size() + payload.size() + longest_head + 4);
    out = &to;
    wslay_frame_iocb frame{};
    frame.fin = 1;
    frame.opcode = static_cast<std::uint8_t>(opcode);
    frame.mask = 1;
    frame.payload_length = frame.data_length = payload.size();
    frame.data = reinterpret_cast<const std::uint8_t*>(payload.data());
    const auto before = to.size();
    if (wslay_frame_send(frames, &frame) < 0) {
        to.resize(before);
        throw std::system_error(make_error_code(errc::network),
                                "no random bytes for the mask of a WebSocket frame");
    }
    out = nullptr;
}

websocket::websocket(websocket_limits limits) : impl_(std::make_unique<impl>(limits)) {}
websocket::~websocket() = default;
websocket::websocket(websocket&&) noexcept = default;
websocket& websocket::operator=(websocket&&) noexcept = default;

websocket::event websocket::read(std::span<const char>& bytes) { return impl_->read(bytes); }
std::string websocket::take_message() noexcept { return std::exchange(impl_->message, {}); }
bool websocket::is_text() const noexcept { return impl_->text; }
int websocket::close_code() const noexcept { return impl_->code; }
const std::string& websocket::close_reason() const noexcept { return impl_->reason; }
std::error_code websocket::error() const noexcept { return impl_->error; }
const std::string& websocket::what() const noexcept { return impl_->what; }

void websocket::send(std::string_view message, bool text) {
    if (impl_->close || impl_->close_sent) return;
    impl_->append_frame(impl_->data, text ? WSLAY_TEXT_FRAME : WSLAY_BINARY_FRAME, message);
}

void websocket::ping(std::string_view payload) { impl_->ping = std::string(payload.substr(0, most_control)); }

void websocket::close(int code, std::string_view reason) {
    if (impl_->close || impl_->close_sent) return;
    auto& payload = impl_->close.emplace();
    if (code == 1005) return;
    payload += static_cast<char>(code >> 8);
    payload += static_cast<char>(code & 0xFF);
    payload += cut(reason, most_control - 2);
}

bool websocket::close_sent() const noexcept { return impl_->close_sent; }

void websocket::write(std::string& out) {
    auto& s = *impl_;
    if (s.close_sent) return;
    if (const auto pong = std::exchange(s.pong, {})) s.append_frame(out, WSLAY_PONG, *pong);
    if (const auto ping = std::exchange(s.ping, {})) s.append_frame(out, WSLAY_PING, *ping);
    out += std::exchange(s.data, {});
    if (!s.close) return;
    s.append_frame(out, WSLAY_CONNECTION_CLOSE, *s.close);
    s.close_sent = true;
}

}  // namespace polyaxon::codec
