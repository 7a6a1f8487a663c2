#pragma once
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/pager.hpp>
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/options.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

// Pagers of lists that take nothing but a page. The next page is asked for behind what came, for not every list has pages of 20: metrics
// come 300,000 at a time, and an offset of 20 would repeat nearly all of them.

namespace polyaxon::v0 {

template <class E>
class row_pages {
 public:
    using page_type = typename E::out;

    row_pages(std::shared_ptr<resources::core> c, const resources::path_arguments<E::arguments>& path,
              const page_options& options)
        : kept_(std::make_shared<kept>(kept{std::move(c),
                                            {},
                                            resources::owned_call(options.call),
                                            options.page > 1 ? (std::int64_t{options.page} - 1) * 20 : 0})) {
        for (std::size_t i = 0; const auto& argument : path.view()) kept_->path[i++] = argument.text();
    }
    awaitable<page_type> operator()(std::size_t) const { return fetch(kept_); }

 private:
    struct kept {
        std::shared_ptr<resources::core> core;
        std::array<std::string, E::arguments> path;
        resources::owned_call call;
        std::int64_t offset;
    };
    // Owns what it uses: the pager may be gone while the page is under way.
    static awaitable<page_type> fetch(std::shared_ptr<kept> k) {
        resources::message m;
        if (k->offset) m.query("offset", k->offset);
        auto call = ask(*k, std::move(m), std::make_index_sequence<E::arguments>());
        page_type page = co_await std::move(call);
        k->offset += static_cast<std::int64_t>(page.results.size());
        co_return page;
    }
    template <std::size_t... I>
    static awaitable<page_type> ask(const kept& k, resources::message m, std::index_sequence<I...>) {
        return resources::send(k.core, E{}, {k.path[I]...}, std::move(m), k.call.view());
    }

    std::shared_ptr<kept> kept_;
};

/// All elements of a list, from `options.page` on.
template <class T, class E>
pager<T> iterate(const std::shared_ptr<resources::core>& c, const E&,
                 const resources::path_arguments<E::arguments>& path, const page_options& options) {
    return make_pager<T>(row_pages<E>(c, path, options));
}

}  // namespace polyaxon::v0
