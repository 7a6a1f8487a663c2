#include <polyaxon/resources/v0/change.hpp>

#include <string>

namespace polyaxon::v0 {

void give_to_worker(core& client, resources::outgoing o, manner how) {
    if (!o.refused) client.must_be_open();
    auto& work = client.work();
    if (how.periodic) {
        std::string item = std::move(o.request.body);
        work.add_periodic(std::move(o), std::move(item));
    } else {
        work.add(std::move(o));
    }
}

}  // namespace polyaxon::v0
