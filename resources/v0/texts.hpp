#pragma once
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/core.hpp>

#include <memory>
#include <string>
#include <utility>

// Results that are texts: URLs, and bodies that are not JSON.

namespace polyaxon::v0 {

/// The absolute URL that a request would go to. Loads the context; sends nothing.
awaitable<std::string> absolute_url(std::shared_ptr<resources::core>, resources::outgoing);

template <class E>
awaitable<std::string> absolute_url(const std::shared_ptr<resources::core>& c, const E&,
                                    const resources::path_arguments<E::arguments>& path) {
    return absolute_url(
        c, resources::outgoing(c->how(), E::method, E::path, path.view(), resources::message(), {}));
}

/// The body of an answer that is plain text.
awaitable<std::string> body_text(awaitable<response>);

}  // namespace polyaxon::v0
