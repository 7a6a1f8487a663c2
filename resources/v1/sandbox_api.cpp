#include <polyaxon/resources/v1/sandbox_api.hpp>

#include <polyaxon/resources/v1/sandbox_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

namespace {

resources::message tagged(const sandbox_tag_options& o) {
    resources::message m;
    m.query_if("tag", o.tag);
    return m;
}

resources::message at_path(text path, std::optional<bool> recursive = {}) {
    resources::message m;
    m.query_if("path", path);
    m.flag_if("recursive", recursive);
    return m;
}

}  // namespace

awaitable<json> sandbox_api::ping(text space, text owner, text project, text uuid,
                                  const call_options& o) const {
    return resources::send(core_, rows::ping, {space, owner, project, uuid}, o);
}

awaitable<json> sandbox_api::call_exec(text space, text owner, text project, text uuid, const json& body,
                                       const call_options& o) const {
    return resources::send(core_, rows::call_exec, {space, owner, project, uuid}, body_of(body), o);
}
awaitable<json> sandbox_api::exec_bg(text space, text owner, text project, text uuid, const json& body,
                                     const call_options& o) const {
    return resources::send(core_, rows::exec_bg, {space, owner, project, uuid}, body_of(body), o);
}
awaitable<json> sandbox_api::list_bg_execs(text space, text owner, text project, text uuid,
                                           const sandbox_tag_options& o) const {
    return resources::send(core_, rows::list_bg_execs, {space, owner, project, uuid}, tagged(o), o.call);
}
awaitable<json> sandbox_api::get_bg_exec(text space, text owner, text project, text uuid, text id,
                                         const call_options& o) const {
    return resources::send(core_, rows::get_bg_exec, {space, owner, project, uuid, id}, o);
}
awaitable<json> sandbox_api::get_bg_exec_logs(text space, text owner, text project, text uuid, text id,
                                              const sandbox_logs_options& o) const {
    resources::message m;
    m.query_if("stream", o.stream);
    if (o.offset) m.query("offset", *o.offset);
    if (o.max_bytes) m.query("max_bytes", *o.max_bytes);
    return resources::send(core_, rows::get_bg_exec_logs, {space, owner, project, uuid, id}, std::move(m),
                           o.call);
}
awaitable<void> sandbox_api::signal_bg_exec(text space, text owner, text project, text uuid, text id,
                                            const json& body, const call_options& o) const {
    return resources::send(core_, rows::signal_bg_exec, {space, owner, project, uuid, id}, body_of(body), o);
}
awaitable<void> sandbox_api::delete_bg_exec(text space, text owner, text project, text uuid, text id,
                                            const call_options& o) const {
    return resources::send(core_, rows::delete_bg_exec, {space, owner, project, uuid, id}, o);
}

awaitable<json> sandbox_api::create_pty(text space, text owner, text project, text uuid, const json& body,
                                        const call_options& o) const {
    return resources::send(core_, rows::create_pty, {space, owner, project, uuid}, body_of(body), o);
}
awaitable<json> sandbox_api::list_ptys(text space, text owner, text project, text uuid,
                                       const sandbox_tag_options& o) const {
    return resources::send(core_, rows::list_ptys, {space, owner, project, uuid}, tagged(o), o.call);
}
awaitable<json> sandbox_api::get_pty(text space, text owner, text project, text uuid, text id,
                                     const call_options& o) const {
    return resources::send(core_, rows::get_pty, {space, owner, project, uuid, id}, o);
}
awaitable<void> sandbox_api::resize_pty(text space, text owner, text project, text uuid, text id,
                                        const json& body, const call_options& o) const {
    return resources::send(core_, rows::resize_pty, {space, owner, project, uuid, id}, body_of(body), o);
}
awaitable<void> sandbox_api::signal_pty(text space, text owner, text project, text uuid, text id,
                                        const json& body, const call_options& o) const {
    return resources::send(core_, rows::signal_pty, {space, owner, project, uuid, id}, body_of(body), o);
}
awaitable<void> sandbox_api::delete_pty(text space, text owner, text project, text uuid, text id,
                                        const call_options& o) const {
    return resources::send(core_, rows::delete_pty, {space, owner, project, uuid, id}, o);
}

awaitable<json> sandbox_api::fs_ls(text space, text owner, text project, text uuid,
                                   const sandbox_ls_options& o) const {
    auto m = at_path(o.path, o.recursive);
    if (o.max_entries) m.query("max_entries", static_cast<std::int64_t>(*o.max_entries));
    return resources::send(core_, rows::fs_ls, {space, owner, project, uuid}, std::move(m), o.call);
}
awaitable<json> sandbox_api::fs_mkdir(text space, text owner, text project, text uuid, const json& body,
                                      const call_options& o) const {
    return resources::send(core_, rows::fs_mkdir, {space, owner, project, uuid}, body_of(body), o);
}
awaitable<json> sandbox_api::fs_rm(text space, text owner, text project, text uuid,
                                   const sandbox_rm_options& o) const {
    return resources::send(core_, rows::fs_rm, {space, owner, project, uuid}, at_path(o.path, o.recursive),
                           o.call);
}
awaitable<json> sandbox_api::fs_stat(text space, text owner, text project, text uuid,
                                     const sandbox_stat_options& o) const {
    return resources::send(core_, rows::fs_stat, {space, owner, project, uuid}, at_path(o.path), o.call);
}

}  // namespace polyaxon::v1
