#include <polyaxon/resources/v0/texts.hpp>

namespace polyaxon::v0 {

awaitable<std::string> absolute_url(std::shared_ptr<resources::core> c, resources::outgoing o) {
    if (o.refused) throw error(std::move(*o.refused));
    const auto& to = c->ready().to;
    co_return to.where.text() + to.base + o.request.target;
}

awaitable<std::string> body_text(awaitable<response> call) {
    response answer = co_await std::move(call);
    co_return std::move(answer.body);
}

}  // namespace polyaxon::v0
