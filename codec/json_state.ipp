#pragma once
#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/json_keys.hpp>

#include <simdjson.h>

#include <memory>
#include <string>
#include <string_view>

// The inside shared by json_in.cpp, json_parser.cpp and json_scalars.cpp, and no header: nobody else may see simdjson.
// All three are compiled with the same settings
// for simdjson (CMakeLists.txt): without its assertions, which hostile documents reach, and optimised in every build.

namespace polyaxon::codec {

namespace ondemand = simdjson::ondemand;

/// One value of the document, in the frame of the loop that reads it. Readers see it as a json_in. What a kind of value
/// does not need is left as it is: there is one of these for each value of a document.
struct json_slot {
    json_slot() noexcept : none() {}

    ondemand::value value;
    std::string_view token;  ///< the first token, without white space behind it
    union {
        char none;
        ondemand::raw_json_string string;  ///< of a string: where its text begins
        ondemand::array array;             ///< of a list that was opened
        ondemand::object object;           ///< of an object that was opened
    };
    bool root = false;    ///< the document itself
    bool opened = false;  ///< reading it again means to reset it
    bool done = false;    ///< it was passed and checked as a whole

    char first() const noexcept { return token.front(); }
    std::string_view inner() const noexcept { return token.substr(1, token.size() - 2); }
};

/// What a json_parser owns and every json_in of a document shares.
struct json_state {
    std::unique_ptr<ondemand::parser> parser;
    ondemand::document document;
    const char* text = nullptr;  ///< the document
    const char* end = nullptr;
    int depth = 0;            ///< containers that are open
    bool broken = false;      ///< not JSON: nothing of it may be read any more
    bool incomplete = false;  ///< broken, because its last token does not close the first
    key_tables keys;
    std::string path;     ///< after a failure: "results[3].tags"
    std::string problem;  ///< after a failure: "expected a list, got a number"
    std::string what;     ///< both, as json_parser::what() shows them
    std::string wrapped;  ///< a document that is a scalar, as the element of a list

    /// Takes the document up. Null, or what is wrong with its bytes.
    const char* start(const char* data, std::size_t size);
    /// The text of a string or key, of `size` bytes at most. Valid until the next call. False for a bad escape.
    bool unescape(ondemand::raw_json_string, std::size_t size, std::string_view& out);
    /// The next token that is not read yet; the end of the document when there is none.
    const char* place() noexcept;
    void shrink_scratch(std::size_t most) noexcept {
        if (scratch_size_ > most) scratch_.reset(), scratch_size_ = 0;
    }

 private:
    std::unique_ptr<std::uint8_t[]> scratch_;
    std::size_t scratch_size_ = 0;
};

/// What the library's own readers may do with a value.
struct json_access {
    static json_in make(json_state& s, json_slot& slot) { return json_in(s, slot); }
    static json_state& state(json_in& in) { return in.state_; }
    static json_slot& slot(json_in& in) { return in.slot_; }

    /// Behind a reader that succeeded: what it did not look at is passed and checked.
    static std::error_code finish(json_in& in);
    static std::error_code broken(json_state&, std::string_view what, const char* where);
    static void add_key(json_state&, std::string_view key);
    static void add_index(json_state&, std::size_t index);
};

inline bool is_blank(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// Fills the slot of a child. False when there is no value.
[[gnu::always_inline]] inline bool take(json_state& s, json_slot& slot) {
    const auto token = slot.value.raw_json_token();
    const char* const from = token.data();
    // Behind the last token simdjson has no lengths.
    if (from >= s.end) return slot.token = {s.end, 0}, false;
    const char* to = from + token.size();
    while (to > from && is_blank(to[-1])) --to;
    slot.token = {from, static_cast<std::size_t>(to - from)};
    if (to == from) return false;
    // Strings are passed at once: simdjson does not tell a text that is skipped from a key.
    if (*from == '"') {
        slot.string = ondemand::raw_json_string();
        return to - from > 1 && to[-1] == '"' && !slot.value.get_raw_json_string().get(slot.string);
    }
    return true;
}

/// Passes a value and checks every byte of it.
std::error_code skim(json_state&, json_slot&);

}  // namespace polyaxon::codec
