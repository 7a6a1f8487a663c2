#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::resources {

template awaitable<json> perform<json>(std::shared_ptr<core>, outgoing);
template awaitable<page<json>> perform<page<json>>(std::shared_ptr<core>, outgoing);
template awaitable<void> perform<none>(std::shared_ptr<core>, outgoing);

}  // namespace polyaxon::resources

namespace polyaxon::v1 {

resources::message query_of(const stats_options& o) {
    list_options paging;
    paging.offset = o.offset;
    paging.limit = o.limit;
    paging.sort = o.sort;
    paging.query = o.query;
    paging.bookmarks = o.bookmarks;
    paging.mode = o.mode;
    auto m = query_of(paging);
    m.query_if("kind", o.kind).query_if("aggregate", o.aggregate).query_if("groupby", o.groupby);
    m.query_if("trunc", o.trunc).query_if("start_date", o.start_date).query_if("end_date", o.end_date);
    m.flag_if("boundary", o.boundary);
    return m;
}
resources::message query_of(const agent_streams_options& o) {
    resources::message m;
    m.query_if("service", o.service).query_if("last_file", o.last_file);
    m.flag_if("force", o.force);
    m.query_if("connection", o.connection);
    return m;
}
resources::message query_of(const delete_tag_options& o) {
    resources::message m;
    m.flag_if("cascade", o.cascade);
    return m;
}

resources::message query_of(const email_options& o) {
    resources::message m;
    m.query_if("email", o.email);
    return m;
}
resources::message query_of(const runs_path_options& o) {
    resources::message m;
    m.query_if("path", o.path).query_if("connection", o.connection);
    return m;
}
resources::message query_of(const runs_file_options& o) {
    resources::message m;
    m.query_if("path", o.path);
    m.flag_if("stream", o.stream);
    m.flag_if("force", o.force);
    m.query_if("connection", o.connection);
    return m;
}
resources::message query_of(const runs_events_options& o) {
    resources::message m;
    m.query_if("names", o.names).query_if("runs", o.runs).query_if("orient", o.orient);
    m.flag_if("force", o.force);
    if (o.sample) m.query("sample", static_cast<std::int64_t>(*o.sample));
    m.query_if("connection", o.connection).query_if("status", o.status);
    return m;
}
resources::message query_of(const runs_resources_options& o) {
    resources::message m;
    m.query_if("kind", o.kind).query_if("names", o.names);
    m.flag_if("tail", o.tail);
    m.flag_if("force", o.force);
    if (o.sample) m.query("sample", static_cast<std::int64_t>(*o.sample));
    m.query_if("connection", o.connection).query_if("status", o.status);
    return m;
}
resources::message query_of(const runs_logs_options& o) {
    resources::message m;
    m.query_if("kind", o.kind).query_if("last_time", o.last_time).query_if("last_file", o.last_file);
    m.flag_if("force", o.force);
    m.query_if("connection", o.connection);
    return m;
}

}  // namespace polyaxon::v1
