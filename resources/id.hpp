#pragma once
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace polyaxon {

/// A number or a name that identifies something in a path: `12`, `"12"`, a uuid. Trivially destructible, so it is safe as an
/// argument of an awaited call; text is viewed, not copied, and must live until the call returns its awaitable.
class id {
 public:
    template <std::integral I>
    requires(!std::same_as<I, bool> && !std::same_as<I, char>) id(I number) {
        auto n = std::to_chars(digits_, digits_ + sizeof digits_, number);
        size_ = static_cast<unsigned char>(n.ptr - digits_);
    }
    constexpr id(std::string_view text) : text_(text) {}
    constexpr id(const char* text) : text_(text) {}
    id(const std::string& text) : text_(text) {}

    constexpr std::string_view text() const noexcept {
        return size_ ? std::string_view(digits_, size_) : text_;
    }

 private:
    std::string_view text_;
    char digits_[20] = {};
    unsigned char size_ = 0;
};
static_assert(std::is_trivially_destructible_v<id>);

}  // namespace polyaxon
