#pragma once
#include <polyaxon/codec/json.hpp>

#include <conformance/context_machine.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polyaxon::tests {

/// A case that the typed client cannot be asked for.
struct cannot_express {
    std::string reason;
};

/// What a case came to: the list of differences, or why it was skipped.
struct verdict {
    std::vector<std::string> differences;
    std::optional<std::string> skipped;
};

/// "${HOME}" and the like → what they stand for.
using placeholders = std::map<std::string, std::string, std::less<>>;
std::string filled_in(std::string text, const placeholders& values);

/// Collects what differs, each member of the expectation once.
class comparison {
 public:
    explicit comparison(placeholders values) : values_(std::move(values)) {}
    void member(std::string_view name, const json& expected, const json& actual);
    void fault(std::string text) { differences.push_back(std::move(text)); }
    std::vector<std::string> differences;

 private:
    placeholders values_;
};

/// JSON of an optional text, number or bool.
template <class T>
json json_of(const std::optional<T>& value) {
    return value ? json::from(*value) : json();
}
/// Header lines "Name: value\r\n" as an object.
json headers_object(std::string_view lines);

/// Environment and files of a case, with `~` and relative paths resolved.
void furnish(context_machine& machine, const json& one, const placeholders& values);

/// Values of constructor arguments; `cannot_express` for another JSON type. Null is unset. Text lives in `keep`.
struct argument_texts {
    std::vector<std::unique_ptr<std::string>> texts;
};
void take_argument(std::string_view name, const json& value, std::optional<std::string_view>& out,
                   argument_texts& keep);
void take_argument(std::string_view name, const json& value, std::optional<int>& out, argument_texts& keep);
void take_argument(std::string_view name, const json& value, std::optional<double>& out,
                   argument_texts& keep);
void take_argument(std::string_view name, const json& value, std::optional<bool>& out, argument_texts& keep);

verdict run_v0_case(const json& one, const json& default_settings);
verdict run_v1_case(const json& one);

}  // namespace polyaxon::tests
