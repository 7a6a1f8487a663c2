#pragma once
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/pager.hpp>
#include <polyaxon/resources/v1/send.hpp>

#include <memory>
#include <string>

// Walks a v1 list by pages. The next offset follows from what has come, so a server that caps the limit loses nothing.

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

/// `list(options)` makes the awaitable of one page.
template <class T, class List>
pager<T> iterate(const list_options& options, List list) {
    struct walk {
        walk(const list_options& o, List l) : options(o), list(std::move(l)), offset(options.offset()) {}
        owned_list_options options;
        List list;
        int offset;

        static awaitable<page<T>> fetch(std::shared_ptr<walk> self) {
            auto one = co_await self->list(self->options.at(self->offset, self->options.limit()));
            self->offset += static_cast<int>(one.results.size());
            // Without paging the server does not say whether more comes; a full page says so.
            const bool full = one.results.size() >= static_cast<std::size_t>(self->options.limit());
            if (self->options.no_page() && !one.next && full) one.next = "more";
            co_return one;
        }
    };
    auto shared = std::make_shared<walk>(options, std::move(list));
    return make_pager<T>([shared](std::size_t) { return walk::fetch(shared); });
}

}  // namespace polyaxon::v1
