// experiment, experiment_job, job, build_job
#include "conformance/v0_arguments.hpp"
#include "conformance/v0_methods.hpp"
#include "conformance/v0_results.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace conformance::v0 {

namespace api = polyaxon::v0;

namespace {

// How the arguments of each class name what it is about.
struct experiments {
    static constexpr std::string_view id = "experiment_id";
    static auto of(const client& c) { return c.experiment(); }
};
struct jobs {
    static constexpr std::string_view id = "job_id";
    static auto of(const client& c) { return c.job(); }
};
struct builds {
    static constexpr std::string_view id = "job_id";
    static auto of(const client& c) { return c.build_job(); }
};

/// The arguments of a method: user, project and id, and some of its own.
struct call : arguments {
    template <class... Own>
    call(const json& given, std::string_view id_name, Own... own)
        : arguments(given, {"username", "project_name", id_name, std::string_view(own)...}),
          user(text("username")),
          project(text("project_name")),
          id(reference(id_name)) {}

    api::write_options write() const { return {.background = background()}; }
    api::page_options paged() const { return {.page = page()}; }

    std::string user, project, id;
};

template <class Of, auto Method>
asio::awaitable<json> get(const client& c, const json& given) {
    const call a(given, Of::id);
    return as_json((Of::of(c).*Method)(a.user, a.project, a.id, {}));
}
template <class Of, auto Method>
asio::awaitable<json> paged(const client& c, const json& given) {
    const call a(given, Of::id, "page");
    return as_json((Of::of(c).*Method)(a.user, a.project, a.id, a.paged()));
}
template <class Of, auto Method>
asio::awaitable<json> change(const client& c, const json& given) {
    const call a(given, Of::id, "background");
    return as_json((Of::of(c).*Method)(a.user, a.project, a.id, a.write()));
}
template <class Of, auto Method>
asio::awaitable<json> patch(const client& c, const json& given) {
    const call a(given, Of::id, "patch_dict", "background");
    const auto changes = a.mapping_or_null("patch_dict").value_or(json());
    return as_json((Of::of(c).*Method)(a.user, a.project, a.id, changes, a.write()));
}
template <class Of>
asio::awaitable<json> create_status(const client& c, const json& given) {
    const call a(given, Of::id, "status", "message", "traceback", "background");
    const auto status = a.text("status"), message = a.text_or_null("message").value_or(""),
               traceback = a.text_or_null("traceback").value_or("");
    return as_json(
        Of::of(c).create_status(a.user, a.project, a.id, status,
                                {.message = message, .traceback = traceback, .background = a.background()}));
}
template <class Of>
asio::awaitable<json> create_code_reference(const client& c, const json& given) {
    const call a(given, Of::id, "coderef", "background");
    const auto code = a.mapping_or_null("coderef").value_or(json());
    return as_json(Of::of(c).create_code_reference(a.user, a.project, a.id, code, a.write()));
}
template <class Of>
asio::awaitable<json> send_logs(const client& c, const json& given) {
    const call a(given, Of::id, "log_lines", "background", "periodic");
    const auto lines = a.texts("log_lines");
    const api::send_logs_options o{.background = a.background(), .periodic = a.periodic()};
    if (a.is_list("log_lines")) return as_json(Of::of(c).send_logs(a.user, a.project, a.id, lines, o));
    return as_json(Of::of(c).send_logs(a.user, a.project, a.id, lines.front(), o));
}

/// Text, or a mapping; owns what content() views.
struct given_content {
    explicit given_content(const arguments& a) : value(a.value("content")) {}
    api::content content() const { return value; }
    json value;
};
template <class Of, auto Method>
asio::awaitable<json> clone(const client& c, const json& given) {
    const call a(given, Of::id, "content", "update_code", "background");
    const given_content from(a);
    return as_json((Of::of(c).*Method)(a.user, a.project, a.id,
                                       {.content = from.content(),
                                        .update_code = a.flag("update_code", false),
                                        .background = a.background()}));
}
asio::awaitable<json> start_tensorboard(const client& c, const json& given) {
    const call a(given, "experiment_id", "content", "is_managed", "background");
    const given_content from(a);
    return as_json(c.experiment().start_tensorboard(
        a.user, a.project, a.id,
        {.content = from.content(), .is_managed = a.flag("is_managed", true), .background = a.background()}));
}

asio::awaitable<json> list_all_experiments(const client& c, const json& given) {
    arguments a(given, {"page"});
    return as_json(c.experiment().list_experiments({.page = a.page()}));
}
asio::awaitable<json> create_metric(const client& c, const json& given) {
    const call a(given, "experiment_id", "values", "created_at", "background", "periodic");
    return as_json(c.experiment().create_metric(a.user, a.project, a.id, a.mapping("values"),
                                                {.created_at = a.moment_or_null("created_at"),
                                                 .background = a.background(),
                                                 .periodic = a.periodic()}));
}

asio::awaitable<json> get_experiment_job(const client& c, const json& given) {
    const call a(given, "experiment_id", "job_id");
    return as_json(c.experiment_job().get_job(a.user, a.project, a.id, a.reference("job_id")));
}
asio::awaitable<json> get_experiment_job_statuses(const client& c, const json& given) {
    const call a(given, "experiment_id", "job_id", "page");
    return as_json(
        c.experiment_job().get_statuses(a.user, a.project, a.id, a.reference("job_id"), a.paged()));
}

/// A text that came as the whole body.
asio::awaitable<json> as_body(asio::awaitable<std::string> text) {
    polyaxon::response r;
    r.status = 200;  // any other is an error, and the server sends no other for logs
    r.body = co_await std::move(text);
    co_return response_as_json(r);
}
/// What the recorded handler was given: every message, or none where there was no handler.
template <class Stream>
asio::awaitable<json> heard(bool handler, Stream messages) {
    auto all = collected(std::move(messages));
    const auto heard = co_await std::move(all);
    if (handler) co_return heard;
    auto none = json::object();
    none.set("$messages", json::array());
    co_return none;
}
template <class Of>
asio::awaitable<json> logs(const client& c, const json& given) {
    const call a(given, Of::id, "stream", "message_handler");
    if (!a.flag("stream", true)) return as_body(Of::of(c).logs_text(a.user, a.project, a.id));
    a.handler();
    return heard(a.has("message_handler"), Of::of(c).logs(a.user, a.project, a.id));
}
template <class Of>
asio::awaitable<json> resources(const client& c, const json& given) {
    const call a(given, Of::id, "message_handler");
    a.handler();
    return heard(a.has("message_handler"), Of::of(c).resources(a.user, a.project, a.id));
}
asio::awaitable<json> experiment_job_logs(const client& c, const json& given) {
    const call a(given, "experiment_id", "job_id", "stream", "message_handler");
    const auto job = a.reference("job_id");
    if (!a.flag("stream", true)) return as_body(c.experiment_job().logs_text(a.user, a.project, a.id, job));
    a.handler();
    return heard(a.has("message_handler"), c.experiment_job().logs(a.user, a.project, a.id, job));
}
asio::awaitable<json> experiment_job_resources(const client& c, const json& given) {
    const call a(given, "experiment_id", "job_id", "message_handler");
    a.handler();
    return heard(a.has("message_handler"),
                 c.experiment_job().resources(a.user, a.project, a.id, a.reference("job_id")));
}
template <class Of>
asio::awaitable<json> download_outputs(const client& c, const json& given) {
    const call a(given, Of::id);
    return as_json(Of::of(c).download_outputs(a.user, a.project, a.id));
}
template <class Of>
asio::awaitable<json> heartbeat(const client& c, const json& given) {
    const call a(given, Of::id);
    return as_json(Of::of(c).get_heartbeat_url(a.user, a.project, a.id));
}

using e = api::experiment_api;
using j = api::job_api;
using b = api::build_job_api;

constexpr method methods[] = {
    {"experiment.list_experiments", list_all_experiments},
    {"experiment.get_experiment", get<experiments, &e::get_experiment>},
    {"experiment.update_experiment", patch<experiments, &e::update_experiment>},
    {"experiment.delete_experiment", change<experiments, &e::delete_experiment>},
    {"experiment.get_statuses", paged<experiments, &e::get_statuses>},
    {"experiment.create_status", create_status<experiments>},
    {"experiment.get_code_reference", get<experiments, &e::get_code_reference>},
    {"experiment.create_code_reference", create_code_reference<experiments>},
    {"experiment.get_metrics", paged<experiments, &e::get_metrics>},
    {"experiment.create_metric", create_metric},
    {"experiment.send_logs", send_logs<experiments>},
    {"experiment.list_jobs", paged<experiments, &e::list_jobs>},
    {"experiment.restart", clone<experiments, &e::restart>},
    {"experiment.resume", clone<experiments, &e::resume>},
    {"experiment.copy", clone<experiments, &e::copy>},
    {"experiment.stop", change<experiments, &e::stop>},
    {"experiment.resources", resources<experiments>},
    {"experiment.logs", logs<experiments>},
    {"experiment.start_tensorboard", start_tensorboard},
    {"experiment.stop_tensorboard", change<experiments, &e::stop_tensorboard>},
    {"experiment.bookmark", change<experiments, &e::bookmark>},
    {"experiment.unbookmark", change<experiments, &e::unbookmark>},
    {"experiment.download_outputs", download_outputs<experiments>},
    {"experiment.get_heartbeat_url", heartbeat<experiments>},
    {"experiment_job.get_job", get_experiment_job},
    {"experiment_job.get_statuses", get_experiment_job_statuses},
    {"experiment_job.resources", experiment_job_resources},
    {"experiment_job.logs", experiment_job_logs},
    {"job.get_job", get<jobs, &j::get_job>},
    {"job.update_job", patch<jobs, &j::update_job>},
    {"job.delete_job", change<jobs, &j::delete_job>},
    {"job.get_statuses", paged<jobs, &j::get_statuses>},
    {"job.create_status", create_status<jobs>},
    {"job.get_code_reference", get<jobs, &j::get_code_reference>},
    {"job.create_code_reference", create_code_reference<jobs>},
    {"job.send_logs", send_logs<jobs>},
    {"job.restart", clone<jobs, &j::restart>},
    {"job.resume", clone<jobs, &j::resume>},
    {"job.copy", clone<jobs, &j::copy>},
    {"job.stop", change<jobs, &j::stop>},
    {"job.bookmark", change<jobs, &j::bookmark>},
    {"job.unbookmark", change<jobs, &j::unbookmark>},
    {"job.resources", resources<jobs>},
    {"job.logs", logs<jobs>},
    {"job.download_outputs", download_outputs<jobs>},
    {"job.get_heartbeat_url", heartbeat<jobs>},
    {"build_job.get_build", get<builds, &b::get_build>},
    {"build_job.update_build", patch<builds, &b::update_build>},
    {"build_job.delete_build", change<builds, &b::delete_build>},
    {"build_job.get_statuses", paged<builds, &b::get_statuses>},
    {"build_job.create_status", create_status<builds>},
    {"build_job.get_code_reference", get<builds, &b::get_code_reference>},
    {"build_job.create_code_reference", create_code_reference<builds>},
    {"build_job.invalidate", change<builds, &b::invalidate>},
    {"build_job.send_logs", send_logs<builds>},
    {"build_job.stop", change<builds, &b::stop>},
    {"build_job.bookmark", change<builds, &b::bookmark>},
    {"build_job.unbookmark", change<builds, &b::unbookmark>},
    {"build_job.resources", resources<builds>},
    {"build_job.logs", logs<builds>},
    {"build_job.get_heartbeat_url", heartbeat<builds>},
};

}  // namespace

std::span<const method> experiment_methods() { return methods; }

}  // namespace conformance::v0
