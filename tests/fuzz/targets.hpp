#pragma once
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

// What is fuzzed: six functions that take any bytes and hold the library to its word. libFuzzer drives them (driver.cpp), and
// corpus_test.cpp plays the committed seeds and findings to them in the ordinary suite.

namespace polyaxon::fuzz {

/// A promise was broken.
struct broken : std::logic_error {
    using std::logic_error::logic_error;
};
inline void require(bool holds, const char* promise) {
    if (!holds) throw broken(promise);
}

// 0, or `broken` is thrown; any other exception is a finding too.
int run_http(const std::uint8_t* data, std::size_t size);       ///< answers through the real engine
int run_coding(const std::uint8_t* data, std::size_t size);     ///< chunked and gzip answers with a decode
int run_json(const std::uint8_t* data, std::size_t size);       ///< JSON into every record type
int run_websocket(const std::uint8_t* data, std::size_t size);  ///< opening handshake and frames
int run_context(const std::uint8_t* data, std::size_t size);    ///< files and variables of a configuration
int run_text(const std::uint8_t* data, std::size_t size);       ///< URLs, dates, escapes, proxies

struct target {
    const char* name;
    int (*run)(const std::uint8_t*, std::size_t);
};
inline constexpr target targets[] = {
    {"http", &run_http},           {"coding", &run_coding},   {"json", &run_json},
    {"websocket", &run_websocket}, {"context", &run_context}, {"text", &run_text},
};

/// Bytes of an input, taken from its front; zeros behind its end.
class input {
 public:
    input(const std::uint8_t* data, std::size_t size)
        : rest_(size ? reinterpret_cast<const char*>(data) : "", size) {}

    unsigned byte() {
        if (rest_.empty()) return 0;
        const auto b = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        return b;
    }
    /// Up to the next `end`, which is taken too.
    std::string_view until(char end) {
        const auto at = rest_.find(end);
        const auto part = rest_.substr(0, at);
        rest_.remove_prefix(at == rest_.npos ? rest_.size() : at + 1);
        return part;
    }
    std::string_view rest() const { return rest_; }

 private:
    std::string_view rest_;
};

/// How bytes are cut into pieces: sizes that take turns; 0 stands for all there is.
struct cuts {
    std::size_t first = 0, second = 0;

    /// The next piece, taken off `bytes`.
    std::string_view next(std::string_view& bytes, bool& turn) const {
        const auto size = (turn = !turn) ? first : second;
        const auto piece = bytes.substr(0, size == 0 ? bytes.size() : size);
        bytes.remove_prefix(piece.size());
        return piece;
    }
};
inline constexpr cuts whole{}, byte_by_byte{1, 1};
/// The same, of at most some 256 pieces: each costs a turn of the event loop.
inline cuts fewer(cuts how, std::size_t bytes) {
    const auto least = 1 + bytes / 256;
    for (auto* size : {&how.first, &how.second})
        if (*size != 0 && *size < least) *size = least;
    return how;
}

}  // namespace polyaxon::fuzz
