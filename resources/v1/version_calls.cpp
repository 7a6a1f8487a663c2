#include <polyaxon/resources/v1/version_calls.hpp>

#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/new_folder.hpp>
#include <polyaxon/resources/v1/send.hpp>
#include <polyaxon/resources/v1/version_downloads.hpp>
#include <polyaxon/resources/v1/version_files.hpp>
#include <polyaxon/resources/v1/version_rows.hpp>

namespace polyaxon::v1::version_calls {

namespace {

std::string quoted(version_kind kind, const std::string& version) {
    return std::string(name(kind)) + " version \"" + version + "\"";
}

/// A call on V/{version}, or on one of its parts.
template <class Row>
auto on_version(const self& s, const Row& row, version_kind kind, const std::string& version,
                resources::message m, const call& c) {
    const auto owner = s->owner(), project = s->where.project();
    return resources::send(s->core(), row, {owner, project, name(kind), version}, std::move(m), c.view());
}

/// A call on V itself.
template <class Row>
auto on_kind(const self& s, const Row& row, version_kind kind, resources::message m, const call_options& c) {
    const auto owner = s->owner(), project = s->where.project();
    return resources::send(s->core(), row, {owner, project, name(kind)}, std::move(m), c);
}

/// The version, when it is of that kind.
project_version checked(project_version v, version_kind kind, const std::string& version) {
    if (v.kind && *v.kind != name(kind))
        throw failed(errc::decode, "the server's \"" + version + "\" is a " + *v.kind + " version, not a " +
                                       std::string(name(kind)) + " version: ask for that kind");
    return v;
}

}  // namespace

awaitable<page<project_version>> list(self s, version_kind kind, owned_list_options options,
                                      bool names_only) {
    if (s->idle()) co_return page<project_version>();
    const auto o = options.view();
    auto answer = names_only ? on_kind(s, rows::list_version_names, kind, query_of(o), o.call)
                             : on_kind(s, rows::list_versions, kind, query_of(o), o.call);
    co_return co_await std::move(answer);
}

awaitable<project_version> get(self s, version_kind kind, std::string version, call c) {
    if (s->idle()) co_return project_version();
    auto there = co_await on_version(s, rows::get_version, kind, version, resources::message(), c);
    co_return checked(std::move(there), kind, version);
}

awaitable<version_stages> get_stages(self s, version_kind kind, std::string version, call c) {
    if (s->idle()) co_return version_stages();
    co_return co_await on_version(s, rows::get_version_stages, kind, version, resources::message(), c);
}

awaitable<project_version> create(self s, version_kind kind, json body, call c) {
    if (s->idle()) co_return project_version();
    body.set("kind", name(kind));
    co_return co_await on_kind(s, rows::create_version, kind, body_of(body), c.view());
}

awaitable<project_version> patch(self s, version_kind kind, std::string version, json body, call c) {
    if (s->idle()) co_return project_version();
    co_return co_await on_version(s, rows::patch_version, kind, version, body_of(body), c);
}

awaitable<project_version> enter(self s, version_registration what, call c) {
    if (s->idle()) co_return project_version();
    const auto kind = what.kind();
    const auto version = what.name();
    auto there = co_await as_result(get(s, kind, version, c));
    if (!there && there.error().kind() != errc::not_found) throw there.error();
    if (!there) co_return co_await create(s, kind, what.creation(), c);
    if (!what.force())
        throw failed(errc::conflict,
                     "a " + quoted(kind, version) +
                         " is there already: choose another name, or set .force to change it");
    co_return co_await patch(s, kind, version, what.changes(), c.part("change"));
}

awaitable<void> remove(self s, version_kind kind, std::string version, call c) {
    if (s->idle()) co_return;
    co_await on_version(s, rows::delete_version, kind, version, resources::message(), c);
}

awaitable<version_stages> stage(self s, version_kind kind, std::string version, stage_condition condition,
                                call c) {
    if (s->idle()) co_return version_stages();
    const auto word = condition.type.value_or("");
    if (word != "testing" && word != "staging" && word != "production" && word != "disabled")
        throw refused("\"" + word + "\" is no stage: use testing, staging, production or disabled");
    condition.status = true;
    const auto now = timestamp::now();
    if (!condition.last_update_time) condition.last_update_time = now;
    if (!condition.last_transition_time) condition.last_transition_time = now;
    const auto body = json::object().set("condition", as_json(condition));
    co_return co_await on_version(s, rows::create_version_stage, kind, version, body_of(body), c);
}

awaitable<void> transfer(self s, version_kind kind, std::string version, std::string to_project, call c) {
    if (s->idle()) co_return;
    const auto body = json::object().set("project", to_project);
    co_await on_version(s, rows::transfer_version, kind, version, body_of(body), c);
}

awaitable<project_version> copy(self s, version_kind kind, std::string version, copy_request request,
                                call c) {
    if (s->idle()) co_return project_version();
    const auto original = co_await get(s, kind, version, c);
    const auto options = request.view();
    const auto copied = request.name().empty() ? version + "-copy" : request.name();
    version_registration what(kind, copied, original, options.force);
    what.change(options);
    auto target = s;
    if (!request.to_project().empty()) {
        const auto owner = s->owner();
        project_ref there;
        there.owner = owner;
        there.project = request.to_project();
        there.is_offline = there.no_op = false;  // as this client's are
        target = std::make_shared<project_state>(s->where.of(), there);
    }
    co_return co_await enter(std::move(target), std::move(what), std::move(c));
}

awaitable<void> persist(self s, project_version v, std::string folder) {
    if (s->no_op()) co_return;
    write_version(v, folder);
}

awaitable<void> download(self s, project_version v, std::string folder, call c) {
    if (s->idle()) co_return;
    co_await download_version(std::move(s), std::move(v), std::move(folder), std::move(c));
}

awaitable<std::string> pull(self s, version_kind kind, std::string version, std::string path, bool artifacts,
                            call c) {
    if (s->idle()) co_return std::string();
    const auto folder = version_folder(s->where.core()->machine(), kind, version, path);
    auto v = co_await get(s, kind, version, c);
    if (!v.kind) v.kind = name(kind);
    check_version_folder(folder);  // before anything is downloaded
    new_folder fresh(folder);
    auto at = fresh.at().string();
    write_version(v, at);
    if (artifacts) co_await download_version(std::move(s), std::move(v), std::move(at), std::move(c));
    if (const auto ec = fresh.take_place()) throw refused(folder + " cannot be made anew: " + ec.message());
    co_return folder;
}

awaitable<std::optional<project_version>> load(self s, version_kind kind, std::string version,
                                               std::string path, load_version_options o) {
    if (s->no_op()) co_return std::nullopt;
    const auto folder = version_folder(s->where.core()->machine(), kind, version, path);
    auto v = read_version(folder);
    if (!v) {
        if (o.raise_if_not_found)
            throw failed(errc::not_found, "no " + quoted(kind, version) + " in " + folder +
                                              ": pull it there first, or give another path");
        co_return v;
    }
    if (!o.reset_project && (v->owner || v->project)) s->where.change(v->owner, v->project);
    co_return v;
}

awaitable<project_version> push(self s, version_kind kind, std::string version, std::string path, bool force,
                                bool clean, call c) {
    if (s->idle()) co_return project_version();
    const auto folder = version_folder(s->where.core()->machine(), kind, version, path);
    const auto v = read_version(folder);
    if (!v)
        throw failed(errc::not_found, "no " + quoted(kind, version) + " in " + folder +
                                          ": pull or persist it there first, or give another path");
    if (v->kind && *v->kind != name(kind))
        throw refused(folder + " holds a " + *v->kind + " version: push it as that kind");
    version_registration what(kind, version, *v, force);
    auto pushed = co_await enter(std::move(s), std::move(what), std::move(c));
    if (clean) remove_version(*v, folder);
    co_return pushed;
}

}  // namespace polyaxon::v1::version_calls
