#include <polyaxon/codec/json_tokens.hpp>

#include <cstddef>

namespace polyaxon::codec {

std::string_view kind_of(std::string_view token) noexcept {
    if (token.empty()) return "broken JSON";
    switch (token.front()) {
        case '{': return "an object";
        case '[': return "a list";
        case '"': return token.size() > 1 && token.back() == '"' ? "a string" : "broken JSON";
        case 'n': return token == "null" ? "null" : "broken JSON";
        case 't': return token == "true" ? "a bool" : "broken JSON";
        case 'f': return token == "false" ? "a bool" : "broken JSON";
        default: return is_number(token) ? "a number" : "broken JSON";
    }
}

bool is_number(std::string_view t) noexcept {
    std::size_t i = 0;
    auto digits = [&] {
        auto from = i;
        while (i < t.size() && t[i] >= '0' && t[i] <= '9') ++i;
        return i - from;
    };
    if (i < t.size() && t[i] == '-') ++i;
    bool zero = i < t.size() && t[i] == '0';
    auto whole = digits();
    if (whole == 0 || (zero && whole > 1)) return false;
    if (i < t.size() && t[i] == '.') {
        ++i;
        if (digits() == 0) return false;
    }
    if (i < t.size() && (t[i] == 'e' || t[i] == 'E')) {
        ++i;
        if (i < t.size() && (t[i] == '+' || t[i] == '-')) ++i;
        if (digits() == 0) return false;
    }
    return i == t.size();
}

}  // namespace polyaxon::codec
