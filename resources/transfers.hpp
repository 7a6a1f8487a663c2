#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/observer.hpp>
#include <polyaxon/codec/archive.hpp>
#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/request.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

// What uploads and downloads of both generations have in common, beside their bodies (transfer.hpp).

namespace polyaxon::resources {

/// "PUT /api/v1/adam/mnist/repo/upload/", with the destination's `base` before the path.
std::string named(const codec::request&, std::string_view base = {});

error_info trouble(errc kind, std::string detail, std::string request, std::error_code cause = {});

struct upload_limits {
    std::uint64_t warn;          ///< bytes above which the observer is told
    std::uint64_t most;          ///< bytes above which it is `too_large`
    std::string_view most_name;  ///< the environment's name of `most`
    std::string_view warn_name = {};
};

/// Throws what is over the limit; tells the observer, if there is one, what is near it.
void check_upload(std::uint64_t size, const upload_limits&, const std::shared_ptr<observer>&,
                  const std::string& request);

/// Unpacks an archive, little by little, so that other work of the executor goes on meanwhile. Throws `decode`, `too_large`, `invalid_argument` (the
/// disk) with the cause, or `canceled`.
awaitable<void> unpack(std::filesystem::path archive, std::filesystem::path folder, codec::unpack_limits,
                       std::string request);

}  // namespace polyaxon::resources
