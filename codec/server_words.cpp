#include <polyaxon/codec/server_words.hpp>

#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/codec/json.hpp>

#include <algorithm>
#include <optional>

namespace polyaxon::codec {

namespace {

constexpr std::size_t longest = 500;

bool same_letter(char a, char b) { return ascii::lower(a) == ascii::lower(b); }

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0) {
    if (from > text.size()) return text.npos;
    auto begin = text.begin() + static_cast<std::ptrdiff_t>(from);
    auto at = std::search(begin, text.end(), word.begin(), word.end(), same_letter);
    return at == text.end() ? text.npos : static_cast<std::size_t>(at - text.begin());
}

// One line of at most 500 bytes: control characters and runs of blanks become one blank, no half character at the end.
std::string one_line(std::string_view text) {
    std::string line;
    bool blank = true;
    std::size_t i = 0;
    for (; i < text.size() && line.size() < longest; ++i) {
        auto c = static_cast<unsigned char>(text[i]);
        // U+0080 to U+009F are control characters too: C2 80 to C2 9F.
        bool wide = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) <= 0x9F;
        bool gap = c <= 0x20 || c == 0x7F || wide;
        if (wide) ++i;
        if (!gap)
            line += text[i];
        else if (!blank)
            line += ' ';
        blank = gap;
    }
    if (i < text.size())
        while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0x80)) {
            bool lead = (static_cast<unsigned char>(line.back()) & 0xC0) == 0xC0;
            line.pop_back();
            if (lead) break;
        }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

void join(std::string& to, std::string_view more, std::string_view between) {
    if (more.empty()) return;
    if (!to.empty()) to += between;
    to += more;
}

// The texts of a value of any shape. Deeper than a few levels nothing is meant for people.
std::string words_of(const json& value, int depth = 0) {
    if (value.is_null() || depth > 4) return {};
    if (value.is_string()) return value.as<std::string>();
    std::string all;
    if (value.is_array()) {
        for (const auto& e : value.elements()) {
            join(all, words_of(e, depth + 1), "; ");
            if (all.size() > longest) break;
        }
        return all;
    }
    if (!value.is_object()) return std::string(value.text());
    for (std::string_view key : {"detail", "errors", "error", "message"})
        if (value.contains(key))
            if (auto words = words_of(value.at(key), depth + 1); !words.empty()) return words;
    for (const auto& [key, texts] : value.items()) {
        auto words = words_of(texts, depth + 1);
        if (words.empty()) continue;
        join(all, key == "non_field_errors" || key == "__all__" ? words : key + ": " + words, "; ");
        if (all.size() > longest) break;
    }
    return all;
}

void replace_entities(std::string& text) {
    constexpr std::pair<std::string_view, std::string_view> known[] = {
        {"&lt;", "<"},   {"&gt;", ">"},   {"&quot;", "\""}, {"&#39;", "'"},
        {"&#x27;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"}};
    std::string made;
    for (std::size_t i = 0; i < text.size();) {
        bool hit = false;
        if (text[i] == '&')
            for (auto [entity, plain] : known)
                if (text.compare(i, entity.size(), entity) == 0) {
                    made += plain, i += entity.size(), hit = true;
                    break;
                }
        if (!hit) made += text[i++];
    }
    text = std::move(made);
}

// The title of a page, else its text without tags, scripts and styles.
std::string words_of_page(std::string_view page) {
    std::string text;
    if (auto from = find_word(page, "<title"); from != page.npos)
        if (from = page.find('>', from); from != page.npos)
            if (auto to = find_word(page, "</title", from); to != page.npos)
                text = page.substr(from + 1, to - from - 1);
    if (one_line(text).empty()) {
        text.clear();
        while (!page.empty()) {
            auto tag = page.find('<');
            text += page.substr(0, tag);
            text += ' ';
            if (tag == page.npos) break;
            page.remove_prefix(tag);
            std::size_t end = page.npos;
            if (page.starts_with("<!--"))
                end = page.find("-->");
            else if (find_word(page.substr(0, 7), "<script") == 0)
                end = find_word(page, "</script");
            else if (find_word(page.substr(0, 6), "<style") == 0)
                end = find_word(page, "</style");
            else
                end = 0;
            if (end != page.npos) end = page.find('>', end);
            if (end == page.npos) break;
            page.remove_prefix(end + 1);
        }
    }
    replace_entities(text);
    return text;
}

std::optional<std::string> words_of_json(std::string_view body) {
    try {
        return words_of(json::parse(body));
    } catch (const error&) {
        return std::nullopt;
    }
}

}  // namespace

std::string server_words(std::string_view body, std::string_view content_type) {
    auto first = body.find_first_not_of(" \t\r\n");
    if (first == body.npos) return {};
    char c = body[first];
    if (c == '{' || c == '[' || c == '"')
        if (auto words = words_of_json(body)) return one_line(*words);
    if (c == '<' || find_word(content_type, "html") != content_type.npos)
        return one_line(words_of_page(body));
    return one_line(body);
}

}  // namespace polyaxon::codec
