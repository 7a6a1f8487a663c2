// A training loop that tracks its run. The loop has no event loop of its own: the client lives on a background thread.
#include <polyaxon/v1.hpp>

#include <cmath>
#include <cstdlib>
#include <exception>
#include <iostream>

namespace tracking = polyaxon::v1::tracking;

static double train(int step) { return std::exp(-0.01 * step); }

int main() try {
    polyaxon::background_thread loop;
    polyaxon::v1::client client(loop.executor());
    auto run = loop.wait(tracking::init(client, {.owner = "acme", .project = "vision", .name = "first"}));
    run.log_inputs(polyaxon::json::object().set("lr", 0.1).set("steps", 200));
    for (int step = 0; step < 200; ++step) {
        const double loss = train(step);
        run.log_metrics({{"loss", loss}, {"accuracy", 1 - loss}}, {.step = step});  // returns at once
        run.log_progress((step + 1) / 200.0);
    }
    run.log_text("note", "the loss went down", {.step = 199});
    const auto end = loop.wait(run.end());
    if (!end.complete()) {
        std::cerr << end.unsent.size() << " not sent, " << end.failed << " failed: " << end.first_failure
                  << '\n';
        return EXIT_FAILURE;
    }
    std::cout << "tracked " << run.run_uuid() << '\n';
} catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return EXIT_FAILURE;
}
