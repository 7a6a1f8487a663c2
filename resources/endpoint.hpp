#pragma once
#include <polyaxon/codec/request.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string_view>

// An endpoint is one row: verb, what comes back, the path, what goes in.
//
//     inline constexpr auto get_project = get<project, "/{username}/{project_name}/">;
//
// A path is checked when it is compiled: it starts with '/', has no empty segment but a last one, and its braces match.
// The number of its placeholders is the number of path arguments a call must give.

namespace polyaxon::resources {

template <std::size_t N>
struct path_text {
    char text[N]{};
    consteval path_text(const char (&s)[N]) {
        std::copy_n(s, N, text);
        if (N < 2 || s[0] != '/') throw "a path starts with '/'";
        bool open = false;
        for (std::size_t i = 0; i + 1 < N; ++i) {
            if (s[i] == '/' && s[i + 1] == '/') throw "a path has no empty segment";
            if (s[i] == '{' && (open || s[i + 1] == '}')) throw "a placeholder is {name}";
            if (s[i] == '}' && !open) throw "a stray '}' in a path";
            if (open && s[i] == '/') throw "a placeholder is never closed";
            open = s[i] == '{' ? true : s[i] == '}' ? false : open;
        }
        if (open) throw "a placeholder is never closed";
    }
    constexpr std::size_t placeholders() const {
        return static_cast<std::size_t>(std::count(text, text + N, '{'));
    }
    constexpr std::string_view view() const { return {text, N - 1}; }
};

/// A path and where its placeholders begin and end, found once: when it is compiled, for a row.
class path_pattern {
 public:
    static constexpr std::size_t most = 8;  ///< placeholders
    struct hole {
        std::uint16_t open, close;  ///< where the braces stand
    };

    constexpr path_pattern(std::string_view text) : text_(text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] != '{') continue;
            // Not by find: with -fsanitize=undefined g++ 12 does not take that for a constant here.
            auto close = i + 1;
            while (close < text.size() && text[close] != '}') ++close;
            if (close == text.size()) break;
            if (size_ == most || close > 65535) throw std::length_error("a path has too many placeholders");
            holes_[size_++] = {static_cast<std::uint16_t>(i), static_cast<std::uint16_t>(close)};
            i = close;
        }
    }
    constexpr path_pattern(const char* text) : path_pattern(std::string_view(text)) {}

    constexpr operator std::string_view() const noexcept { return text_; }
    constexpr std::string_view text() const noexcept { return text_; }
    constexpr std::span<const hole> holes() const noexcept { return {holes_, size_}; }

 private:
    std::string_view text_;
    hole holes_[most] = {};
    std::size_t size_ = 0;
};

struct none {};  ///< no typed result, or no body

template <codec::verb Verb, class Out, path_text Path, class In>
struct endpoint {
    using out = Out;
    using in = In;
    static constexpr codec::verb method = Verb;
    static constexpr path_pattern path = Path.view();
    static constexpr std::size_t arguments = Path.placeholders();
};

template <class Out, path_text Path>
inline constexpr endpoint<codec::verb::get, Out, Path, none> get{};
template <class Out, path_text Path, class In = none>
inline constexpr endpoint<codec::verb::post, Out, Path, In> post{};
template <class Out, path_text Path, class In = none>
inline constexpr endpoint<codec::verb::put, Out, Path, In> put{};
template <class Out, path_text Path, class In = none>
inline constexpr endpoint<codec::verb::patch, Out, Path, In> patch{};
template <class Out, path_text Path, class In = none>
inline constexpr endpoint<codec::verb::del, Out, Path, In> del{};

/// A row as data, for tests that walk the table.
struct endpoint_row {
    std::string_view name;
    codec::verb method;
    std::string_view path;
};
template <class E>
constexpr endpoint_row describe(std::string_view name, const E&) {
    return {name, E::method, E::path};
}

}  // namespace polyaxon::resources
