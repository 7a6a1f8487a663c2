#include <polyaxon/resources/v1/tracking/run_env.hpp>

#include <polyaxon/context/version.hpp>
#include <polyaxon/resources/v0/tracking/run_env.hpp>

namespace polyaxon::v1::tracking {

json run_env() {
    // The Python client of v1 names the packages that are installed; here it is this library.
    auto out = json::object();
    for (auto& [key, value] : v0::tracking::get_run_env().items())
        if (key != "client_version") out.set(key, std::move(value));
    auto package = json::array().push("polyaxon-cpp").push(library_version);
    out.set("packages", json::array().push(std::move(package)));
    out.set("polyaxon-cpp_version", library_version);
    return out;
}

}  // namespace polyaxon::v1::tracking
