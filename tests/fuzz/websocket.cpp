// The opening handshake and frames of a WebSocket. Input: a byte of modes, two piece sizes, what the server says.
#include "codec/websocket_frames.hpp"
#include "fuzz/targets.hpp"

#include <polyaxon/codec/utf8.hpp>
#include <polyaxon/codec/websocket.hpp>
#include <polyaxon/codec/websocket_handshake.hpp>

#include <cstring>
#include <vector>

namespace polyaxon::fuzz {

namespace {

constexpr std::string_view key = "dGhlIHNhbXBsZSBub25jZQ==";  // of RFC 6455, 1.3

struct talk {
    std::vector<std::string> messages;
    int pongs = 0;
    bool closed = false, failed = false;
    int code = 0, told = 0;  ///< of the peer's close frame; of ours
    std::error_code error;
    std::string what;
    bool operator==(const talk&) const = default;
};

/// What we said must be whole masked frames, at most one pong (all was read in one go), and a close frame at the end only.
void look_at_answers(std::string said, talk& out) {
    const auto frames = codec::test::take_frames(said);
    require(said.empty(), "whole frames are written");
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const auto& f = frames[i];
        require(f.masked && f.fin && f.rsv == 0, "our frames are masked, whole and plain");
        require(f.opcode == 10 || f.opcode == 8, "an answer is a pong or a close frame");
        require(f.payload.size() <= 125, "a control frame has at most 125 bytes");
        if (f.opcode != 8) continue;
        require(i + 1 == frames.size(), "nothing follows our close frame");
        if (f.payload.empty()) continue;
        require(f.payload.size() >= 2, "a close frame has a code or nothing");
        out.told = static_cast<unsigned char>(f.payload[0]) << 8 | static_cast<unsigned char>(f.payload[1]);
        require(codec::may_close_with(out.told), "our close code is one that may be sent");
    }
    require(frames.size() <= 2, "pings are answered together");
}

talk read_frames(std::string_view bytes, cuts how, codec::websocket_limits limits) {
    codec::websocket ws(limits);
    talk out;
    using event = codec::websocket::event;
    bool turn = false;
    while (!bytes.empty() && !out.closed && !out.failed) {
        const auto piece = how.next(bytes, turn);
        for (std::span<const char> rest(piece.data(), piece.size()); !out.closed && !out.failed;) {
            const auto e = ws.read(rest);
            if (e == event::need_more) {
                require(rest.empty(), "all bytes are used when more are wanted");
                break;
            }
            if (e == event::message) {
                const bool text = ws.is_text();
                auto& m = out.messages.emplace_back(ws.take_message());
                require(m.size() <= limits.message, "a message is never larger than its limit");
                require(!text || codec::is_utf8(m), "a text is UTF-8");
                m.insert(0, text ? "t" : "b");
            } else if (e == event::pong) {
                ++out.pongs;
            } else if (e == event::closed) {
                out.closed = true, out.code = ws.close_code(), out.what = ws.close_reason();
                require(out.code == 1005 || codec::may_close_with(out.code),
                        "a close code is one that may be sent");
                require(codec::is_utf8(out.what), "the reason of a close frame is UTF-8");
            } else {
                out.failed = true, out.error = ws.error(), out.what = ws.what();
                require(out.error == errc::protocol || out.error == errc::too_large,
                        "frames fail as protocol or limit");
                require((out.error == errc::too_large) == out.what.starts_with("limit"),
                        "the text of a limit begins with limit");
            }
        }
    }
    std::string said;
    ws.write(said);
    look_at_answers(std::move(said), out);
    require(out.failed ? ws.close_sent() && out.told >= 1002 : true, "the peer is told what it did wrong");
    require(out.closed ? ws.close_sent() : true, "a close frame is answered");
    std::string more;
    ws.send("late");
    ws.write(more);
    require(ws.close_sent() ? more.empty() : !more.empty(), "nothing is said after our close frame");
    return out;
}

struct opening {
    codec::websocket_answer::state at = codec::websocket_answer::state::need_more;
    std::error_code error;
    std::string what, body, behind;
    int status = 0;
    bool operator==(const opening&) const = default;
};

opening read_opening(std::string_view bytes, cuts how, bool closes, std::string_view subprotocol) {
    using state = codec::websocket_answer::state;
    codec::websocket_answer answer(key, subprotocol);
    codec::receive_buffer in(256);
    opening out;
    bool turn = false;
    while (out.at == state::need_more && !bytes.empty()) {
        const auto piece = how.next(bytes, turn);
        std::memcpy(in.prepare(piece.size()).data(), piece.data(), piece.size());
        in.commit(piece.size());
        out.at = answer.read(in);
    }
    if (out.at == state::need_more && closes) {
        out.at = answer.finish();
        require(out.at != state::need_more && out.at != state::open, "an end is an end");
    }
    if (out.at == state::open) {
        out.behind.assign(in.unread().data(), in.unread().size());
        out.behind += bytes;
    }
    if (out.at == state::failed) out.error = answer.error(), out.what = answer.what();
    if (out.at == state::refused) {
        out.status = answer.refusal().status, out.body = answer.refusal().body;
        require(out.status != 101, "a switch is never a refusal");
        require(out.body.size() <= 64 * 1024, "at most 64 KiB of a refusal are kept");
    }
    return out;
}

}  // namespace

int run_websocket(const std::uint8_t* data, std::size_t size) {
    input in(data, size);
    const auto mode = in.byte();
    const cuts how{in.byte(), in.byte()};
    std::string frames(in.rest());
    if (mode & 1) {
        const std::string_view offered = mode & 8 ? "chat" : "";
        const auto once = read_opening(in.rest(), whole, mode & 4, offered);
        require(read_opening(in.rest(), how, mode & 4, offered) == once,
                "an opening is read alike in pieces");
        require(read_opening(in.rest(), byte_by_byte, mode & 4, offered) == once,
                "an opening is read alike byte by byte");
        if (once.at != codec::websocket_answer::state::open) return 0;
        require(in.rest().ends_with(once.behind), "what is glued to the opening is kept");
        frames = once.behind;
    }
    codec::websocket_limits limits;
    if (mode & 2) limits = {.message = 200, .fragments = 4};
    const auto once = read_frames(frames, whole, limits);
    require(read_frames(frames, how, limits) == once, "frames are read alike in pieces");
    require(read_frames(frames, byte_by_byte, limits) == once, "frames are read alike byte by byte");
    return 0;
}

}  // namespace polyaxon::fuzz
