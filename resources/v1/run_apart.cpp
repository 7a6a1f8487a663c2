#include <polyaxon/resources/v1/run_apart.hpp>

namespace polyaxon::v1 {

std::shared_ptr<run_state> apart(run_state& of) {
    of.where.project();
    of.where.run();
    auto mine = std::make_shared<run_state>(of.where.of(), run_ref());
    mine->where = of.where;
    mine->data.kind = of.data.kind;
    mine->data.status = of.data.status;
    mine->data.settings = of.data.settings;
    return mine;
}

}  // namespace polyaxon::v1
