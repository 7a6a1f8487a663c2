#pragma once
#include <polyaxon/codec/error.hpp>

namespace polyaxon::resources {

/// Gives a failure of a writing call a better detail where the server hides what happened: haupt tells a 404 or a 500 of POST, PUT,
/// PATCH and DELETE as a 405 with an empty text/html body, because its error pages only take GET. A true 405 has a JSON body and
/// stays as it is, and so do all other failures. Status and kind are the server's.
void explain_hidden_status(error_info&);

}  // namespace polyaxon::resources
