#include <polyaxon/testing/websocket.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <array>

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
    auto to = r.header("Upgrade").value_or("");
    std::ranges::transform(to, to.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return r.method == "GET" && to == "websocket" && r.header("Sec-WebSocket-Key");
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

}  // namespace polyaxon::testing
