#pragma once
#include "conformance/replay.hpp"

#include <deque>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace conformance::v1 {

/// Recorded keyword arguments, taken one by one. What is not taken cannot be said: `done()` throws inexpressible. Texts live as long
/// as this does.
class arguments {
 public:
    explicit arguments(const json& recorded);

    /// Positional argument number `i`, or null.
    json positional(std::size_t i);
    json take(std::string_view key);
    /// By its position or its name, as Python takes either.
    json either(std::size_t i, std::string_view key);
    std::string_view either_text(std::size_t i, std::string_view key);
    /// A text or a list of texts, with commas between.
    std::string_view either_list(std::size_t i, std::string_view key);
    /// Without a meaning in C++: what Python prints, or how it waits.
    void ignore(std::string_view key) { take(key); }
    /// An object as its text; empty where there is none.
    std::string_view object_text(std::string_view key);
    std::optional<std::string_view> optional_text(std::string_view key);
    std::string_view text(std::string_view key);
    std::string_view positional_text(std::size_t i);
    std::optional<int> number(std::string_view key);
    std::optional<bool> flag(std::string_view key);
    /// A list of texts with commas between.
    std::string_view comma_list(std::string_view key);
    std::string_view comma_list(const json& list);
    std::string_view keep(std::string text);
    /// All that is left, with `{"$float": "nan"}` as null: the values of log_inputs and the like.
    json rest();
    /// Throws when something is left.
    void done() const;

 private:
    std::vector<json> positional_;
    std::vector<std::pair<std::string, json>> named_;
    std::vector<bool> used_;
    std::deque<std::string> texts_;
};

}  // namespace conformance::v1
