#include <polyaxon/resources/hidden_status.hpp>

namespace polyaxon::resources {

void explain_hidden_status(error_info& info) {
    const bool html = info.content_type.empty() || info.content_type.starts_with("text/html");
    if (info.status != 405 || !info.body.empty() || !html || info.request.starts_with("GET ")) return;
    info.detail =
        "the server hides 404 or 500 behind this 405: check owner, project and name, id or uuid in the path, "
        "and "
        "whether the values are allowed (a name that is taken, a null, an upload that is no archive); else "
        "the "
        "server's log tells what failed there";
}

}  // namespace polyaxon::resources
