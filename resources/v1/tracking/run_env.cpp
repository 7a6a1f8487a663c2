#include <polyaxon/resources/v1/tracking/run_env.hpp>

#include <polyaxon/context/version.hpp>
#include <polyaxon/resources/tracking/process_facts.hpp>

namespace polyaxon::v1::tracking {

json run_env() {
    // The Python client of v1 names the packages that are installed; here it is this library.
    auto out = process_facts();
    auto package = json::array().push("polyaxon-cpp").push(library_version);
    out.set("packages", json::array().push(std::move(package)));
    out.set("polyaxon-cpp_version", library_version);
    return out;
}

}  // namespace polyaxon::v1::tracking
