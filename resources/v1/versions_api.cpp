#include <polyaxon/resources/v1/versions_api.hpp>

#include <polyaxon/resources/v1/project_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

awaitable<void> versions_api::check_health(const call_options& o) const {
    return resources::send(core_, rows::check_health, {}, o);
}
awaitable<installation> versions_api::get_installation(const call_options& o) const {
    return resources::send(core_, rows::get_installation, {}, o);
}
awaitable<compatibility> versions_api::get_compatibility(std::string_view uuid, std::string_view version,
                                                         std::string_view service,
                                                         const call_options& o) const {
    return resources::send(core_, rows::get_compatibility, {uuid, version, service}, o);
}
awaitable<json> versions_api::get_log_handler(const call_options& o) const {
    return resources::send(core_, rows::get_log_handler, {}, o);
}

}  // namespace polyaxon::v1
