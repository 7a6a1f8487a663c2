#include "json_bodies.hpp"

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v1/run.hpp>

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

// What a body costs from bytes to structs, beside a bare DOM parse of the same bytes: `dom` is how many times that, `run` how many times the
// run in the server's order, each the best of rounds that take turns. Times move with the machine; the ratios do so less. Exact are
// instructions: `valgrind --tool=callgrind` on one row (--benchmark_filter) with two numbers of --benchmark_min_time.

namespace {

using namespace polyaxon;

struct page {
    std::int64_t count = 0;
    std::optional<std::string> next, previous;
    std::vector<v1::run> results;
};
std::error_code read(codec::json_in& in, page& out) {
    using codec::at;
    static constexpr codec::field rows[] = {at<&page::count>("count"), at<&page::next>("next"),
                                            at<&page::previous>("previous"), at<&page::results>("results")};
    return codec::read_object(in, rows, &out);
}

template <class T>
class decoder {
 public:
    explicit decoder(const std::string& body) : size_(body.size()), padded_(body) {
        padded_.append(codec::json_parser::padding, ' ');
    }
    void operator()() {
        T out;
        if (parser_.parse(padded_.data(), size_, out)) throw std::runtime_error(parser_.what());
        benchmark::DoNotOptimize(out);
    }

 private:
    std::size_t size_;
    std::string padded_;
    codec::json_parser parser_;
};

class dom_parse {
 public:
    explicit dom_parse(const std::string& body) : padded_(body) {}
    void operator()() {
        simdjson::dom::element element;
        if (parser_.parse(padded_).get(element)) throw std::runtime_error("the body is not JSON");
        benchmark::DoNotOptimize(element);
    }

 private:
    simdjson::padded_string padded_;
    simdjson::dom::parser parser_;
};

// How many times as long as `other` it takes, by the best of short rounds.
template <class F, class G>
double ratio(F one, G other, std::size_t size) {
    const auto repeat = 1 + 40'000 / size;
    const auto time_of = [&](auto& f) {
        const auto start = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < repeat; ++i) f();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    double a = 1e9, b = 1e9;
    for (int round = 0; round < 60; ++round) a = std::min(a, time_of(one)), b = std::min(b, time_of(other));
    return a / b;
}

/// `runs` is 0 for a run by itself.
template <class T>
void decode(benchmark::State& state, const std::string& body, double runs) {
    decoder<T> one(body);
    for (auto _ : state) one();
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body.size()));
    state.counters["dom"] = ratio(decoder<T>(body), dom_parse(body), body.size());
    if (runs == 0)
        state.counters["run"] = ratio(decoder<T>(body), decoder<v1::run>(bench::run_body()), body.size());
    else  // a run of this page to a run of a page of 20
        state.counters["page20"] =
            ratio(decoder<T>(body), decoder<page>(bench::list_body(20)), body.size()) * 20 / runs;
}

void decode_run(benchmark::State& state, const std::string& body) { decode<v1::run>(state, body, 0); }
void decode_page(benchmark::State& state, int runs) { decode<page>(state, bench::list_body(runs), runs); }

void dom(benchmark::State& state, const std::string& body) {
    dom_parse one(body);
    for (auto _ : state) one();
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body.size()));
}

BENCHMARK_CAPTURE(decode_run, run, bench::run_body());
BENCHMARK_CAPTURE(decode_run, shuffled, bench::shuffled_run_body());
BENCHMARK_CAPTURE(decode_run, without_ten, bench::shorter_run_body());
BENCHMARK_CAPTURE(decode_page, 20, 20);
BENCHMARK_CAPTURE(decode_page, 100, 100);
BENCHMARK_CAPTURE(decode_page, 1000, 1000);
BENCHMARK_CAPTURE(dom, run, bench::run_body());
BENCHMARK_CAPTURE(dom, page_20, bench::list_body(20));
BENCHMARK_CAPTURE(dom, page_100, bench::list_body(100));
BENCHMARK_CAPTURE(dom, page_1000, bench::list_body(1000));

}  // namespace

BENCHMARK_MAIN();
