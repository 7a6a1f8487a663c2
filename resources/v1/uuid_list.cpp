#include <polyaxon/resources/v1/uuid_list.hpp>

#include <polyaxon/resources/owned.hpp>

namespace polyaxon::v1 {

std::vector<std::string> uuid_list::copy() const {
    if (!at_) return resources::split_list(text_);
    std::vector<std::string> out;
    out.reserve(size_);
    for (std::size_t i = 0; i < size_; ++i) out.emplace_back(at_(first_, i));
    return out;
}

}  // namespace polyaxon::v1
