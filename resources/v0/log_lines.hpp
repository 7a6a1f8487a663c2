#pragma once
#include <concepts>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace polyaxon::v0 {

/// What send_logs takes: one text, or lines (a vector, array or span of std::string or std::string_view) that are joined by line breaks.
/// Viewed, not copied: it must live until the call returns its awaitable.
class log_lines {
 public:
    constexpr log_lines(std::string_view text) : text_(text) {}
    constexpr log_lines(const char* text) : text_(text) {}
    log_lines(const std::string& text) : text_(text) {}
    template <class Lines>
    requires std::convertible_to<const Lines&, std::span<const std::string_view>> log_lines(
        const Lines& lines)
        : views_(lines) {}
    template <class Lines>
    requires std::convertible_to<const Lines&, std::span<const std::string>> log_lines(const Lines& lines)
        : strings_(lines) {}

    std::string joined() const {
        std::string all(text_);
        const auto add = [&](const auto& lines) {
            for (bool first = true; const auto& line : lines) {
                if (!first) all += '\n';
                first = false;
                all += line;
            }
        };
        add(views_);
        add(strings_);
        return all;
    }

 private:
    std::string_view text_;
    std::span<const std::string_view> views_;
    std::span<const std::string> strings_;
};
static_assert(std::is_trivially_destructible_v<log_lines>);

}  // namespace polyaxon::v0
