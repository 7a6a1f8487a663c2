#include <polyaxon/resources/v1/send.hpp>

namespace polyaxon::v1 {

resources::message query_of(const list_options& o) {
    const auto word = [](bool b) { return b ? std::string_view("true") : std::string_view("false"); };
    resources::message m;
    if (o.offset) m.query("offset", static_cast<std::int64_t>(*o.offset));
    if (o.limit) m.query("limit", static_cast<std::int64_t>(*o.limit));
    m.query_if("sort", o.sort).query_if("query", o.query);
    if (o.bookmarks) m.query("bookmarks", word(*o.bookmarks));
    m.query_if("mode", o.mode);
    if (o.no_page) m.query("no_page", word(*o.no_page));
    return m;
}

}  // namespace polyaxon::v1
