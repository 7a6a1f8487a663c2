#pragma once
#include "live_support.hpp"

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace polyaxon::live {

/// What the real Python client answers: python_client.py COMMAND default PROJECT …; the arguments need no quoting.
inline json python(const std::string& command, const std::string& project, const std::string& more = {}) {
    const auto haupt = known("haupt");
    const std::string line = haupt.at("python").as<std::string>() + " " POLYAXON_LIVE_PYTHON " " +
                             haupt.at("url").as<std::string>() + " " + command + " default " + project + " " +
                             more;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(line.c_str(), "r"), &::pclose);
    if (!pipe) throw std::runtime_error("cannot start " + line);
    std::string text, last;
    for (char piece[4096]; std::fgets(piece, sizeof piece, pipe.get());) text += piece;
    while (!text.empty() && text.back() == '\n') text.pop_back();
    last = text.substr(text.rfind('\n') + 1);
    if (last.empty()) throw std::runtime_error("nothing came from " + line);
    return json::parse(last);
}

}  // namespace polyaxon::live
