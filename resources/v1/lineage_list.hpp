#pragma once
#include <polyaxon/resources/v1/run_artifact.hpp>

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace polyaxon::v1 {

/// What is known of a run's lineage: one item of each name, in the order in which the names came. To put one in costs the same however many
/// there are.
class lineage_list {
 public:
    lineage_list() = default;
    /// Of items with the same name the last one stays, in the place of the first.
    explicit lineage_list(std::vector<run_artifact>);

    /// Takes the place of the one of that name.
    void put(run_artifact);
    void clear();

    const std::vector<run_artifact>& items() const noexcept { return items_; }
    std::size_t size() const noexcept { return items_.size(); }

 private:
    std::vector<run_artifact> items_;
    std::unordered_map<std::string, std::size_t> places_;  ///< in items_, by name
};

}  // namespace polyaxon::v1
