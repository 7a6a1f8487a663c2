#pragma once
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/lineage_list.hpp>
#include <polyaxon/resources/v1/lister.hpp>
#include <polyaxon/resources/v1/progress_gate.hpp>
#include <polyaxon/resources/v1/run_client.hpp>
#include <polyaxon/resources/v1/run_event.hpp>
#include <polyaxon/resources/v1/target.hpp>

#include <map>
#include <string>
#include <vector>

namespace polyaxon::v1 {

/// Owned form of restart_options.
class again_request {
 public:
    explicit again_request(const restart_options&);
    /// The body, once the run is known: what is copied is named below it.
    json body(const std::string& uuid) const;

 private:
    json changes_;
    bool recompile_;
    std::vector<std::string> dirs_, files_;
};

/// What all copies and parts of a run_client share, and the coroutines behind its core. Each holds the state and owns its arguments.
struct run_state {
    run_state(client c, const run_ref& ref);

    using self = std::shared_ptr<run_state>;
    using command_method = awaitable<void> (runs_api::*)(std::string_view, std::string_view, std::string_view,
                                                         const call_options&) const;
    using again_method = awaitable<run> (runs_api::*)(std::string_view, std::string_view, std::string_view,
                                                      const json&, const call_options&) const;

    static awaitable<run> create(self, operation_body, std::string meta_info, resources::owned_call);
    static awaitable<run> refresh(self, bool conditions, resources::owned_call);
    /// With what beside the run is wanted.
    static awaitable<run> refresh_all(self, bool conditions, bool lineage, bool metrics,
                                      resources::owned_call);
    static awaitable<run> update(self, json changes, resources::owned_call);
    static awaitable<void> patch(self, json changes, resources::owned_call);
    static awaitable<void> log_values(self, std::string_view member, json values, bool reset,
                                      resources::owned_call);
    static awaitable<void> log_progress(self, double value, resources::owned_call);
    static awaitable<page<run>> list_children(self, owned_list_options);
    static awaitable<page<run>> list(self, owned_list_options, bool all_projects);
    static awaitable<status> get_statuses(self, std::string last_status, resources::owned_call);
    static awaitable<status> log_status(self, status_condition, resources::owned_call);
    static awaitable<void> start(self, status_condition, resources::owned_call);
    static awaitable<void> end_as(self, status_condition, resources::owned_call);
    static awaitable<void> command(self, command_method, resources::owned_call);
    static awaitable<run> again(self, again_method, again_request, resources::owned_call);
    static awaitable<void> transfer(self, std::string to_project, resources::owned_call);

    static constexpr again_method restart_it = &runs_api::restart_run, resume_it = &runs_api::resume_run,
                                  copy_it = &runs_api::copy_run;

    std::string known(std::optional<std::string> context::v1_target::*member) const {
        const auto* t = where.if_found();
        return t ? (t->*member).value_or("") : std::string();
    }

    /// Knows nothing of its run any more, for it is another now.
    void forget();

    target where;
    runs_api api;
    run data;
    lineage_list lineage;
    metric_map metrics;  ///< those that were asked for
    std::vector<std::string>
        artifact_roots;  ///< local folders whose content is the run's artifacts; tracking adds its own
    progress_gate progress;

 private:
    void create_locally(const operation_body&);
};

}  // namespace polyaxon::v1
