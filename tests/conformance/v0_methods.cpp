#include "conformance/v0_methods.hpp"

#include <algorithm>

namespace conformance::v0 {

const method* find_method(std::string_view name) {
    for (const auto table : {project_methods(), experiment_methods(), client_methods()})
        if (const auto found = std::ranges::find(table, name, &method::name); found != table.end())
            return &*found;
    return nullptr;
}

}  // namespace conformance::v0
