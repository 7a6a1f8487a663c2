#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/dataset.hpp>

namespace polyaxon::v0::rows {

// The platform routes two of them without a part of their own: /{username}/{datasetname}/ looks like a project's path.
inline constexpr auto get_datasets = resources::get<page<dataset>, "/datasets/">;
inline constexpr auto get_dataset = resources::get<dataset, "/{username}/{datasetname}/">;
inline constexpr auto create_dataset = resources::post<json, "/datasets/", dataset>;
inline constexpr auto delete_dataset = resources::del<response, "/{data_uuid}/">;

inline constexpr resources::endpoint_row dataset_table[] = {
    resources::describe("dataset.get_datasets", get_datasets),
    resources::describe("dataset.get_by_name", get_dataset),
    resources::describe("dataset.create_dataset", create_dataset),
    resources::describe("dataset.delete_dataset", delete_dataset),
};

}  // namespace polyaxon::v0::rows
