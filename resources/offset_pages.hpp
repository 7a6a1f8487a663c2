#pragma once
#include <polyaxon/resources/pager.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace polyaxon::resources {

/// All elements of a list that is walked by offsets. The next offset follows from what has come, so pages may have any size, and a server that
/// caps the limit loses nothing. `ask` makes the awaitable of the page at an offset; it owns what it needs.
///
///     return pages_from<run>(0, [owned](std::int64_t offset) { return list(owned.at(offset)); });
template <class T, class Ask>
pager<T> pages_from(std::int64_t offset, Ask ask) {
    struct walk {
        walk(std::int64_t at, Ask how) : offset(at), ask(std::move(how)) {}
        std::int64_t offset;
        const Ask ask;

        // Owns what it uses: the pager may be gone while the page is under way.
        static awaitable<page<T>> fetch(std::shared_ptr<walk> self) {
            auto call = self->ask(self->offset);
            page<T> some = co_await std::move(call);
            self->offset += static_cast<std::int64_t>(some.results.size());
            co_return some;
        }
    };
    auto shared = std::make_shared<walk>(offset, std::move(ask));
    return make_pager<T>([shared](std::size_t) { return walk::fetch(shared); });
}

}  // namespace polyaxon::resources
