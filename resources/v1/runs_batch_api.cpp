#include <polyaxon/resources/v1/runs_batch_api.hpp>

#include <polyaxon/resources/v1/lineage_rows.hpp>
#include <polyaxon/resources/v1/run_batch_rows.hpp>
#include <polyaxon/resources/v1/run_watching_rows.hpp>
#include <polyaxon/resources/v1/runs_batch_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<void> runs_batch_api::archive_run(text owner, text project, text uuid,
                                            const call_options& o) const {
    return resources::send(core_, rows::archive_run, {owner, project, uuid}, o);
}
awaitable<void> runs_batch_api::restore_run(text owner, text project, text uuid,
                                            const call_options& o) const {
    return resources::send(core_, rows::restore_run, {owner, project, uuid}, o);
}
awaitable<void> runs_batch_api::bookmark_run(text owner, text project, text uuid,
                                             const call_options& o) const {
    return resources::send(core_, rows::bookmark_run, {owner, project, uuid}, o);
}
awaitable<void> runs_batch_api::unbookmark_run(text owner, text project, text uuid,
                                               const call_options& o) const {
    return resources::send(core_, rows::unbookmark_run, {owner, project, uuid}, o);
}
awaitable<run_settings> runs_batch_api::get_run_namespace(text owner, text project, text uuid,
                                                          const call_options& o) const {
    return resources::send(core_, rows::get_run_namespace, {owner, project, uuid}, o);
}
awaitable<run_settings> runs_batch_api::get_run_settings(text owner, text project, text uuid,
                                                         const call_options& o) const {
    return resources::send(core_, rows::get_run_settings, {owner, project, uuid}, o);
}
awaitable<json> runs_batch_api::get_run_stats(text owner, text project, text uuid,
                                              const stats_options& o) const {
    return resources::send(core_, rows::get_run_stats, {owner, project, uuid}, query_of(o), o.call);
}
awaitable<void> runs_batch_api::sync_run(text owner, text project, const json& body,
                                         const call_options& o) const {
    return resources::send(core_, rows::sync_run, {owner, project}, body_of(body), o);
}
awaitable<void> runs_batch_api::approve_runs(text owner, text project, const json& body,
                                             const call_options& o) const {
    return resources::send(core_, rows::approve_runs, {owner, project}, body_of(body), o);
}
awaitable<void> runs_batch_api::stop_runs(text owner, text project, const json& body,
                                          const call_options& o) const {
    return resources::send(core_, rows::stop_runs, {owner, project}, body_of(body), o);
}
awaitable<void> runs_batch_api::skip_runs(text owner, text project, const json& body,
                                          const call_options& o) const {
    return resources::send(core_, rows::skip_runs, {owner, project}, body_of(body), o);
}
awaitable<void> runs_batch_api::invalidate_runs(text owner, text project, const json& body,
                                                const call_options& o) const {
    return resources::send(core_, rows::invalidate_runs, {owner, project}, body_of(body), o);
}
awaitable<void> runs_batch_api::archive_runs(text owner, text project, const json& body,
                                             const call_options& o) const {
    return resources::send(core_, rows::archive_runs, {owner, project}, body_of(body), o);
}
awaitable<void> runs_batch_api::restore_runs(text owner, text project, const json& body,
                                             const call_options& o) const {
    return resources::send(core_, rows::restore_runs, {owner, project}, body_of(body), o);
}
awaitable<void> runs_batch_api::bookmark_runs(text owner, text project, const json& body,
                                              const call_options& o) const {
    return resources::send(core_, rows::bookmark_runs, {owner, project}, body_of(body), o);
}
awaitable<void> runs_batch_api::delete_runs(text owner, text project, const json& body,
                                            const call_options& o) const {
    return resources::send(core_, rows::delete_runs, {owner, project}, body_of(body), o);
}
awaitable<void> runs_batch_api::tag_runs(text owner, text project, const json& body,
                                         const call_options& o) const {
    return resources::send(core_, rows::tag_runs, {owner, project}, body_of(body), o);
}
awaitable<void> runs_batch_api::transfer_runs(text owner, text project, const json& body,
                                              const call_options& o) const {
    return resources::send(core_, rows::transfer_runs, {owner, project}, body_of(body), o);
}
awaitable<page<run>> runs_batch_api::list_archived_runs(text user, const list_options& o) const {
    return resources::send(core_, rows::list_archived_runs, {user}, query_of(o), o.call);
}
awaitable<page<json>> runs_batch_api::list_bookmarked_runs(text user, const list_options& o) const {
    return resources::send(core_, rows::list_bookmarked_runs, {user}, query_of(o), o.call);
}
awaitable<auth> runs_batch_api::impersonate_token(text owner, text project, text uuid,
                                                  const call_options& o) const {
    return resources::send(core_, rows::impersonate_token, {owner, project, uuid}, o);
}

}  // namespace polyaxon::v1
