#include "batch_options.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <set>

namespace polyaxon::batch {

std::optional<int> parse(int argc, const char* const* argv, options& o) {
    CLI::App app{
        "Lists runs (v1) or experiments (v0) by pages and fetches each one, many at a time.\n"
        "Without --host the address and the token come from the environment and the files of the Polyaxon "
        "CLI.\n"
        "Exit codes: 0 done, 1 other errors, 2 usage, 3 authentication, 4 not found, 5 network, 130 "
        "interrupted.",
        "batch_query"};
    const std::map<std::string, generation> generations{{"v0", generation::v0}, {"v1", generation::v1}};
    const std::map<std::string, format> formats{
        {"table", format::table}, {"ndjson", format::ndjson}, {"csv", format::csv}};
    std::string api = "v1", as = "table";  // words, not the enumerations: CLI11 would take their numbers too
    app.add_option("--api", api, "generation of the platform: v0 or v1 (default v1)")
        ->check(CLI::IsMember(&generations));
    auto* host = app.add_option("--host", o.host, "name or address; v1 also takes a URL");
    auto* port = app.add_option("--port", o.port, "port of the host")->check(CLI::Range(1, 65535));
    auto* https = app.add_flag("--https", o.https, "speak TLS");
    auto* insecure = app.add_flag("--insecure", o.insecure, "do not verify the server's certificate");
    auto* ca =
        app.add_option("--ca", o.ca_file, "PEM file with the authorities to trust instead of the system's");
    app.add_option("--token", o.token,
                   "who asks; better by environment or file, other users see command lines");
    app.add_option("--owner", o.owner,
                   "whose projects (default: v0 the token's user, v1 default, embedded acme)");
    app.add_option("--project", o.projects, "only these, comma separated or repeated (default: all)")
        ->delimiter(',');
    app.add_option("--query", o.query, "filter of the server: status:running,tags:a|b");
    app.add_option("--sort", o.sort, "order of the list (default created_at)");
    app.add_option("--metric", o.metric, "metric that is shown and summed (default loss)");
    auto* limit = app.add_option("--limit", o.limit, "fetch at most so many (default: all)");
    app.add_option("--concurrency", o.concurrency, "calls at a time (default 64)")
        ->check(CLI::Range(1, 100'000));
    app.add_option("--connections", o.connections, "open at once (default 16)")->check(CLI::Range(1, 10'000));
    app.add_option("--timeout", o.timeout,
                   "seconds for a call with its retries (default 60, of a v0 server 300)")
        ->check(CLI::Range(0.001, 86'400.0));
    app.add_option("--format", as, "table, ndjson or csv (default table)")->check(CLI::IsMember(&formats));
    app.add_option("--output", o.output, "write the rows to this file");
    app.add_option("--rows", o.rows, "rows of the table, 0 for all (default 20)");
    auto* embedded =
        app.add_option("--embedded", o.embedded,
                       "start a server with so many seeded runs in this process, and check every figure")
            ->check(CLI::Range(1, 10'000'000));
    app.add_option("--seed", o.seed, "of the embedded server (default 7)")->needs(embedded);
    app.add_option("--faults", o.faults,
                   "share of requests that the embedded server lets fail (default 0.01)")
        ->check(CLI::Range(0.0, 0.5))
        ->needs(embedded);
    app.add_option("--projects", o.embedded_projects, "projects of the embedded server (default 20)")
        ->check(CLI::Range(1, 10'000))
        ->needs(embedded);
    try {
        app.parse(argc, argv);
        o.api = generations.at(api);
        o.as = formats.at(as);
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == 0) return app.exit(e);
        std::cerr << "batch_query: " << e.what() << "; see batch_query --help\n";
        return 2;
    }
    if (*embedded) {
        std::string problem;
        for (auto* other : {host, port, https, insecure, ca})
            if (*other) problem = other->get_name() + " is for a server that runs already";
        // Every figure is checked against the seed, and which runs a limit leaves is up to the order of arrival.
        if (*limit) problem = "--limit would leave figures that no seed can be checked for";
        if (!problem.empty()) {
            std::cerr << "batch_query: " << problem
                      << " and is not supported with --embedded; leave one of them out\n";
            return 2;
        }
    }
    if (o.host.empty() && (o.port || o.https)) {
        std::cerr << "batch_query: --port and --https say nothing without --host; add --host\n";
        return 2;
    }
    // One project named twice is fetched once.
    std::set<std::string> seen;
    std::erase_if(o.projects, [&](const std::string& name) { return !seen.insert(name).second; });
    return std::nullopt;
}

}  // namespace polyaxon::batch
