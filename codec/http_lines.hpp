#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polyaxon::codec {

/// The head of an answer as a copied block of text and slices of it: the receive buffer may move while it is needed.
/// Reused from answer to answer.
struct http_fields {
    struct row {
        std::uint32_t name, name_size, value, value_size;  ///< offsets into `text`; a line begins at its name
    };
    std::string text;  ///< start line, field lines and blank line as they came
    std::vector<row> rows;

    std::string_view name(const row& r) const noexcept { return {text.data() + r.name, r.name_size}; }
    std::string_view value(const row& r) const noexcept { return {text.data() + r.value, r.value_size}; }
};

/// The rules of single lines of HTTP/1 (RFC 9112), without state. Where a function returns text, it says what is wrong
/// with the line, and nothing when all is well. Lines come without their line end.
namespace http_lines {

bool is_tchar(char c) noexcept;
bool is_token(std::string_view text) noexcept;
bool same(std::string_view a, std::string_view b) noexcept;  ///< ASCII letters in any case
/// The same for the name of a field, which must be a token: with the bit of lower case set nothing else in a token comes to a letter, nor
/// to '-'. Quick, as `lower` is known when this is compiled.
template <std::size_t N>
bool is_name(std::string_view name, const char (&lower)[N]) noexcept {
    constexpr std::size_t size = N - 1, word = sizeof(std::uint64_t);
    static_assert(size >= word);
    if (name.size() != size) return false;
    std::uint64_t unlike = 0;
    for (std::size_t i = 0; i < size; i += word) {
        const auto at = i + word <= size ? i : size - word;
        std::uint64_t a, b;
        std::memcpy(&a, name.data() + at, word), std::memcpy(&b, lower + at, word);
        unlike |= (a | 0x2020202020202020) ^ b;
    }
    return unlike == 0;
}
std::string_view trim(std::string_view text) noexcept;  ///< blanks and tabs at both ends
/// No control characters but the tab.
bool clean(std::string_view text) noexcept;

struct status_line {
    int minor = 1;
    int status = 0;
};
std::string_view read_status_line(std::string_view line, status_line& out) noexcept;
std::string_view read_field(std::string_view line, std::string_view& name, std::string_view& value) noexcept;
/// "1f;name=value": the size; extensions are checked and dropped.
std::string_view read_chunk_line(std::string_view line, std::uint64_t& size) noexcept;
/// How many hex digits `line` begins with.
std::size_t count_hex(std::string_view line) noexcept;

/// What the fields say about where the body ends and what becomes of the connection.
struct framing {
    std::optional<std::uint64_t> length;
    bool has_length = false, has_coding = false;
    bool chunked = false;
    bool close = false, keep_alive = false;
    std::string_view wrong;  ///< why lengths and codings cannot be believed
};
/// Adds one field; its name is a token.
void add_field(framing& f, std::string_view name, std::string_view value) noexcept;

/// Calls `item` with every element of a comma separated list, also with empty ones.
template <class F>
void each_item(std::string_view list, F&& item) {
    for (;;) {
        const std::size_t comma = list.find(',');
        item(trim(list.substr(0, comma)));
        if (comma == list.npos) return;
        list.remove_prefix(comma + 1);
    }
}

}  // namespace http_lines
}  // namespace polyaxon::codec
