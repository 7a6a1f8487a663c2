// The end-to-end benchmark: callers in coroutines ask a server through the public API, on one thread, and every answer is decoded and
// checked. Arguments and output are fixed; bench/README.md has them.
#include "common/arguments.hpp"
#include "common/measure.hpp"

#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v1/target.hpp>
#include <polyaxon/v0.hpp>
#include <polyaxon/v1.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <string>
#include <utility>

namespace bench {
namespace {

using clock_type = std::chrono::steady_clock;
using polyaxon::awaitable;

// What one call is for each target, and whether its answer is right. No coroutine of ours stands between the caller and the library.

struct one_run {
    using client = polyaxon::v1::client;
    static awaitable<polyaxon::v1::run> call(const client& on, const arguments& a) {
        return on.runs().get_run(a.owner, a.project, a.uuid);
    }
    static bool right(const polyaxon::v1::run& got, const arguments& a) { return got.uuid == a.uuid; }
};
struct page_of_runs {
    using client = polyaxon::v1::client;
    static awaitable<polyaxon::page<polyaxon::v1::run>> call(const client& on, const arguments& a) {
        return on.runs().list_runs(a.owner, a.project, {.limit = static_cast<int>(a.limit())});
    }
    static bool right(const polyaxon::page<polyaxon::v1::run>& got, const arguments& a) {
        return got.results.size() == a.limit() && !got.results.back().uuid.empty();
    }
};
struct one_experiment {
    using client = polyaxon::v0::client;
    static awaitable<polyaxon::v0::experiment> call(const client& on, const arguments& a) {
        return on.experiment().get_experiment(a.owner, a.project, 2);
    }
    static bool right(const polyaxon::v0::experiment& got, const arguments&) { return got.id == 2; }
};
/// The library's own row, but for the result: all that a call is without decoding.
struct run_unread {
    using client = polyaxon::v1::client;
    static constexpr auto row =
        polyaxon::resources::get<polyaxon::resources::none, "/api/v1/{owner}/{entity}/runs/{uuid}">;
    static awaitable<void> call(const client& on, const arguments& a) {
        const polyaxon::call_options options;
        return polyaxon::resources::send(polyaxon::v1::client_access::core(on), row,
                                         {a.owner, a.project, a.uuid}, options);
    }
};

/// Callers in two phases: the warm-up, and what counts. Each phase makes its callers anew, as the other candidates do, so that a batch
/// pays for its own.
template <class Target>
class callers {
 public:
    using client = typename Target::client;

    callers(asio::io_context& io, client on, const arguments& a, measure& m)
        : io_(io), client_(std::move(on)), a_(a), measure_(m) {
        start(a.warmup);
    }

 private:
    void start(std::size_t requests) {
        left_ = requests;
        present_ = a_.concurrency;
        for (std::size_t i = 0; i < a_.concurrency; ++i)
            asio::co_spawn(io_, caller(), [](std::exception_ptr e) {
                if (e) std::rethrow_exception(e);
            });
    }

    awaitable<void> caller() {
        auto before = clock_type::now();
        while (left_ > 0) {
            --left_;
            try {
                if constexpr (requires { &Target::right; }) {
                    const auto got = co_await Target::call(client_, a_);
                    if (!Target::right(got, a_)) measure_.failed("the answer is not what was asked for");
                } else {
                    co_await Target::call(client_, a_);
                }
            } catch (const std::exception& e) {
                measure_.failed(e.what());
            }
            const auto now = clock_type::now();
            measure_.took(now - before);
            before = now;
        }
        if (--present_ > 0) co_return;
        if (!std::exchange(counts_, true)) {
            before_ = client_.stats();
            measure_.begin();
            start(a_.requests);
            co_return;
        }
        measure_.end();
        if (a_.stats) co_await tell();
        client_.close();
    }

    /// What the counted part did with connections, and what is held when they have nothing to do.
    awaitable<void> tell() {
        const auto now = client_.stats();
        measure_.tell("connects", now.connects - before_.connects);
        measure_.tell("tls_handshakes", now.tls_handshakes - before_.tls_handshakes);
        measure_.tell("tls_resumed", now.tls_resumed - before_.tls_resumed);
        asio::steady_timer settled(io_,
                                   std::chrono::milliseconds(100));  // the other callers are gone by then
        co_await settled.async_wait(asio::use_awaitable);
        measure_.tell("open", client_.stats().open);
        measure_.tell("rss_kb", resident_kb());
    }

    asio::io_context& io_;
    client client_;
    const arguments& a_;
    measure& measure_;
    polyaxon::pool_stats before_;
    bool counts_ = false;
    std::size_t left_ = 0, present_ = 0;
};

template <class Target>
void drive(asio::io_context& io, const typename Target::client& client, const arguments& a, measure& m) {
    callers<Target> all(io, client, a, m);
    io.run();
}

template <class Config>
Config common_config(const arguments& a) {
    Config c;
    c.token = "bench-token";
    c.thread_safe = false;
    c.pool.max_connections = a.connections;
    c.pool.pipeline_depth = a.pipeline;
    c.pool.max_waiting = std::max(c.pool.max_waiting, a.concurrency);
    c.proxy.from_environment = false;
    if (a.tls && a.ca.empty()) c.verify_ssl = false;
    return c;
}

void run_v1(asio::io_context& io, const arguments& a, measure& m) {
    auto config = common_config<polyaxon::v1::client_config>(a);
    const auto host = (a.tls ? "https://" : "http://") + a.host + ':' + std::to_string(a.port);
    config.host = host;
    if (!a.ca.empty()) config.ssl_ca_cert = a.ca;
    polyaxon::v1::client client(io.get_executor(), config);
    if (a.target != "run")
        drive<page_of_runs>(io, client, a, m);
    else if (a.decode)
        drive<one_run>(io, client, a, m);
    else
        drive<run_unread>(io, client, a, m);
}

void run_v0(asio::io_context& io, const arguments& a, measure& m) {
    auto config = common_config<polyaxon::v0::api_config>(a);
    config.host = a.host;
    config.port = a.port;
    config.use_https = a.tls;
    config.tls.ca_file = a.ca;
    polyaxon::v0::client client(io.get_executor(), config);
    drive<one_experiment>(io, client, a, m);
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
    const auto a = bench::parse(argc, argv);
    if (!a.decode && a.target != "run") {
        std::fprintf(stderr, "--decode 0 goes with --target run alone\n");
        return 2;
    }
    bench::measure m(std::max(a.requests, a.warmup));
    try {
        // One thread runs it, so the reactor needs no locks; names can still be looked up.
        asio::io_context io(ASIO_CONCURRENCY_HINT_UNSAFE_IO);
        if (a.target == "experiment")
            bench::run_v0(io, a, m);
        else
            bench::run_v1(io, a, m);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "polyaxon_bench: %s\n", e.what());
        return 2;
    }
    return m.print();
}
