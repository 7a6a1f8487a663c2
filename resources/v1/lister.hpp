#pragma once
#include <polyaxon/resources/offset_pages.hpp>
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/send.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

// Walks a v1 list by pages.

namespace polyaxon::v1 {

/// Owned form of list_options.
class owned_list_options {
 public:
    explicit owned_list_options(const list_options& o)
        : options_(o), sort_(o.sort), query_(o.query), mode_(o.mode), call_(o.call) {}

    list_options view() const {
        list_options o = options_;
        o.sort = sort_;
        o.query = query_;
        o.mode = mode_;
        o.call = call_.view();
        return o;
    }
    list_options at(int offset, int limit) const {
        list_options o = view();
        o.offset = offset > 0 || options_.offset ? std::optional<int>(offset) : std::nullopt;
        o.limit = limit;
        return o;
    }
    int offset() const { return options_.offset.value_or(0); }
    int limit() const { return options_.limit && *options_.limit > 0 ? *options_.limit : 100; }
    bool no_page() const { return options_.no_page.value_or(false); }

 private:
    list_options options_;
    std::string sort_, query_, mode_;
    resources::owned_call call_;
};

/// Without paging the server does not say whether more comes; a full page says so.
template <class T>
awaitable<page<T>> told_of_more(awaitable<page<T>> call, std::size_t full) {
    auto one = co_await std::move(call);
    if (!one.next && one.results.size() >= full) one.next = "more";
    co_return one;
}

/// `list(options)` makes the awaitable of one page.
template <class T, class List>
pager<T> iterate(const list_options& options, List list) {
    const owned_list_options kept(options);
    auto ask = [kept, list = std::move(list)](std::int64_t offset) {
        auto call = list(kept.at(static_cast<int>(offset), kept.limit()));
        if (!kept.no_page()) return call;
        return told_of_more<T>(std::move(call), static_cast<std::size_t>(kept.limit()));
    };
    return resources::pages_from<T>(kept.offset(), std::move(ask));
}

}  // namespace polyaxon::v1
