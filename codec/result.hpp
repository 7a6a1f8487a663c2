#pragma once
#include <polyaxon/codec/error.hpp>

#include <optional>
#include <utility>
#include <variant>

namespace polyaxon {

/// A value or the error that came instead. A default-constructed result is the error `canceled`: nothing was run.
///
///     auto r = co_await polyaxon::as_result(client.auth().get_user());
///     if (r) use(r->username); else report(r.error());
template <class T>
class [[nodiscard]] result {
 public:
    using value_type = T;

    result() = default;
    result(T value) : state_(std::in_place_index<1>, std::move(value)) {}
    result(polyaxon::error e) : state_(std::in_place_index<2>, std::move(e)) {}
    result(error_info info) : state_(std::in_place_index<2>, polyaxon::error(std::move(info))) {}

    explicit operator bool() const noexcept { return state_.index() == 1; }
    bool has_value() const noexcept { return state_.index() == 1; }

    /// The value, or throws the error.
    T& value() & { return check(), std::get<1>(state_); }
    const T& value() const& { return check(), std::get<1>(state_); }
    T&& value() && { return check(), std::get<1>(std::move(state_)); }

    /// Unchecked access, as of std::optional.
    T& operator*() & noexcept { return *std::get_if<1>(&state_); }
    const T& operator*() const& noexcept { return *std::get_if<1>(&state_); }
    T&& operator*() && noexcept { return std::move(*std::get_if<1>(&state_)); }
    T* operator->() noexcept { return std::get_if<1>(&state_); }
    const T* operator->() const noexcept { return std::get_if<1>(&state_); }

    /// The error. Call it only when there is no value.
    const polyaxon::error& error() const {
        if (state_.index() == 0) state_.template emplace<2>(error_info{});
        return std::get<2>(state_);
    }

 private:
    void check() const {
        if (!has_value()) throw error();
    }
    // A result that was never filled builds its error only when it is asked for.
    mutable std::variant<std::monostate, T, polyaxon::error> state_;
};

template <>
class [[nodiscard]] result<void> {
 public:
    using value_type = void;

    result() : error_(error_info{}) {}
    result(polyaxon::error e) : error_(std::move(e)) {}
    result(error_info info) : error_(polyaxon::error(std::move(info))) {}
    static result success() { return result(nullptr); }

    explicit operator bool() const noexcept { return !error_; }
    bool has_value() const noexcept { return !error_; }
    void value() const {
        if (error_) throw *error_;
    }
    const polyaxon::error& error() const { return *error_; }

 private:
    explicit result(std::nullptr_t) {}
    std::optional<polyaxon::error> error_;
};

}  // namespace polyaxon
