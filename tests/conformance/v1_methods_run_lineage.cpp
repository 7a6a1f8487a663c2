#include "conformance/v1_method_rows.hpp"

// RunClient: lineage and events.

namespace conformance::v1 {
namespace {

using rc = api::run_client;

auto log_artifact_lineage(const api::client& c, const recorded_call& r, arguments& a) {
    a.ignore("async_req");
    const auto given = a.either(0, "body");
    std::vector<api::run_artifact> items;
    for (const auto& one : given.is_array() ? given.elements() : std::vector<json>{given}) {
        items.push_back(typed<api::run_artifact>(one));
        if (!(shape(items.back()) == one)) throw inexpressible("an item has members that the struct has not");
    }
    return run_of(c, r).log_artifact_lineage(items);
}
auto log_code_ref(const api::client& c, const recorded_call& r, arguments& a) {
    api::code_reference_options o;
    o.is_input = a.flag("is_input").value_or(o.is_input);
    const auto reference = a.either(0, "code_ref");
    return reference.is_null() ? run_of(c, r).log_code_ref(o) : run_of(c, r).log_code_ref(reference, o);
}
auto log_data_ref(const api::client& c, const recorded_call& r, arguments& a) {
    api::data_reference_options o;
    const auto name = a.either_text(0, "name");
    o.hash = a.text("hash");
    o.path = a.text("path");
    o.content = a.optional_text("content");
    o.summary = a.object_text("summary");
    o.is_input = a.flag("is_input").value_or(o.is_input);
    o.skip_hash_calculation = a.flag("skip_hash_calculation").value_or(false);
    return run_of(c, r).log_data_ref(name, o);
}
api::reference_options reference(arguments& a) {
    api::reference_options o;
    o.name = a.text("name");
    o.hash = a.text("hash");
    o.content = a.optional_text("content");
    o.summary = a.object_text("summary");
    o.is_input = a.flag("is_input").value_or(o.is_input);
    o.rel_path = a.text("rel_path");
    o.skip_hash_calculation = a.flag("skip_hash_calculation").value_or(false);
    return o;
}
auto log_artifact_ref(const api::client& c, const recorded_call& r, arguments& a) {
    const auto path = a.either_text(0, "path"), kind = a.either_text(1, "kind");
    return run_of(c, r).log_artifact_ref(path, kind, reference(a));
}
template <auto Method>
auto log_ref(const api::client& c, const recorded_call& r, arguments& a) {
    const auto path = a.either_text(0, "path");
    return (run_of(c, r).*Method)(path, reference(a));
}
auto log_model_ref(const api::client& c, const recorded_call& r, arguments& a) {
    api::model_reference_options o;
    const auto path = a.either_text(0, "path");
    o.name = a.text("name");
    o.framework = a.text("framework");
    o.summary = a.object_text("summary");
    o.is_input = a.flag("is_input").value_or(o.is_input);
    o.rel_path = a.text("rel_path");
    o.skip_hash_calculation = a.flag("skip_hash_calculation").value_or(false);
    return run_of(c, r).log_model_ref(path, o);
}
auto log_tensorboard_ref(const api::client& c, const recorded_call& r, arguments& a) {
    api::tensorboard_reference_options o;
    const auto path = a.either_text(0, "path"), name = a.text("name");
    if (!name.empty()) o.name = name;
    o.is_input = a.flag("is_input").value_or(o.is_input);
    o.rel_path = a.text("rel_path");
    return run_of(c, r).log_tensorboard_ref(path, o);
}
template <auto Method>
auto list_lineage(const api::client& c, const recorded_call& r, arguments& a) {
    return (run_of(c, r).*Method)(short_paging<api::lineage_list_options>(a));
}
auto set_run_edges_lineage(const api::client& c, const recorded_call& r, arguments& a) {
    std::vector<api::run_edge> edges;
    for (const auto& one : a.either(0, "run_edges").elements()) {
        api::run_edge edge;
        edge.run = one.value_or<std::string>("uuid", one.value_or("run", ""));
        edge.is_upstream = one.value_or("is_upstream", false);
        edge.values = member(one, "values");
        edges.push_back(std::move(edge));
    }
    return run_of(c, r).set_run_edges_lineage(edges);
}

api::events_options events(arguments& a, std::size_t next) {
    api::events_options o;
    o.orient = a.either_text(next, "orient");
    o.force = a.flag("force").value_or(false);
    o.sample = a.number("sample");
    return o;
}
auto get_events(const api::client& c, const recorded_call& r, arguments& a) {
    const auto kind = a.either_text(0, "kind"), names = a.either_list(1, "names");
    return run_of(c, r).get_events(kind, names, events(a, 2));
}
json data_of(const recorded_call&, std::string_view body) { return json::parse(body).at("data"); }

started by_run(asio::awaitable<std::map<std::string, std::vector<api::run_event>>> call) {
    api::multi_run_events_answer all;
    all.data = co_await std::move(call);
    co_return shape(all).at("data");
}
started get_multi_run_events(const api::client& c, const recorded_call& r, arguments& a) {
    const auto kind = a.either_text(0, "kind"), runs = a.either_list(1, "runs"),
               names = a.either_list(2, "names");
    return by_run(run_of(c, r).get_multi_run_events(kind, runs, names, events(a, 3)));
}

/// One row of numbers or nulls; a NaN is a null.
json numbers(const std::vector<std::optional<double>>& all) {
    auto out = json::array();
    for (const auto& one : all) out.push(one && *one == *one ? json::from(*one) : json());
    return out;
}
started columns(asio::awaitable<api::metric_map> call) {
    const auto all = co_await std::move(call);
    auto out = json::object();
    for (const auto& [name, series] : all) {
        auto times = json::array();
        for (const auto& at : series.timestamps)
            times.push(at ? json::raw(polyaxon::codec::to_json(*at)) : json());
        const std::vector<std::optional<double>> values(series.values.begin(), series.values.end());
        out.set(name, json::object()
                          .set("step", numbers(series.steps))
                          .set("timestamp", times)
                          .set("metric", numbers(values)));
    }
    co_return out;
}
started get_metrics(const api::client& c, const recorded_call& r, arguments& a) {
    const auto names = a.either_list(0, "names");
    api::metrics_options o;
    o.force = a.flag("force").value_or(false);
    return columns(run_of(c, r).get_metrics(names, o));
}
json columns_of(const recorded_call&, std::string_view body) {
    auto out = json::object();
    for (const auto& one : json::parse(body).at("data").elements()) {
        auto data = one.at("data");
        auto times = json::array();
        for (const auto& at : data.at("timestamp").elements()) {
            const auto moment = polyaxon::timestamp::parse(at.as<std::string>());
            if (!moment) throw mismatch("the record has no time: " + at.as<std::string>());
            times.push(json::raw(polyaxon::codec::to_json(*moment)));
        }
        data.set("timestamp", times);
        out.set(one.at("name").as<std::string>(), data);
    }
    return out;
}

constexpr method methods[] = {
    row<log_artifact_lineage>("RunClient.log_artifact_lineage"),
    row<log_code_ref>("RunClient.log_code_ref"),
    row<log_data_ref>("RunClient.log_data_ref"),
    row<log_artifact_ref>("RunClient.log_artifact_ref"),
    row<log_ref<&rc::log_file_ref>>("RunClient.log_file_ref"),
    row<log_ref<&rc::log_dir_ref>>("RunClient.log_dir_ref"),
    row<log_model_ref>("RunClient.log_model_ref"),
    row<log_tensorboard_ref>("RunClient.log_tensorboard_ref"),
    row<list_lineage<&rc::get_artifacts_lineage>>("RunClient.get_artifacts_lineage"),
    row<list_lineage<&rc::get_runs_artifacts_lineage>>("RunClient.get_runs_artifacts_lineage"),
    row<set_run_edges_lineage>("RunClient.set_run_edges_lineage"),
    knowing(row<get_events>("RunClient.get_events", &data_of)),
    knowing(row_of_json("RunClient.get_multi_run_events", &get_multi_run_events, &data_of)),
    knowing(row_of_json("RunClient.get_metrics", &get_metrics, &columns_of)),
};

}  // namespace

table run_lineage_table() { return methods; }

}  // namespace conformance::v1
