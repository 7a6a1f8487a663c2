// conformance --api v0|v1 --cases FILE [--only GLOB[,GLOB…]]: replays recorded calls against a scripted server through a
// real client and compares what was sent and what came out. One line per failing case; last line
// `N passed, M failed, K skipped`. Exit code 0 when none failed, 1 otherwise, 2 for wrong usage.
#include "conformance/replay.hpp"

#include <exception>
#include <iostream>
#include <span>

namespace {

int usage(std::string_view why) {
    std::cerr << "conformance: " << why
              << "\nusage: conformance --api v0|v1 --cases FILE [--only GLOB[,GLOB...]]\n";
    return 2;
}

}  // namespace

int main(int count, char** values) try {
    conformance::options o;
    const std::span<char*> args(values, static_cast<std::size_t>(count));
    for (std::size_t i = 1; i < args.size(); i += 2) {
        const std::string_view name = args[i];
        if (i + 1 == args.size()) return usage(std::string(name) + " needs a value");
        const std::string_view value = args[i + 1];
        if (name == "--api")
            o.api = value;
        else if (name == "--cases")
            o.cases = value;
        else if (name == "--only")
            conformance::add_globs(value, o.only);
        else
            return usage("unknown option " + std::string(name));
    }
    if (o.cases.empty()) return usage("--cases is missing");
    if (o.api == "v0") return conformance::run(o, conformance::replay_v0);
    if (o.api == "v1") return conformance::run(o, conformance::replay_v1);
    return usage("--api must be v0 or v1");
} catch (const std::exception& e) {
    std::cerr << "conformance: " << e.what() << '\n';
    return 2;
}
