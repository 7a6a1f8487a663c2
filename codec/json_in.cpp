#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/json_state.hpp>

#include <cstring>

namespace polyaxon::codec {

std::error_code json_access::finish(json_in& in) {
    auto& s = in.state_;
    if (s.at.at != in.start_) return {};
    if (const char* bad = walk(s.at, s.depth)) return broken(s, bad);
    return {};
}

std::error_code json_access::broken(json_state& s, std::string_view what) {
    s.path.clear();
    s.problem.assign(what);
    s.problem += " (byte " + std::to_string(s.at.offset()) + ')';
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

json_in::json_in(json_state& state) : state_(state), start_(state.at.at) {}

namespace {

json_cursor cursor_at(const json_state& s, const std::uint32_t* start) {
    auto c = s.at;
    c.at = start;
    return c;
}

// Passes a key and its colon. The key is a view into the document, or into `scratch` when it has escapes.
const char* take_key(json_state& s, std::string_view& key, bool& escaped) {
    if (!s.at.string(key)) return "broken JSON: expected a key";
    escaped = false;
    const auto* here = s.at.at++;
    if (s.at.token() != ":") return "broken JSON: expected ':'";
    ++s.at.at;
    if (!key.empty() && std::memchr(key.data(), '\\', key.size())) {
        s.scratch.clear();
        if (!append_unescaped(s.scratch, key)) {
            s.at.at = here;
            return "broken JSON: a bad escape in a key";
        }
        key = s.scratch;
        escaped = true;
    }
    return nullptr;
}

// Behind a member or element: true when another one follows.
const char* take_comma(json_state& s, char close, bool& more) {
    char c = s.at.first();
    if (s.at.done()) return "broken JSON: the document ends too early";
    if (c != ',' && c != close)
        return close == '}' ? "broken JSON: expected ',' or '}'" : "broken JSON: expected ',' or ']'";
    more = c == ',';
    ++s.at.at;
    return nullptr;
}

struct opened {
    explicit opened(json_state& s) : state(s) { ++state.depth; }
    ~opened() { --state.depth; }
    json_state& state;
};

constexpr std::string_view too_deep = "limit: the document is nested more than 256 deep";

const field* find(std::span<const field> rows, std::string_view key, std::size_t from) {
    auto same = [&](const field& row) {
        return row.key.size() == key.size() && std::memcmp(row.key.data(), key.data(), key.size()) == 0;
    };
    for (std::size_t i = from; i < rows.size(); ++i)
        if (same(rows[i])) return &rows[i];
    for (std::size_t i = 0; i < from; ++i)
        if (same(rows[i])) return &rows[i];
    return nullptr;
}

}  // namespace

bool json_in::is_null() const { return cursor_at(state_, start_).token() == "null"; }
bool json_in::is_object() const { return cursor_at(state_, start_).first() == '{'; }
bool json_in::is_list() const { return cursor_at(state_, start_).first() == '['; }
bool json_in::is_string() const { return cursor_at(state_, start_).first() == '"'; }
bool json_in::is_number() const { return kind_of(cursor_at(state_, start_)) == "a number"; }

std::error_code json_in::fail(std::string_view what) {
    auto c = cursor_at(state_, start_);
    state_.at = c;
    if (auto kind = kind_of(c); kind == "broken JSON")
        return json_access::broken(state_, "broken JSON: expected a value");
    else if (what.starts_with("expected ") && what.find(", got ") == what.npos)
        state_.problem.assign(what).append(", got ").append(kind);
    else
        state_.problem.assign(what);
    state_.path.clear();
    return errc::decode;
}

std::error_code json_in::each(void* self, std::error_code (*element)(json_in&, void*)) {
    json_access::begin(*this);
    auto& s = state_;
    if (s.at.first() != '[') return fail("expected a list");
    if (s.depth >= json_parser::max_depth) return json_access::broken(s, too_deep);
    opened level(s);
    if (++s.at.at; s.at.first() == ']') return ++s.at.at, std::error_code{};
    bool more = true;
    for (std::size_t index = 0; more; ++index) {
        auto in = json_access::make(s);
        auto ec = element(in, self);
        if (!ec) ec = json_access::finish(in);
        if (ec) return json_access::add_index(s, index), ec;
        if (auto* bad = take_comma(s, ']', more)) return json_access::broken(s, bad);
    }
    return {};
}

std::error_code json_in::each_member(void* self,
                                     std::error_code (*member)(std::string_view, json_in&, void*)) {
    json_access::begin(*this);
    auto& s = state_;
    if (s.at.first() != '{') return fail("expected an object");
    if (s.depth >= json_parser::max_depth) return json_access::broken(s, too_deep);
    opened level(s);
    if (++s.at.at; s.at.first() == '}') return ++s.at.at, std::error_code{};
    for (bool more = true; more;) {
        std::string_view key;
        bool escaped = false;
        if (auto* bad = take_key(s, key, escaped)) return json_access::broken(s, bad);
        std::string kept;  // a reader below may need the scratch itself
        if (escaped) key = kept = s.scratch;
        auto in = json_access::make(s);
        auto ec = member(key, in, self);
        if (!ec) ec = json_access::finish(in);
        if (ec) return json_access::add_key(s, key), ec;
        if (auto* bad = take_comma(s, '}', more)) return json_access::broken(s, bad);
    }
    return {};
}

std::error_code read_object(json_in& from, std::span<const field> rows, void* self) {
    json_access::begin(from);
    auto& s = json_access::state(from);
    if (s.at.first() != '{') return from.fail("expected an object");
    if (s.depth >= json_parser::max_depth) return json_access::broken(s, too_deep);
    opened level(s);
    if (++s.at.at; s.at.first() == '}') return ++s.at.at, std::error_code{};
    std::size_t next = 0;
    for (bool more = true; more;) {
        std::string_view key;
        bool escaped = false;
        if (auto* bad = take_key(s, key, escaped)) return json_access::broken(s, bad);
        const field* row = find(rows, key, next);
        if (row) {
            next = static_cast<std::size_t>(row - rows.data()) + 1;
            if (next == rows.size()) next = 0;
            key = row->key;
        }
        if (s.at.first() == 'n' && s.at.token() == "null") {
            ++s.at.at;
        } else if (row && row->read) {
            auto in = json_access::make(s);
            auto ec = row->read(in, self);
            if (!ec) ec = json_access::finish(in);
            if (ec) return json_access::add_key(s, key), ec;
        } else if (auto* bad = walk(s.at, s.depth)) {
            auto ec = json_access::broken(s, bad);
            return json_access::add_key(s, key), ec;
        }
        if (auto* bad = take_comma(s, '}', more)) return json_access::broken(s, bad);
    }
    return {};
}

// --- the document

json_parser::json_parser() : state_(std::make_unique<json_state>()) {}
json_parser::~json_parser() = default;
json_parser::json_parser(json_parser&&) noexcept = default;
json_parser& json_parser::operator=(json_parser&&) noexcept = default;

const std::string& json_parser::what() const noexcept { return state_->what; }

std::error_code json_parser::parse(const char* data, std::size_t size, void* out,
                                   std::error_code (*reader)(json_in&, void*)) {
    auto& s = *state_;
    s.depth = 0;
    s.path.clear(), s.problem.clear(), s.what.clear();
    if (const char* bad = s.index.build(data, size)) return s.what = bad, errc::decode;
    s.at = s.index.begin();
    json_in in(s);
    auto ec = reader(in, out);
    if (!ec) ec = json_access::finish(in);
    if (!ec && !s.at.done()) ec = json_access::broken(s, "broken JSON: something follows the document");
    if (!ec) return {};
    s.what = s.path;
    if (!s.path.empty()) s.what += ": ";
    s.what += s.problem.empty() ? ec.message() : s.problem;
    return ec;
}

}  // namespace polyaxon::codec
