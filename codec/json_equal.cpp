#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/json_tokens.hpp>

#include <algorithm>

// Equality of JSON values. Each side is checked and listed once; the whole is linear, but for sorting the keys.

namespace polyaxon {

namespace {

using codec::json_cursor;

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

// A checked value whose containers know where they end.
class tree {
 public:
    explicit tree(std::string_view text) {
        if (index_.build(text)) return;
        start_ = index_.begin();
        auto c = start_;
        if (codec::walk(c, 0) || !c.done()) return;
        std::vector<const std::uint32_t*> open;
        behind_.resize(static_cast<std::size_t>(start_.end - start_.at));
        for (c = start_; !c.done(); ++c.at) {
            if (char ch = c.first(); ch == '{' || ch == '[') {
                open.push_back(c.at);
            } else if (ch == '}' || ch == ']') {
                behind_[place(open.back())] = c.at + 1;
                open.pop_back();
            }
        }
        good_ = true;
    }

    bool good() const { return good_; }
    json_cursor start() const { return start_; }
    void skip(json_cursor& c) const {
        const auto* to = behind_[place(c.at)];
        c.at = to ? to : c.at + 1;
    }

    struct item {
        std::string key;
        json_cursor value;
    };
    /// The members sorted by key; of equal keys the last counts.
    std::vector<item> members(json_cursor c) const {
        std::vector<item> all;
        ++c.at;
        while (c.first() != '}') {
            std::string_view inner;
            c.string(inner);
            std::string key;
            codec::append_unescaped(key, inner);
            c.at += 2;
            all.push_back({std::move(key), c});
            skip(c);
            if (c.first() == ',') ++c.at;
        }
        std::stable_sort(all.begin(), all.end(), [](auto& a, auto& b) { return a.key < b.key; });
        auto last = std::unique(all.rbegin(), all.rend(), [](auto& a, auto& b) { return a.key == b.key; });
        all.erase(all.begin(), last.base());
        return all;
    }

 private:
    std::size_t place(const std::uint32_t* at) const { return static_cast<std::size_t>(at - start_.at); }

    codec::json_index index_;
    json_cursor start_;
    std::vector<const std::uint32_t*> behind_;
    bool good_ = false;
};

std::string text_at(const json_cursor& c) {
    std::string_view inner;
    std::string text;
    c.string(inner);
    codec::append_unescaped(text, inner);
    return text;
}

// The walk has bounded the depth, so plain recursion is safe.
bool same(const tree& ta, json_cursor a, const tree& tb, json_cursor b) {
    char kind = a.first();
    if (kind == '{') {
        if (b.first() != '{') return false;
        auto ma = ta.members(a), mb = tb.members(b);
        if (ma.size() != mb.size()) return false;
        for (std::size_t i = 0; i < ma.size(); ++i)
            if (ma[i].key != mb[i].key || !same(ta, ma[i].value, tb, mb[i].value)) return false;
        return true;
    }
    if (kind == '[') {
        if (b.first() != '[') return false;
        ++a.at, ++b.at;
        while (a.first() != ']' && b.first() != ']') {
            if (!same(ta, a, tb, b)) return false;
            ta.skip(a), tb.skip(b);
            if (a.first() == ',') ++a.at;
            if (b.first() == ',') ++b.at;
        }
        return a.first() == b.first();
    }
    if (kind == '"') return b.first() == '"' && text_at(a) == text_at(b);
    auto x = a.token(), y = b.token();
    if (x == y) return true;
    return codec::is_number(x) && codec::is_number(y) && decimal_of(x) == decimal_of(y);
}

}  // namespace

bool json::equal(std::string_view a, std::string_view b) {
    if (a == b) return true;
    tree ta(a), tb(b);
    return ta.good() && tb.good() && same(ta, ta.start(), tb, tb.start());
}

}  // namespace polyaxon
