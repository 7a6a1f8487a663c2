#include "json_bodies.hpp"

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v1/run.hpp>

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <stdexcept>

// What a body costs from bytes to structs, beside a bare DOM parse of the same bytes.

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
void decode(benchmark::State& state, const std::string& body) {
    std::string padded = body;
    padded.append(codec::json_parser::padding, ' ');
    codec::json_parser parser;
    for (auto _ : state) {
        T out;
        if (parser.parse(padded.data(), body.size(), out)) throw std::runtime_error(parser.what());
        benchmark::DoNotOptimize(out);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * body.size()));
}

void decode_run(benchmark::State& state, const std::string& body) { decode<v1::run>(state, body); }
void decode_page(benchmark::State& state, const std::string& body) { decode<page>(state, body); }

void dom(benchmark::State& state, const std::string& body) {
    simdjson::padded_string padded(body);
    simdjson::dom::parser parser;
    for (auto _ : state) {
        simdjson::dom::element element;
        if (parser.parse(padded).get(element)) throw std::runtime_error("the body is not JSON");
        benchmark::DoNotOptimize(element);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * body.size()));
}

BENCHMARK_CAPTURE(decode_run, run, bench::run_body());
BENCHMARK_CAPTURE(decode_run, run_shuffled, bench::shuffled_run_body());
BENCHMARK_CAPTURE(decode_page, list20, bench::list_body(20));
BENCHMARK_CAPTURE(decode_page, list100, bench::list_body(100));
BENCHMARK_CAPTURE(dom, run, bench::run_body());
BENCHMARK_CAPTURE(dom, list20, bench::list_body(20));
BENCHMARK_CAPTURE(dom, list100, bench::list_body(100));

}  // namespace

BENCHMARK_MAIN();
