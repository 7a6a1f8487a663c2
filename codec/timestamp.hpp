#pragma once
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace polyaxon {

/// A moment in UTC, to the microsecond. Regular and trivially copyable.
class timestamp {
 public:
    using time_point = std::chrono::sys_time<std::chrono::microseconds>;

    constexpr timestamp() = default;
    constexpr explicit timestamp(time_point t) : at_(t) {}
    static timestamp now();

    /// ISO 8601: `T` or a blank between date and time, an optional fraction, `Z`, `+01:00`, `+0100` or nothing (UTC).
    static std::optional<timestamp> parse(std::string_view text);

    constexpr time_point time() const noexcept { return at_; }
    /// `2026-11-22T10:00:00.123456+00:00`; the fraction is left out when it is zero.
    std::string text() const;

    friend constexpr auto operator<=>(const timestamp&, const timestamp&) = default;

 private:
    time_point at_{};
};

}  // namespace polyaxon
