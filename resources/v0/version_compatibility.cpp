#include <polyaxon/resources/v0/version_compatibility.hpp>

#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/resources/v0/versions.hpp>

#include <algorithm>
#include <cstddef>

namespace polyaxon::v0 {

namespace {

/// Takes the next number of a version off its front, and its dot; without one it is empty.
std::string_view next_number(std::string_view& v) {
    std::size_t n = 0;
    while (n < v.size() && codec::ascii::is_digit(v[n])) ++n;
    auto out = v.substr(0, n);
    v.remove_prefix(n);
    if (n > 0 && v.size() > 1 && v[0] == '.' && codec::ascii::is_digit(v[1])) v.remove_prefix(1);
    while (out.size() > 1 && out[0] == '0') out.remove_prefix(1);
    return out.empty() ? "0" : out;
}

std::string_view plain(std::string_view v) {
    while (!v.empty() && (v[0] == ' ' || v[0] == 'v' || v[0] == 'V')) v.remove_prefix(1);
    while (!v.empty() && v.back() == ' ') v.remove_suffix(1);
    return v;
}

bool usable(std::string_view v) {
    v = plain(v);
    return !v.empty() && codec::ascii::is_digit(v[0]);
}

// Behind the numbers: "" is a release, "+local" and ".post1" come after it, all else ("rc1", "-beta", ".dev0") before.
int rank(std::string_view rest) {
    if (rest.empty()) return 1;
    return rest[0] == '+' || rest.starts_with(".post") ? 2 : 0;
}

int sign(int n) { return n < 0 ? -1 : n > 0; }

}  // namespace

int compare_versions(std::string_view a, std::string_view b) {
    a = plain(a), b = plain(b);
    while ((!a.empty() && codec::ascii::is_digit(a[0])) || (!b.empty() && codec::ascii::is_digit(b[0]))) {
        const auto x = next_number(a), y = next_number(b);
        if (x.size() != y.size()) return x.size() < y.size() ? -1 : 1;
        if (const int order = x.compare(y); order != 0) return sign(order);
    }
    if (rank(a) != rank(b)) return rank(a) < rank(b) ? -1 : 1;
    // "rc2" before "rc10": numbers in the rest count as numbers, too.
    while (!a.empty() && !b.empty()) {
        if (codec::ascii::is_digit(a[0]) && codec::ascii::is_digit(b[0])) {
            const auto x = next_number(a), y = next_number(b);
            if (x.size() != y.size()) return x.size() < y.size() ? -1 : 1;
            if (const int order = x.compare(y); order != 0) return sign(order);
        } else {
            if (a[0] != b[0]) return a[0] < b[0] ? -1 : 1;
            a.remove_prefix(1), b.remove_prefix(1);
        }
    }
    return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

compatibility check_version(std::string_view own, const cli_version& platform) {
    if (!usable(own)) return compatibility::too_old;  // what has no version cannot be vouched for
    if (usable(platform.min_version) && compare_versions(own, platform.min_version) < 0)
        return compatibility::too_old;
    if (!usable(platform.latest_version)) return compatibility::ok;
    const int order = compare_versions(own, platform.latest_version);
    return order < 0 ? compatibility::upgrade_advised : order > 0 ? compatibility::newer : compatibility::ok;
}

bool version_check_due(int check_count, std::string_view current, std::string_view min) {
    constexpr int unchecked_commands = 3;
    return check_count > unchecked_commands || !usable(current) || !usable(min) ||
           compare_versions(current, min) < 0;
}

}  // namespace polyaxon::v0
