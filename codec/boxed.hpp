#pragma once
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace polyaxon {

/// A value that may be absent, as of std::optional, kept on the heap: a struct whose member it is grows by one pointer, not by the value. For members
/// that are large and often absent. Copies copy the value; moving takes it over and leaves nothing, without throwing. Not synchronised.
///
///     if (settings.queue) use(settings.queue->name);
template <class T>
class boxed {
 public:
    using value_type = T;

    boxed() = default;
    boxed(std::nullopt_t) noexcept {}
    boxed(const T& value) : value_(std::make_unique<T>(value)) {}
    boxed(T&& value) : value_(std::make_unique<T>(std::move(value))) {}
    boxed(const boxed& other) : value_(other ? std::make_unique<T>(*other) : nullptr) {}
    boxed(boxed&&) noexcept = default;
    ~boxed() = default;

    boxed& operator=(const boxed& other) { return *this = boxed(other); }
    boxed& operator=(boxed&&) noexcept = default;

    bool has_value() const noexcept { return value_ != nullptr; }
    explicit operator bool() const noexcept { return has_value(); }

    /// Unchecked access.
    T& operator*() & noexcept { return *value_; }
    const T& operator*() const& noexcept { return *value_; }
    T&& operator*() && noexcept { return std::move(*value_); }
    T* operator->() noexcept { return value_.get(); }
    const T* operator->() const noexcept { return value_.get(); }

    /// Throws std::bad_optional_access when there is none.
    T& value() & { return there(), *value_; }
    const T& value() const& { return there(), *value_; }
    T&& value() && { return there(), std::move(*value_); }
    template <class U>
    T value_or(U&& otherwise) const& {
        return has_value() ? *value_ : static_cast<T>(std::forward<U>(otherwise));
    }

    template <class... Args>
    T& emplace(Args&&... args) {
        if constexpr (std::is_aggregate_v<T>)
            value_.reset(new T{std::forward<Args>(args)...});
        else
            value_ = std::make_unique<T>(std::forward<Args>(args)...);
        return *value_;
    }
    void reset() noexcept { value_.reset(); }

    friend bool operator==(const boxed& one, std::nullopt_t) noexcept { return !one.has_value(); }
    friend bool operator==(const boxed& one, const boxed& other) {
        return one.has_value() == other.has_value() && (!one || *one == *other);
    }

 private:
    void there() const {
        if (!value_) throw std::bad_optional_access();
    }
    std::unique_ptr<T> value_;
};

}  // namespace polyaxon
