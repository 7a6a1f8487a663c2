#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

// The layer between simdjson and our readers. simdjson's first stage checks UTF-8 and the strings and lists where the
// tokens start; a cursor goes over that list once, forward, and checks every token it passes. The rest of simdjson's
// On-Demand is left out on purpose: 3.0.1 asserts on some truncated documents in debug builds (`{"a":{}`), lets lone
// low surrogates pass, treats a scalar document as a second kind of value, and skips values without looking at them.

namespace polyaxon::codec {

/// A place in a list of tokens. Plain data, cheap to copy; never moves behind `end`.
struct json_cursor {
    const char* data = nullptr;
    const std::uint32_t* at = nullptr;
    const std::uint32_t* end = nullptr;
    std::uint32_t size = 0;  ///< bytes of the document

    bool done() const noexcept { return at == end; }
    /// First byte of the token; NUL behind the last one.
    char first() const noexcept { return at == end ? '\0' : data[*at]; }
    std::uint32_t offset() const noexcept { return at == end ? size : *at; }
    /// The bytes from here to the next token, without the white space between them.
    std::string_view token() const noexcept;
    /// True when the token is a whole string; `inner` is what stands between its quotes, still escaped.
    bool string(std::string_view& inner) const noexcept;
};

/// The tokens of one document. Keep it for the next document: its memory is reused (and given back after a huge one).
class json_index {
 public:
    json_index();
    ~json_index();
    json_index(json_index&&) noexcept;
    json_index& operator=(json_index&&) noexcept;

    /// Lists the tokens of `data[0, size)`, with 64 readable bytes behind. Null, or static text that says what is wrong.
    const char* build(const char* data, std::size_t size);
    /// The same for text without padding, which is copied.
    const char* build(std::string_view text);

    json_cursor begin() const noexcept { return start_; }

 private:
    struct parts;
    std::unique_ptr<parts> parts_;
    json_cursor start_;
};

/// Passes one value, checks every byte of it. `depth` counts the containers around it. Null, or what is wrong; then the
/// cursor stands at the offending token.
const char* walk(json_cursor& c, int depth);

/// Appends the text of a string whose quotes are cut off. False for a bad escape or a lone surrogate.
bool append_unescaped(std::string& to, std::string_view inner);

/// "null", "a bool", "a number", "a string", "a list", "an object", "broken JSON", or "the end of the document".
std::string_view kind_of(const json_cursor& c) noexcept;

/// RFC 8259, section 6.
bool is_number(std::string_view token) noexcept;

}  // namespace polyaxon::codec
