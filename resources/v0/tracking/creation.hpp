#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/v0/content.hpp>
#include <polyaxon/resources/v0/tracking/carried.hpp>
#include <polyaxon/resources/v0/tracking/deadline.hpp>
#include <polyaxon/resources/v0/tracking/run_state.hpp>

#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

// Inside of the room: bodies of creations, and what happens around them.

namespace polyaxon::v0::tracking {

/// Copies of what a tracker is made with.
template <class Options>
run_arguments arguments_of(const Options& o, const id& of, const id& group = {""}) {
    return {std::string(o.project),
            std::string(of.text()),
            std::string(group.text()),
            std::string(o.outputs_store),
            o.track_logs,
            o.track_code,
            o.track_env};
}

inline void add_text(json& to, std::string_view key, std::string_view text) {
    if (!text.empty()) to.set(key, text);
}

/// What all creations know. Throws `invalid_argument` for tags and content that cannot be sent.
template <class Options>
json creation_body(const Options& o) {
    auto body = json::object();
    add_text(body, "name", o.name);
    if (o.tags.given() && !o.tags.empty()) body.set("tags", o.tags.value());
    add_text(body, "description", o.description);
    if (auto content = o.content.value(); !content.is_null()) body.set("content", std::move(content));
    if constexpr (requires { o.backend; })
        body.set("backend", o.backend.empty() ? std::string_view("other") : o.backend);
    if constexpr (requires { o.framework; }) add_text(body, "framework", o.framework);
    if constexpr (requires { o.build_id; }) add_text(body, "build_job", o.build_id.text());
    return body;
}

/// How one kind is created; it may add to the body. Called at once: what it is given lives until it returns.
template <class T>
using send_creation = awaitable<T> (*)(const run_state&, std::string_view username,
                                       std::string_view project_name, json& body, const call_options&);

template <class T>
awaitable<void> created_run(std::shared_ptr<run_state> s, json body, std::string base, call_options call,
                            std::string idempotency_key, send_creation<T> send) {
    const creation_claim claim(*s);
    const deadline until(call);
    auto opened = run_state::open(s, until.left());
    co_await std::move(opened);
    if (s->now() == run_state::mode::no_op) co_return;
    if (s->now() == run_state::mode::offline) {
        s->created(std::to_string(std::time(nullptr)), base);
        co_return;
    }
    const auto user = s->username().value_or(""), project = s->project_name().value_or("");
    call = until.left();
    call.idempotency_key = idempotency_key;
    auto sent = send(*s, user, project, body, call);
    const auto made = co_await std::move(sent);
    s->created(std::to_string(made.id), base);
    if (s->given().track_code) s->tell_code();
    if (!s->managed()) s->start();
}

/// Opens the run, creates it, and tells code and status.
template <class T, class Options>
awaitable<void> create_run(std::shared_ptr<run_state> s, const Options& o, send_creation<T> send) {
    std::string base;
    if constexpr (requires { o.base_outputs_path; }) base = o.base_outputs_path;
    return created_run<T>(std::move(s), creation_body(o), std::move(base), o.call,
                          std::string(o.call.idempotency_key), send);
}

/// The run with all its fields; a default value where nothing is sent.
template <class T>
awaitable<T> entity_of(const run_state& s, std::string_view path, const call_options& options) {
    if (!s.sends()) return carried<T>();
    return resources::perform<T>(client_parts::core_of(s.owner()),
                                 s.to_run(codec::verb::get, path, {}, options));
}

}  // namespace polyaxon::v0::tracking
