// Replays a file of recorded context cases: environment, files and arguments → resolved configuration or error.
//
//     context_cases --api v0|v1 --cases FILE [--only GLOB] [--kind K,K]
//
// One line for each failing case, `skip ID: reason` for each skipped one, then `N passed, M failed, K skipped`. Exit code 1
// when a case failed, 2 when it was called wrongly or the file cannot be read.

#include <conformance/context_case.hpp>

#include <fnmatch.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace {

using polyaxon::json;
using polyaxon::tests::verdict;

struct options {
    std::string api, cases, only = "*", kinds;
};

std::optional<options> parse(int argc, char** argv) {
    options out;
    for (int i = 1; i < argc; ++i) {
        std::string name = argv[i], value;
        if (const auto equals = name.find('='); equals != name.npos) {
            value = name.substr(equals + 1);
            name.resize(equals);
        } else {
            if (i + 1 == argc) return std::nullopt;
            value = argv[++i];
        }
        if (name == "--api")
            out.api = value;
        else if (name == "--cases")
            out.cases = value;
        else if (name == "--only")
            out.only = value;
        else if (name == "--kind")
            out.kinds = value;
        else
            return std::nullopt;
    }
    if ((out.api != "v0" && out.api != "v1") || out.cases.empty()) return std::nullopt;
    return out;
}

bool listed(std::string_view kinds, std::string_view kind) {
    while (!kinds.empty()) {
        const auto comma = kinds.find(',');
        if (kinds.substr(0, comma) == kind) return true;
        if (comma == kinds.npos) break;
        kinds.remove_prefix(comma + 1);
    }
    return false;
}

verdict run(const options& o, const json& file, const json& one) {
    try {
        if (o.api == "v1") return polyaxon::tests::run_v1_case(one);
        const auto defaults = file.is_object() && file.contains("default_settings")
                                  ? file.at("default_settings")
                                  : json::object();
        return polyaxon::tests::run_v0_case(one, defaults);
    } catch (const polyaxon::tests::cannot_express& e) {
        return {{}, e.reason};
    } catch (const polyaxon::error& e) {
        return {{"the case cannot be read: " + e.detail()}, std::nullopt};
    }
}

}  // namespace

int main(int argc, char** argv) {
    const auto o = parse(argc, argv);
    if (!o) {
        std::cerr << "usage: context_cases --api v0|v1 --cases FILE [--only GLOB] [--kind K,K]\n";
        return 2;
    }
    std::ifstream in(o->cases, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    json file;
    try {
        if (!in)
            throw polyaxon::error(polyaxon::error_info{polyaxon::errc::invalid_argument, 0,
                                                       "it is not there or cannot be read"});
        file = json::parse(text);
    } catch (const polyaxon::error& e) {
        std::cerr << "context_cases: " << o->cases << ": " << e.detail() << '\n';
        return 2;
    }

    int passed = 0, failed = 0, skipped = 0;
    const auto cases = file.is_object() ? file.at("cases") : file;
    for (const auto& one : cases.elements()) {
        const auto id = one.at("id").as<std::string>();
        if (::fnmatch(o->only.c_str(), id.c_str(), 0) != 0) continue;
        if (!o->kinds.empty() && o->api == "v1" &&
            !listed(o->kinds, one.at("call").at("kind").as<std::string>()))
            continue;
        const auto came = run(*o, file, one);
        if (came.skipped) {
            ++skipped;
            std::cout << "skip " << id << ": " << *came.skipped << '\n';
        } else if (came.differences.empty()) {
            ++passed;
        } else {
            ++failed;
            std::cout << "FAIL " << id << ": ";
            for (std::size_t i = 0; i < came.differences.size(); ++i)
                std::cout << (i == 0 ? "" : "; ") << came.differences[i];
            std::cout << '\n';
        }
    }
    std::cout << passed << " passed, " << failed << " failed, " << skipped << " skipped\n";
    return failed == 0 ? 0 : 1;
}
