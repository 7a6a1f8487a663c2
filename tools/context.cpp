// polyaxon-context: shows who would ask and where, without asking. Prints the resolved context as JSON: every value, the place
// that it came from, every place that was looked at; tokens are redacted.
//
//     polyaxon-context [--api v0|v1]
//
// Exit codes: 0; 2 called wrongly; 3 no usable context (the reason is on stderr).

#include <polyaxon/context/v0.hpp>
#include <polyaxon/context/v0_arguments.hpp>
#include <polyaxon/context/v1.hpp>
#include <polyaxon/context/v1_arguments.hpp>
#include <polyaxon/context/version.hpp>

#include <CLI/CLI.hpp>

#include <iostream>
#include <string>

namespace {

template <class Config, class Load>
int show(Load load) {
    const auto args = polyaxon::context::copy(Config{});
    const auto context = load(*args, *args->system);
    if (!context) {
        std::cerr << "polyaxon-context: " << context.error().detail() << '\n';
        return 3;
    }
    std::cout << context->report.to_json().text() << '\n';
    return std::cout.flush() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{
        "Prints the resolved Polyaxon context as JSON: every value and where it came from. Tokens are "
        "redacted."};
    std::string api = "v1";
    app.add_option("--api", api, "generation of the platform: v0 (0.x) or v1 (1.x and 2.x)")
        ->check(CLI::IsMember({"v0", "v1"}))
        ->capture_default_str();
    app.set_version_flag("--version", "polyaxon-context " + std::string(polyaxon::library_version));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    if (api == "v0") return show<polyaxon::v0::api_config>(polyaxon::context::load_v0);
    return show<polyaxon::v1::client_config>(polyaxon::context::load_v1);
}
