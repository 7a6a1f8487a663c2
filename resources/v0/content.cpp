#include <polyaxon/resources/v0/content.hpp>

#include <utility>

namespace polyaxon::v0 {

json content::value() const {
    if (!is_json_) return text_.empty() ? json() : json::from(text_);
    const auto given = json::raw(std::string(text_));
    if (given.is_null() || text_ == R"("")") return {};
    if (given.is_string()) return given;
    if (given.is_object()) return given.size() ? json::from(text_) : json();
    error_info info;
    info.kind = errc::invalid_argument;
    info.detail =
        "content is neither text nor a JSON object: give the polyaxonfile's text, or a mapping of it";
    throw error(std::move(info));
}

}  // namespace polyaxon::v0
