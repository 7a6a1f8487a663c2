#include <polyaxon/resources/v0/experiment_api.hpp>

#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/bodies.hpp>
#include <polyaxon/resources/v0/change.hpp>
#include <polyaxon/resources/v0/experiment_rows.hpp>
#include <polyaxon/resources/v0/pages.hpp>
#include <polyaxon/resources/v0/streams.hpp>
#include <polyaxon/resources/v0/texts.hpp>
#include <polyaxon/resources/v0/transfers.hpp>

namespace polyaxon {
template class pager<v0::experiment>;
template class pager<v0::experiment_job>;
template class pager<v0::experiment_metric>;
template class pager<v0::experiment_status>;
}  // namespace polyaxon

namespace polyaxon::v0 {

awaitable<page<experiment>> experiment_api::list_experiments(page_options options) const {
    return resources::send(core_, rows::list_all_experiments, {}, page_query(options.page), options.call);
}

pager<experiment> experiment_api::iter_experiments(page_options options) const {
    return iterate<experiment>(core_, rows::list_all_experiments, {}, options);
}

awaitable<experiment> experiment_api::get_experiment(std::string_view username, std::string_view project_name,
                                                     id experiment_id, call_options options) const {
    return resources::send(core_, rows::get_experiment, segments(username, project_name, experiment_id),
                           options);
}

awaitable<experiment> experiment_api::update_experiment(std::string_view username,
                                                        std::string_view project_name, id experiment_id,
                                                        const json& patch_dict, write_options options) const {
    return change(core_, rows::update_experiment, segments(username, project_name, experiment_id),
                  patch_body(patch_dict), manner{options.background}, options.call);
}

awaitable<response> experiment_api::delete_experiment(std::string_view username,
                                                      std::string_view project_name, id experiment_id,
                                                      write_options options) const {
    return change(core_, rows::delete_experiment, segments(username, project_name, experiment_id),
                  options.background, options.call);
}

awaitable<page<experiment_status>> experiment_api::get_statuses(std::string_view username,
                                                                std::string_view project_name,
                                                                id experiment_id,
                                                                page_options options) const {
    return resources::send(core_, rows::get_experiment_statuses,
                           segments(username, project_name, experiment_id), page_query(options.page),
                           options.call);
}

pager<experiment_status> experiment_api::iter_statuses(std::string_view username,
                                                       std::string_view project_name, id experiment_id,
                                                       page_options options) const {
    return iterate<experiment_status>(core_, rows::get_experiment_statuses,
                                      segments(username, project_name, experiment_id), options);
}

awaitable<experiment_status> experiment_api::create_status(std::string_view username,
                                                           std::string_view project_name, id experiment_id,
                                                           std::string_view status,
                                                           create_status_options options) const {
    return change(core_, rows::create_experiment_status, segments(username, project_name, experiment_id),
                  status_body(status, options), manner{options.background}, options.call);
}

awaitable<code_reference> experiment_api::get_code_reference(std::string_view username,
                                                             std::string_view project_name, id experiment_id,
                                                             call_options options) const {
    return resources::send(core_, rows::get_experiment_code_reference,
                           segments(username, project_name, experiment_id), options);
}

awaitable<code_reference> experiment_api::create_code_reference(std::string_view username,
                                                                std::string_view project_name,
                                                                id experiment_id,
                                                                const code_reference& coderef,
                                                                write_options options) const {
    return change(core_, rows::create_experiment_code_reference,
                  segments(username, project_name, experiment_id), code_reference_body(coderef),
                  manner{options.background}, options.call);
}

awaitable<code_reference> experiment_api::create_code_reference(std::string_view username,
                                                                std::string_view project_name,
                                                                id experiment_id, const json& coderef,
                                                                write_options options) const {
    return change(core_, rows::create_experiment_code_reference,
                  segments(username, project_name, experiment_id), patch_body(coderef),
                  manner{options.background}, options.call);
}

awaitable<page<experiment_metric>> experiment_api::get_metrics(std::string_view username,
                                                               std::string_view project_name,
                                                               id experiment_id, page_options options) const {
    return resources::send(core_, rows::get_experiment_metrics,
                           segments(username, project_name, experiment_id), page_query(options.page),
                           options.call);
}

pager<experiment_metric> experiment_api::iter_metrics(std::string_view username,
                                                      std::string_view project_name, id experiment_id,
                                                      page_options options) const {
    return iterate<experiment_metric>(core_, rows::get_experiment_metrics,
                                      segments(username, project_name, experiment_id), options);
}

awaitable<experiment_metric> experiment_api::create_metric(std::string_view username,
                                                           std::string_view project_name, id experiment_id,
                                                           const json& values,
                                                           create_metric_options options) const {
    return change(core_, rows::create_experiment_metric, segments(username, project_name, experiment_id),
                  metric_body(values, options), manner{options.background, options.periodic}, options.call);
}

awaitable<experiment_metric> experiment_api::create_metric(std::string_view username,
                                                           std::string_view project_name, id experiment_id,
                                                           std::span<const metric_value> values,
                                                           create_metric_options options) const {
    return change(core_, rows::create_experiment_metric, segments(username, project_name, experiment_id),
                  metric_body(values, options), manner{options.background, options.periodic}, options.call);
}

awaitable<response> experiment_api::send_logs(std::string_view username, std::string_view project_name,
                                              id experiment_id, log_lines lines,
                                              send_logs_options options) const {
    return change(core_, rows::send_experiment_logs, segments(username, project_name, experiment_id),
                  logs_body(lines), manner{options.background, options.periodic}, options.call);
}

awaitable<page<experiment_job>> experiment_api::list_jobs(std::string_view username,
                                                          std::string_view project_name, id experiment_id,
                                                          page_options options) const {
    return resources::send(core_, rows::list_experiment_jobs, segments(username, project_name, experiment_id),
                           page_query(options.page), options.call);
}

pager<experiment_job> experiment_api::iter_jobs(std::string_view username, std::string_view project_name,
                                                id experiment_id, page_options options) const {
    return iterate<experiment_job>(core_, rows::list_experiment_jobs,
                                   segments(username, project_name, experiment_id), options);
}

awaitable<experiment> experiment_api::restart(std::string_view username, std::string_view project_name,
                                              id experiment_id, clone_options options) const {
    return change(core_, rows::restart_experiment, segments(username, project_name, experiment_id),
                  clone_body(options), manner{options.background}, options.call);
}

awaitable<experiment> experiment_api::resume(std::string_view username, std::string_view project_name,
                                             id experiment_id, clone_options options) const {
    return change(core_, rows::resume_experiment, segments(username, project_name, experiment_id),
                  clone_body(options), manner{options.background}, options.call);
}

awaitable<experiment> experiment_api::copy(std::string_view username, std::string_view project_name,
                                           id experiment_id, clone_options options) const {
    return change(core_, rows::copy_experiment, segments(username, project_name, experiment_id),
                  clone_body(options), manner{options.background}, options.call);
}

awaitable<response> experiment_api::stop(std::string_view username, std::string_view project_name,
                                         id experiment_id, write_options options) const {
    return change(core_, rows::stop_experiment, segments(username, project_name, experiment_id),
                  options.background, options.call);
}

stream<log_message> experiment_api::logs(std::string_view username, std::string_view project_name,
                                         id experiment_id, logs_options options) const {
    return open_logs(core_, rows::watch_experiment_logs, segments(username, project_name, experiment_id),
                     options);
}

stream<std::vector<container_resources>> experiment_api::resources(std::string_view username,
                                                                   std::string_view project_name,
                                                                   id experiment_id,
                                                                   resources_options options) const {
    return open_resources(core_, rows::watch_experiment_resources,
                          segments(username, project_name, experiment_id), options);
}

awaitable<std::string> experiment_api::logs_text(std::string_view username, std::string_view project_name,
                                                 id experiment_id, call_options options) const {
    return body_text(resources::send(core_, rows::get_experiment_logs,
                                     segments(username, project_name, experiment_id), options));
}

awaitable<response> experiment_api::start_tensorboard(std::string_view username,
                                                      std::string_view project_name, id experiment_id,
                                                      start_options options) const {
    return change(core_, rows::start_experiment_tensorboard, segments(username, project_name, experiment_id),
                  start_body(options), manner{options.background}, options.call);
}

awaitable<response> experiment_api::stop_tensorboard(std::string_view username, std::string_view project_name,
                                                     id experiment_id, write_options options) const {
    return change(core_, rows::stop_experiment_tensorboard, segments(username, project_name, experiment_id),
                  options.background, options.call);
}

awaitable<response> experiment_api::bookmark(std::string_view username, std::string_view project_name,
                                             id experiment_id, write_options options) const {
    return change(core_, rows::bookmark_experiment, segments(username, project_name, experiment_id),
                  options.background, options.call);
}

awaitable<response> experiment_api::unbookmark(std::string_view username, std::string_view project_name,
                                               id experiment_id, write_options options) const {
    return change(core_, rows::unbookmark_experiment, segments(username, project_name, experiment_id),
                  options.background, options.call);
}

awaitable<std::string> experiment_api::download_outputs(std::string_view username,
                                                        std::string_view project_name, id experiment_id,
                                                        download_options options) const {
    return v0::download_outputs(core_, rows::download_experiment_outputs,
                                segments(username, project_name, experiment_id),
                                outputs_name(username, project_name, experiment_id), options);
}

awaitable<std::string> experiment_api::get_heartbeat_url(std::string_view username,
                                                         std::string_view project_name,
                                                         id experiment_id) const {
    return absolute_url(core_, rows::beat_experiment, segments(username, project_name, experiment_id));
}

}  // namespace polyaxon::v0
