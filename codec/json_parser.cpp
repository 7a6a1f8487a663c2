#include <polyaxon/codec/json_state.ipp>
#include <polyaxon/codec/json_tokens.hpp>

#include <algorithm>
#include <cstring>
#include <limits>

// The document: what is true of it as a whole, before its first value and behind its last.

namespace polyaxon::codec {

namespace {

// simdjson takes some six bytes for each byte of the largest document seen; beyond this they are given back.
constexpr std::size_t keep_capacity = std::size_t{4} << 20;
constexpr std::size_t idle_capacity = std::size_t{1} << 20;

const char* words_for(simdjson::error_code e) {
    switch (e) {
        case simdjson::EMPTY: return "empty body where JSON was expected";
        case simdjson::UTF8_ERROR: return "broken JSON: the text is not UTF-8";
        case simdjson::UNCLOSED_STRING: return "broken JSON: a string is not closed";
        case simdjson::UNESCAPED_CHARS: return "broken JSON: a control character inside a string";
        case simdjson::CAPACITY: return "the document is too large to be read";
        case simdjson::MEMALLOC: return "no memory to read the document";
        default: return "broken JSON";
    }
}

}  // namespace

const char* json_state::start(const char* data, std::size_t size) {
    depth = 0;
    text = data, end = data + size;
    if (size > std::numeric_limits<std::uint32_t>::max() / 2) return words_for(simdjson::CAPACITY);
    if (parser && parser->capacity() > keep_capacity && size <= keep_capacity) parser.reset();
    if (size <= keep_capacity) shrink_scratch(keep_capacity);
    if (!parser) parser = std::make_unique<ondemand::parser>();
    if (parser->capacity() < size) {
        // Doubling keeps a slowly growing sequence of documents linear.
        auto wanted = size <= keep_capacity / 2 ? std::max<std::size_t>(size * 2, 4096) : size;
        if (auto e = parser->allocate(wanted, parser->max_depth())) return words_for(e);
    }
    auto e =
        parser->iterate(simdjson::padded_string_view(data, size, size + json_parser::padding)).get(document);
    return e ? words_for(e) : nullptr;
}

bool json_state::unescape(ondemand::raw_json_string raw, std::size_t size, std::string_view& out) {
    static_assert(simdjson::SIMDJSON_PADDING <= json_parser::padding);
    // simdjson writes whole vectors. No escape is shorter than what it stands for.
    if (auto wanted = size + json_parser::padding; wanted > scratch_size_) {
        scratch_size_ = std::max<std::size_t>(wanted * 2, 1024);
        scratch_.reset(new std::uint8_t[scratch_size_]);
    }
    auto* to = scratch_.get();
    if (parser->unescape(raw, to).get(out)) return false;
    // The document is UTF-8, so the bytes of a surrogate come from an escape.
    for (auto rest = out;;) {
        const void* lead = rest.empty() ? nullptr : std::memchr(rest.data(), 0xED, rest.size());
        if (!lead) return true;
        rest.remove_prefix(static_cast<std::size_t>(static_cast<const char*>(lead) - rest.data()) + 1);
        if (!rest.empty() && static_cast<unsigned char>(rest.front()) >= 0xA0) return false;
    }
}

const char* json_state::place() noexcept {
    const char* at = nullptr;
    if (document.current_location().get(at)) return end;
    return at < text ? text : std::min(at, end);
}

// --- the document

json_parser::json_parser() : state_(std::make_unique<json_state>()) {}
json_parser::~json_parser() = default;
json_parser::json_parser(json_parser&&) noexcept = default;
json_parser& json_parser::operator=(json_parser&&) noexcept = default;

void json_parser::shrink() noexcept {
    auto& s = *state_;
    if (s.parser && s.parser->capacity() > idle_capacity) s.parser.reset();
    s.shrink_scratch(idle_capacity);
    if (s.wrapped.capacity() > idle_capacity) std::string().swap(s.wrapped);
}

const std::string& json_parser::what() const noexcept { return state_->what; }

namespace {

using reader_function = std::error_code (*)(json_in&, void*);

constexpr std::string_view something_follows = "broken JSON: something follows the document";

std::error_code read_whole(json_state& s, json_slot& slot, reader_function reader, void* out) {
    auto in = json_access::make(s, slot);
    auto ec = reader(in, out);
    return ec ? ec : json_access::finish(in);
}

std::error_code read_end(json_state& s) {
    const char* at = nullptr;
    if (s.document.current_location().get(at) == simdjson::OUT_OF_BOUNDS) return {};
    return json_access::broken(s, something_follows, s.place());
}

// A list or an object. It begins at `first`.
std::error_code read_container(json_state& s, const char* first, reader_function reader, void* out) {
    json_slot slot;
    slot.root = true;
    slot.token = {first, 1};
    auto ec = read_whole(s, slot, reader, out);
    return ec ? ec : read_end(s);
}

// Any other value, as the only element of the list it was wrapped into.
std::error_code read_scalar(json_state& s, reader_function reader, void* out) {
    ondemand::array list;
    ondemand::array_iterator at;
    json_slot slot;
    constexpr std::string_view no_value = "broken JSON: expected a value";
    if (s.document.get_array().get(list) || list.begin().get(at) || !(at != at) || (*at).get(slot.value) ||
        !take(s, slot))
        return json_access::broken(s, no_value, s.text);
    if (auto ec = read_whole(s, slot, reader, out)) return ec;
    ++at;
    if (at != at) return json_access::broken(s, something_follows, s.place());
    return read_end(s);
}

// simdjson refuses a document whose last token does not close its first one, and does not look at what stands before.
// With the bracket put behind, it says where the document breaks.
void find_break(json_state& s, const char* data, std::size_t size) {
    s.wrapped.assign(data, size);
    s.wrapped +=
        *std::find_if(data, data + size, [](char c) { return c == '{' || c == '['; }) == '{' ? '}' : ']';
    const std::size_t longer = s.wrapped.size();
    s.wrapped.append(json_parser::padding, ' ');
    s.broken = s.incomplete = false;
    std::string problem = std::move(s.problem);
    bool found = false;
    if (!s.start(s.wrapped.data(), longer)) {
        json_slot slot;
        slot.root = true;
        slot.token = {s.text + s.wrapped.find_first_of("{["), 1};
        found = skim(s, slot) || read_end(s);
    }
    if (!found) s.problem = std::move(problem);
    s.path.clear();
    s.broken = true;
}

}  // namespace

std::error_code json_parser::parse(const char* data, std::size_t size, void* out, reader_function reader) {
    auto& s = *state_;
    s.broken = s.incomplete = false;
    s.path.clear(), s.problem.clear(), s.what.clear();
    if (s.wrapped.capacity() > keep_capacity) std::string().swap(s.wrapped);
    if (size >= 3 && std::memcmp(data, "\xEF\xBB\xBF", 3) == 0) data += 3, size -= 3;
    const char* first = std::find_if_not(
        data, data + size, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    if (first == data + size) return s.what = words_for(simdjson::EMPTY), errc::decode;

    std::error_code ec;
    if (*first == '{' || *first == '[') {
        if (const char* bad = s.start(data, size)) return s.what = bad, errc::decode;
        ec = read_container(s, first, reader, out);
        if (ec && s.incomplete) find_break(s, data, size);
    } else {
        s.wrapped.assign(1, '[').append(data, size).append(1, ']').append(padding, ' ');
        if (const char* bad = s.start(s.wrapped.data(), size + 2)) return s.what = bad, errc::decode;
        ++s.text;  // places are told in the document as it came
        ec = read_scalar(s, reader, out);
    }
    if (!ec) return {};
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
