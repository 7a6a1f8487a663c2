#include <polyaxon/resources/v0/version_api.hpp>

#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/version_rows.hpp>

namespace polyaxon::v0 {

awaitable<cli_version> version_api::get_cli_version(call_options options) const {
    return resources::send(core_, rows::get_cli_version, {}, options);
}
awaitable<platform_version> version_api::get_platform_version(call_options options) const {
    return resources::send(core_, rows::get_platform_version, {}, options);
}
awaitable<lib_version> version_api::get_lib_version(call_options options) const {
    return resources::send(core_, rows::get_lib_version, {}, options);
}
awaitable<chart_version> version_api::get_chart_version(call_options options) const {
    return resources::send(core_, rows::get_chart_version, {}, options);
}
awaitable<log_handler> version_api::get_log_handler(call_options options) const {
    return resources::send(core_, rows::get_log_handler, {}, options);
}

}  // namespace polyaxon::v0
