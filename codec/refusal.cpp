#include <polyaxon/codec/refusal.hpp>

#include <utility>

namespace polyaxon {

error failed(errc kind, std::string detail, std::error_code cause) {
    error_info info;
    info.kind = kind;
    info.detail = std::move(detail);
    info.cause = cause;
    return error(std::move(info));
}

error refused(std::string why, std::error_code cause) {
    return failed(errc::invalid_argument, std::move(why), cause);
}

}  // namespace polyaxon
