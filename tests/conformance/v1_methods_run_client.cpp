#include "conformance/v1_forms.hpp"
#include "conformance/v1_method_rows.hpp"

// RunClient: the run itself.

namespace conformance::v1 {
namespace {

using rc = api::run_client;

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
    o.image = a.text("image");
    o.cmd = a.text("cmd");
    o.env = a.object_text("env");
    o.ports = a.either_list(9, "ports");
    return run_of(c, r).create(o);
}
auto refresh_run(const api::client& c, const recorded_call& r, arguments& a) {
    api::refresh_options o;
    o.load_conditions = a.flag("load_conditions").value_or(false);
    o.load_artifacts_lineage = a.flag("load_artifacts_lineage").value_or(false);
    o.load_metrics = a.flag("load_metrics").value_or(false);
    return run_of(c, r).refresh_data(o);
}
/// The run with what was asked for beside it, each from its own answer.
json refreshed(const recorded_call& r, std::string_view) {
    auto run = json::parse(body_of(r.exchanges.front().at("response")));
    for (const auto& e : r.exchanges)
        if (e.at("request").at("target").as<std::string>().ends_with("/statuses"))
            run.set("status_conditions", json::parse(body_of(e.at("response"))).at("status_conditions"));
    return expected_body<api::run>(run.text());
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
auto list_children(const api::client& c, const recorded_call& r, arguments& a) {
    return run_of(c, r).list_children(short_paging<api::some_runs_options>(a));
}
started as_list(asio::awaitable<std::vector<api::run_io>> call) {
    const auto all = co_await std::move(call);
    auto out = json::array();
    for (const auto& one : all) out.push(json::object().set("uid", one.uid).set("values", one.values));
    co_return out;
}
started get_runs_io(const api::client& c, const recorded_call& r, arguments& a) {
    return as_list(run_of(c, r).get_runs_io(short_paging<api::some_runs_options>(a)));
}
json values_of_runs(const recorded_call&, std::string_view body) {
    auto out = json::array();
    for (const auto& run : json::parse(body).at("results").elements()) {
        auto values = json::object();
        for (const char* key : {"inputs", "outputs"})
            if (const auto some = member(run, key); some.is_object())
                for (const auto& [name, value] : some.items()) values.set(name, value);
        out.push(json::object().set("uid", run.at("uuid")).set("values", values));
    }
    return out;
}
template <auto Method>
auto read_values(const api::client& c, const recorded_call& r, arguments&) {
    return (run_of(c, r).*Method)({});
}
json object_of(std::string_view body, std::string_view key) {
    const auto values = member(json::parse(body), key);
    return values.is_null() ? json::object() : values;
}
json inputs_of(const recorded_call&, std::string_view body) { return object_of(body, "inputs"); }
json outputs_of(const recorded_call&, std::string_view body) { return object_of(body, "outputs"); }
auto log_progress(const api::client& c, const recorded_call& r, arguments& a) {
    const auto value = a.either(0, "value");
    if (!is_number(value)) throw inexpressible("the progress is " + shortened(value.text(), 40));
    return run_of(c, r).log_progress(value.as<double>());
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

constexpr method methods[] = {
    row<create>("RunClient.create"),
    row<refresh_run>("RunClient.refresh_data", &refreshed),
    row<update_run>("RunClient.update"),
    row<list_runs>("RunClient.list"),
    row<list_children>("RunClient.list_children"),
    row_of_json("RunClient.get_runs_io", &get_runs_io, &values_of_runs),
    row<read_values<&rc::get_inputs>>("RunClient.get_inputs", &inputs_of),
    row<read_values<&rc::get_outputs>>("RunClient.get_outputs", &outputs_of),
    row<log_progress>("RunClient.log_progress"),
    row<command<&rc::end>>("RunClient.end"),
    row<get_statuses>("RunClient.get_statuses", &newer_statuses),
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
};

}  // namespace

table run_client_table() { return methods; }

}  // namespace conformance::v1
