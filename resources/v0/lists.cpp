#include <polyaxon/resources/v0/lists.hpp>

#include <polyaxon/resources/v0/arguments.hpp>

namespace polyaxon::v0 {

resources::message filters(const list_experiments_options& o) {
    auto m = page_query(o.page);
    if (o.independent) m.query("independent", "True");
    if (o.group.text() != "0") m.query_if("group", o.group.text());
    o.metrics.visit([&](std::string_view name) { m.query("metrics", name); });
    o.params.visit([&](std::string_view name) { m.query("params", name); });
    m.query_if("query", o.query);
    m.query_if("sort", o.sort);
    return m;
}

resources::message filters(const list_options& o) {
    auto m = page_query(o.page);
    m.query_if("query", o.query);
    m.query_if("sort", o.sort);
    return m;
}

}  // namespace polyaxon::v0
