#pragma once
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v1/runs_streams_options.hpp>
#include <polyaxon/resources/v1/send.hpp>
#include <polyaxon/resources/v1/service_options.hpp>

#include <memory>

// What the .cpp files of the services share. Calls that answer free JSON, pages of it, or nothing are compiled once, in service.cpp.

namespace polyaxon::resources {

extern template awaitable<json> perform<json>(std::shared_ptr<core>, outgoing);
extern template awaitable<page<json>> perform<page<json>>(std::shared_ptr<core>, outgoing);
extern template awaitable<void> perform<none>(std::shared_ptr<core>, outgoing);

}  // namespace polyaxon::resources

namespace polyaxon::v1 {

resources::message query_of(const stats_options&);
resources::message query_of(const agent_streams_options&);
resources::message query_of(const delete_tag_options&);
resources::message query_of(const email_options&);
resources::message query_of(const runs_path_options&);
resources::message query_of(const runs_file_options&);
resources::message query_of(const runs_events_options&);
resources::message query_of(const runs_resources_options&);
resources::message query_of(const runs_logs_options&);

}  // namespace polyaxon::v1
