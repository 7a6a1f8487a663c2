#include <polyaxon/resources/tracking/process_facts.hpp>

#include <pwd.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

namespace polyaxon {

namespace {

json command_line() {
    std::ifstream in("/proc/self/cmdline", std::ios::binary);
    auto out = json::array();
    for (std::string word; std::getline(in, word, '\0');) out.push(word);
    return out;
}

std::string user_name() {
    std::array<char, 4096> buffer;
    ::passwd entry{}, *found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return found->pw_name;
    return std::to_string(::geteuid());
}

}  // namespace

json process_facts() {
    auto out = json::object();
    out.set("pid", static_cast<std::int64_t>(::getpid()));
    ::utsname machine{};
    if (::uname(&machine) == 0) {
        out.set("hostname", static_cast<const char*>(machine.nodename));
        out.set("os", std::string(machine.sysname) + '-' + machine.release + '-' + machine.machine);
        out.set("system", static_cast<const char*>(machine.sysname));
    }
    out.set("user", user_name());
    out.set("sys.argv", command_line());
    out.set("is_notebook", false);
    std::error_code ec;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ec);
    if (!ec) {
        out.set("filename", program.filename().string());
        out.set("module_path", program.parent_path().string());
    }
    return out;
}

}  // namespace polyaxon
