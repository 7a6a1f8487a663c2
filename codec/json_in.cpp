#include <polyaxon/codec/json_state.hpp>
#include <polyaxon/codec/json_tokens.hpp>

#include <algorithm>
#include <utility>

// Lists and objects, for readers. A list that is broken must not be touched again: json_state::broken.

namespace polyaxon::codec {

namespace {

using namespace json_words;

struct opened {
    explicit opened(json_state& s) : state(s) { ++state.depth; }
    ~opened() { --state.depth; }
    json_state& state;
};

// Steps into a list or an object, again if need be.
bool open(json_state& s, json_slot& slot) {
    if (s.depth >= json_parser::max_depth) return json_access::broken(s, too_deep, slot.from), false;
    if (s.next != slot.at + 1) s.next = slot.at + 1, s.backslash = slot.backslash;
    slot.done = false;
    return true;
}

// Where the walk through a list or an object stands. The document does not change while readers are at work, so this is in registers
// whatever they do.
struct walk {
    explicit walk(json_state& state) : s(state), text(state.text), last(state.last) {}

    /// Passes a comma, or the bracket that closes, if it is the next token.
    bool passes(char c) const {
        const auto* at = s.next;
        if (at == last || text[*at] != c) return false;
        s.next = at + 1;
        return true;
    }

    json_state& s;
    const char* const text;
    const std::uint32_t* const last;
};

// A key with its colon behind it. Null when there is none.
[[gnu::always_inline]] inline const std::uint32_t* take_key(const walk& w) {
    const auto* const at = w.s.next;
    if (w.last - at < 2 || w.text[at[0]] != '"' || w.text[at[1]] != ':') return nullptr;
    return at;
}

// A key as it stands in the document.
inline std::string_view key_at(const json_state& s, const std::uint32_t* at) {
    const char* const from = s.text + *at + 1;
    return {from, static_cast<std::size_t>(s.end_of(at) - from) - 1};
}

std::error_code bad_member(json_state& s) {
    const auto* at = s.next;
    if (at != s.last && s.text[*at] == '"') ++at;
    return json_access::broken(s, bad_object, s.place(at));
}

// A reader's work, and what it left undone.
[[gnu::always_inline]] inline std::error_code finished(json_state& s, json_slot& child, std::error_code ec) {
    if (ec || child.done) [[likely]]
        return ec;
    return json_access::finish(s, child);
}

// The key without its escapes, in `kept` if it has any. A reader below may read keys itself.
bool plain_key(json_state& s, std::string_view& key, std::string& kept) {
    if (s.backslash_from(key.data()) >= key.data() + key.size()) return true;
    if (!unescape(key, kept)) return false;
    key = kept;
    return true;
}

std::error_code bad_escape(json_state& s, std::string_view key) {
    return json_access::broken(s, bad_key, key.data() - 1);
}

}  // namespace

std::error_code json_access::finish(json_state& s, json_slot& slot) {
    if (s.broken) return errc::decode;
    return slot.done ? s.good : skim(s, slot);
}

std::error_code json_access::broken(json_state& s, std::string_view what, const char* where) {
    if (s.broken) return errc::decode;
    s.broken = true;
    s.path.clear();
    s.problem.assign(what);
    s.problem += " (byte " + std::to_string(where > s.text ? where - s.text : 0) + ')';
    return errc::decode;
}

void json_access::add_key(json_state& s, std::string_view key) {
    std::string step;
    for (char c : key.substr(0, 60)) step += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    if (!s.path.empty() && s.path.front() != '[') step += '.';
    s.path.insert(0, step);
}

void json_access::add_index(json_state& s, std::size_t index) {
    std::string step = '[' + std::to_string(index) + ']';
    if (!s.path.empty() && s.path.front() != '[') step += '.';
    s.path.insert(0, step);
}

json_in::json_in(json_state& state, json_slot& slot, char first)
    : state_(state), slot_(slot), first_(first) {}

bool json_in::is_number() const { return kind_of(slot_.token()) == "a number"; }

std::error_code json_in::fail(std::string_view what) {
    auto& s = state_;
    if (s.broken) return errc::decode;
    const auto kind = kind_of(slot_.token());
    if (kind == "broken JSON") return json_access::broken(s, no_value, slot_.from);
    s.problem.assign(what);
    if (what.starts_with("expected ") && what.find(", got ") == what.npos)
        s.problem.append(", got ").append(kind);
    s.path.clear();
    return errc::decode;
}

std::size_t json_in::expected(std::size_t element_size) const {
    auto& s = state_;
    if (first_ != '[' || s.broken) return 0;
    // Up to the first bracket, a list's elements and commas take turns.
    const auto* const first = slot_.at + 1;
    const auto* at = first;
    const auto bracket = [](char c) { return c == '{' || c == '[' || c == '}' || c == ']'; };
    while (at < s.last && !bracket(s.text[*at])) ++at;
    if (at == s.last) return 0;
    if (at != first || s.text[*at] == ']') return static_cast<std::size_t>(at - first + 1) / 2;
    // Of a list at the root or right below it, the rest of the document is taken to be elements like the first. What is
    // set aside stays in proportion to the text.
    if (s.depth > 1) return 1;
    std::size_t open = 0;
    do {
        const char c = s.text[*at++];
        open += c == '{' || c == '[';
        open -= c == '}' || c == ']';
    } while (open > 0 && at < s.last && at - first < 1024);
    const auto like_first = (s.last - first) / (at - first + 1) + 1;
    const auto most = static_cast<std::size_t>(s.end - slot_.from) * 4 / element_size + 1;
    return std::min(static_cast<std::size_t>(like_first), most);
}

std::error_code json_in::take_room(std::size_t bytes) {
    auto& s = state_;
    if (s.room < bytes) [[unlikely]]
        return json_access::broken(s, too_many, slot_.from);
    s.room -= bytes;
    return s.good;
}

std::error_code json_in::each(void* self, std::error_code (*element)(json_in&, void*),
                              std::size_t each_takes) {
    auto& s = state_;
    if (s.broken) return errc::decode;
    if (first_ != '[') return fail("expected a list");
    if (!open(s, slot_)) return errc::decode;
    opened level(s);
    const walk w(s);
    const auto failed = [&](std::size_t index, std::error_code ec) {
        json_access::add_index(s, index);
        return ec;
    };
    if (!w.passes(']'))
        for (std::size_t index = 0;; ++index) {
            json_slot child;
            if (!take(s, w.text, w.last, s.next, child))
                return failed(index, json_access::broken(s, no_value, child.from));
            auto in = json_access::make(s, child);
            if (const auto ec = in.take_room(each_takes)) return failed(index, ec);
            if (const auto ec = finished(s, child, element(in, self))) return failed(index, ec);
            if (w.passes(',')) continue;
            if (w.passes(']')) break;
            return json_access::broken(s, bad_list, s.place());
        }
    slot_.done = true;
    return s.good;
}

namespace {

std::error_code failed_at(json_state& s, std::string_view key, std::error_code ec) {
    json_access::add_key(s, key);
    return ec;
}

}  // namespace

std::error_code json_in::each_member(void* self, std::error_code (*member)(std::string_view, json_in&, void*),
                                     std::size_t each_takes) {
    auto& s = state_;
    if (s.broken) return errc::decode;
    if (first_ != '{') return fail("expected an object");
    if (!open(s, slot_)) return errc::decode;
    opened level(s);
    const walk w(s);
    if (!w.passes('}'))
        for (;;) {
            const auto* const at = take_key(w);
            if (!at) return bad_member(s);
            auto key = key_at(s, at);
            std::string kept;
            if (!plain_key(s, key, kept)) return bad_escape(s, key);
            json_slot child;
            if (!take(s, w.text, w.last, at + 2, child))
                return failed_at(s, key, json_access::broken(s, no_value, child.from));
            auto in = json_access::make(s, child);
            if (const auto ec = in.take_room(each_takes)) return failed_at(s, key, ec);
            if (const auto ec = finished(s, child, member(key, in, self))) return failed_at(s, key, ec);
            if (w.passes(',')) continue;
            if (w.passes('}')) break;
            return json_access::broken(s, bad_object, s.place());
        }
    slot_.done = true;
    return s.good;
}

namespace {

struct found {
    key_row* row;
    bool good;  ///< the key is
};

[[gnu::noinline]] found look_up_escaped(json_state& s, key_table& table, std::string_view key) {
    std::string kept;
    if (!plain_key(s, key, kept)) return {nullptr, false};
    return {key.data() == kept.data() ? table.search(key) : nullptr, true};
}

// The row of a key that is not the predicted one, or null. Apart, so that the loop keeps its registers.
[[gnu::noinline]] found look_up(json_state& s, key_table& table, const std::uint32_t* at) {
    const auto key = key_at(s, at);
    if (auto* row = table.find(key)) [[likely]]
        return {row, true};
    return look_up_escaped(s, table, key);
}

[[gnu::noinline]] std::error_code failed_at(json_state& s, const key_row* row, const std::uint32_t* at,
                                            std::error_code ec) {
    auto key = key_at(s, at);
    std::string kept;
    if (plain_key(s, key, kept)) json_access::add_key(s, row ? row->row->key : key);
    return ec;
}

}  // namespace

std::error_code read_object(json_in& from, std::span<const field> rows, void* self) {
    auto& s = json_access::state(from);
    auto& slot = json_access::slot(from);
    if (s.broken) return errc::decode;
    if (slot.first() != '{') return from.fail("expected an object");
    if (!open(s, slot)) return errc::decode;
    opened level(s);
    const walk w(s);
    auto& table = s.keys.of(rows);
    key_row* before = table.start();
    if (!w.passes('}'))
        for (;;) {
            const auto* const at = take_key(w);
            if (!at) return bad_member(s);
            key_row* row = before->next;
            if (!row->begins(w.text + *at + 1)) {
                const found f = look_up(s, table, at);
                if (!f.good) return bad_escape(s, key_at(s, at));
                row = f.row;
                if (row) before->next = row;
            }
            if (row) before = row;
            json_slot child;
            if (!take(s, w.text, w.last, at + 2, child))
                return failed_at(s, row, at, json_access::broken(s, no_value, child.from));
            if (child.first() != 'n') {
                if (row && row->read) {
                    auto in = json_access::make(s, child);
                    if (const auto ec = finished(s, child, row->read(in, self)))
                        return failed_at(s, row, at, ec);
                } else if (const auto ec = skim(s, child)) {
                    return failed_at(s, row, at, ec);
                }
            }
            if (w.passes(',')) continue;
            if (w.passes('}')) break;
            return json_access::broken(s, bad_object, s.place());
        }
    slot.done = true;
    return s.good;
}

}  // namespace polyaxon::codec
