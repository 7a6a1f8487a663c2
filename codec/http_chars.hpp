#pragma once
#include <array>
#include <string_view>

namespace polyaxon::codec::http_lines {

/// What may stand in a token (RFC 9110, 5.6.2).
inline constexpr auto token_chars = [] {
    std::array<bool, 256> set{};
    for (int c = '0'; c <= '9'; ++c) set[c] = true;
    for (int c = 'a'; c <= 'z'; ++c) set[c] = set[c - 32] = true;
    for (char c : std::string_view("!#$%&'*+-.^_`|~")) set[static_cast<unsigned char>(c)] = true;
    return set;
}();

/// No control character but the tab.
inline constexpr auto clean_chars = [] {
    std::array<bool, 256> set{};
    for (int c = 0; c < 256; ++c) set[c] = c == '\t' || (c >= 32 && c != 127);
    return set;
}();

}  // namespace polyaxon::codec::http_lines
