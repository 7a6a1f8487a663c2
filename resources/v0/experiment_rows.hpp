#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v0/experiment.hpp>

namespace polyaxon::v0::rows {

inline constexpr auto list_all_experiments = resources::get<page<experiment>, "/experiments/">;
inline constexpr auto get_experiment =
    resources::get<experiment, "/{username}/{project_name}/experiments/{experiment_id}/">;

inline constexpr resources::endpoint_row experiment_table[] = {
    resources::describe("experiment.list_experiments", list_all_experiments),
    resources::describe("experiment.get_experiment", get_experiment),
};

}  // namespace polyaxon::v0::rows
