#pragma once
#include <polyaxon/codec/json.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace polyaxon::v0::tracking {

/// Tags: a text that is split at its commas ("a, b"), or a list of names (a vector, array or span of std::string or std::string_view). Viewed,
/// not copied: what it is made from must live until the call returns, which a braced list in an option would not. Default-constructed: none
/// are given.
///
///     const std::vector<std::string> tags{"baseline", "small"};
///     co_await e.create({.tags = tags});
///     e.log_tags("baseline, small");
///     e.log_tags({"baseline", "small"}, {.reset = true});
class tag_list {
 public:
    constexpr tag_list() = default;
    constexpr tag_list(std::nullptr_t) : given_(true) {}  ///< null is sent
    constexpr tag_list(std::string_view text) : text_(text), given_(true), split_(true) {}
    constexpr tag_list(const char* text) : tag_list(std::string_view(text)) {}
    tag_list(const std::string& text) : tag_list(std::string_view(text)) {}
    template <class Tags>
    requires std::convertible_to<const Tags&, std::span<const std::string_view>> tag_list(const Tags& tags)
        : views_(tags), given_(true), list_(true) {}
    template <class Tags>
    requires std::convertible_to<const Tags&, std::span<const std::string>> tag_list(const Tags& tags)
        : strings_(tags), given_(true), list_(true) {}
    tag_list(std::initializer_list<std::string_view>) = delete;  ///< would be gone before the call: name it

    bool given() const noexcept { return given_; }
    /// An empty text or list; null is neither.
    bool empty() const noexcept {
        return (split_ || list_) && text_.empty() && views_.empty() && strings_.empty();
    }
    /// A JSON array, or null. Throws `invalid_argument` for an empty tag.
    json value() const;

 private:
    std::string_view text_;
    std::span<const std::string_view> views_;
    std::span<const std::string> strings_;
    bool given_ = false, split_ = false, list_ = false;
};
static_assert(std::is_trivially_destructible_v<tag_list>);

/// The value of a parameter: null, a bool, a number or a text, which is viewed.
class param_value {
 public:
    constexpr param_value(std::nullptr_t = nullptr) {}
    template <std::same_as<bool> B>
    constexpr param_value(B value) : whole_(value), kind_(kind::boolean) {}
    template <json_integer I>
    constexpr param_value(I value) : whole_(static_cast<std::int64_t>(value)), kind_(kind::whole) {
        if constexpr (!std::is_signed_v<I> && sizeof(I) == sizeof whole_) kind_ = kind::positive;
    }
    template <std::floating_point F>
    constexpr param_value(F value) : real_(static_cast<double>(value)), kind_(kind::real) {}
    constexpr param_value(std::string_view value) : text_(value), kind_(kind::text) {}
    constexpr param_value(const char* value) : param_value(std::string_view(value)) {}
    param_value(const std::string& value) : param_value(std::string_view(value)) {}

    /// Throws `invalid_argument` for NaN and infinities.
    json value() const;

 private:
    enum class kind : unsigned char { null, boolean, whole, positive, real, text };
    std::string_view text_;
    std::int64_t whole_ = 0;
    double real_ = 0;
    kind kind_ = kind::null;
};

/// A parameter of a run.
struct param {
    std::string_view name;
    param_value value;
};
static_assert(std::is_trivially_destructible_v<param>);

/// An object of these. Throws `invalid_argument` that names the parameter.
json value_of(std::span<const param>);
/// Throws `invalid_argument` unless it is null or an array of texts none of which is empty.
json checked_tags(const json&);

/// The first `digits` hex digits of the MD5 of `data`: how the platform names data. At most 32. Throws `invalid_argument` where the machine's
/// policy forbids MD5.
std::string hash_of(std::string_view data, int digits = 12);

}  // namespace polyaxon::v0::tracking
