#include <polyaxon/resources/v0/tracking/texts.hpp>

#include <polyaxon/codec/refusal.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <cmath>

namespace polyaxon::v0::tracking {

namespace {

void add_tag(json& to, std::string_view tag) {
    if (tag.empty())
        throw refused("an empty tag cannot be sent: give tags as \"a, b\" or as a list of names");
    to.push(tag);
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

}  // namespace

json tag_list::value() const {
    if (!split_ && !list_) return {};
    auto out = json::array();
    if (split_)
        for (auto rest = text_;;) {
            const auto comma = rest.find(',');
            add_tag(out, trimmed(rest.substr(0, comma)));
            if (comma == rest.npos) break;
            rest.remove_prefix(comma + 1);
        }
    for (const auto tag : views_) add_tag(out, tag);
    for (const auto& tag : strings_) add_tag(out, tag);
    return out;
}

json checked_tags(const json& tags) {
    if (tags.is_null()) return {};
    if (tags.is_string()) {
        const auto text = tags.as<std::string>();
        return tag_list(text).value();
    }
    if (!tags.is_array()) throw refused("tags are a text or a list of texts");
    auto out = json::array();
    for (const auto& tag : tags.elements()) {
        if (!tag.is_string()) throw refused("a tag is a text, not " + std::string(tag.text().substr(0, 60)));
        add_tag(out, tag.as<std::string>());
    }
    return out;
}

json param_value::value() const {
    switch (kind_) {
        case kind::boolean: return json::from(whole_ != 0);
        case kind::whole: return json::from(whole_);
        case kind::positive: return json::from(static_cast<std::uint64_t>(whole_));
        case kind::real: return json::from(real_);
        case kind::text: return json::from(text_);
        case kind::null: break;
    }
    return {};
}

json value_of(std::span<const param> params) {
    auto out = json::object();
    for (const auto& [name, value] : params) {
        try {
            out.set(name, value.value());
        } catch (const error& e) {
            throw refused("the parameter \"" + std::string(name.substr(0, 60)) +
                          "\" cannot be sent: " + e.detail());
        }
    }
    return out;
}

std::string hash_of(std::string_view data, int digits) {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_Digest(data.data(), data.size(), bytes, &size, EVP_md5(), nullptr) != 1)
        throw refused(
            "MD5, which the platform names data by, is not allowed on this machine; log the reference as a "
            "parameter");
    std::string out;
    for (unsigned i = 0; i < size; ++i) {
        constexpr char hex[] = "0123456789abcdef";
        out += hex[bytes[i] >> 4];
        out += hex[bytes[i] & 15];
    }
    return out.substr(0, static_cast<std::size_t>(std::clamp(digits, 1, 32)));
}

}  // namespace polyaxon::v0::tracking
