#pragma once
#include <polyaxon/codec/error.hpp>

#include <string>
#include <utility>

// Inside of the room.

namespace polyaxon::v0::tracking {

[[noreturn]] inline void fail_as(errc kind, std::string why) {
    error_info info;
    info.kind = kind;
    info.detail = std::move(why);
    throw error(std::move(info));
}
[[noreturn]] inline void refuse(std::string why) { fail_as(errc::invalid_argument, std::move(why)); }

}  // namespace polyaxon::v0::tracking
