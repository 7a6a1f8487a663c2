#include <polyaxon/codec/json_state.hpp>
#include <polyaxon/codec/json_tokens.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>

// The document: what is true of it as a whole, before its first value and behind its last.

namespace polyaxon::codec {

namespace {

constexpr std::size_t idle_capacity = std::size_t{1} << 20;

}  // namespace

const char* json_state::start(const char* data, std::size_t size) {
    depth = 0;
    broken = false;
    text = backslash = data;
    end = data + size;
    // A list of empty objects would take hundreds of times its text.
    room = std::max<std::size_t>(128u << 20, size < SIZE_MAX / 4 ? 4 * size : SIZE_MAX);
    const char* bad = index.make(data, size);
    next = index.begin();
    last = index.end();
    return bad;
}

json_parser::json_parser() : state_(std::make_unique<json_state>()) {}
json_parser::~json_parser() = default;
json_parser::json_parser(json_parser&&) noexcept = default;
json_parser& json_parser::operator=(json_parser&&) noexcept = default;

void json_parser::shrink() noexcept { state_->index.shrink(idle_capacity); }

const std::string& json_parser::what() const noexcept { return state_->what; }

namespace {

std::error_code read_document(json_state& s, void* out, std::error_code (*reader)(json_in&, void*)) {
    json_slot slot;
    if (!take(s, s.text, s.last, s.next, slot))
        return json_access::broken(s, json_words::no_value, slot.from);
    auto in = json_access::make(s, slot);
    auto ec = reader(in, out);
    if (!ec) ec = json_access::finish(s, slot);
    if (!ec && s.next != s.last)
        ec = json_access::broken(s, "broken JSON: something follows the document", s.place());
    return ec;
}

}  // namespace

std::error_code json_parser::parse(const char* data, std::size_t size, void* out,
                                   std::error_code (*reader)(json_in&, void*)) {
    auto& s = *state_;
    s.path.clear(), s.problem.clear(), s.what.clear();
    if (size >= 3 && std::memcmp(data, "\xEF\xBB\xBF", 3) == 0) data += 3, size -= 3;
    if (std::all_of(data, data + size, is_blank))
        return s.what = "empty body where JSON was expected", errc::decode;
    if (const char* bad = s.start(data, size)) return s.what = bad, errc::decode;
    const auto ec = read_document(s, out, reader);
    if (!ec) return ec;
    s.what = s.path;
    if (!s.path.empty()) s.what += ": ";
    s.what += s.problem.empty() ? ec.message() : s.problem;
    return ec;
}

bool valid_json(std::string_view text, int depth) {
    json_parser parser;
    json any;
    if (parser.parse_text(text, any)) return false;
    int open = 0, deepest = 0;
    bool inside = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '"') inside = !inside;
        if (inside) {
            i += c == '\\';
            continue;
        }
        if (c == '{' || c == '[') deepest = std::max(deepest, ++open);
        if (c == '}' || c == ']') --open;
    }
    return deepest <= depth;
}

}  // namespace polyaxon::codec
