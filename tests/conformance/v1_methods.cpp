#include "conformance/v1_methods.hpp"

#include "conformance/v1_arguments.hpp"
#include "conformance/v1_shapes.hpp"

#include <algorithm>
#include <type_traits>

namespace conformance::v1 {
namespace {

namespace api = polyaxon::v1;

template <class T>
T typed(const json& body) {
    T value;
    polyaxon::codec::json_parser parser;
    if (parser.parse_text(body.text(), value)) throw inexpressible("the body is no " + parser.what());
    return value;
}
/// A body as its class; as JSON where the class would lose something of it.
template <class Body, class Send>
auto with_body(const json& body, Send send) {
    const auto value = typed<Body>(body);
    return shape(value) == body ? send(value) : send(body);
}

api::run_client run_of(const api::client& client, const recorded_call& c) {
    const std::string_view project =
        c.project.empty() ? std::string_view("any") : std::string_view(c.project);
    api::run_ref ref{.owner = c.owner, .project = project};
    if (!c.run.empty()) ref.run_uuid = c.run;
    return api::run_client(client, ref);
}
api::project_client project_of(const api::client& client, const recorded_call& c) {
    api::project_ref ref{.owner = c.owner};
    if (!c.project.empty()) ref.project = c.project;
    return api::project_client(client, ref);
}

api::list_options paging(arguments& a) {
    api::list_options o;
    o.offset = a.number("offset");
    o.limit = a.number("limit");
    o.sort = a.text("sort");
    o.query = a.text("query");
    o.bookmarks = a.flag("bookmarks");
    o.mode = a.text("mode");
    o.no_page = a.flag("no_page");
    return o;
}
template <class Options>
Options short_paging(arguments& a) {
    Options o;
    o.query = a.text("query");
    o.sort = a.text("sort");
    if (const auto limit = a.number("limit")) o.limit = limit;
    o.offset = a.number("offset");
    return o;
}
api::log_options logging(arguments& a) {
    api::log_options o;
    o.reset = a.flag("reset").value_or(false);
    return o;
}
api::restart_options restarting(arguments& a) {
    api::restart_options o;
    o.name = a.text("name");
    o.description = a.text("description");
    o.tags = a.comma_list("tags");
    o.copy = a.flag("copy").value_or(false);
    return o;
}

// -- the classes of the SDK

auto get_installation(const api::client& c, const recorded_call&, arguments&) {
    return c.versions().get_installation();
}
auto get_compatibility(const api::client& c, const recorded_call&, arguments& a) {
    return c.versions().get_compatibility(a.positional_text(0), a.positional_text(1), a.positional_text(2));
}
auto api_create_run(const api::client& c, const recorded_call&, arguments& a) {
    const auto owner = a.positional_text(0), project = a.positional_text(1);
    return with_body<api::operation_body>(
        a.take("body"), [&](const auto& body) { return c.runs().create_run(owner, project, body); });
}
auto api_list_runs(const api::client& c, const recorded_call&, arguments& a) {
    return c.runs().list_runs(a.positional_text(0), a.positional_text(1), paging(a));
}
auto api_create_run_status(const api::client& c, const recorded_call&, arguments& a) {
    return c.runs().create_run_status(a.positional_text(0), a.positional_text(1), a.positional_text(2),
                                      a.take("body"));
}
auto api_list_project_names(const api::client& c, const recorded_call&, arguments& a) {
    return c.projects().list_project_names(a.positional_text(0), paging(a));
}

// -- RunClient

auto create(const api::client& c, const recorded_call& r, arguments& a) {
    api::create_run_options o;
    o.name = a.text("name");
    o.description = a.text("description");
    o.tags = a.comma_list("tags");
    if (const auto content = a.take("content"); !content.is_null())
        o.content = a.keep(std::string(content.text()));
    o.pending = a.text("pending");
    o.managed_by = a.text("managed_by");
    o.is_managed = a.flag("is_managed");
    if (const auto meta = a.take("meta_info"); !meta.is_null())
        o.meta_info = a.keep(std::string(meta.text()));
    return run_of(c, r).create(o);
}
auto refresh_run(const api::client& c, const recorded_call& r, arguments& a) {
    api::refresh_options o;
    o.load_conditions = a.flag("load_conditions").value_or(false);
    return run_of(c, r).refresh_data(o);
}
auto update_run(const api::client& c, const recorded_call& r, arguments& a) {
    return with_body<api::run_body>(a.positional(0),
                                    [&](const auto& body) { return run_of(c, r).update(body); });
}
auto list_runs(const api::client& c, const recorded_call& r, arguments& a) {
    auto o = short_paging<api::run_list_options>(a);
    o.all_projects = a.flag("all_projects").value_or(false);
    return run_of(c, r).list(o);
}
auto get_statuses(const api::client& c, const recorded_call& r, arguments& a) {
    return run_of(c, r).get_statuses({.last_status = a.text("last_status")});
}
auto log_status(const api::client& c, const recorded_call& r, arguments& a) {
    api::status_options o;
    if (const auto reason = a.text("reason"); !reason.empty()) o.reason = reason;
    o.message = a.text("message");
    return run_of(c, r).log_status(a.positional_text(0), o);
}
template <auto Method>
auto end(const api::client& c, const recorded_call& r, arguments& a) {
    api::end_options o;
    if (const auto reason = a.text("reason"); !reason.empty()) o.reason = reason;
    o.message = a.text("message");
    return (run_of(c, r).*Method)(o);
}
template <auto Method>
auto command(const api::client& c, const recorded_call& r, arguments&) {
    return (run_of(c, r).*Method)({});
}
template <auto Method>
auto again(const api::client& c, const recorded_call& r, arguments& a) {
    return (run_of(c, r).*Method)(restarting(a));
}
template <auto Method>
auto set_text(const api::client& c, const recorded_call& r, arguments& a) {
    return (run_of(c, r).*Method)(a.positional_text(0), {});
}
template <auto Method>
auto log_values(const api::client& c, const recorded_call& r, arguments& a) {
    const auto o = logging(a);
    return (run_of(c, r).*Method)(a.rest(), o);
}
auto log_tags(const api::client& c, const recorded_call& r, arguments& a) {
    const auto o = logging(a);
    return run_of(c, r).log_tags(a.comma_list(a.positional(0)), o);
}
auto transfer(const api::client& c, const recorded_call& r, arguments& a) {
    return run_of(c, r).transfer(a.text("to_project"));
}

// -- ProjectClient

auto create_project(const api::client& c, const recorded_call& r, arguments& a) {
    return with_body<api::project_body>(a.positional(0),
                                        [&](const auto& body) { return project_of(c, r).create(body); });
}
auto refresh_project(const api::client& c, const recorded_call& r, arguments&) {
    return project_of(c, r).refresh_data();
}
auto get_or_create(const api::client& c, const recorded_call& r, arguments&) {
    return project_of(c, r).get_or_create();
}
auto list_projects(const api::client& c, const recorded_call& r, arguments& a) {
    return project_of(c, r).list(short_paging<api::project_list_options>(a));
}
auto update_project(const api::client& c, const recorded_call& r, arguments& a) {
    return with_body<api::project_body>(a.positional(0),
                                        [&](const auto& body) { return project_of(c, r).update(body); });
}
auto delete_project(const api::client& c, const recorded_call& r, arguments&) {
    return project_of(c, r).delete_project();
}
auto list_project_runs(const api::client& c, const recorded_call& r, arguments& a) {
    return project_of(c, r).list_runs(short_paging<api::project_list_options>(a));
}

template <class T>
struct value_of;
template <class T>
struct value_of<asio::awaitable<T>> {
    using type = T;
};

template <auto Make>
started begin(api::client client, recorded_call call) {
    arguments a(call.arguments);
    auto under_way = Make(client, call, a);
    a.done();
    auto as_json = shaped(std::move(under_way));
    co_return co_await std::move(as_json);
}
template <auto Make>
json expected(const recorded_call&, std::string_view body) {
    using made = std::invoke_result_t<decltype(Make), const api::client&, const recorded_call&, arguments&>;
    return expected_body<typename value_of<made>::type>(body);
}
/// Conditions behind the last one of the asked type; none when that is the present status.
json newer_statuses(const recorded_call& call, std::string_view body) {
    auto all = json::parse(body);
    const auto last = member(call.arguments, "last_status");
    if (!last.is_null()) {
        auto kept = json::array();
        for (const auto& c : all.at("status_conditions").elements()) {
            if (c.at("type") == last)
                kept = json::array();
            else
                kept.push(c);
        }
        if (all.at("status") == last) kept = json::array();
        all.set("status_conditions", kept);
    }
    return expected_body<api::status>(all.text());
}

template <auto Make>
constexpr method row(std::string_view name) {
    return {name, &begin<Make>, &expected<Make>};
}

using rc = api::run_client;

constexpr method methods[] = {
    row<get_installation>("versions.get_installation"),
    row<get_installation>("VersionsV1Api.get_installation"),
    row<get_compatibility>("versions.get_compatibility"),
    row<api_create_run>("RunsV1Api.create_run"),
    row<api_list_runs>("RunsV1Api.list_runs"),
    row<api_create_run_status>("RunsV1Api.create_run_status"),
    row<api_list_project_names>("ProjectsV1Api.list_project_names"),
    row<create>("RunClient.create"),
    row<refresh_run>("RunClient.refresh_data"),
    row<update_run>("RunClient.update"),
    row<list_runs>("RunClient.list"),
    {"RunClient.get_statuses", &begin<get_statuses>, &newer_statuses},
    row<log_status>("RunClient.log_status"),
    row<command<&rc::start>>("RunClient.start"),
    row<end<&rc::log_succeeded>>("RunClient.log_succeeded"),
    row<end<&rc::log_failed>>("RunClient.log_failed"),
    row<end<&rc::log_stopped>>("RunClient.log_stopped"),
    row<command<&rc::stop>>("RunClient.stop"),
    row<command<&rc::approve>>("RunClient.approve"),
    row<command<&rc::skip>>("RunClient.skip"),
    row<command<&rc::invalidate>>("RunClient.invalidate"),
    row<command<&rc::delete_run>>("RunClient.delete"),
    row<again<&rc::restart>>("RunClient.restart"),
    row<again<&rc::resume>>("RunClient.resume"),
    row<transfer>("RunClient.transfer"),
    row<set_text<&rc::set_name>>("RunClient.set_name"),
    row<set_text<&rc::set_description>>("RunClient.set_description"),
    row<set_text<&rc::set_readme>>("RunClient.set_readme"),
    row<log_values<&rc::log_inputs>>("RunClient.log_inputs"),
    row<log_values<&rc::log_outputs>>("RunClient.log_outputs"),
    row<log_values<&rc::log_meta>>("RunClient.log_meta"),
    row<log_tags>("RunClient.log_tags"),
    row<create_project>("ProjectClient.create"),
    row<refresh_project>("ProjectClient.refresh_data"),
    row<get_or_create>("ProjectClient.get_or_create"),
    row<list_projects>("ProjectClient.list"),
    row<update_project>("ProjectClient.update"),
    row<delete_project>("ProjectClient.delete"),
    row<list_project_runs>("ProjectClient.list_runs"),
};

}  // namespace

const method* find_method(std::string_view name) {
    // Python's asynchronous clients have the same methods; ours are asynchronous from the start.
    if (name.starts_with("Async")) name.remove_prefix(5);
    const auto found = std::ranges::find(methods, name, &method::name);
    return found == std::end(methods) ? nullptr : &*found;
}

}  // namespace conformance::v1
