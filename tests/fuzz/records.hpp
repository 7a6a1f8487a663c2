#pragma once
#include "fuzz/targets.hpp"

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/json_tokens.hpp>

#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace polyaxon::fuzz {

/// One type that JSON is read into.
struct record {
    const char* name;
    bool (*check)(std::string_view text);  ///< false: the text is refused
};
// In the order of the first byte of an input, plain values first, then v0, then v1: seeds count on it, so add at the end of each.
std::span<const record> plain_records();
std::span<const record> v0_records();
std::span<const record> v1_records();

/// Reads it with no more padding behind it than is promised. False: refused, with words.
template <class T>
bool decoded(std::string_view text, T& out, std::string* why = nullptr) {
    const auto size = text.size() + codec::json_parser::padding;
    const auto room = std::make_unique<char[]>(size);
    std::memcpy(room.get(), text.data(), text.size());
    codec::json_parser parser;
    const auto ec = parser.parse(room.get(), text.size(), out);
    require(!ec || ec == errc::decode, "bad JSON is a decode error");
    require(!ec || !parser.what().empty(), "bad JSON is explained");
    if (why) *why = parser.what();
    return !ec;
}

template <class T>
concept writable = requires(codec::json_out& out, const T& value) {
    write(out, value);
};

template <class T>
bool check_record(std::string_view text) {
    T value{};
    const bool good = decoded(text, value);
    T again{};
    // A byte order mark counts as none at the very beginning only.
    const std::string_view before = text.starts_with("\xEF\xBB\xBF") ? "" : " \r\n";
    require(decoded(std::string(before).append(text).append("\t "), again) == good,
            "blanks around a document do not count");
    if (!good) return false;
    require(codec::valid_json(text, codec::json_parser::max_depth), "broken JSON never passes");
    if constexpr (writable<T>) {
        using nulls = codec::json_out::nulls;
        const auto full = codec::to_json(value, nulls::write);
        require(codec::to_json(again, nulls::write) == full, "the same document gives the same value");
        for (const auto& written : {full, codec::to_json(value, nulls::omit)}) {
            require(codec::valid_json(written, codec::json_parser::max_depth), "what is written is JSON");
            T back{};
            std::string why;
            if (!decoded(written, back, &why)) {
                // A uuid that was not there is written as an empty text, which is none.
                require(why.ends_with("expected a uuid of 32 hex digits, got other text") &&
                            written.find("\"\"") != written.npos,
                        "what is written can be read");
                return true;
            }
            require(codec::to_json(back, nulls::write) == full, "a value written and read again is equal");
        }
    }
    return true;
}

}  // namespace polyaxon::fuzz
