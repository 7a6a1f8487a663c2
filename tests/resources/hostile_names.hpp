#pragma once
#include <polyaxon/resources/send.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

// Names that would like to be more than a name, through every row of an API.

namespace polyaxon::test {

/// Each is refused, or stays one segment of its place.
inline const std::vector<std::string>& hostile_names() {
    using namespace std::string_literals;
    static const std::vector<std::string> all = {"",
                                                 ".",
                                                 "..",
                                                 "/",
                                                 "//",
                                                 "../..",
                                                 "a/../../b",
                                                 "a?b=c",
                                                 "a#b",
                                                 "a%2Fb",
                                                 "%2e%2e",
                                                 "%00",
                                                 "a b",
                                                 "a\tb",
                                                 "a\\..\\b",
                                                 "{other}",
                                                 "a\r\nX: y",
                                                 "a\nb",
                                                 "a\rb",
                                                 "\r\n\r\nGET / HTTP/1.1",
                                                 "a\0b"s,
                                                 " HTTP/1.1",
                                                 "http://elsewhere/",
                                                 "@elsewhere",
                                                 ":8080",
                                                 "a;b=c",
                                                 "\xff\xfe",
                                                 "\xc3\xa9",
                                                 "\xe2\x80\xa8",
                                                 "a\x7f"
                                                 "b",
                                                 std::string(4'000, '/')};
    return all;
}

/// How the request that a row makes of these arguments lies on the wire; empty where it was refused as an argument of no use.
inline std::string wire_of(const resources::endpoint_row& row, const resources::dialect& how,
                           const std::vector<id>& arguments) {
    const resources::path_pattern path(row.path);
    resources::outgoing o(how, row.method, path, arguments, resources::message(), call_options{});
    if (o.refused) {
        EXPECT_EQ(o.refused->kind, errc::invalid_argument) << row.name;
        return {};
    }
    std::string text;
    codec::write_request(codec::make_destination({false, "platform.example", 80}), o.request, text);
    return text;
}

/// Every name in every place of every row: one request line with as many segments as before, the same headers, or nothing at all. How many were
/// tried.
template <class Rows>
std::size_t try_hostile_names(const Rows& rows, const resources::dialect& how) {
    const auto count = [](std::string_view text, std::string_view what) {
        std::size_t n = 0;
        for (auto at = text.find(what); at != text.npos; at = text.find(what, at + what.size())) ++n;
        return n;
    };
    std::size_t tried = 0;
    for (const auto& row : rows) {
        const auto holes = resources::path_pattern(row.path).holes().size();
        const auto usual = wire_of(row, how, std::vector<id>(holes, "plain"));
        const auto line_end = usual.find("\r\n");
        for (std::size_t place = 0; place < holes; ++place)
            for (const auto& name : hostile_names()) {
                ++tried;
                std::vector<id> arguments(holes, "plain");
                arguments[place] = std::string_view(name);
                const auto got = wire_of(row, how, arguments);
                const bool useless = name.empty() || name == "." || name == ".." ||
                                     name.find_first_of(std::string_view("\r\n\0", 3)) != name.npos;
                EXPECT_EQ(got.empty(), useless) << row.name << ": " << name;
                if (got.empty()) continue;
                const auto end = got.find("\r\n");
                const std::string_view line = std::string_view(got).substr(0, end);
                EXPECT_EQ(got.substr(end), usual.substr(line_end)) << row.name << ": other headers";
                EXPECT_EQ(count(line, "/"), count(usual.substr(0, line_end), "/"))
                    << row.name << ": " << line;
                EXPECT_EQ(count(line, " "), 2u) << row.name << ": " << line;
                EXPECT_TRUE(std::ranges::none_of(
                    line, [](char c) { return c < ' ' || c == '#' || c == '?' || c == '\\' || c == 0x7F; }))
                    << row.name << ": " << line;
            }
    }
    return tried;
}

}  // namespace polyaxon::test
