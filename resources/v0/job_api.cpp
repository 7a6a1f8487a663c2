#include <polyaxon/resources/v0/job_api.hpp>

#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/bodies.hpp>
#include <polyaxon/resources/v0/change.hpp>
#include <polyaxon/resources/v0/job_rows.hpp>
#include <polyaxon/resources/v0/pages.hpp>
#include <polyaxon/resources/v0/streams.hpp>
#include <polyaxon/resources/v0/texts.hpp>
#include <polyaxon/resources/v0/transfers.hpp>

namespace polyaxon {
template class pager<v0::job_status>;
}

namespace polyaxon::v0 {

awaitable<job> job_api::get_job(std::string_view username, std::string_view project_name, id job_id,
                                call_options options) const {
    return resources::send(core_, rows::get_job, segments(username, project_name, job_id), options);
}

awaitable<job> job_api::update_job(std::string_view username, std::string_view project_name, id job_id,
                                   const json& patch_dict, write_options options) const {
    return change(core_, rows::update_job, segments(username, project_name, job_id), patch_body(patch_dict),
                  manner{options.background}, options.call);
}

awaitable<response> job_api::delete_job(std::string_view username, std::string_view project_name, id job_id,
                                        write_options options) const {
    return change(core_, rows::delete_job, segments(username, project_name, job_id), options.background,
                  options.call);
}

awaitable<page<job_status>> job_api::get_statuses(std::string_view username, std::string_view project_name,
                                                  id job_id, page_options options) const {
    return resources::send(core_, rows::get_job_statuses, segments(username, project_name, job_id),
                           page_query(options.page), options.call);
}

pager<job_status> job_api::iter_statuses(std::string_view username, std::string_view project_name, id job_id,
                                         page_options options) const {
    return iterate<job_status>(core_, rows::get_job_statuses, segments(username, project_name, job_id),
                               options);
}

awaitable<job_status> job_api::create_status(std::string_view username, std::string_view project_name,
                                             id job_id, std::string_view status,
                                             create_status_options options) const {
    return change(core_, rows::create_job_status, segments(username, project_name, job_id),
                  status_body(status, options), manner{options.background}, options.call);
}

awaitable<code_reference> job_api::get_code_reference(std::string_view username,
                                                      std::string_view project_name, id job_id,
                                                      call_options options) const {
    return resources::send(core_, rows::get_job_code_reference, segments(username, project_name, job_id),
                           options);
}

awaitable<code_reference> job_api::create_code_reference(std::string_view username,
                                                         std::string_view project_name, id job_id,
                                                         const code_reference& coderef,
                                                         write_options options) const {
    return change(core_, rows::create_job_code_reference, segments(username, project_name, job_id),
                  code_reference_body(coderef), manner{options.background}, options.call);
}

awaitable<code_reference> job_api::create_code_reference(std::string_view username,
                                                         std::string_view project_name, id job_id,
                                                         const json& coderef, write_options options) const {
    return change(core_, rows::create_job_code_reference, segments(username, project_name, job_id),
                  patch_body(coderef), manner{options.background}, options.call);
}

awaitable<response> job_api::send_logs(std::string_view username, std::string_view project_name, id job_id,
                                       log_lines lines, send_logs_options options) const {
    return change(core_, rows::send_job_logs, segments(username, project_name, job_id), logs_body(lines),
                  manner{options.background, options.periodic}, options.call);
}

awaitable<job> job_api::restart(std::string_view username, std::string_view project_name, id job_id,
                                clone_options options) const {
    return change(core_, rows::restart_job, segments(username, project_name, job_id), clone_body(options),
                  manner{options.background}, options.call);
}

awaitable<job> job_api::resume(std::string_view username, std::string_view project_name, id job_id,
                               clone_options options) const {
    return change(core_, rows::resume_job, segments(username, project_name, job_id), clone_body(options),
                  manner{options.background}, options.call);
}

awaitable<job> job_api::copy(std::string_view username, std::string_view project_name, id job_id,
                             clone_options options) const {
    return change(core_, rows::copy_job, segments(username, project_name, job_id), clone_body(options),
                  manner{options.background}, options.call);
}

awaitable<response> job_api::stop(std::string_view username, std::string_view project_name, id job_id,
                                  write_options options) const {
    return change(core_, rows::stop_job, segments(username, project_name, job_id), options.background,
                  options.call);
}

stream<log_message> job_api::logs(std::string_view username, std::string_view project_name, id job_id,
                                  logs_options options) const {
    return open_logs(core_, rows::watch_job_logs, segments(username, project_name, job_id), options);
}

stream<std::vector<container_resources>> job_api::resources(std::string_view username,
                                                            std::string_view project_name, id job_id,
                                                            resources_options options) const {
    return open_resources(core_, rows::watch_job_resources, segments(username, project_name, job_id),
                          options);
}

awaitable<std::string> job_api::logs_text(std::string_view username, std::string_view project_name, id job_id,
                                          call_options options) const {
    return body_text(
        resources::send(core_, rows::get_job_logs, segments(username, project_name, job_id), options));
}

awaitable<response> job_api::bookmark(std::string_view username, std::string_view project_name, id job_id,
                                      write_options options) const {
    return change(core_, rows::bookmark_job, segments(username, project_name, job_id), options.background,
                  options.call);
}

awaitable<response> job_api::unbookmark(std::string_view username, std::string_view project_name, id job_id,
                                        write_options options) const {
    return change(core_, rows::unbookmark_job, segments(username, project_name, job_id), options.background,
                  options.call);
}

awaitable<std::string> job_api::download_outputs(std::string_view username, std::string_view project_name,
                                                 id job_id, download_options options) const {
    return v0::download_outputs(core_, rows::download_job_outputs, segments(username, project_name, job_id),
                                outputs_name(username, project_name, job_id), options);
}

awaitable<std::string> job_api::get_heartbeat_url(std::string_view username, std::string_view project_name,
                                                  id job_id) const {
    return absolute_url(core_, rows::beat_job, segments(username, project_name, job_id));
}

}  // namespace polyaxon::v0
