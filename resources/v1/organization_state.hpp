#pragma once
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/lister.hpp>
#include <polyaxon/resources/v1/organization_client.hpp>
#include <polyaxon/resources/v1/project_state.hpp>

namespace polyaxon::v1 {

/// What all copies of an organization_client share.
struct organization_client::state final : run_scope {
    state(client c, const organization_ref& ref);

    bool idle() {
        const auto& t = where.found();
        return t.no_op || t.is_offline;
    }
    std::string owner() { return where.found().owner.value_or(""); }
    std::string team() { return where.found().team.value_or(""); }

    run_place runs() override {
        return {team().empty() ? run_place::of_organization : run_place::of_team, idle(), owner(), team()};
    }
    std::shared_ptr<resources::core> core() const override { return where.core(); }

    target where;
    organization data;
};

}  // namespace polyaxon::v1
