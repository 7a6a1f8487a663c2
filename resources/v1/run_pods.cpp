#include <polyaxon/resources/v1/run_pods.hpp>

#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/run_state.hpp>
#include <polyaxon/resources/v1/run_watching_rows.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace polyaxon::v1 {

namespace {

constexpr std::string_view main_containers[] = {"polyaxon-main", "tensorflow", "pytorch"};

error no_pod(std::string why) {
    return failed(errc::not_found,
                  std::move(why) + ": a shell needs a run that Polyaxon manages and that is running now");
}

}  // namespace

void choose_container(const json& inspected, std::string& pod, std::string& container) {
    if (!inspected.contains("pods")) throw no_pod("the cluster has no pod of the run");
    const auto pods = inspected.at("pods");
    const auto all = pods.items();
    if (pod.empty() && !all.empty()) pod = all.front().first;
    if (pod.empty()) throw no_pod("the cluster has no pod of the run");
    if (!pods.contains(pod)) throw no_pod("the run has no pod \"" + pod + "\"");
    std::vector<std::string> names;
    const auto described = pods.at(pod);
    if (described.contains("spec") && described.at("spec").contains("containers"))
        for (const auto& c : described.at("spec").at("containers").elements())
            names.push_back(c.value_or("name", ""));
    if (names.empty()) throw no_pod("the pod \"" + pod + "\" has no containers");
    if (container.empty()) {
        const auto main = std::ranges::find_first_of(names, main_containers);
        container = main == names.end() ? names.front() : *main;
    }
    if (std::ranges::find(names, container) == names.end())
        throw no_pod("the pod \"" + pod + "\" has no container \"" + container + "\"");
}

awaitable<json> ask_pods(std::shared_ptr<run_state> run, streams_place place, resources::owned_call call) {
    resources::message m;
    m.query("kind", run->data.kind.value_or("job"));
    m.query_if("connection", place.connection.value_or(""));
    m.query_if("status", run->data.status.value_or(""));
    co_return co_await send_to(place, rows::inspect_run, std::move(m), call.view());
}

}  // namespace polyaxon::v1
