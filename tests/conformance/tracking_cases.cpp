// tracking_cases --api v0 --cases FILE [--only GLOB[,GLOB…]]: replays recorded programs that track runs, each in a process of its own.
// Output and exit code as of `conformance`.
#include "conformance/tracking_case.hpp"
#include "conformance/tracking_player.hpp"

#include <exception>
#include <iostream>
#include <map>
#include <span>

namespace {

int usage(std::string_view why) {
    std::cerr << "tracking_cases: " << why
              << "\nusage: tracking_cases --api v0 --cases FILE [--only GLOB[,GLOB...]]\n";
    return 2;
}

}  // namespace

int main(int count, char** values) try {
    std::map<std::string, std::string, std::less<>> given;
    const std::span<char*> args(values, static_cast<std::size_t>(count));
    for (std::size_t i = 1; i < args.size(); i += 2) {
        const std::string name = args[i];
        if (name != "--api" && name != "--cases" && name != "--only" && name != "--play" &&
            name != "--root" && name != "--results")
            return usage("unknown option " + name);
        if (i + 1 == args.size()) return usage(name + " needs a value");
        given[name] = args[i + 1];
    }
    if (given.contains("--play"))  // the process of one case
        return conformance::play_tracking_case(given["--play"], given["--root"], given["--results"]);
    if (given["--api"] != "v0") return usage("--api must be v0");
    if (given["--cases"].empty()) return usage("--cases is missing");
    conformance::options o;
    o.cases = given["--cases"];
    conformance::add_globs(given["--only"], o.only);
    return conformance::run(o, conformance::replay_tracking);
} catch (const std::exception& e) {
    std::cerr << "tracking_cases: " << e.what() << '\n';
    return 2;
}
