#include <polyaxon/resources/v0/experiment_job_api.hpp>

#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/experiment_job_rows.hpp>
#include <polyaxon/resources/v0/pages.hpp>
#include <polyaxon/resources/v0/streams.hpp>
#include <polyaxon/resources/v0/texts.hpp>

namespace polyaxon {
template class pager<v0::experiment_job_status>;
}

namespace polyaxon::v0 {

awaitable<experiment_job> experiment_job_api::get_job(std::string_view username,
                                                      std::string_view project_name, id experiment_id,
                                                      id job_id, call_options options) const {
    return resources::send(core_, rows::get_experiment_job,
                           segments(username, project_name, experiment_id, job_id), options);
}

awaitable<page<experiment_job_status>> experiment_job_api::get_statuses(std::string_view username,
                                                                        std::string_view project_name,
                                                                        id experiment_id, id job_id,
                                                                        page_options options) const {
    return resources::send(core_, rows::get_experiment_job_statuses,
                           segments(username, project_name, experiment_id, job_id), page_query(options.page),
                           options.call);
}

pager<experiment_job_status> experiment_job_api::iter_statuses(std::string_view username,
                                                               std::string_view project_name,
                                                               id experiment_id, id job_id,
                                                               page_options options) const {
    return iterate<experiment_job_status>(core_, rows::get_experiment_job_statuses,
                                          segments(username, project_name, experiment_id, job_id), options);
}

stream<log_message> experiment_job_api::logs(std::string_view username, std::string_view project_name,
                                             id experiment_id, id job_id, logs_options options) const {
    return open_logs(core_, rows::watch_experiment_job_logs,
                     segments(username, project_name, experiment_id, job_id), options);
}

stream<std::vector<container_resources>> experiment_job_api::resources(std::string_view username,
                                                                       std::string_view project_name,
                                                                       id experiment_id, id job_id,
                                                                       resources_options options) const {
    return open_resources(core_, rows::watch_experiment_job_resources,
                          segments(username, project_name, experiment_id, job_id), options);
}

awaitable<std::string> experiment_job_api::logs_text(std::string_view username, std::string_view project_name,
                                                     id experiment_id, id job_id,
                                                     call_options options) const {
    return body_text(resources::send(core_, rows::get_experiment_job_logs,
                                     segments(username, project_name, experiment_id, job_id), options));
}

}  // namespace polyaxon::v0
