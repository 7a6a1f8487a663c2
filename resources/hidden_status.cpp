#include <polyaxon/resources/hidden_status.hpp>

namespace polyaxon::resources {

error explain_hidden_status(const error& e) {
    const auto& info = e.info();
    const bool html = info.content_type.empty() || info.content_type.starts_with("text/html");
    if (info.status != 405 || !info.body.empty() || !html || info.request.starts_with("GET ")) return e;
    error_info told = info;
    told.detail =
        "the server hides 404 or 500 behind this 405: check owner, project and uuid (something named in the "
        "path may not exist), "
        "and the server's log for a failure of its own";
    return error(std::move(told));
}

}  // namespace polyaxon::resources
