#include <polyaxon/codec/json_state.ipp>
#include <polyaxon/codec/json_tokens.hpp>

#include <cstring>

// Documents are read forward by simdjson's On-Demand, in place. What 3.0.1 leaves to its caller is done here:
// * it checks nothing that is not asked for: take() and skim() look at every token;
// * it lets a lone low surrogate pass (`"\udc00"`): unescape() refuses it;
// * a scalar document is another kind of value there: it is read as the element of a list;
// * its raw_json() may look behind a cut document (`{"a":{}`): skim() ends values itself;
// * a list that is broken must not be touched again: json_state::broken.

namespace polyaxon::codec {

namespace {

constexpr std::string_view too_deep = "limit: the document is nested more than 256 deep";
constexpr std::string_view no_value = "broken JSON: expected a value";
constexpr std::string_view bad_list = "broken JSON: expected ',' or ']'";
constexpr std::string_view bad_object = "broken JSON: expected a key with ':' and a value, then ',' or '}'";
constexpr std::string_view too_short = "broken JSON: the document ends too early";

struct opened {
    explicit opened(json_state& s) : state(s) { ++state.depth; }
    ~opened() { --state.depth; }
    json_state& state;
};

std::string_view trimmed(const char* from, const char* to) {
    while (to > from && is_blank(to[-1])) --to;
    return {from, static_cast<std::size_t>(to - from)};
}

// Steps into a list or an object, again if need be.
template <class Container>
std::error_code open(json_state& s, json_slot& slot, Container& container) {
    if (s.depth >= json_parser::max_depth) return json_access::broken(s, too_deep, slot.token.data());
    simdjson::error_code e;
    if (!slot.opened) container = Container();
    if (slot.opened) {
        e = container.reset().error();
    } else if constexpr (std::is_same_v<Container, ondemand::array>) {
        e = slot.root ? s.document.get_array().get(container) : slot.value.get_array().get(container);
    } else {
        e = slot.root ? s.document.get_object().get(container) : slot.value.get_object().get(container);
    }
    slot.opened = true;
    slot.done = false;
    if (!e) [[likely]]
        return {};
    s.incomplete = slot.root;
    return json_access::broken(s, too_short, s.end);
}

// simdjson's iterators know their own end.
template <class Iterator>
bool more(const Iterator& at) {
    return at != at;
}

// The next member. Null, or what is wrong.
[[gnu::always_inline]] inline const char* member_of(json_state& s, ondemand::object_iterator& at,
                                                    json_slot& slot, const char*& key) {
    auto next = *at;
    if (next.error()) [[unlikely]]
        return bad_object.data();
    auto& f = next.value_unsafe();
    key = f.key().raw();
    slot.value = f.value();
    return take(s, slot) ? nullptr : no_value.data();
}

// Where a member is broken: at its value, or at the token that simdjson stopped at.
const char* break_of(json_state& s, const json_slot& slot) {
    return slot.token.data() ? slot.token.data() : s.place();
}

// A key without its escapes.
bool plain_key(json_state& s, const char* raw, std::string_view& key) {
    bool plain = true;
    key = raw_key(raw, s.end, plain);
    if (plain) return true;
    return s.unescape(ondemand::raw_json_string(reinterpret_cast<const std::uint8_t*>(raw)), key.size(), key);
}

std::error_code bad_key(json_state& s, const char* raw) {
    return json_access::broken(s, "broken JSON: a bad escape in a key", raw - 1);
}

}  // namespace

// --- values

std::error_code skim(json_state& s, json_slot& slot) {
    switch (slot.first()) {
        case '[': {
            if (auto ec = open(s, slot, slot.array)) return ec;
            opened level(s);
            ondemand::array_iterator at;
            if (slot.array.begin().get(at)) return json_access::broken(s, bad_list, s.place());
            for (; more(at); ++at) {
                json_slot child;
                if ((*at).get(child.value)) return json_access::broken(s, bad_list, s.place());
                if (!take(s, child)) return json_access::broken(s, no_value, child.token.data());
                if (auto ec = skim(s, child)) return ec;
            }
            break;
        }
        case '{': {
            if (auto ec = open(s, slot, slot.object)) return ec;
            opened level(s);
            ondemand::object_iterator at;
            if (slot.object.begin().get(at)) return json_access::broken(s, bad_object, s.place());
            for (; more(at); ++at) {
                json_slot child;
                const char* raw = nullptr;
                std::string_view key;
                if (auto* bad = member_of(s, at, child, raw))
                    return json_access::broken(s, bad, break_of(s, child));
                if (!plain_key(s, raw, key)) return bad_key(s, raw);
                if (auto ec = skim(s, child)) return ec;
            }
            break;
        }
        case '"': {
            auto inner = slot.inner();
            std::string_view text;
            if (!inner.empty() && std::memchr(inner.data(), '\\', inner.size()) &&
                !s.unescape(slot.string, inner.size(), text))
                return json_access::broken(s, "broken JSON: a bad escape in a string", slot.token.data());
            break;
        }
        default:
            if (kind_of(slot.token) == "broken JSON")
                return json_access::broken(s, no_value, slot.token.data());
    }
    slot.done = true;
    return {};
}

std::error_code read_raw(json_in& in, std::string_view& out) {
    auto& s = json_access::state(in);
    auto& slot = json_access::slot(in);
    if (s.broken) return errc::decode;
    if (auto ec = skim(s, slot)) return ec;
    bool container = slot.first() == '[' || slot.first() == '{';
    out = container ? trimmed(slot.token.data(), s.place()) : slot.token;
    return {};
}

std::error_code json_access::finish(json_in& in) {
    if (in.state_.broken) return errc::decode;
    return in.slot_.done ? std::error_code{} : skim(in.state_, in.slot_);
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

json_in::json_in(json_state& state, json_slot& slot) : state_(state), slot_(slot) {}

bool json_in::is_null() const { return slot_.token == "null"; }
bool json_in::is_object() const { return slot_.first() == '{'; }
bool json_in::is_list() const { return slot_.first() == '['; }
bool json_in::is_string() const { return slot_.first() == '"'; }
bool json_in::is_number() const { return kind_of(slot_.token) == "a number"; }

std::error_code json_in::fail(std::string_view what) {
    auto& s = state_;
    if (s.broken) return errc::decode;
    auto kind = slot_.root ? kind_of(slot_.token.substr(0, 1)) : kind_of(slot_.token);
    if (kind == "broken JSON") return json_access::broken(s, no_value, slot_.token.data());
    s.problem.assign(what);
    if (what.starts_with("expected ") && what.find(", got ") == what.npos)
        s.problem.append(", got ").append(kind);
    s.path.clear();
    return errc::decode;
}

std::error_code json_in::each(void* self, std::error_code (*element)(json_in&, void*)) {
    auto& s = state_;
    if (s.broken) return errc::decode;
    if (slot_.first() != '[') return fail("expected a list");
    if (auto ec = open(s, slot_, slot_.array)) return ec;
    opened level(s);
    ondemand::array_iterator at;
    if (slot_.array.begin().get(at)) return json_access::broken(s, bad_list, s.place());
    for (std::size_t index = 0; more(at); ++at, ++index) {
        json_slot child;
        if ((*at).get(child.value)) return json_access::broken(s, bad_list, s.place());
        std::error_code ec;
        if (!take(s, child)) {
            ec = json_access::broken(s, no_value, child.token.data());
        } else {
            auto in = json_access::make(s, child);
            ec = element(in, self);
            if (!ec) ec = json_access::finish(in);
        }
        if (ec) return json_access::add_index(s, index), ec;
    }
    slot_.done = true;
    return {};
}

std::error_code json_in::each_member(void* self,
                                     std::error_code (*member)(std::string_view, json_in&, void*)) {
    auto& s = state_;
    if (s.broken) return errc::decode;
    if (slot_.first() != '{') return fail("expected an object");
    if (auto ec = open(s, slot_, slot_.object)) return ec;
    opened level(s);
    ondemand::object_iterator at;
    if (slot_.object.begin().get(at)) return json_access::broken(s, bad_object, s.place());
    for (; more(at); ++at) {
        json_slot child;
        const char* raw = nullptr;
        std::string_view key;
        auto* bad = member_of(s, at, child, raw);
        if (bad && !raw) return json_access::broken(s, bad, break_of(s, child));
        if (!plain_key(s, raw, key)) return bad_key(s, raw);
        std::string kept;  // a reader below may need the scratch itself
        if (key.data() != raw) key = kept = key;
        std::error_code ec;
        if (bad) {
            ec = json_access::broken(s, bad, child.token.data());
        } else {
            auto in = json_access::make(s, child);
            ec = member(key, in, self);
            if (!ec) ec = json_access::finish(in);
        }
        if (ec) return json_access::add_key(s, key), ec;
    }
    slot_.done = true;
    return {};
}

std::error_code read_object(json_in& from, std::span<const field> rows, void* self) {
    auto& s = json_access::state(from);
    auto& slot = json_access::slot(from);
    if (s.broken) return errc::decode;
    if (slot.first() != '{') return from.fail("expected an object");
    if (auto ec = open(s, slot, slot.object)) return ec;
    opened level(s);
    ondemand::object_iterator at;
    if (slot.object.begin().get(at)) return json_access::broken(s, bad_object, s.place());
    const field* next = rows.data();
    const field* const last = next + rows.size();
    for (; more(at); ++at) {
        json_slot child;
        const char* raw = nullptr;
        auto* bad = member_of(s, at, child, raw);
        if (bad && !raw) return json_access::broken(s, bad, break_of(s, child));
        const field* row = next;
        if (row == last || !is_raw_key(raw, row->key)) [[unlikely]] {
            row = s.keys.find(rows, raw);
            if (!row) {
                std::string_view key;
                if (!plain_key(s, raw, key)) return bad_key(s, raw);
                row = find_row(rows, key);
            }
        }
        if (row) next = row + 1;
        std::error_code ec;
        if (bad) {
            ec = json_access::broken(s, bad, child.token.data());
        } else if (child.first() == 'n' && child.token == "null") {
            continue;
        } else if (row && row->read) {
            auto in = json_access::make(s, child);
            ec = row->read(in, self);
            if (!ec && (s.broken || !child.done)) ec = json_access::finish(in);
        } else {
            ec = skim(s, child);
        }
        if (ec) [[unlikely]] {
            std::string_view key;
            if (row)
                key = row->key;
            else if (!plain_key(s, raw, key))
                key = {};
            return json_access::add_key(s, key), ec;
        }
    }
    slot.done = true;
    return {};
}

}  // namespace polyaxon::codec
