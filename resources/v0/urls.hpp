#pragma once
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/core.hpp>

#include <memory>
#include <string>
#include <utility>

namespace polyaxon::v0 {

/// The absolute URL that a request would go to. Loads the context; sends nothing.
awaitable<std::string> absolute_url(std::shared_ptr<resources::core>, resources::outgoing);

template <class E>
awaitable<std::string> absolute_url(const std::shared_ptr<resources::core>& c, const E&,
                                    const resources::path_arguments<E::arguments>& path) {
    return absolute_url(
        c, resources::outgoing(c->how(), E::method, E::path, path.view(), resources::message(), {}));
}

}  // namespace polyaxon::v0
