#include "conformance/v1_forms.hpp"
#include "conformance/v1_method_rows.hpp"

// RunClient: waiting, watching, logs. The clock is the machine's with an interval of 100 ms, the shortest that there is.

namespace conformance::v1 {
namespace {

api::watch_pace quick() { return {.interval = std::chrono::milliseconds(100)}; }

api::watch_options watching(arguments& a) {
    for (const auto* key : {"print_status", "live_update"}) a.ignore(key);
    api::watch_options o;
    o.statuses = a.either_list(0, "statuses");
    o.pace = quick();
    return o;
}
auto wait_for_condition(const api::client& c, const recorded_call& r, arguments& a) {
    return run_of(c, r).wait_for_condition(watching(a));
}

template <class T>
started all_of(polyaxon::stream<T> from) {
    auto out = json::array();
    for (;;) {
        auto call = from.next();
        const auto one = co_await std::move(call);
        if (!one) break;
        out.push(shape(*one));
    }
    co_return out;
}
started watch_statuses(const api::client& c, const recorded_call& r, arguments& a) {
    return all_of(run_of(c, r).watch_statuses(watching(a)));
}
/// The first answer whole, then each that says something new, with what is new.
json changes(const recorded_call& r, std::string_view) {
    auto out = json::array();
    std::size_t known = 0;
    for (const auto& e : r.exchanges) {
        auto now = json::parse(body_of(e.at("response")));
        const auto all = now.at("status_conditions").elements();
        if (out.size() != 0 && all.size() <= known) continue;
        auto fresh = json::array();
        for (std::size_t i = known; i < all.size(); ++i) fresh.push(all[i]);
        known = all.size();
        out.push(expected_body<api::status>(now.set("status_conditions", fresh).text()));
    }
    return out;
}

auto get_logs(const api::client& c, const recorded_call& r, arguments& a) {
    api::get_logs_options o;
    o.last_file = a.text("last_file");
    if (const auto at = a.text("last_time"); !at.empty()) {
        const auto moment = polyaxon::timestamp::parse(at);
        if (!moment) throw inexpressible("last_time is no time");
        o.last_time = *moment;
    }
    return run_of(c, r).get_logs(o);
}
started watch_logs(const api::client& c, const recorded_call& r, arguments& a) {
    for (const auto* key : {"hide_time", "all_info", "all_containers"}) a.ignore(key);
    return all_of(run_of(c, r).watch_logs({.pace = quick()}));
}
json lines(const recorded_call& r, std::string_view) {
    auto out = json::array();
    for (const auto& e : r.exchanges)
        if (e.at("request").at("target").as<std::string>().find("/logs") != std::string::npos)
            for (const auto& line : json::parse(body_of(e.at("response"))).at("logs").elements())
                out.push(expected_body<api::log_line>(line.text()));
    return out;
}
auto inspect(const api::client& c, const recorded_call& r, arguments&) { return run_of(c, r).inspect(); }
auto get_namespace(const api::client& c, const recorded_call& r, arguments&) {
    return run_of(c, r).get_namespace();
}
json namespace_of(const recorded_call&, std::string_view body) { return json::parse(body).at("namespace"); }

constexpr method methods[] = {
    row<wait_for_condition>("RunClient.wait_for_condition"),
    row_of_json("RunClient.watch_statuses", &watch_statuses, &changes),
    knowing(row<get_logs>("RunClient.get_logs")),
    knowing(row_of_json("RunClient.watch_logs", &watch_logs, &lines)),
    knowing(row<inspect>("RunClient.inspect")),
    row<get_namespace>("RunClient.get_namespace", &namespace_of),
};

}  // namespace

table run_watching_table() { return methods; }

}  // namespace conformance::v1
