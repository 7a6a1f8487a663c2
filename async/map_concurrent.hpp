#pragma once
#include <polyaxon/async/as_result.hpp>

#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

namespace polyaxon {

namespace async {
/// Runs step(self, i) for i in [0, n), at most `limit` at a time, on a strand of the caller's executor; ends when all have ended.
/// Cancelling it cancels the steps that run and starts no further one; it then ends as usual. An exception of a step starts no
/// further one and is passed on after all have ended.
asio::awaitable<void> for_each_index(std::size_t n, std::size_t limit, void* self,
                                     asio::awaitable<void> (*step)(void* self, std::size_t i));
}  // namespace async

template <class T>
struct awaitable_value;
template <class T, class E>
struct awaitable_value<asio::awaitable<T, E>> {
    using type = T;
};

/// Calls `make_call(element)` for every element, at most `limit` calls at a time, and returns the results in the range's order; a call that
/// fails leaves its error in its place and stops nothing. After a cancellation the calls not made are `canceled`.
/// `range` and `make_call` are taken by reference and must outlive the await. Runs on the caller's executor, one call of `make_call` at a
/// time (a strand sees to it). Anything but polyaxon::error that a call throws starts no further call and is passed on when all have ended.
///
///     auto get = [&](int id) { return client.experiment().get_experiment("u", "p", id); };
///     auto all = co_await polyaxon::map_concurrent(ids, 200, get);     // vector<result<experiment>>
template <class Range, class F>
auto map_concurrent(Range& range, std::size_t limit, F& make_call) -> awaitable<std::vector<
    result<typename awaitable_value<std::invoke_result_t<F&, decltype(*std::begin(range))>>::type>>> {
    using value = typename awaitable_value<std::invoke_result_t<F&, decltype(*std::begin(range))>>::type;
    struct work {
        decltype(std::begin(range)) next;
        F& make_call;
        std::vector<result<value>> results;
        static awaitable<void> step(void* self, std::size_t i) {
            auto& w = *static_cast<work*>(self);
            auto element = w.next++;  // steps start in order
            try {
                auto one = w.make_call(*element);
                w.results[i] = co_await as_result(std::move(one));
            } catch (const error& e) {  // of make_call itself
                w.results[i] = e;
            }
        }
    };
    const auto n = static_cast<std::size_t>(std::distance(std::begin(range), std::end(range)));
    work w{std::begin(range), make_call, std::vector<result<value>>(n)};
    co_await async::for_each_index(n, limit, &w, &work::step);
    co_return std::move(w.results);
}

}  // namespace polyaxon
