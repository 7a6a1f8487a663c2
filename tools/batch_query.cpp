// batch_query, installed as polyaxon-batch-query: lists and fetches thousands of runs or experiments, many at a time.
//
//     batch_query --api v1 --host polyaxon.example.com --https --owner acme --query status:running --format csv
//     batch_query --embedded 10000
//
// Exit codes: 0 done, 1 other errors, 2 usage, 3 authentication, 4 not found, 5 network or a server that cannot answer, 130 interrupted.
#include "batch_options.hpp"
#include "batch_run.hpp"

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
    polyaxon::batch::options o;
    if (const auto code = polyaxon::batch::parse(argc, argv, o)) return *code;
    try {
        return polyaxon::batch::run(o);
    } catch (const std::exception& e) {
        std::cerr << "batch_query: " << e.what() << '\n';
        return 1;
    }
}
