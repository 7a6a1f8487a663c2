#include <polyaxon/resources/v1/project_client.hpp>

#include <polyaxon/resources/v1/lister.hpp>
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/target.hpp>

namespace polyaxon::v1 {

using found = v1::project;

struct project_client::state {
    using self = std::shared_ptr<state>;

    state(client c, const project_ref& ref)
        : where(c, reference(ref), &context::resolve_project), projects(c.projects()), runs(c.runs()) {}

    static context::v1_reference reference(const project_ref& ref) {
        context::v1_reference r;
        r.owner = owned(ref.owner);
        r.project = owned(ref.project);
        r.is_offline = ref.is_offline;
        r.no_op = ref.no_op;
        return r;
    }

    /// Offline nothing of this client does anything.
    bool idle() {
        const auto& t = where.found();
        return t.no_op || t.is_offline;
    }
    std::string owner() { return where.found().owner.value_or(""); }

    static awaitable<found> create(self s, json body, resources::owned_call call);
    static awaitable<found> refresh(self s, resources::owned_call call);
    static awaitable<found> get_or_create(self s, json body, resources::owned_call call);
    static awaitable<page<found>> list(self s, owned_list_options options);
    static awaitable<found> update(self s, json changes, resources::owned_call call);
    static awaitable<void> remove(self s, resources::owned_call call);
    static awaitable<page<run>> list_runs(self s, owned_list_options options);

    std::string known(std::optional<std::string> context::v1_target::*member) const {
        const auto* t = where.if_found();
        return t ? (t->*member).value_or("") : std::string();
    }

    target where;
    projects_api projects;
    runs_api runs;
    found data;
};

awaitable<found> project_client::state::create(self s, json body, resources::owned_call call) {
    if (s->idle()) co_return found();
    const auto& t = s->where.found();
    if (t.team)
        s->data = co_await s->projects.create_team_project(s->owner(), *t.team, body, call.view());
    else
        s->data = co_await s->projects.create_project(s->owner(), body, call.view());
    if (!t.project && s->data.name) s->where.change(std::nullopt, s->data.name);
    co_return s->data;
}

awaitable<found> project_client::state::refresh(self s, resources::owned_call call) {
    if (s->idle()) co_return found();
    s->data = co_await s->projects.get_project(s->owner(), s->where.project(), call.view());
    co_return s->data;
}

awaitable<found> project_client::state::get_or_create(self s, json body, resources::owned_call call) {
    if (s->idle()) co_return found();
    if (!s->where.found().project && body.contains("name"))
        s->where.change(std::nullopt, body.at("name").as<std::string>());
    const auto name = s->where.project();
    auto there = co_await as_result(s->projects.get_project(s->owner(), name, call.view()));
    if (there) {
        s->data = std::move(*there);
        co_return s->data;
    }
    if (there.error().kind() != errc::not_found) throw there.error();
    if (!body.contains("name")) body.set("name", name);
    co_return co_await create(s, std::move(body), std::move(call));
}

awaitable<page<found>> project_client::state::list(self s, owned_list_options options) {
    if (s->idle()) co_return page<found>();
    co_return co_await s->projects.list_projects(s->owner(), options.view());
}

awaitable<found> project_client::state::update(self s, json changes, resources::owned_call call) {
    if (s->idle()) co_return found();
    s->data = co_await s->projects.patch_project(s->owner(), s->where.project(), changes, call.view());
    co_return s->data;
}

awaitable<void> project_client::state::remove(self s, resources::owned_call call) {
    if (s->idle()) co_return;
    co_await s->projects.delete_project(s->owner(), s->where.project(), call.view());
}

awaitable<page<run>> project_client::state::list_runs(self s, owned_list_options options) {
    if (s->idle()) co_return page<run>();
    co_return co_await s->runs.list_runs(s->owner(), s->where.project(), options.view());
}

namespace {

json as_json(const project_body& body) { return json::raw(codec::to_json(body)); }

owned_list_options listed(const project_list_options& o) {
    list_options page;
    page.query = o.query;
    page.sort = o.sort;
    page.limit = o.limit;
    if (o.offset.value_or(0) != 0) page.offset = o.offset;
    page.call = o.call;
    return owned_list_options(page);
}

}  // namespace

project_client::project_client(client c, const project_ref& ref)
    : state_(std::make_shared<state>(std::move(c), ref)) {}

awaitable<found> project_client::create(const project_body& body, const call_options& o) {
    return state::create(state_, as_json(body), resources::owned_call(o));
}
awaitable<found> project_client::create(const json& body, const call_options& o) {
    return state::create(state_, body, resources::owned_call(o));
}
awaitable<found> project_client::refresh_data(const call_options& o) {
    return state::refresh(state_, resources::owned_call(o));
}
awaitable<found> project_client::get_or_create(const call_options& o) {
    return state::get_or_create(state_, json::object(), resources::owned_call(o));
}
awaitable<found> project_client::get_or_create(const project_body& body, const call_options& o) {
    return state::get_or_create(state_, as_json(body), resources::owned_call(o));
}
awaitable<page<found>> project_client::list(const project_list_options& o) {
    return state::list(state_, listed(o));
}
awaitable<found> project_client::update(const json& changes, const call_options& o) {
    return state::update(state_, changes, resources::owned_call(o));
}
awaitable<found> project_client::update(const project_body& changes, const call_options& o) {
    return state::update(state_, as_json(changes), resources::owned_call(o));
}
awaitable<void> project_client::delete_project(const call_options& o) {
    return state::remove(state_, resources::owned_call(o));
}
awaitable<page<run>> project_client::list_runs(const project_list_options& o) {
    return state::list_runs(state_, listed(o));
}

std::string project_client::owner() const { return state_->known(&context::v1_target::owner); }
std::string project_client::team() const { return state_->known(&context::v1_target::team); }
std::string project_client::project() const { return state_->known(&context::v1_target::project); }
const found& project_client::project_data() const { return state_->data; }
void project_client::set_owner(std::string_view owner) {
    state_->where.change(std::string(owner), std::nullopt);
}
void project_client::set_project(std::string_view project) {
    state_->where.change(std::nullopt, std::string(project));
}
const client& project_client::get_client() const { return state_->where.of(); }

}  // namespace polyaxon::v1
