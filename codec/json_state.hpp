#pragma once
#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/json_index.hpp>
#include <polyaxon/codec/json_keys.hpp>

#include <cstring>
#include <string>
#include <string_view>

// The inside shared by json_in.cpp, json_parser.cpp, json_scalars.cpp and json_skim.cpp: the place in a document that is read
// forward, token by token. No token is believed before it was looked at: json_index has only found where each one begins.

namespace polyaxon::codec {

inline bool is_blank(char c) noexcept {
    return static_cast<unsigned char>(c) <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
}

/// One value of the document, in the frame of the loop that reads it. Readers see it as a json_in.
struct json_slot {
    json_slot() noexcept {}  // take() fills it

    const char* from;         ///< its first token,
    std::size_t size;         ///< without white space behind it
    const std::uint32_t* at;  ///< that token in the index
    const char* backslash;    ///< json_state::backslash as it was before this value
    bool done = false;        ///< it was passed and checked as a whole

    char first() const noexcept { return *from; }
    std::string_view token() const noexcept { return {from, size}; }
    /// Of a string: between its quotes.
    std::string_view inner() const noexcept { return {from + 1, size - 2}; }
};

/// What a json_parser owns and every json_in of a document shares.
struct json_state {
    const char* text = nullptr;  ///< the document
    const char* end = nullptr;
    const std::uint32_t* next = nullptr;  ///< the first token that is not read yet
    const std::uint32_t* last = nullptr;  ///< behind the last one
    const char* backslash = nullptr;      ///< from any place before it that was asked for to it there is none
    int depth = 0;                        ///< containers that are open
    std::size_t room = 0;                 ///< bytes that elements and members may still take as structs
    bool broken = false;                  ///< not JSON: nothing of it may be read any more
    const std::error_code good;           ///< {} is a call to the system category each time
    json_index index;
    key_tables keys;
    std::string path;     ///< after a failure: "results[3].tags"
    std::string problem;  ///< after a failure: "expected a list, got a number"
    std::string what;     ///< both, as json_parser::what() shows them

    /// Takes the document up. Null, or what is wrong with its bytes.
    const char* start(const char* data, std::size_t size);

    /// Where the next token begins; the end of the document when there is none.
    const char* place(const std::uint32_t* at) const noexcept { return at < last ? text + *at : end; }
    const char* place() const noexcept { return place(next); }

    /// Behind the token, which is one of the document.
    const char* end_of(const std::uint32_t* at) const noexcept {
        const char* to = text + at[1];
        while (is_blank(to[-1])) --to;  // no token begins with one
        return to;
    }

    /// The first backslash at or behind `from`, or the end of the document. Each stretch of the document is searched once.
    const char* backslash_from(const char* from) noexcept {
        if (backslash < from) [[unlikely]] {
            const void* found = std::memchr(from, '\\', static_cast<std::size_t>(end - from));
            backslash = found ? static_cast<const char*>(found) : end;
        }
        return backslash;
    }
};

/// What the library's own readers may do with a value.
struct json_access {
    static json_in make(json_state& s, json_slot& slot) { return json_in(s, slot, slot.first()); }
    static json_state& state(json_in& in) { return in.state_; }
    static json_slot& slot(json_in& in) { return in.slot_; }
    static std::string& text(json& value) { return value.text_; }

    /// Behind a reader that succeeded: what it did not look at is passed and checked.
    static std::error_code finish(json_state&, json_slot&);
    static std::error_code broken(json_state&, std::string_view what, const char* where);
    static void add_key(json_state&, std::string_view key);
    static void add_index(json_state&, std::size_t index);
};

namespace json_words {
inline constexpr std::string_view too_deep = "limit: the document is nested more than 256 deep";
inline constexpr std::string_view too_many =
    "limit: the lists and mappings of the document take more than 128 MiB and four times its text";
inline constexpr std::string_view no_value = "broken JSON: expected a value";
inline constexpr std::string_view bad_list = "broken JSON: expected ',' or ']'";
inline constexpr std::string_view bad_object =
    "broken JSON: expected a key with ':' and a value, then ',' or '}'";
inline constexpr std::string_view bad_key = "broken JSON: a bad escape in a key";
inline constexpr std::string_view bad_string = "broken JSON: a bad escape in a string";
}  // namespace json_words

/// Words are checked here, so that a first byte tells what a value is; of numbers only the first byte is seen.
[[gnu::always_inline]] inline bool is_value(const char* from, std::size_t size) noexcept {
    const char c = *from;
    if (c == '"') return size > 1 && from[size - 1] == '"';
    if (c == '{' || c == '[' || c == '-' || (c >= '0' && c <= '9')) return true;
    if (size == 4) return load4(from) == load4("null") || load4(from) == load4("true");
    return size == 5 && c == 'f' && load4(from + 1) == load4("alse");
}

/// Fills the slot of the value at a token and passes that one. False when there is no value. Text and end of the document are those of
/// the state: loops have them at hand.
[[gnu::always_inline]] inline bool take(json_state& s, const char* text, const std::uint32_t* last,
                                        const std::uint32_t* at, json_slot& slot) {
    slot.at = at;
    slot.backslash = s.backslash;
    if (at == last) [[unlikely]]
        return slot.from = s.end, slot.size = 0, false;
    const char* const from = text + at[0];
    const char* to = text + at[1];
    while (is_blank(to[-1])) --to;
    s.next = at + 1;
    slot.from = from;
    slot.size = static_cast<std::size_t>(to - from);
    return is_value(from, static_cast<std::size_t>(to - from));
}

/// Passes a value and checks every byte of it.
std::error_code skim(json_state&, json_slot&);

/// True when every escape in the text of a string is one. `at` is the first backslash.
bool good_escapes(const char* at, const char* end) noexcept;
/// The text of a string or key without its escapes. False for a bad one.
bool unescape(std::string_view inner, std::string& out);

}  // namespace polyaxon::codec
