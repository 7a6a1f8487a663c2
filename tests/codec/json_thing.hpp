#pragma once
#include <polyaxon/codec/fields.hpp>

#include <array>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace json_tests {

using namespace polyaxon;
using codec::field;
using codec::json_in;
using codec::json_out;
using codec::json_parser;

/// A struct that holds itself, for tests of the parser.
struct thing {
    int a = 0;
    std::vector<std::vector<int>> lists;
    json meta;
    std::vector<thing> things;
};
std::error_code read(json_in&, thing&);
void write(json_out&, const thing&);
inline constexpr field rows[] = {codec::at<&thing::a>("a"), codec::at<&thing::lists>("lists"),
                                 codec::at<&thing::meta>("meta"), codec::at<&thing::things>("things")};
inline std::error_code read(json_in& in, thing& out) { return read_object(in, rows, &out); }
inline void write(json_out& out, const thing& v) { write_object(out, rows, &v); }

/// What takes so much for a byte of text.
struct mebibyte {
    mebibyte() {}
    std::array<char, 1 << 20> room;
};
inline std::error_code read(json_in&, mebibyte&) { return {}; }

inline std::string repeated(int n, std::string_view what) {
    std::string text;
    for (int i = 0; i < n; ++i) text += what;
    return text;
}
/// A list of `n` numbers.
inline std::string list_of(int n) { return "[" + repeated(n - 1, "0,") + "0]"; }

}  // namespace json_tests
