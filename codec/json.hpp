#pragma once
#include <polyaxon/codec/error.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace polyaxon::codec {
struct json_access;
}

namespace polyaxon {

/// The integers of C++ that hold numbers: neither bool nor a character type. std::int8_t and std::uint8_t are among them.
template <class T>
concept json_integer = std::integral<T> && std::same_as<T, std::remove_cv_t<T>> && !std::same_as<T, bool> &&
                       !std::same_as<T, char> && !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
                       !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;
class json;
/// What json::as gives: bool, an integer, float, double, std::string, or json itself. Lists and objects are walked by elements() and items().
template <class T>
concept json_readable = json_integer<T> || std::same_as<T, bool> || std::same_as<T, float> ||
    std::same_as<T, double> || std::same_as<T, std::string> || std::same_as<T, json>;

/// A JSON value kept as its own text: what the server sent in free-form members (`inputs`, `meta_info`, …), or what
/// you build to send. Nothing is decoded until you ask, so integers beyond 64 bits survive.
/// Reading throws `error` of kind `decode` that names the key. Not synchronised: const use from many threads is fine.
///
///     auto body = polyaxon::json::object().set("lr", 0.1).set("tags", polyaxon::json::array().push("a"));
///     double lr = run.inputs.at("lr").as<double>();
class json {
 public:
    json() = default;  ///< null
    json(const json&) = default;
    json(json&&) = default;
    json& operator=(const json&) = default;
    json& operator=(json&&) = default;

    /// Checks the whole text; throws `invalid_argument` that says where it breaks.
    static json parse(std::string_view text);
    /// Takes text that is known to be valid JSON (checked by who calls).
    static json raw(std::string text);
    static json object();
    static json array();
    static json null() { return {}; }
    static json from(std::nullptr_t) { return {}; }
    static json from(bool value);
    static json from(std::string_view value);
    static json from(const char* value) { return from(std::string_view(value)); }
    static json from(const std::string& value) { return from(std::string_view(value)); }
    static json from(double value);  ///< throws `invalid_argument` for NaN and infinities
    template <json_integer I>
    static json from(I value) {
        if constexpr (std::is_signed_v<I>)
            return from_signed(value);
        else
            return from_unsigned(value);
    }
    static json from(json value) { return value; }

    /// Adds or replaces a member of an object; throws `invalid_argument` on any other kind of value.
    template <class T>
    json& set(std::string_view key, T&& value) & {
        return set_value(key, from(std::forward<T>(value))), *this;
    }
    template <class T>
    json&& set(std::string_view key, T&& value) && {
        return std::move(set(key, std::forward<T>(value)));
    }
    /// Appends to an array.
    template <class T>
    json& push(T&& value) & {
        return push_value(from(std::forward<T>(value))), *this;
    }
    template <class T>
    json&& push(T&& value) && {
        return std::move(push(std::forward<T>(value)));
    }

    bool is_null() const noexcept { return text_.empty() || text_ == "null"; }
    bool is_object() const noexcept { return !text_.empty() && text_.front() == '{'; }
    bool is_array() const noexcept { return !text_.empty() && text_.front() == '['; }
    bool is_string() const noexcept { return !text_.empty() && text_.front() == '"'; }
    bool contains(std::string_view key) const;
    bool has(std::string_view key) const;  ///< contains it, and not as null
    /// Member of an object, element of an array. Throws `decode` when there is none.
    json at(std::string_view key) const;
    json at(std::size_t index) const;
    /// Number of members or elements; 0 for everything else.
    std::size_t size() const;
    std::vector<std::string> keys() const;
    std::vector<std::pair<std::string, json>> items() const;  ///< members of an object in their order
    std::vector<json> elements() const;                       ///< elements of an array

    /// The value as a T. Throws `decode` on another kind of value or one out of range. A float is the nearest one.
    template <json_readable T>
    T as() const;
    /// The member, or `fallback` where it is missing or null.
    template <json_readable T>
    T value_or(std::string_view key, T fallback) const {
        return has(key) ? at(key).as<T>() : fallback;
    }
    std::string value_or(std::string_view key, const char* fallback) const {
        return value_or(key, std::string(fallback));
    }

    /// The text as it is; "null" when empty.
    std::string_view text() const noexcept {
        return text_.empty() ? std::string_view("null") : std::string_view(text_);
    }

    /// Equal as JSON values: the order of keys, white space and how a number is written do not count.
    friend bool operator==(const json& a, const json& b) { return equal(a.text(), b.text()); }

 private:
    friend struct codec::json_access;
    static json from_signed(std::int64_t value);
    static json from_unsigned(std::uint64_t value);
    static bool equal(std::string_view a, std::string_view b);
    void set_value(std::string_view key, const json& value);
    void push_value(const json& value);
    bool to_bool() const;
    double to_double() const;
    float to_float() const;
    std::string to_string() const;
    std::int64_t to_signed(std::int64_t least, std::int64_t most) const;
    std::uint64_t to_unsigned(std::uint64_t most) const;

    std::string text_;
};

template <json_readable T>
T json::as() const {
    if constexpr (std::same_as<T, bool>)
        return to_bool();
    else if constexpr (std::same_as<T, double>)
        return to_double();
    else if constexpr (std::same_as<T, float>)
        return to_float();
    else if constexpr (std::same_as<T, std::string>)
        return to_string();
    else if constexpr (std::same_as<T, json>)
        return *this;
    else if constexpr (std::is_signed_v<T>)
        return static_cast<T>(to_signed(std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
    else
        return static_cast<T>(to_unsigned(std::numeric_limits<T>::max()));
}

}  // namespace polyaxon
