#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Frames as a server sends them, and the reading of those a client sent, written apart from the code they test.
namespace polyaxon::codec::test {

struct frame {
    unsigned opcode = 1;
    std::string payload = {};
    bool fin = true;
    unsigned rsv = 0;
    bool masked = false;

    std::string bytes() const {
        return head(payload.size()) + (masked ? std::string(4, '\0') : std::string()) + payload;
    }
    /// With an announced length of our choice.
    std::string head(std::uint64_t length) const {
        std::string out(1, static_cast<char>((fin ? 0x80u : 0u) | rsv << 4 | opcode));
        const unsigned mask = masked ? 0x80u : 0u;
        if (length < 126) return out + static_cast<char>(mask | length);
        const bool shorter = length < 65536;
        out += static_cast<char>(mask | (shorter ? 126u : 127u));
        for (int shift = shorter ? 8 : 56; shift >= 0; shift -= 8)
            out += static_cast<char>(length >> shift & 0xFF);
        return out;
    }
};

inline std::string text(std::string_view payload, bool fin = true) {
    return frame{1, std::string(payload), fin}.bytes();
}
inline std::string more(std::string_view payload, bool fin = true) {
    return frame{0, std::string(payload), fin}.bytes();
}
inline std::string ping(std::string_view payload = {}) { return frame{9, std::string(payload)}.bytes(); }
inline std::string pong(std::string_view payload = {}) { return frame{10, std::string(payload)}.bytes(); }
inline std::string close_payload(int code, std::string_view reason = {}) {
    return std::string{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)} + std::string(reason);
}
inline std::string close_frame(int code, std::string_view reason = {}) {
    return frame{8, close_payload(code, reason)}.bytes();
}

/// Takes client frames from the front of `bytes`; a frame that is not whole stays. `masked` tells whether each was.
inline std::vector<frame> take_frames(std::string& bytes) {
    std::vector<frame> out;
    for (;;) {
        if (bytes.size() < 2) return out;
        const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
        std::uint64_t length = at(1) & 0x7Fu;
        std::size_t head = 2;
        if (length >= 126) {
            const std::size_t digits = length == 126 ? 2 : 8;
            if (bytes.size() < 2 + digits) return out;
            length = 0;
            for (std::size_t i = 0; i < digits; ++i) length = length << 8 | at(2 + i);
            head += digits;
        }
        const bool masked = (at(1) & 0x80u) != 0;
        if (masked) head += 4;
        if (bytes.size() < head + length) return out;
        frame f{at(0) & 0x0Fu, bytes.substr(head, length), (at(0) & 0x80u) != 0, at(0) >> 4 & 7u, masked};
        if (masked)
            for (std::size_t i = 0; i < f.payload.size(); ++i)
                f.payload[i] = static_cast<char>(f.payload[i] ^ bytes[head - 4 + i % 4]);
        bytes.erase(0, head + length);
        out.push_back(std::move(f));
    }
}

}  // namespace polyaxon::codec::test
