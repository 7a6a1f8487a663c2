#include <polyaxon/resources/v0/tracking/run_env.hpp>

#include <polyaxon/context/version.hpp>
#include <polyaxon/resources/tracking/process_facts.hpp>

#include <string>

namespace polyaxon::v0::tracking {

json get_run_env() {
    auto out = process_facts();
    out.set("client_version", "polyaxon-cpp " + std::string(library_version));
    return out;
}

}  // namespace polyaxon::v0::tracking
