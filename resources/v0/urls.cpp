#include <polyaxon/resources/v0/urls.hpp>

namespace polyaxon::v0 {

awaitable<std::string> absolute_url(std::shared_ptr<resources::core> c, resources::outgoing o) {
    if (o.refused) throw error(std::move(*o.refused));
    const auto& to = c->ready().to;
    co_return to.where.text() + to.base + o.request.target;
}

}  // namespace polyaxon::v0
