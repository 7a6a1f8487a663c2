#pragma once
#include <concepts>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace polyaxon::v1 {

/// The uuids of several runs, as an argument: a vector, span or array of texts, or one text that lists them with commas. A view; who takes
/// one copies.
///
///     std::vector<std::string> old = …;
///     co_await project.archive_runs(old);
///     co_await project.stop_runs("8aac02e3a62a4f0aaa257c59da5eab80, 0a1b2c3d4e5f60718293a4b5c6d7e8f9");
class uuid_list {
 public:
    uuid_list(std::string_view comma_list) noexcept : text_(comma_list) {}
    uuid_list(const char* comma_list) : text_(comma_list) {}
    uuid_list(const std::string& comma_list) noexcept : text_(comma_list) {}
    template <class List>
    requires requires(const List& list) {
        { *std::data(list) } -> std::convertible_to<std::string_view>;
        std::size(list);
    }
    uuid_list(const List& list) noexcept
        : first_(std::data(list)), size_(std::size(list)), at_([](const void* first, std::size_t i) {
              using element = std::remove_pointer_t<decltype(std::data(std::declval<const List&>()))>;
              return std::string_view(static_cast<const element*>(first)[i]);
          }) {}

    /// What is listed; empty pieces of a text are left out.
    std::vector<std::string> copy() const;

 private:
    std::string_view text_;
    const void* first_ = nullptr;
    std::size_t size_ = 0;
    std::string_view (*at_)(const void* first, std::size_t i) = nullptr;
};
static_assert(std::is_trivially_destructible_v<uuid_list>);

}  // namespace polyaxon::v1
