#include "conformance/v1_method_rows.hpp"

// SandboxV1, and what its operations may be told.

namespace conformance::v1 {

api::sandbox_tag_options take(reading& r, std::type_identity<api::sandbox_tag_options>) {
    return {.tag = r.from.text("tag")};
}
api::sandbox_logs_options take(reading& r, std::type_identity<api::sandbox_logs_options>) {
    api::sandbox_logs_options o;
    o.stream = r.from.text("stream");
    o.offset = r.from.number("offset");
    o.max_bytes = r.from.number("max_bytes");
    return o;
}
api::sandbox_stat_options take(reading& r, std::type_identity<api::sandbox_stat_options>) {
    return {.path = r.from.text("path")};
}
api::sandbox_ls_options take(reading& r, std::type_identity<api::sandbox_ls_options>) {
    api::sandbox_ls_options o;
    o.path = r.from.text("path");
    o.recursive = r.from.flag("recursive");
    o.max_entries = r.from.number("max_entries");
    return o;
}
api::sandbox_rm_options take(reading& r, std::type_identity<api::sandbox_rm_options>) {
    api::sandbox_rm_options o;
    o.path = r.from.text("path");
    o.recursive = r.from.flag("recursive");
    return o;
}

namespace {

constexpr auto sandbox = [](const api::client& c) { return c.sandbox(); };

constexpr method methods[] = {
    sdk<&api::sandbox_api::ping>("SandboxV1Api.ping", sandbox),
    sdk<&api::sandbox_api::call_exec>("SandboxV1Api.call_exec", sandbox),
    sdk<&api::sandbox_api::exec_bg>("SandboxV1Api.exec_bg", sandbox),
    sdk<&api::sandbox_api::list_bg_execs>("SandboxV1Api.list_bg_execs", sandbox),
    sdk<&api::sandbox_api::get_bg_exec>("SandboxV1Api.get_bg_exec", sandbox),
    sdk<&api::sandbox_api::get_bg_exec_logs>("SandboxV1Api.get_bg_exec_logs", sandbox),
    sdk<&api::sandbox_api::signal_bg_exec>("SandboxV1Api.signal_bg_exec", sandbox),
    sdk<&api::sandbox_api::delete_bg_exec>("SandboxV1Api.delete_bg_exec", sandbox),
    sdk<&api::sandbox_api::create_pty>("SandboxV1Api.create_pty", sandbox),
    sdk<&api::sandbox_api::list_ptys>("SandboxV1Api.list_ptys", sandbox),
    sdk<&api::sandbox_api::get_pty>("SandboxV1Api.get_pty", sandbox),
    sdk<&api::sandbox_api::resize_pty>("SandboxV1Api.resize_pty", sandbox),
    sdk<&api::sandbox_api::signal_pty>("SandboxV1Api.signal_pty", sandbox),
    sdk<&api::sandbox_api::delete_pty>("SandboxV1Api.delete_pty", sandbox),
    sdk<&api::sandbox_api::fs_ls>("SandboxV1Api.fs_ls", sandbox),
    sdk<&api::sandbox_api::fs_mkdir>("SandboxV1Api.fs_mkdir", sandbox),
    sdk<&api::sandbox_api::fs_rm>("SandboxV1Api.fs_rm", sandbox),
    sdk<&api::sandbox_api::fs_stat>("SandboxV1Api.fs_stat", sandbox),
};

}  // namespace

table sandbox_table() { return methods; }

}  // namespace conformance::v1
