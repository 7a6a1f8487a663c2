#include <polyaxon/resources/v1/run_events.hpp>

#include <polyaxon/resources/v1/event_calls.hpp>
#include <polyaxon/resources/v1/event_rows.hpp>
#include <polyaxon/resources/v1/streams_path.hpp>

#include <set>

namespace polyaxon::v1 {

namespace {

using self = std::shared_ptr<run_state>;
using events = std::vector<run_event>;
using events_of_runs = std::map<std::string, events>;

/// Owned form of what get_events and get_multi_run_events are told.
class events_request {
 public:
    events_request(std::string_view of_kind, std::string_view of_runs, std::string_view named,
                   const events_options& o)
        : kind(of_kind),
          call(o.call),
          runs_(of_runs),
          names_(named),
          orient_(o.orient),
          force_(o.force),
          sample_(o.sample) {}

    /// In the order of the Python SDK.
    resources::message query(const std::optional<std::string>& connection) const {
        resources::message m;
        if (names_.empty()) m.refuse("names: say which events, as a comma list");
        m.query("names", names_).query_if("runs", runs_).query_if("orient", orient_);
        m.flag("force", force_);
        if (sample_) m.query("sample", static_cast<std::int64_t>(*sample_));
        m.query_if("connection", connection.value_or(""));
        return m;
    }

    std::string kind;
    resources::owned_call call;

 private:
    std::string runs_, names_, orient_;
    bool force_;
    std::optional<int> sample_;
};

awaitable<events> of_run(self s, events_request r) {
    const auto& t = s->where.found();
    if (t.no_op || t.is_offline) co_return events();
    const auto at = co_await place_of(s, r.call);
    auto asked = send_to(at, rows::get_run_events, r.query(at.connection), r.call.view(), r.kind);
    auto answer = co_await std::move(asked);
    co_return std::move(answer.data);
}

awaitable<events_of_runs> of_runs(self s, events_request r) {
    const auto& t = s->where.found();
    if (t.no_op || t.is_offline) co_return events_of_runs();
    streams_place at;
    at.core = s->where.core();
    at.name_space = "polyaxon";
    at.owner = t.owner.value_or("");
    at.project = s->where.project();
    if (!t.run_uuid.value_or("").empty()) at = co_await place_of(s, r.call);
    auto out = outgoing_at(at, rows::get_multi_run_events, {at.name_space, at.owner, at.project, r.kind},
                           r.query(at.connection), r.call.view());
    auto asked = perform_at<multi_run_events_answer>(at.core, at.agent, std::move(out));
    auto answer = co_await std::move(asked);
    co_return std::move(answer.data);
}

awaitable<metric_map> metrics_of_run(self s, std::string names, bool force, resources::owned_call call) {
    if (s->where.found().no_op) co_return metric_map();
    co_await load_metrics(s, std::move(names), force, std::move(call));
    co_return s->metrics;
}

}  // namespace

awaitable<void> load_metrics(self s, std::string names, bool force, resources::owned_call call) {
    events_options o;
    o.orient = "dict";
    o.force = force;
    o.call = call.view();
    events_request request("metric", {}, names, o);
    const auto all = co_await of_run(s, std::move(request));
    for (const auto& e : all) s->metrics.insert_or_assign(e.name, e.series());
}

std::string known_metrics(const run_state& s) {
    std::set<std::string> names;
    for (const auto& [name, series] : s.metrics) names.insert(name);
    for (const auto& item : s.lineage.items())
        if (item.kind == "metric") names.insert(item.name);
    std::string out;
    for (const auto& name : names) out += (out.empty() ? "" : ",") + name;
    return out;
}

awaitable<std::vector<run_event>> run_events::get_events(std::string_view kind, std::string_view names,
                                                         const events_options& o) {
    return of_run(state_, events_request(kind, {}, names, o));
}
awaitable<std::map<std::string, std::vector<run_event>>> run_events::get_multi_run_events(
    std::string_view kind, std::string_view runs, std::string_view names, const events_options& o) {
    return of_runs(state_, events_request(kind, runs, names, o));
}
awaitable<metric_map> run_events::get_metrics(std::string_view names, const metrics_options& o) {
    return metrics_of_run(state_, std::string(names), o.force, resources::owned_call(o.call));
}
const metric_map& run_events::metrics() const { return state_->metrics; }

}  // namespace polyaxon::v1
