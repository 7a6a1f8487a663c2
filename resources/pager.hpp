#pragma once
// The inside of pager<T>; included only where a list method is defined, with `template class pager<x>;` beside it.
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/page_ahead.hpp>

#include <asio/this_coro.hpp>

namespace polyaxon {

template <class T>
struct pager<T>::state {
    explicit state(std::unique_ptr<source> s) : list(std::move(s)) {}

    std::unique_ptr<source> list;
    page<T> current;
    std::size_t position = 0;           // in current
    std::size_t next_index = 0;         // of the page to ask for
    bool last = false;                  // current is the last page
    std::shared_ptr<page<T>> incoming;  // filled by what `ahead` waits for
    resources::page_ahead ahead;

    static awaitable<void> fetch_into(awaitable<page<T>> call, std::shared_ptr<page<T>> into) {
        *into = co_await std::move(call);
    }

    void ask_ahead(const asio::any_io_executor& executor) {
        incoming = std::make_shared<page<T>>();
        ahead.start(executor, fetch_into(list->fetch(next_index), incoming));
        ++next_index;  // not before: what throws is asked for again
    }

    void land() {
        current = std::move(*incoming);
        position = 0;
        last = !current.next || current.next->empty() || current.results.empty();
    }

    static awaitable<std::optional<T>> next(std::shared_ptr<state> self) {
        const auto executor = co_await asio::this_coro::executor;
        for (;;) {
            self->ahead.throw_if_failed();
            if (self->position < self->current.results.size()) {
                if (!self->last && !self->ahead.under_way()) self->ask_ahead(executor);
                co_return std::move(self->current.results[self->position++]);
            }
            if (self->last) co_return std::nullopt;
            if (!self->ahead.under_way()) self->ask_ahead(executor);
            co_await self->ahead.arrival();
            self->land();
        }
    }
};

template <class T>
pager<T>::pager(std::unique_ptr<source> s) : state_(std::make_shared<state>(std::move(s))) {}
template <class T>
pager<T>::pager(pager&&) noexcept = default;
template <class T>
pager<T>& pager<T>::operator=(pager&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
}
template <class T>
pager<T>::~pager() {
    if (state_) state_->ahead.abandon();
}
template <class T>
awaitable<std::optional<T>> pager<T>::next() {
    return state::next(state_);
}
template <class T>
std::optional<std::int64_t> pager<T>::count() const {
    return state_->current.count;
}

/// A pager over a list method: `fetch` is called with the page's index and must own what it needs.
template <class T, class Fetch>
pager<T> make_pager(Fetch fetch) {
    struct list final : pager<T>::source {
        explicit list(Fetch f) : fetch_(std::move(f)) {}
        awaitable<page<T>> fetch(std::size_t index) override { return fetch_(index); }
        Fetch fetch_;
    };
    return pager<T>(std::make_unique<list>(std::move(fetch)));
}

}  // namespace polyaxon
