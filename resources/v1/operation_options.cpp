#include <polyaxon/resources/v1/operation_options.hpp>

namespace polyaxon::v1 {

json quantity::value() const {
    switch (kind_) {
        case kind::text: return json::from(text_);
        case kind::whole: return json::from(whole_);
        case kind::real: return json::from(real_);
        case kind::none: break;
    }
    return {};
}

}  // namespace polyaxon::v1
