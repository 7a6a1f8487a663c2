#pragma once
#include "conformance/v1_arguments.hpp"
#include "conformance/v1_methods.hpp"
#include "conformance/v1_shapes.hpp"

#include <polyaxon/v1.hpp>

#include <tuple>
#include <type_traits>
#include <utility>

// How the tables of methods are written.

namespace conformance::v1 {

namespace api = polyaxon::v1;

// -- what is called

api::run_client run_of(const api::client&, const recorded_call&);
api::project_client project_of(const api::client&, const recorded_call&);

// -- arguments

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

api::list_options paging(arguments&);
template <class Options>
Options short_paging(arguments& a) {
    Options o;
    o.query = a.text("query");
    o.sort = a.text("sort");
    if (const auto limit = a.number("limit")) o.limit = limit;
    o.offset = a.number("offset");
    return o;
}

// Arguments of a method of the SDK's classes, by their types: path arguments by position, the body by its name or by position, options by
// their names.
struct reading {
    arguments& from;
    std::size_t next = 0;
};
std::string_view take(reading&, std::type_identity<std::string_view>);
json take(reading&, std::type_identity<json>);
polyaxon::call_options take(reading&, std::type_identity<polyaxon::call_options>);
api::list_options take(reading&, std::type_identity<api::list_options>);
api::stats_options take(reading&, std::type_identity<api::stats_options>);
api::agent_streams_options take(reading&, std::type_identity<api::agent_streams_options>);
api::delete_tag_options take(reading&, std::type_identity<api::delete_tag_options>);
api::email_options take(reading&, std::type_identity<api::email_options>);
api::runs_path_options take(reading&, std::type_identity<api::runs_path_options>);
api::runs_file_options take(reading&, std::type_identity<api::runs_file_options>);
api::runs_events_options take(reading&, std::type_identity<api::runs_events_options>);
api::runs_resources_options take(reading&, std::type_identity<api::runs_resources_options>);
api::runs_logs_options take(reading&, std::type_identity<api::runs_logs_options>);
api::sandbox_tag_options take(reading&, std::type_identity<api::sandbox_tag_options>);
api::sandbox_logs_options take(reading&, std::type_identity<api::sandbox_logs_options>);
api::sandbox_stat_options take(reading&, std::type_identity<api::sandbox_stat_options>);
api::sandbox_ls_options take(reading&, std::type_identity<api::sandbox_ls_options>);
api::sandbox_rm_options take(reading&, std::type_identity<api::sandbox_rm_options>);

// -- rows

template <class T>
json expected_of(const recorded_call&, std::string_view body) {
    return expected_body<T>(body);
}

template <class T>
struct value_of;
template <class T>
struct value_of<asio::awaitable<T>> {
    using type = T;
};

/// A row for a function of (client, recorded_call, arguments) that gives the call's awaitable.
template <auto Make>
constexpr method row(std::string_view name) {
    using made = std::invoke_result_t<decltype(Make), const api::client&, const recorded_call&, arguments&>;
    return {name,
            [](const api::client& c, const recorded_call& r, arguments& a) { return shaped(Make(c, r, a)); },
            &expected_of<typename value_of<made>::type>};
}

/// The same with a result that is not the last answer's body.
template <auto Make>
constexpr method row(std::string_view name, json (*expected)(const recorded_call&, std::string_view)) {
    auto out = row<Make>(name);
    out.expected = expected;
    return out;
}
/// A function that gives the result as JSON itself.
constexpr method row_of_json(std::string_view name,
                             started (*make)(const api::client&, const recorded_call&, arguments&),
                             json (*expected)(const recorded_call&, std::string_view)) {
    return {name, make, expected};
}
/// Of a client that knew its run already.
constexpr method knowing(method m) {
    m.knows_run = true;
    return m;
}

template <class Api, class R, class... A>
R call(const Api& handle, R (Api::*m)(A...) const, arguments& a) {
    reading r{a};
    const std::tuple<std::remove_cvref_t<A>...> taken{
        take(r, std::type_identity<std::remove_cvref_t<A>>())...};
    return std::apply([&](const auto&... each) { return (handle.*m)(each...); }, taken);
}
template <auto Method, class R, class Class, class... A>
constexpr method member_row(std::string_view name, auto handle, R (Class::*)(A...) const) {
    (void)handle;
    using get = decltype(handle);
    return {name,
            [](const api::client& c, const recorded_call&, arguments& a) {
                const auto of = get()(c);
                return shaped(call(static_cast<const Class&>(of), Method, a));
            },
            &expected_of<typename value_of<R>::type>};
}
/// A row for a method of one of the SDK's classes; `handle` gets it from the client.
template <auto Method>
constexpr method sdk(std::string_view name, auto handle) {
    return member_row<Method>(name, handle, Method);
}

// The form of an overloaded method that takes its body as JSON.
using text = std::string_view;
template <class R, class C, class O>
constexpr auto json_1(R (C::*m)(text, const json&, const O&) const) {
    return m;
}
template <class R, class C, class O>
constexpr auto json_2(R (C::*m)(text, text, const json&, const O&) const) {
    return m;
}
template <class R, class C, class O>
constexpr auto json_3(R (C::*m)(text, text, text, const json&, const O&) const) {
    return m;
}
template <class R, class C, class O>
constexpr auto json_4(R (C::*m)(text, text, text, text, const json&, const O&) const) {
    return m;
}

}  // namespace conformance::v1
