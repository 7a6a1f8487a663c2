#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/id.hpp>
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/options.hpp>

#include <concepts>
#include <cstdint>
#include <string_view>
#include <utility>

namespace polyaxon::v0 {

/// A path argument as v0 takes it: without slashes at its ends. Views `given`.
inline id segment(const id& given) {
    auto text = given.text();
    const auto first = text.find_first_not_of('/');
    if (first == text.npos) return std::string_view{};
    text = text.substr(first, text.find_last_not_of('/') - first + 1);
    return text;
}

/// The path arguments of a row, each as a segment. They view what is given, so they go into the request at once.
///
///     return resources::send(core_, rows::get_job, segments(username, project_name, job_id), options);
template <class... A>
requires(... && (std::same_as<A, id> || std::same_as<A, std::string_view>))
    resources::path_arguments<sizeof...(A)> segments(const A&... given) {
    return {segment(given)...};
}

/// Pages hold 20 elements; the first one is asked for without an offset.
inline resources::message page_query(int page) {
    resources::message m;
    if (page > 1) m.query("offset", (static_cast<std::int64_t>(page) - 1) * 20);
    return m;
}

/// A patch as it was given; null is no body at all.
inline resources::message patch_body(const json& patch) {
    resources::message m;
    if (!patch.is_null()) m.json(patch);
    return m;
}

/// What starts a tensorboard or a notebook.
resources::message start_body(const start_options&);

}  // namespace polyaxon::v0
