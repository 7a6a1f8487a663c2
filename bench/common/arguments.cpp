#include "common/arguments.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace bench {
namespace {

[[noreturn]] void mistake(const std::string& what) {
    std::fprintf(
        stderr,
        "%s\nusage: --host H --port P --tls 0|1 --concurrency C --connections N --requests R "
        "--target run|list20|list100|listN|experiment [--warmup W] [--pipeline D] [--ca FILE] [--owner O] "
        "[--project P] [--uuid U] [--decode 0|1] [--stats 0|1]\n",
        what.c_str());
    std::exit(2);
}

std::size_t number(std::string_view name, std::string_view text, std::size_t least, std::size_t most) {
    std::size_t n = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (ec != std::errc() || end != text.data() + text.size() || n < least || n > most)
        mistake(std::string(name) + " is '" + std::string(text) + "'; give a number from " +
                std::to_string(least) + " to " + std::to_string(most));
    return n;
}

}  // namespace

std::size_t arguments::limit() const {
    if (target.rfind("list", 0) != 0) return 0;
    return number("--target", std::string_view(target).substr(4), 1, 100'000);
}

std::string arguments::path() const {
    const auto base = "/api/v1/" + owner + '/' + project;
    if (target == "run") return base + "/runs/" + uuid;
    if (target == "experiment") return base + "/experiments/2/";
    return base + "/runs?limit=" + std::to_string(limit());
}

arguments parse(int argc, const char* const* argv) {
    constexpr std::size_t many = 1'000'000'000;
    arguments a;
    bool warmup_given = false;
    for (int i = 1; i < argc; i += 2) {
        const std::string_view name = argv[i];
        if (i + 1 == argc) mistake(std::string(name) + " has no value");
        const std::string_view value = argv[i + 1];
        if (name == "--host")
            a.host = value;
        else if (name == "--port")
            a.port = static_cast<std::uint16_t>(number(name, value, 1, 65'535));
        else if (name == "--tls")
            a.tls = number(name, value, 0, 1) == 1;
        else if (name == "--concurrency")
            a.concurrency = number(name, value, 1, many);
        else if (name == "--connections")
            a.connections = number(name, value, 1, 10'000);
        else if (name == "--requests")
            a.requests = number(name, value, 1, many);
        else if (name == "--target")
            a.target = value;
        else if (name == "--warmup")
            a.warmup = number(name, value, 0, many), warmup_given = true;
        else if (name == "--pipeline")
            a.pipeline = number(name, value, 1, 1'024);
        else if (name == "--ca")
            a.ca = value;
        else if (name == "--owner")
            a.owner = value;
        else if (name == "--project")
            a.project = value;
        else if (name == "--uuid")
            a.uuid = value;
        else if (name == "--decode")
            a.decode = number(name, value, 0, 1) == 1;
        else if (name == "--stats")
            a.stats = number(name, value, 0, 1) == 1;
        else
            mistake("there is no argument " + std::string(name));
    }
    if (a.port == 0) mistake("--port is missing");
    if (a.target != "run" && a.target != "experiment" && a.limit() == 0)
        mistake("--target is '" + a.target + "'; give run, experiment, list20, list100 or another listN");
    if (!warmup_given) a.warmup = std::max(2 * a.connections, a.requests / 10);
    return a;
}

}  // namespace bench
