// What a GET through the public client may cost once everything is warm, counted and not timed: heap allocations, reads, writes and bytes
// of the transport. The bounds are exact: a change that costs more shows here, and one that costs less should lower them.
#include "async/support/counted_new.hpp"
#include "resources/v1_support.hpp"
#include "support/canned_net.hpp"

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/context/version.hpp>
#include <polyaxon/resources/send.hpp>
#include <polyaxon/v1.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <string>

#if POLYAXON_COUNTS_NEW
// g++ looks through the replaced operators once they are inlined, and takes free for a mistake.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

namespace {
thread_local std::size_t allocated = 0;  ///< by this thread
}
void* operator new(std::size_t n) {
    ++allocated;
    if (void* p = std::malloc(n ? n : 1)) return p;
    throw std::bad_alloc();
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace {

using namespace polyaxon;
using canned::canned_net;
using canned::traffic;

// A call that waits has room for two of them: one in its frame, one in the caller's.
static_assert(sizeof(v1::run) <= 1256, "large members that are often absent belong into a boxed<T>");

/// A recorded run, and a page of such runs.
std::string run_text() {
    const auto all = v1_test::data_text("calls.json");  // a case a line
    const auto begin = all.find("{\"id\": \"0058-RunClient.refresh_data\"");
    EXPECT_NE(begin, all.npos) << "the recorded run is gone";
    auto line = all.substr(begin, all.find('\n', begin) - begin);
    if (line.ends_with(',')) line.pop_back();
    return json::parse(line).at("exchanges").at(0).at("response").at("body").as<std::string>();
}
std::string page_of(int runs) {
    const auto run = run_text();
    std::string text = "{\"count\":" + std::to_string(runs) + R"(,"next":null,"previous":null,"results":[)";
    for (int i = 0; i < runs; ++i) text += (i ? "," : "") + run;
    return text + "]}";
}
std::string whole(const std::string& body) {
    return "HTTP/1.1 200 OK\r\ndate: Sun, 22 Nov 2026 00:00:38 GMT\r\nserver: uvicorn\r\ncontent-type: "
           "application/json\r\ncontent-length: " +
           std::to_string(body.size()) + "\r\nvary: origin, Cookie\r\n\r\n" + body;
}

/// Allocations of a value of this kind by itself: what its owner pays whoever decodes it.
template <class T>
std::size_t owned_by(const std::string& body) {
    std::string padded = body + std::string(codec::json_parser::padding, ' ');
    codec::json_parser parser;
    std::size_t before = 0;
    for (int i = 0; i < 3; ++i) {
        T out;
        before = allocated;
        EXPECT_FALSE(parser.parse(padded.data(), body.size(), out)) << parser.what();
    }
    return allocated - before;
}

struct cost {
    std::size_t allocations = 0;  ///< of all calls, what their results own left out
    traffic passed;
};

struct setting {
    int callers = 1;
    std::size_t connections = 1, depth = 1;
    bool thread_safe = false;
};

struct one_run {
    using result = v1::run;
    static awaitable<result> call(const v1::client& c) {
        return c.runs().get_run("acme", "vision", v1_test::uuid);
    }
    static bool right(const result& r) { return r.name == "managed-1"; }
};
struct page_of_20 {
    using result = page<v1::run>;
    static awaitable<result> call(const v1::client& c) {
        return c.runs().list_runs("acme", "vision", {.limit = 20});
    }
    static bool right(const result& r) { return r.results.size() == 20; }
};

constexpr int calls_each = 200;

/// Callers that ask again as soon as they are answered; the second round is the one that counts.
template <class Target>
cost steady_cost(const std::string& body, const setting& s) {
    const auto net = std::make_shared<canned_net>(whole(body));
    const std::shared_ptr<async::connector> connector = net;
    const std::shared_ptr<const context::system> machine = std::make_shared<v0_test::machine>();
    v1::client_config config;
    config.host = "http://platform.example:8000";
    config.token = "token-abc";
    config.thread_safe = s.thread_safe;
    config.pool.max_connections = s.connections;
    config.pool.pipeline_depth = s.depth;
    config.connector = &connector;
    config.system = &machine;

    cost found;
    asio::io_context io(1);
    v1::client client(io.get_executor(), config);
    const auto owned = owned_by<typename Target::result>(body);
    int running = 0, wrong = 0;
    std::size_t spent = 0;
    const auto caller = [&](int turns) -> awaitable<void> {
        for (int i = 0; i < turns; ++i) {
            const auto got = co_await Target::call(client);
            wrong += !Target::right(got);
        }
    };
    const auto round = [&](int turns) {
        running = s.callers;
        for (int i = 0; i < s.callers; ++i)
            asio::co_spawn(io, caller(turns), [&](std::exception_ptr e) {
                if (e) std::rethrow_exception(e);
                --running;
            });
        spent = allocated;  // what starting the callers costs is no part of a call
        io.restart();
        while (running > 0 && io.run_one() > 0) {
        }
        spent = allocated - spent;
    };
    round(calls_each);
    net->seen = {};
    round(calls_each);
    found.passed = net->seen;
    const auto calls = static_cast<std::size_t>(calls_each * s.callers);
    EXPECT_EQ(wrong, 0);
    EXPECT_GE(spent, calls * owned);
    found.allocations = spent - calls * owned;
    EXPECT_EQ(client.stats().connects, s.connections);
    client.close();
    io.restart();
    io.run();
    return found;
}

// Nothing a call: frames, targets and results come from memory that the thread keeps. One a caller, its end, and one more that may come with the round.
constexpr std::size_t warming =
    16;  // texts and blocks that a moment of many calls at once adds to those kept
// A look before the next call is left out where the read that ended the answer was the look, in the same turn: a turn that takes long, on
// a machine that stalls, looks again.
constexpr std::size_t seldom(std::size_t calls) { return calls / 10; }
// The version is in each request's User-Agent.
constexpr std::size_t request_size = 211 + library_version.size();

TEST(SteadyCalls, OneCallerAsksTheHeapForNothing) {
    const auto body = run_text();
    const auto c = steady_cost<one_run>(body, {});
    EXPECT_LE(c.allocations, 2u);
    EXPECT_EQ(c.passed.writes, calls_each);
    EXPECT_EQ(c.passed.reads, calls_each);
    EXPECT_LE(c.passed.looks, seldom(calls_each));
    EXPECT_LE(c.passed.sent, request_size * calls_each);
    EXPECT_EQ(c.passed.received, whole(body).size() * calls_each);
}

TEST(SteadyCalls, WaitingForAConnectionCostsNoMore) {
    const auto c = steady_cost<one_run>(run_text(), {.callers = 16, .connections = 4});
    constexpr std::size_t calls = 16 * calls_each;
    EXPECT_LE(c.allocations, 16 + warming);
    EXPECT_EQ(c.passed.writes, calls);
    EXPECT_EQ(c.passed.reads, calls);
    EXPECT_LE(c.passed.looks, seldom(calls));
    EXPECT_LE(c.passed.sent, request_size * calls);
}

TEST(SteadyCalls, PipelinedRequestsShareWritesAndReads) {
    const auto c = steady_cost<one_run>(run_text(), {.callers = 16, .connections = 1, .depth = 16});
    constexpr std::size_t calls = 16 * calls_each;
    EXPECT_LE(c.allocations, 16 + warming);
    // All answers come by one read, and those whom it answered ask again in one write.
    EXPECT_LE(c.passed.writes, calls / 10);
    EXPECT_LE(c.passed.reads, calls / 10);
    EXPECT_LE(c.passed.looks, seldom(calls));
    EXPECT_LE(c.passed.sent, request_size * calls);
}

TEST(SteadyCalls, APageCostsWhatItsRunsOwn) {
    const auto body = page_of(20);
    const auto c = steady_cost<page_of_20>(body, {});
    EXPECT_LE(c.allocations, 2u);
    EXPECT_EQ(c.passed.writes, calls_each);
    EXPECT_EQ(c.passed.reads, calls_each);  // of 29 KB
    EXPECT_EQ(c.passed.received, whole(body).size() * calls_each);
}

// A strand's posts allocate in this Asio: the price of sharing a client between threads, and why thread_safe can be turned off. The
// turns of the transport of this test are among them.
TEST(SteadyCalls, AStrandCostsAllocationsButNoTraffic) {
    const auto c = steady_cost<one_run>(run_text(), {.thread_safe = true});
    EXPECT_LE(c.allocations, 12u * calls_each + 3);
    EXPECT_EQ(c.passed.writes, calls_each);
    EXPECT_EQ(c.passed.reads, calls_each);
    EXPECT_LE(c.passed.sent, request_size * calls_each);
}

}  // namespace
#endif
