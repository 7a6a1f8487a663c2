#pragma once
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/lister.hpp>
#include <polyaxon/resources/v1/project_client.hpp>
#include <polyaxon/resources/v1/run_scope.hpp>
#include <polyaxon/resources/v1/target.hpp>

namespace polyaxon::v1 {

/// What all copies and parts of a project_client share, and the coroutines behind its core. Each holds the state and owns its arguments.
struct project_state final : run_scope {
    project_state(client c, const project_ref& ref);

    using self = std::shared_ptr<project_state>;
    using found = v1::project;  // project() is a method of the client
    using command_row = resources::endpoint_row;

    static awaitable<found> create(self, json body, resources::owned_call);
    static awaitable<found> refresh(self, resources::owned_call);
    static awaitable<found> get_or_create(self, json body, resources::owned_call);
    static awaitable<page<found>> list(self, owned_list_options);
    static awaitable<page<found>> list_names(self, owned_list_options);
    static awaitable<found> update(self, json changes, resources::owned_call);
    static awaitable<void> command(self, command_row, resources::owned_call);
    static awaitable<json> stats(self, resources::message, resources::owned_call);
    static awaitable<page<run>> list_runs(self, owned_list_options);

    /// Offline nothing of this client is sent.
    bool idle() {
        const auto& t = where.found();
        return t.no_op || t.is_offline;
    }
    bool no_op() { return where.found().no_op; }
    std::string owner() { return where.found().owner.value_or(""); }

    run_place runs() override {
        return {run_place::of_project, idle(), owner(), idle() ? "" : where.project()};
    }
    std::shared_ptr<resources::core> core() const override { return where.core(); }

    std::string known(std::optional<std::string> context::v1_target::*member) const {
        const auto* t = where.if_found();
        return t ? (t->*member).value_or("") : std::string();
    }
    /// The project as the server told it, which may have another name now.
    void adopt(found now);

    target where;
    projects_api projects;
    runs_api api;
    found data;
};

/// What a list is asked for; `limit` where the options have none.
owned_list_options listed(const project_list_options&, std::optional<int> limit = {});

}  // namespace polyaxon::v1
