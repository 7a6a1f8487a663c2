#pragma once
#include <polyaxon/async/as_result.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace polyaxon {

/// One page of a list. `next` and `previous` keep the server's text (an URL on a host the server believes in): flags, never followed.
template <class T>
struct page {
    std::vector<T> results;
    std::optional<std::int64_t> count;  ///< in all, where the server counts
    std::optional<std::string> next, previous;
};

/// All elements of a list, page by page; the next page is asked for while you work on this one.
/// Used by one coroutine at a time. An error ends it: the next call throws the same error. Destroying it cancels the page under way.
///
///     auto all = client.project().iter_experiments("adam", "mnist");
///     while (auto e = co_await all.next()) std::cout << e->id << '\n';
template <class T>
class pager {
 public:
    class source {  ///< one list method with its arguments, copied
     public:
        virtual ~source() = default;
        /// Page number `index`, from 0.
        virtual awaitable<page<T>> fetch(std::size_t index) = 0;
    };
    explicit pager(std::unique_ptr<source> s);
    pager(pager&&) noexcept;
    pager& operator=(pager&&) noexcept;
    ~pager();

    /// The next element, or nothing at the end. Throws what the list method throws.
    awaitable<std::optional<T>> next();
    /// As the newest page said.
    std::optional<std::int64_t> count() const;

 private:
    struct state;
    std::shared_ptr<state> state_;
};

}  // namespace polyaxon
