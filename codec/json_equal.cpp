#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/json_tokens.hpp>

#include <algorithm>

// Equality of JSON values. Each side is checked and listed once; the whole is linear, but for sorting the keys.

namespace polyaxon {

namespace {

// A number as sign, digits without zeros at either end, and the power of ten behind the first digit.
struct decimal {
    bool negative = false;
    std::string digits;
    std::int64_t exponent = 0;
    bool operator==(const decimal&) const = default;
};

decimal decimal_of(std::string_view t) {
    decimal d;
    constexpr std::int64_t huge =
        1'000'000'000'000'000;  // no text can be long enough to bring this back to 0
    if (t.front() == '-') d.negative = true, t.remove_prefix(1);
    std::int64_t power = 0;
    bool behind_point = false;
    std::size_t i = 0;
    for (; i < t.size() && t[i] != 'e' && t[i] != 'E'; ++i) {
        if (t[i] == '.') {
            behind_point = true;
            continue;
        }
        d.digits += t[i];
        if (!behind_point) ++power;
    }
    if (i < t.size()) {
        ++i;
        bool down = t[i] == '-';
        if (t[i] == '-' || t[i] == '+') ++i;
        std::int64_t e = 0;
        for (; i < t.size(); ++i) e = std::min(huge, e * 10 + (t[i] - '0'));
        power += down ? -e : e;
    }
    auto lead = d.digits.find_first_not_of('0');
    if (lead == d.digits.npos) return {};
    d.digits.erase(0, lead);
    d.digits.erase(d.digits.find_last_not_of('0') + 1);
    d.exponent = power - static_cast<std::int64_t>(lead);
    return d;
}

// A checked value. The text of a leaf is a view; it lives in the copy that the whole was read from.
struct node {
    char kind = 0;  ///< '{', '[', '"', or '0' for all others
    std::string_view text;
    std::string key, string;
    std::vector<node> children;
};

std::error_code read(codec::json_in& in, node& out) {
    out.kind = in.is_object() ? '{' : in.is_list() ? '[' : in.is_string() ? '"' : '0';
    if (out.kind == '"') return codec::read(in, out.string);
    if (out.kind == '0') return codec::read_raw(in, out.text);
    if (out.kind == '[') return codec::read(in, out.children);
    auto ec = in.each_member(
        &out,
        [](std::string_view key, codec::json_in& value, void* self) -> std::error_code {
            auto& child = static_cast<node*>(self)->children.emplace_back();
            child.key = key;
            return read(value, child);
        },
        sizeof(node));
    if (ec) return ec;
    // Sorted by key; of equal keys the last counts.
    auto& all = out.children;
    std::stable_sort(all.begin(), all.end(), [](auto& a, auto& b) { return a.key < b.key; });
    auto last = std::unique(all.rbegin(), all.rend(), [](auto& a, auto& b) { return a.key == b.key; });
    all.erase(all.begin(), last.base());
    return {};
}

class tree {
 public:
    explicit tree(std::string_view text) : text_(text) {
        text_.append(codec::json_parser::padding, ' ');
        good_ = !parser_.parse(text_.data(), text.size(), root_);
    }
    bool good() const { return good_; }
    const node& root() const { return root_; }

 private:
    std::string text_;
    codec::json_parser parser_;
    node root_;
    bool good_ = false;
};

// Reading has bounded the depth, so plain recursion is safe.
bool same(const node& a, const node& b) {
    if (a.kind != b.kind || a.key != b.key) return false;
    switch (a.kind) {
        case '{':
        case '[':
            return std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(),
                              same);
        case '"': return a.string == b.string;
        default:
            return a.text == b.text || (codec::is_number(a.text) && codec::is_number(b.text) &&
                                        decimal_of(a.text) == decimal_of(b.text));
    }
}

}  // namespace

bool json::equal(std::string_view a, std::string_view b) {
    if (a == b) return true;
    tree ta(a), tb(b);
    return ta.good() && tb.good() && same(ta.root(), tb.root());
}

}  // namespace polyaxon
