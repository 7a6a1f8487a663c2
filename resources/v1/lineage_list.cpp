#include <polyaxon/resources/v1/lineage_list.hpp>

#include <utility>

namespace polyaxon::v1 {

lineage_list::lineage_list(std::vector<run_artifact> items) {
    items_.reserve(items.size());
    for (auto& item : items) put(std::move(item));
}

void lineage_list::put(run_artifact item) {
    if (const auto known = places_.find(item.name); known != places_.end()) {
        items_[known->second] = std::move(item);
        return;
    }
    auto name = item.name;
    items_.push_back(std::move(item));
    places_.emplace(std::move(name), items_.size() - 1);
}

void lineage_list::clear() {
    items_.clear();
    places_.clear();
}

}  // namespace polyaxon::v1
