#pragma once
// The inside of pager<T>; included only where a list method is defined, with `template class pager<x>;` beside it.
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/page.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/strand.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <exception>

namespace polyaxon {

template <class T>
struct pager<T>::state {
    explicit state(std::unique_ptr<source> s) : list(std::move(s)) {}

    // A page asked for ahead. Everything in it is touched on its strand only, so the pager may be used on any executor;
    // it lives as long as the call that fills it.
    struct flight {
        explicit flight(const asio::any_io_executor& executor)
            : strand(asio::make_strand(executor)), arrived(strand, asio::steady_timer::time_point::max()) {}
        asio::strand<asio::any_io_executor> strand;
        asio::steady_timer arrived;
        asio::cancellation_signal stop;
        bool done = false;
        result<page<T>> answer;
        std::exception_ptr other;

        static awaitable<bool> arrival(std::shared_ptr<flight> f) {
            if (!f->done) {
                std::error_code ignored;
                auto wait = asio::redirect_error(asio::use_awaitable, ignored);
                co_await f->arrived.async_wait(wait);
            }
            co_return f->done;
        }
    };

    std::unique_ptr<source> list;
    page<T> current;
    std::size_t position = 0;    // in current
    std::size_t next_index = 0;  // of the page to ask for
    bool last = false;           // current is the last page
    std::optional<error> failed;
    std::shared_ptr<flight> ahead;

    void ask_ahead(const asio::any_io_executor& executor) {
        ahead = std::make_shared<flight>(executor);
        auto done = [f = ahead](std::exception_ptr other, result<page<T>> answer) {
            f->other = other;
            f->answer = std::move(answer);
            f->done = true;
            f->arrived.cancel();
        };
        asio::co_spawn(ahead->strand, as_result(list->fetch(next_index++)),
                       asio::bind_cancellation_slot(ahead->stop.slot(), std::move(done)));
    }

    void land() {
        const auto f = std::exchange(ahead, nullptr);
        if (f->other) std::rethrow_exception(f->other);
        if (!f->answer) {
            failed = f->answer.error();
            return;
        }
        current = std::move(*f->answer);
        position = 0;
        last = !current.next || current.next->empty() || current.results.empty();
    }

    void abandon() {
        if (!ahead) return;
        auto stop = [f = ahead] {
            if (!f->done) f->stop.emit(asio::cancellation_type::terminal);
        };
        asio::post(ahead->strand, std::move(stop));
    }

    static awaitable<std::optional<T>> next(std::shared_ptr<state> self) {
        const auto executor = co_await asio::this_coro::executor;
        for (;;) {
            if (self->failed) throw *self->failed;
            if (self->position < self->current.results.size()) {
                if (!self->last && !self->ahead) self->ask_ahead(executor);
                co_return std::move(self->current.results[self->position++]);
            }
            if (self->last) co_return std::nullopt;
            if (!self->ahead) self->ask_ahead(executor);
            auto arrival = flight::arrival(self->ahead);
            const bool arrived =
                co_await asio::co_spawn(self->ahead->strand, std::move(arrival), asio::use_awaitable);
            if (!arrived) {
                error_info info;
                info.detail = "cancelled while waiting for the next page";
                throw error(std::move(info));
            }
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
    if (state_) state_->abandon();
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
