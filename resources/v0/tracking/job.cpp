#include <polyaxon/resources/v0/tracking/job.hpp>

#include <polyaxon/resources/v0/tracking/creation.hpp>

#include <utility>

namespace polyaxon::v0::tracking {

namespace {

awaitable<v0::job> sent_job(const run_state& s, std::string_view user, std::string_view project, json& body,
                            const call_options& call) {
    body.set("is_managed", s.managed());
    return s.owner().project().create_job(user, project, body, {.call = call});
}

}  // namespace

job::job(client owner, job_options options)
    : running_tracker(
          std::make_shared<run_state>(std::move(owner), job_kind, arguments_of(options, options.job_id))) {}

awaitable<void> job::create(create_job_options options) {
    return carrying([&] { return create_run<v0::job>(shared(), options, sent_job); });
}
awaitable<v0::job> job::get_entity_data(call_options options) {
    return carrying([&] { return entity_of<v0::job>(run(), job_kind.entity, options); });
}

void job::set_outputs_store(std::string_view outputs_path) { run().set_outputs_store(outputs_path); }
void job::log_artifact(std::string_view file_path) { run().keep_output(file_path); }
void job::log_artifacts(std::string_view dir_path) { run().keep_output(dir_path); }
std::optional<std::string> job::get_outputs_path() const { return run().outputs_path(); }

}  // namespace polyaxon::v0::tracking
