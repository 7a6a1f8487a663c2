#pragma once
#include <polyaxon/context/v0.hpp>
#include <polyaxon/context/v0_arguments.hpp>
#include <polyaxon/context/v1.hpp>
#include <polyaxon/context/v1_arguments.hpp>

#include <gtest/gtest.h>

#include <conformance/context_machine.hpp>

#include <string>
#include <string_view>

namespace polyaxon::tests {

using machine = context_machine;

inline const std::string home = "/home/ada/.polyaxon/";

inline result<context::v0_context> load_v0(const context::system& m, const v0::api_config& config = {}) {
    return context::load_v0(*context::copy(config), m);
}
inline result<context::v1_context> load_v1(const context::system& m, const v1::client_config& config = {}) {
    return context::load_v1(*context::copy(config), m);
}

/// The text of the error, which must be of kind `context`.
template <class T>
std::string failure(const result<T>& loaded) {
    if (loaded) return "no error";
    EXPECT_EQ(loaded.error().kind(), errc::context);
    return loaded.error().detail();
}

inline bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }
inline bool begins(std::string_view text, std::string_view part) {
    return text.substr(0, part.size()) == part;
}

inline ::testing::AssertionResult has(const std::vector<std::string>& lines, std::string_view part) {
    for (const auto& line : lines)
        if (holds(line, part)) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "nothing says `" << part << "`";
}

inline std::string source(const context_report& report, std::string_view name) {
    const auto* entry = report.find(name);
    return entry == nullptr ? "no entry" : entry->source;
}

}  // namespace polyaxon::tests
