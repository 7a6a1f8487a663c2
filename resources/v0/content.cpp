#include <polyaxon/resources/v0/content.hpp>

#include <polyaxon/codec/refusal.hpp>

#include <utility>

namespace polyaxon::v0 {

json content::value() const {
    if (!is_json_) return text_.empty() ? json() : json::from(text_);
    const auto given = json::raw(std::string(text_));
    if (given.is_null() || text_ == R"("")") return {};
    if (given.is_string()) return given;
    if (given.is_object()) return given.size() ? json::from(text_) : json();
    throw refused(
        "content is neither text nor a JSON object: give the polyaxonfile's text, or a mapping of it");
}

}  // namespace polyaxon::v0
