#include <polyaxon/resources/v1/tracking/log_lines.hpp>

#include <polyaxon/codec/fields.hpp>

#include <pwd.h>
#include <unistd.h>

#include <array>

namespace polyaxon::v1::tracking {

namespace {

/// As Python finds it: the environment first, then the accounts.
std::string user_name(const context::system& machine) {
    for (const char* name : {"LOGNAME", "USER", "LNAME", "USERNAME"})
        if (auto value = machine.variable(name); value && !value->empty()) return *value;
    std::array<char, 4096> buffer;
    ::passwd entry{}, *found = nullptr;
    if (::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return found->pw_name;
    return std::to_string(::getuid());
}

std::string host_name() {
    std::array<char, 256> buffer{};
    if (::gethostname(buffer.data(), buffer.size() - 1) != 0) return "localhost";
    return buffer.data();
}

}  // namespace

log_origin log_origin::of_this_process() { return of_this_process(*context::real_system()); }

log_origin log_origin::of_this_process(const context::system& machine) {
    log_origin out;
    out.node = machine.variable("POLYAXON_K8S_NODE_NAME").value_or("local");
    const auto pod = machine.variable("POLYAXON_K8S_POD_ID");
    out.pod = pod ? *pod : user_name(machine);
    out.container = host_name();
    return out;
}

std::string_view trimmed(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t\n\r\f\v";
    const auto first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

void append_log_line(std::string& to, const log_origin& from, timestamp at, std::string_view text) {
    text = trimmed(text);
    if (text.empty()) return;
    const auto member = [&](std::string_view before, std::string_view value) {
        to += before;
        codec::append_quoted(to, value);
    };
    member("\n{\"timestamp\":", at.text());
    member(",\"node\":", from.node);
    member(",\"pod\":", from.pod);
    member(",\"container\":", from.container);
    member(",\"value\":", text);
    to += '}';
}

}  // namespace polyaxon::v1::tracking
