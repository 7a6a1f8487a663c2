#include <polyaxon/resources/v1/project_state.hpp>

#include <polyaxon/resources/v1/project_extra_rows.hpp>
#include <polyaxon/resources/v1/send.hpp>

#include <span>

namespace polyaxon::v1 {

namespace {

context::v1_reference reference(const project_ref& ref) {
    context::v1_reference r;
    r.owner = owned(ref.owner);
    r.project = owned(ref.project);
    r.is_offline = ref.is_offline;
    r.no_op = ref.no_op;
    return r;
}

}  // namespace

owned_list_options listed(const project_list_options& o, std::optional<int> limit) {
    list_options page;
    page.query = o.query;
    page.sort = o.sort;
    page.limit = o.limit ? o.limit : limit;
    if (o.offset.value_or(0) != 0) page.offset = o.offset;
    page.call = o.call;
    return owned_list_options(page);
}

project_state::project_state(client c, const project_ref& ref)
    : where(c, reference(ref), &context::resolve_project), projects(c.projects()), api(c.runs()) {}

void project_state::adopt(found now) {
    data = std::move(now);
    if (!data.owner) data.owner = owner();
    if (data.name && where.found().project != data.name) where.change(std::nullopt, data.name);
}

awaitable<project_state::found> project_state::create(self s, json body, resources::owned_call call) {
    if (s->idle()) co_return found();
    const auto& t = s->where.found();
    const auto owner = s->owner();
    if (t.team)
        s->adopt(co_await s->projects.create_team_project(owner, *t.team, body, call.view()));
    else
        s->adopt(co_await s->projects.create_project(owner, body, call.view()));
    co_return s->data;
}

awaitable<project_state::found> project_state::refresh(self s, resources::owned_call call) {
    if (s->idle()) co_return found();
    s->adopt(co_await s->projects.get_project(s->owner(), s->where.project(), call.view()));
    co_return s->data;
}

awaitable<project_state::found> project_state::get_or_create(self s, json body, resources::owned_call call) {
    if (s->idle()) co_return found();
    if (!s->where.found().project && body.contains("name"))
        s->where.change(std::nullopt, body.at("name").as<std::string>());
    const auto name = s->where.project();
    auto there = co_await as_result(s->projects.get_project(s->owner(), name, call.view()));
    if (there) {
        s->adopt(std::move(*there));
        co_return s->data;
    }
    if (there.error().kind() != errc::not_found) throw there.error();
    if (!body.contains("name")) body.set("name", name);
    co_return co_await create(s, std::move(body), std::move(call));
}

awaitable<page<project_state::found>> project_state::list(self s, owned_list_options options) {
    if (s->idle()) co_return page<found>();
    co_return co_await s->projects.list_projects(s->owner(), options.view());
}

awaitable<page<project_state::found>> project_state::list_names(self s, owned_list_options options) {
    if (s->idle()) co_return page<found>();
    co_return co_await s->projects.list_project_names(s->owner(), options.view());
}

awaitable<project_state::found> project_state::update(self s, json changes, resources::owned_call call) {
    if (s->idle()) co_return found();
    s->adopt(co_await s->projects.patch_project(s->owner(), s->where.project(), changes, call.view()));
    co_return s->data;
}

awaitable<void> project_state::command(self s, command_row row, resources::owned_call call) {
    if (s->idle()) co_return;
    const auto owner = s->owner(), name = s->where.project();
    const id both[] = {id(owner), id(name)};
    const auto core = s->core();
    resources::outgoing request(core->how(), row.method, row.path, both, resources::message(), call.view());
    co_await resources::perform<resources::none>(core, std::move(request));
}

awaitable<json> project_state::stats(self s, resources::message asked, resources::owned_call call) {
    if (s->idle()) co_return json();
    const auto owner = s->owner(), name = s->where.project();
    auto answer =
        resources::send(s->core(), rows::get_project_stats, {owner, name}, std::move(asked), call.view());
    co_return co_await std::move(answer);
}

awaitable<page<run>> project_state::list_runs(self s, owned_list_options options) {
    if (s->idle()) co_return page<run>();
    co_return co_await s->api.list_runs(s->owner(), s->where.project(), options.view());
}

}  // namespace polyaxon::v1
