#pragma once
#include "conformance/replay.hpp"

#include <polyaxon/v0.hpp>

#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conformance::v0 {

/// The keyword arguments of a recorded call. What typed C++ cannot take is `inexpressible`.
class arguments {
 public:
    arguments(const json& given, std::initializer_list<std::string_view> known);

    std::string text(std::string_view name) const;
    std::optional<std::string> text_or_null(std::string_view name) const;
    /// A number or a text that names something.
    std::string reference(std::string_view name) const;
    std::optional<std::string> reference_or_null(std::string_view name) const;
    std::optional<bool> flag_or_null(std::string_view name) const;
    int page() const;
    json value(std::string_view name) const { return member(given_, name); }

    [[noreturn]] static void refuse(std::string_view name, const json& value, std::string_view wanted);

 private:
    json required(std::string_view name) const;
    json given_;
};

/// `metrics` and `params`: true, one name, or a list of names. Owns what filter() views.
class names {
 public:
    names(const arguments&, std::string_view key);
    polyaxon::v0::name_filter filter() const;

 private:
    bool all_ = false;
    std::vector<std::string> texts_;
    std::vector<std::string_view> views_;
};

}  // namespace conformance::v0
