#include <polyaxon/testing/websocket.hpp>

#include <polyaxon/codec/http_lines.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>

namespace polyaxon::testing {
namespace {

/// RFC 6455, 4.2.2: base64 of the SHA-1 of the key and a fixed text.
std::string accept_of(const std::string& key) {
    const std::string text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1) return {};
    std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> out{};
    const int n = EVP_EncodeBlock(out.data(), digest.data(), static_cast<int>(size));
    return {out.begin(), out.begin() + n};
}

bool asks_for_upgrade(const received& r) {
    const auto to = r.header("Upgrade").value_or("");
    return r.method == "GET" && codec::http_lines::same(to, "websocket") && r.header("Sec-WebSocket-Key");
}

void write(const frame& f, std::string& out) {
    static constexpr unsigned char codes[] = {0x1, 0x2, 0x0, 0x8, 0x9, 0xA};
    std::string data;
    if (f.op == frame::kind::close && f.code != 0) {
        data += static_cast<char>(f.code >> 8 & 0xff);
        data += static_cast<char>(f.code & 0xff);
    }
    data += f.data;
    out += static_cast<char>((f.last ? 0x80 : 0) | codes[static_cast<std::size_t>(f.op)]);
    const auto size = static_cast<std::uint64_t>(data.size());
    const auto big_endian = [&](int bytes) {
        for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(size >> (8 * i) & 0xff);
    };
    if (size < 126) {
        out += static_cast<char>(size);
    } else if (size <= 0xffff) {
        out += static_cast<char>(126);
        big_endian(2);
    } else {
        out += static_cast<char>(127);
        big_endian(8);
    }
    out += data;
}

/// A client's frames, out of the bytes in which they come.
class frame_reader {
 public:
    void add(std::string_view bytes) { bytes_ += bytes; }
    std::optional<frame> next() {
        const auto at = [this](std::size_t i) { return static_cast<unsigned char>(bytes_[i]); };
        if (bytes_.size() < 2) return std::nullopt;
        std::uint64_t size = at(1) & 0x7fu;
        std::size_t head = 2;
        if (size >= 126) {
            head = size == 126 ? 4 : 10;
            if (bytes_.size() < head) return std::nullopt;
            size = 0;
            for (std::size_t i = 2; i < head; ++i) size = size << 8 | at(i);
        }
        const std::size_t mask = (at(1) & 0x80u) ? 4 : 0;
        if (bytes_.size() < head + mask || bytes_.size() - head - mask < size) return std::nullopt;
        frame f;
        f.op = kind_of(at(0) & 0x0fu);
        f.last = (at(0) & 0x80u) != 0;
        f.data = bytes_.substr(head + mask, size);
        if (mask != 0)
            for (std::size_t i = 0; i < f.data.size(); ++i)
                f.data[i] = static_cast<char>(f.data[i] ^ bytes_[head + i % 4]);
        bytes_.erase(0, head + mask + size);
        if (f.op == frame::kind::close && f.data.size() >= 2) {
            f.code = static_cast<unsigned char>(f.data[0]) << 8 | static_cast<unsigned char>(f.data[1]);
            f.data.erase(0, 2);
        }
        return f;
    }

 private:
    static frame::kind kind_of(unsigned code) {
        switch (code) {
            case 0x0: return frame::kind::more;
            case 0x1: return frame::kind::text;
            case 0x2: return frame::kind::binary;
            case 0x8: return frame::kind::close;
            case 0x9: return frame::kind::ping;
            case 0xA: return frame::kind::pong;
            default: throw std::invalid_argument("a frame of an unknown kind");
        }
    }

    std::string bytes_;
};

}  // namespace

std::string written(const std::vector<frame>& frames) {
    std::string out;
    for (const auto& f : frames) write(f, out);
    return out;
}

reply upgraded(const received& request, const std::vector<frame>& frames, reply::end then) {
    if (!asks_for_upgrade(request)) return reply::error(400, "the test expected a WebSocket upgrade");
    reply r;
    r.status = 101;
    r.raw =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
        "Upgrade\r\nSec-WebSocket-Accept: " +
        accept_of(*request.header("Sec-WebSocket-Key")) + "\r\n\r\n" + written(frames);
    r.then = then;
    return r;
}

reply talking(const received& request, std::function<std::vector<frame>(const frame&)> answer,
              const std::vector<frame>& first, std::string_view protocol) {
    auto r = upgraded(request, first, reply::end::keep);
    if (!r.raw) return r;
    if (!protocol.empty() && request.header("Sec-WebSocket-Protocol") == protocol)
        r.raw->insert(r.raw->find("\r\n") + 2, "Sec-WebSocket-Protocol: " + std::string(protocol) + "\r\n");
    r.talk = [reader = frame_reader(), answer = std::move(answer)](std::string_view bytes) mutable {
        reader.add(bytes);
        std::string out;
        while (const auto f = reader.next()) out += written(answer(*f));
        return out;
    };
    return r;
}

}  // namespace polyaxon::testing
