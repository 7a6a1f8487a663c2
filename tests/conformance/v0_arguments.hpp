#pragma once
#include "conformance/replay.hpp"

#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/v0.hpp>

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace conformance::v0 {

/// A file of a recorded upload.
struct given_file {
    std::string field, filename, content;
    std::string content_type;  ///< empty: none
};

/// The keyword arguments of a recorded call. What typed C++ cannot take is `inexpressible`.
class arguments {
 public:
    arguments(const json& given, std::initializer_list<std::string_view> known);

    bool has(std::string_view name) const { return given_.is_object() && given_.contains(name); }
    std::string text(std::string_view name) const;
    std::optional<std::string> text_or_null(std::string_view name) const;
    /// A number or a text that names something.
    std::string reference(std::string_view name) const;
    std::optional<std::string> reference_or_null(std::string_view name) const;
    std::optional<std::int64_t> integer_or_null(std::string_view name) const;
    std::optional<bool> flag_or_null(std::string_view name) const;
    bool flag(std::string_view name, bool otherwise) const { return flag_or_null(name).value_or(otherwise); }
    bool background() const { return flag("background", false); }
    bool periodic() const { return flag("periodic", false); }
    int page() const;
    /// `$datetime`.
    std::optional<polyaxon::timestamp> moment_or_null(std::string_view name) const;
    /// A mapping; `$numpy` values inside stand for the plain ones, what JSON cannot hold is refused.
    json mapping(std::string_view name) const;
    std::optional<json> mapping_or_null(std::string_view name) const;
    /// A mapping, or the fields of a resource that was built locally (`$config`): then `built(name)` is true.
    json config(std::string_view name) const;
    bool built(std::string_view name) const;
    /// One text, or a list of them.
    std::vector<std::string> texts(std::string_view name) const;
    bool is_list(std::string_view name) const { return value(name).is_array(); }
    /// `$files`.
    std::vector<given_file> files(std::string_view name) const;
    /// `$collect` or nothing: the caller collects the messages.
    void handler(std::string_view name = "message_handler") const;
    json value(std::string_view name) const { return member(given_, name); }

    [[noreturn]] static void refuse(std::string_view name, const json& value, std::string_view wanted);

 private:
    json required(std::string_view name) const;
    json given_;
};

/// Views of texts that stay where they are.
std::vector<std::string_view> views_of(const std::vector<std::string>& texts);

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
