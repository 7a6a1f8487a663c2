#include <polyaxon/codec/yaml.hpp>

#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/json_tokens.hpp>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <charconv>
#include <exception>
#include <sstream>

namespace polyaxon::codec {

namespace {

constexpr std::size_t largest = std::size_t{1} << 20;
constexpr std::size_t deepest = 64;

struct refusal : std::exception {
    refusal(const YAML::Mark& mark, std::string words) : at(mark), text(std::move(words)) {}
    YAML::Mark at;
    std::string text;
};

result<json> refused(std::string detail) {
    error_info info;
    info.kind = errc::decode;
    info.detail = std::move(detail);
    return info;
}

std::string place(const YAML::Mark& mark) {
    if (mark.is_null()) return {};
    return " (line " + std::to_string(mark.line + 1) + ", column " + std::to_string(mark.column + 1) + ')';
}

// [-+]?[0-9]+ and 0o, 0x of the core schema, as JSON. Empty when it is none.
std::string integer(std::string_view t) {
    if (t.starts_with("0o") || t.starts_with("0x")) {
        std::uint64_t value = 0;
        auto digits = t.substr(2);
        auto [end, ec] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value, t[1] == 'o' ? 8 : 16);
        if (digits.empty() || ec != std::errc{} || end != digits.data() + digits.size()) return {};
        return std::to_string(value);
    }
    bool minus = t.starts_with('-');
    if (minus || t.starts_with('+')) t.remove_prefix(1);
    if (t.empty()) return {};
    for (char c : t)
        if (!ascii::is_digit(c)) return {};
    while (t.size() > 1 && t.front() == '0') t.remove_prefix(1);
    return (minus ? "-" : "") + std::string(t);
}

// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)? as JSON. Empty when it is none, and for infinities and NaN,
// which JSON lacks: they stay text.
std::string fraction(std::string_view t) {
    std::string made = t.starts_with('-') ? "-" : "";
    if (t.starts_with('-') || t.starts_with('+')) t.remove_prefix(1);
    auto digits = [&] {
        std::size_t n = 0;
        while (n < t.size() && ascii::is_digit(t[n])) ++n;
        auto run = t.substr(0, n);
        t.remove_prefix(n);
        return run;
    };
    auto whole = digits(), rest = std::string_view{};
    if (t.starts_with('.')) {
        t.remove_prefix(1);
        rest = digits();
    }
    if (whole.empty() && rest.empty()) return {};
    while (whole.size() > 1 && whole.front() == '0') whole.remove_prefix(1);
    made.append(whole.empty() ? "0" : whole).append(".").append(rest.empty() ? "0" : rest);
    if (t.starts_with('e') || t.starts_with('E')) {
        t.remove_prefix(1);
        made += 'e';
        if (t.starts_with('-') || t.starts_with('+')) made += t.front(), t.remove_prefix(1);
        auto power = digits();
        if (power.empty()) return {};
        made += power;
    }
    return t.empty() ? made : std::string{};
}

bool one_of(std::string_view t, std::initializer_list<std::string_view> words) {
    for (auto w : words)
        if (t == w) return true;
    return false;
}

// The core schema for a scalar without quotes or tag; empty: it is text.
std::string plain(std::string_view t) {
    if (one_of(t, {"", "~", "null", "Null", "NULL"})) return "null";
    if (one_of(t, {"true", "True", "TRUE"})) return "true";
    if (one_of(t, {"false", "False", "FALSE"})) return "false";
    if (auto made = integer(t); !made.empty()) return made;
    return fraction(t);
}

// Writes JSON while yaml-cpp reads. yaml-cpp's own tree is never built, so its size is not ours to fear.
class json_writer final : public YAML::EventHandler {
 public:
    std::string text;

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (seen_) throw refusal(mark, "a second YAML document, expected one");
        seen_ = true;
    }
    void OnDocumentEnd() override {}

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        throw refusal(mark, "YAML aliases are not taken");
    }
    void OnAnchor(const YAML::Mark& mark, const std::string&) override { no_anchor(mark, 1); }

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        no_anchor(mark, anchor);
        if (before())
            key("null");
        else
            text += "null";
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        no_anchor(mark, anchor);
        auto made = resolve(mark, tag, value);
        if (before())
            key(value);
        else if (made.empty())
            append_quoted(text, value);
        else
            text += made;
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, tag, "tag:yaml.org,2002:seq", anchor, '[');
    }
    void OnSequenceEnd() override { close(']'); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, tag, "tag:yaml.org,2002:map", anchor, '{');
    }
    void OnMapEnd() override { close('}'); }

 private:
    struct level {
        bool map = false, empty = true, wants_key = true;
    };

    // Writes the comma. True when what comes is a key.
    bool before() {
        if (open_.empty()) return false;
        auto& in = open_.back();
        if (in.map && !in.wants_key) return in.wants_key = true, false;
        if (!in.empty) text += ',';
        in.empty = false;
        if (!in.map) return false;
        in.wants_key = false;
        return true;
    }

    void key(std::string_view name) {
        append_quoted(text, name);
        text += ':';
    }

    void open(const YAML::Mark& mark, const std::string& tag, std::string_view own, YAML::anchor_t anchor,
              char c) {
        no_anchor(mark, anchor);
        if (!one_of(tag, {"", "?", "!", own}))
            throw refusal(mark, "a YAML tag other than those of the core schema");
        if (open_.size() >= deepest) throw refusal(mark, "limit: YAML nested more than 64 deep");
        if (before()) throw refusal(mark, "a YAML key that is a list or a map, expected text");
        text += c;
        open_.push_back({c == '{'});
    }

    void close(char c) {
        text += c;
        open_.pop_back();
    }

    static void no_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != YAML::NullAnchor) throw refusal(mark, "YAML anchors are not taken");
    }

    // The JSON of a scalar, or empty when it is text.
    static std::string resolve(const YAML::Mark& mark, std::string_view tag, std::string_view value) {
        if (one_of(tag, {"", "?"})) return plain(value);
        if (one_of(tag, {"!", "tag:yaml.org,2002:str"})) return {};
        constexpr std::string_view core = "tag:yaml.org,2002:";
        std::string made;
        if (tag.starts_with(core)) {
            auto kind = tag.substr(core.size());
            auto any = plain(value);
            if (kind == "null" && any == "null") made = any;
            if (kind == "bool" && (any == "true" || any == "false")) made = any;
            if (kind == "int") made = integer(value);
            if (kind == "float") made = fraction(value);
            if (!made.empty()) return made;
            if (one_of(kind, {"null", "bool", "int", "float"}))
                throw refusal(mark, "a YAML value that is not what its tag says");
        }
        throw refusal(mark, "a YAML tag other than those of the core schema");
    }

    std::vector<level> open_;
    bool seen_ = false;
};

// JSON is YAML, but yaml-cpp refuses some of it (surrogate pairs, tabs before a value): our own reader goes first.
bool is_json(std::string_view text, json& out) {
    auto first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos || (text[first] != '{' && text[first] != '[' && text[first] != '"')) return false;
    if (!valid_json(text, static_cast<int>(deepest))) return false;
    out = json::raw(std::string(text));
    return true;
}

}  // namespace

result<json> yaml_to_json(std::string_view text) {
    if (text.size() > largest) return refused("limit: a YAML text of more than 1 MiB");
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (json value; is_json(text, value)) return value;
    json_writer handler;
    try {
        std::istringstream in{std::string(text)};
        YAML::Parser parser(in);
        if (!parser.HandleNextDocument(handler)) return json();
        parser.HandleNextDocument(handler);
    } catch (const refusal& r) {
        return refused(r.text + place(r.at));
    } catch (const YAML::Exception& e) {
        return refused("broken YAML: " + e.msg + place(e.mark));
    } catch (const std::exception&) {
        return refused("broken YAML: it cannot be read");
    }
    return json::raw(std::move(handler.text));
}

}  // namespace polyaxon::codec
