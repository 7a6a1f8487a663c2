#include <polyaxon/resources/v1/runs_api.hpp>

#include <polyaxon/resources/v1/lister.hpp>
#include <polyaxon/resources/v1/run_rows.hpp>
#include <polyaxon/resources/v1/send.hpp>

namespace polyaxon {
template class pager<v1::run>;
}

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<page<run>> runs_api::list_runs(text owner, text project, const list_options& o) const {
    return resources::send(core_, rows::list_runs, {owner, project}, query_of(o), o.call);
}
pager<run> runs_api::iter_runs(text owner, text project, const list_options& o) const {
    auto list = [self = *this, of = std::string(owner), in = std::string(project)](const list_options& at) {
        return self.list_runs(of, in, at);
    };
    return iterate<run>(o, std::move(list));
}
awaitable<run> runs_api::create_run(text owner, text project, const operation_body& body,
                                    const call_options& o) const {
    return resources::send(core_, rows::create_run, {owner, project}, body_of(body), o);
}
awaitable<run> runs_api::create_run(text owner, text project, const json& body, const call_options& o) const {
    return resources::send(core_, rows::create_run, {owner, project}, body_of(body), o);
}
awaitable<run> runs_api::get_run(text owner, text project, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_run, {owner, project, uuid}, o);
}
awaitable<run> runs_api::patch_run(text owner, text project, text uuid, const json& body,
                                   const call_options& o) const {
    return resources::send(core_, rows::patch_run, {owner, project, uuid}, body_of(body), o);
}
awaitable<run> runs_api::patch_run(text owner, text project, text uuid, const run_body& body,
                                   const call_options& o) const {
    return resources::send(core_, rows::patch_run, {owner, project, uuid}, body_of(body), o);
}
awaitable<run> runs_api::update_run(text owner, text project, text uuid, const json& body,
                                    const call_options& o) const {
    return resources::send(core_, rows::update_run, {owner, project, uuid}, body_of(body), o);
}
awaitable<run> runs_api::update_run(text owner, text project, text uuid, const run_body& body,
                                    const call_options& o) const {
    return resources::send(core_, rows::update_run, {owner, project, uuid}, body_of(body), o);
}
awaitable<void> runs_api::delete_run(text owner, text project, text uuid, const call_options& o) const {
    return resources::send(core_, rows::delete_run, {owner, project, uuid}, o);
}
awaitable<status> runs_api::get_run_statuses(text owner, text project, text uuid,
                                             const call_options& o) const {
    return resources::send(core_, rows::get_run_statuses, {owner, project, uuid}, o);
}
awaitable<status> runs_api::create_run_status(text owner, text project, text uuid,
                                              const status_condition_body& condition,
                                              const call_options& o) const {
    return create_run_status(owner, project, uuid, json::object().set("condition", as_json(condition)), o);
}
awaitable<status> runs_api::create_run_status(text owner, text project, text uuid, const json& body,
                                              const call_options& o) const {
    return resources::send(core_, rows::create_run_status, {owner, project, uuid}, body_of(body), o);
}
awaitable<void> runs_api::stop_run(text owner, text project, text uuid, const call_options& o) const {
    return resources::send(core_, rows::stop_run, {owner, project, uuid}, o);
}
awaitable<void> runs_api::approve_run(text owner, text project, text uuid, const call_options& o) const {
    return resources::send(core_, rows::approve_run, {owner, project, uuid}, o);
}
awaitable<void> runs_api::skip_run(text owner, text project, text uuid, const call_options& o) const {
    return resources::send(core_, rows::skip_run, {owner, project, uuid}, o);
}
awaitable<void> runs_api::invalidate_run(text owner, text project, text uuid, const call_options& o) const {
    return resources::send(core_, rows::invalidate_run, {owner, project, uuid}, o);
}
awaitable<run> runs_api::restart_run(text owner, text project, text uuid, const json& body,
                                     const call_options& o) const {
    return resources::send(core_, rows::restart_run, {owner, project, uuid}, body_of(body), o);
}
awaitable<run> runs_api::restart_run(text owner, text project, text uuid, const run_body& body,
                                     const call_options& o) const {
    return resources::send(core_, rows::restart_run, {owner, project, uuid}, body_of(body), o);
}
awaitable<run> runs_api::resume_run(text owner, text project, text uuid, const json& body,
                                    const call_options& o) const {
    return resources::send(core_, rows::resume_run, {owner, project, uuid}, body_of(body), o);
}
awaitable<run> runs_api::resume_run(text owner, text project, text uuid, const run_body& body,
                                    const call_options& o) const {
    return resources::send(core_, rows::resume_run, {owner, project, uuid}, body_of(body), o);
}
awaitable<run> runs_api::copy_run(text owner, text project, text uuid, const json& body,
                                  const call_options& o) const {
    return resources::send(core_, rows::copy_run, {owner, project, uuid}, body_of(body), o);
}
awaitable<run> runs_api::copy_run(text owner, text project, text uuid, const run_body& body,
                                  const call_options& o) const {
    return resources::send(core_, rows::copy_run, {owner, project, uuid}, body_of(body), o);
}
awaitable<void> runs_api::transfer_run(text owner, text project, text uuid, const json& body,
                                       const call_options& o) const {
    return resources::send(core_, rows::transfer_run, {owner, project, uuid}, body_of(body), o);
}
awaitable<void> runs_api::transfer_run(text owner, text project, text uuid, const run_body& body,
                                       const call_options& o) const {
    return resources::send(core_, rows::transfer_run, {owner, project, uuid}, body_of(body), o);
}

}  // namespace polyaxon::v1
