#include <polyaxon/resources/v1/names.hpp>

#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/latin.hpp>

#include <algorithm>
#include <iterator>

namespace polyaxon::v1 {

namespace {

/// The next code point of UTF-8 text; bytes that are none count as U+FFFD.
char32_t next_code(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const int more = first < 0x80   ? 0
                     : first < 0xC2 ? -1
                     : first < 0xE0 ? 1
                     : first < 0xF0 ? 2
                     : first < 0xF5 ? 3
                                    : -1;
    text.remove_prefix(1);
    if (more <= 0) return more < 0 ? 0xFFFD : first;
    char32_t code = first & (0x3F >> more);
    for (int i = 0; i < more; ++i) {
        if (text.empty() || (static_cast<unsigned char>(text.front()) & 0xC0) != 0x80) return 0xFFFD;
        code = code << 6 | (static_cast<unsigned char>(text.front()) & 0x3F);
        text.remove_prefix(1);
    }
    return code;
}

void append_ascii(std::string& to, char32_t code) {
    if (code < 0x80) return to.push_back(static_cast<char>(code));
    if (code >= 0xFF01 && code <= 0xFF5E)
        return to.push_back(static_cast<char>(code - 0xFF01 + '!'));  // full width
    if (code == 0x3000) return to.push_back(' ');
    const auto found = std::ranges::lower_bound(latin_letters, code, {},
                                                [](const latin_letter& l) { return char32_t{l.code}; });
    if (found != std::end(latin_letters) && found->code == code) to += found->ascii;
}

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f); }
bool is_slash(char c) { return c == '/' || c == '\\'; }
bool is_dash(char c) { return c == '-' || c == '.' || is_blank(c); }
bool is_word(char c) { return codec::ascii::is_alphanumeric(c) || c == '_'; }

}  // namespace

std::string tidy_name(std::string_view name) {
    std::string ascii, kept, out;
    while (!name.empty()) append_ascii(ascii, next_code(name));
    std::ranges::copy_if(ascii, std::back_inserter(kept),
                         [](char c) { return is_word(c) || is_slash(c) || is_dash(c); });
    std::string_view text = kept;
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    for (std::size_t i = 0; i < text.size();) {
        const auto kind = is_slash(text[i]) ? &is_slash : is_dash(text[i]) ? &is_dash : nullptr;
        if (!kind) {
            out += text[i++];
            continue;
        }
        while (i < text.size() && kind(text[i])) ++i;
        out += kind == &is_slash ? "__" : "-";
    }
    return out;
}

json tidy_keys(const json& values, std::string_view what) {
    const auto refuse = [&](std::string why) { return refused(std::string(what) + ": " + std::move(why)); };
    if (!values.is_object()) throw refuse("give a JSON object of names and values");
    auto out = json::object();
    for (auto& [key, value] : values.items()) {
        const auto name = tidy_name(key);
        if (name.empty())
            throw refuse("the name \"" + key + "\" has no ASCII letter or digit: give another one");
        out.set(name, std::move(value));
    }
    return out;
}

}  // namespace polyaxon::v1
