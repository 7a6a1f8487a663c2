#include <polyaxon/codec/json_state.hpp>
#include <polyaxon/codec/json_tokens.hpp>

#include <array>

// Values that no reader takes apart: unknown members and free-form ones. Every token of them is looked at, so what is passed is JSON.

namespace polyaxon::codec {

namespace {

using namespace json_words;

/// A way through the tokens of one list or object.
class walker {
 public:
    walker(json_state& s, const std::uint32_t* at)
        : s_(s), text_(s.text), last_(s.last), at_(at), backslash_(s.backslash) {}

    /// From the bracket that opens to behind the one that closes. False when something is wrong with it.
    bool walk() {
        const int outside = s_.depth;
        int depth = outside;
        std::array<char, json_parser::max_depth> open;  // what each level began with
        char inside = 0;
        for (;;) {
            if (at_ == last_) return wrong(no_value);
            const char c = text_[*at_];
            if (c == '{' || c == '[') {
                if (depth == json_parser::max_depth) return wrong(too_deep);
                open[static_cast<std::size_t>(depth++)] = inside = c;
                ++at_;
                if (next() != closing(inside)) {
                    if (inside == '{' && !key()) return false;
                    continue;
                }
            } else if (!scalar(c)) {
                return false;
            }
            char after = next();
            while (after == closing(inside)) {
                ++at_;
                if (--depth == outside) {
                    s_.next = at_;
                    s_.backslash = backslash_;
                    return true;
                }
                inside = open[static_cast<std::size_t>(depth - 1)];
                after = next();
            }
            if (after != ',') return wrong(inside == '{' ? bad_object : bad_list);
            ++at_;
            if (inside == '{' && !key()) return false;
        }
    }

 private:
    bool wrong(std::string_view what) {
        json_access::broken(s_, what, s_.place(at_));
        return false;
    }
    /// The first byte of the next token.
    char next() const { return at_ == last_ ? '\0' : text_[*at_]; }
    /// In ASCII a bracket that closes stands two behind the one that opens.
    static char closing(char opened) { return static_cast<char>(opened + 2); }
    bool key() {
        if (next() != '"') return wrong(bad_object);
        if (!escapes()) return wrong(bad_key);
        ++at_;
        if (next() != ':') return wrong(bad_object);
        ++at_;
        return true;
    }
    bool scalar(char c) {
        if (c == '"') {
            if (!escapes()) return wrong(bad_string);
        } else {
            const char* from = text_ + *at_;
            const auto size = static_cast<std::size_t>(s_.end_of(at_) - from);
            const bool word = c == 'n' || c == 't' || c == 'f';
            if (word ? !is_value(from, size) : !is_number({from, size})) return wrong(no_value);
        }
        ++at_;
        return true;
    }
    /// Of the string at hand, which the index has seen closed.
    bool escapes() {
        const char* from = text_ + at_[0];
        if (backslash_ < from) [[unlikely]]
            backslash_ = s_.backslash_from(from);
        return backslash_ >= text_ + at_[1] || good_escapes(backslash_, s_.end_of(at_) - 1);
    }

    json_state& s_;
    const char* const text_;
    const std::uint32_t* const last_;
    const std::uint32_t* at_;
    const char* backslash_;
};

}  // namespace

std::error_code skim(json_state& s, json_slot& slot) {
    switch (slot.first()) {
        case '{':
        case '[':
            if (s.next != slot.at + 1) s.backslash = slot.backslash;
            if (!walker(s, slot.at).walk()) return errc::decode;
            break;
        case '"': {
            const auto inner = slot.inner();
            const char* first = s.backslash_from(inner.data());
            if (first < inner.data() + inner.size() && !good_escapes(first, inner.data() + inner.size()))
                return json_access::broken(s, bad_string, slot.from);
            break;
        }
        case 'n':
        case 't':
        case 'f': break;  // take() has seen the word
        default:
            if (!is_number(slot.token())) return json_access::broken(s, no_value, slot.from);
    }
    slot.done = true;
    return s.good;
}

std::error_code read_raw(json_in& in, std::string_view& out) {
    auto& s = json_access::state(in);
    auto& slot = json_access::slot(in);
    if (s.broken) return errc::decode;
    if (auto ec = skim(s, slot)) return ec;
    out = slot.token();
    if (slot.first() == '{' || slot.first() == '[') {
        const char* behind = s.text + s.next[-1] + 1;
        out = {slot.from, static_cast<std::size_t>(behind - slot.from)};
    }
    return s.good;
}

}  // namespace polyaxon::codec
