#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/page.hpp>

#include <system_error>
#include <utility>

// Lists of bookmarks wrap each element; the wrapping is taken off before a page reaches its caller.

namespace polyaxon::v0 {

template <class T>
struct bookmarked {
    T content_object;
};
template <class T>
std::error_code read(codec::json_in& in, bookmarked<T>& out) {
    static constexpr codec::field rows[] = {codec::at<&bookmarked<T>::content_object>("content_object")};
    return codec::read_object(in, rows, &out);
}

template <class T>
void write(codec::json_out& out, const bookmarked<T>& v) {
    write(out, v.content_object);
}

template <class T>
awaitable<page<T>> unwrapped(awaitable<page<bookmarked<T>>> call) {
    auto wrapped = co_await std::move(call);
    page<T> out;
    out.count = wrapped.count;
    out.next = std::move(wrapped.next);
    out.previous = std::move(wrapped.previous);
    out.results.reserve(wrapped.results.size());
    for (auto& element : wrapped.results) out.results.push_back(std::move(element.content_object));
    co_return out;
}

}  // namespace polyaxon::v0
