#include <polyaxon/context/values.hpp>

#include <polyaxon/codec/ascii.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace polyaxon::context {

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const auto first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// from_chars takes no plus sign; people write one.
std::string_view without_plus(std::string_view text) {
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    return text;
}

template <class T>
std::optional<T> whole(std::string_view text) {
    T value{};
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

error_info trouble(std::string detail) {
    error_info info;
    info.kind = errc::context;
    info.detail = std::move(detail);
    return info;
}

std::string shown(std::string_view value) {
    std::string out = "`";
    for (const char c : value.substr(0, 80)) out += is_control(c) ? '?' : c;
    if (value.size() > 80) out += "…";
    return out += '`';
}

std::string shown(const json& value) {
    if (value.is_object()) return "an object";
    if (value.is_array()) return "a list";
    if (value.is_string()) return shown(std::string_view(value.as<std::string>()));
    return shown(value.text());
}

json redacted(std::string_view secret) {
    return json::from("<redacted, " + std::to_string(secret.size()) + " characters>");
}

std::optional<bool> bool_of(std::string_view text) {
    static constexpr std::array<std::string_view, 6> yes{"true", "yes", "on", "t", "y", "1"};
    static constexpr std::array<std::string_view, 6> no{"false", "no", "off", "f", "n", "0"};
    if (text.size() > 5) return std::nullopt;
    const auto lower = codec::ascii::lower(text);
    if (std::find(yes.begin(), yes.end(), lower) != yes.end()) return true;
    if (std::find(no.begin(), no.end(), lower) != no.end()) return false;
    return std::nullopt;
}

std::optional<std::int64_t> integer_of(std::string_view text) {
    return whole<std::int64_t>(without_plus(trimmed(text)));
}

std::optional<double> number_of(std::string_view text) {
    auto value = whole<double>(without_plus(trimmed(text)));
    return value && std::isfinite(*value) ? value : std::nullopt;
}

bool is_bool(const json& v) { return v.text() == "true" || v.text() == "false"; }

bool is_number(const json& v) {
    const char first = v.text().front();
    return first == '-' || (first >= '0' && first <= '9');
}

std::optional<error_info> clean_token(std::string& token, std::string_view source) {
    while (!token.empty() && std::string_view(" \t\r\n").find(token.back()) != std::string_view::npos)
        token.pop_back();
    if (std::none_of(token.begin(), token.end(), is_control)) return std::nullopt;
    return trouble("the token from " + std::string(source) +
                   " holds a control character (a line break inside it, perhaps) and cannot be sent; put the "
                   "token alone, on one line");
}

void settings::set(std::string_view key, json value, std::string source) {
    values_.insert_or_assign(std::string(key), setting{std::move(value), std::move(source)});
}

const setting* settings::find(std::string_view key) const {
    const auto at = values_.find(key);
    return at == values_.end() ? nullptr : &at->second;
}

}  // namespace polyaxon::context
