#pragma once
#include <polyaxon/resources/offset_pages.hpp>
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/options.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <tuple>
#include <utility>

// Pagers of lists that take nothing but a page. The next page is asked for behind what came, for not every list has pages of 20: metrics
// come 300,000 at a time, and an offset of 20 would repeat nearly all of them.

namespace polyaxon::v0 {

/// All elements of a list, from `options.page` on.
template <class T, class E>
pager<T> iterate(const std::shared_ptr<resources::core>& c, const E&,
                 const resources::path_arguments<E::arguments>& path, const page_options& options) {
    std::array<std::string, E::arguments> given;
    for (std::size_t i = 0; const auto& argument : path.view()) given[i++] = argument.text();
    auto ask = [c, given, call = resources::owned_call(options.call)](std::int64_t offset) {
        resources::message m;
        if (offset) m.query("offset", offset);
        return std::apply(
            [&](const auto&... text) {
                return resources::send(c, E{}, {text...}, std::move(m), call.view());
            },
            given);
    };
    return resources::pages_from<T>(options.page > 1 ? (std::int64_t{options.page} - 1) * 20 : 0,
                                    std::move(ask));
}

}  // namespace polyaxon::v0
