#include <polyaxon/resources/v1/send.hpp>

namespace polyaxon::v1 {

resources::message query_of(const list_options& o) {
    resources::message m;
    if (o.offset) m.query("offset", static_cast<std::int64_t>(*o.offset));
    if (o.limit) m.query("limit", static_cast<std::int64_t>(*o.limit));
    m.query_if("sort", o.sort).query_if("query", o.query);
    m.flag_if("bookmarks", o.bookmarks).query_if("mode", o.mode).flag_if("no_page", o.no_page);
    return m;
}

}  // namespace polyaxon::v1
