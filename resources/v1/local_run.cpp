#include <polyaxon/resources/v1/local_run.hpp>

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/refusal.hpp>

#include <algorithm>
#include <cmath>

namespace polyaxon::v1 {

namespace {

json merged(const json& old, const json& added) {
    auto out = old.is_object() ? old : json::object();
    for (auto& [key, value] : added.items()) out.set(key, std::move(value));
    return out;
}

double seconds_between(timestamp from, timestamp to) {
    const std::chrono::duration<double> apart = to.time() - from.time();
    return std::round(apart.count() * 100) / 100;
}

}  // namespace

void apply(run& data, const json& changes) {
    run next = data;
    codec::json_parser parser;
    if (parser.parse_text(changes.text(), next))
        throw refused("the changes are no part of a run: " + parser.what());
    const bool merge = next.merge.value_or(false);
    next.merge.reset();
    if (merge) {
        for (auto m : {&run::inputs, &run::outputs, &run::meta_info})
            if (!(data.*m).is_null() || !(next.*m).is_null()) next.*m = merged(data.*m, next.*m);
        auto tags = data.tags;
        for (const auto& tag : next.tags)
            if (std::ranges::find(tags, tag) == tags.end()) tags.push_back(tag);
        next.tags = std::move(tags);
    }
    data = std::move(next);
}

void enter(run& data, const status_condition& c) {
    if (!c.type) return;
    data.status = c.type;
    const auto at = c.last_transition_time.value_or(timestamp::now());
    if (is_running(*c.type) && !data.started_at) {
        data.started_at = at;
        if (data.created_at) data.wait_time = seconds_between(*data.created_at, at);
    }
    if (is_done(*c.type) && !data.finished_at) {
        data.finished_at = at;
        if (data.started_at) data.duration = seconds_between(*data.started_at, at);
    }
}

}  // namespace polyaxon::v1
