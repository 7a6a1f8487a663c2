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

// The group always goes out, as what else would limit the list to it.
resources::message filters(const id& group, const list_group_experiments_options& o) {
    auto m = page_query(o.page);
    if (group.text().empty()) m.refuse("argument group_id is empty: give its id");
    m.query("group", group.text());
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
