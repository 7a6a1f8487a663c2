#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/http_reader.hpp>
#include <polyaxon/codec/request.hpp>
#include <polyaxon/resources/v1/run.hpp>

#include "http_answers.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <new>
#include <string>
#include <vector>

namespace {
thread_local std::size_t allocations = 0;

void* counted(std::size_t n) {
    ++allocations;
    if (void* p = std::malloc(n ? n : 1)) return p;
    throw std::bad_alloc();
}
}  // namespace

// g++ looks through the replaced operators once they are inlined, and takes free for a mistake.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

// The plain forms; the others of the standard library end in these.
void* operator new(std::size_t n) { return counted(n); }
void* operator new[](std::size_t n) { return counted(n); }
// A sanitizer has its own of these, which would not pair with the deletes below; simdjson uses them.
void* operator new(std::size_t n, const std::nothrow_t&) noexcept {
    ++allocations;
    return std::malloc(n ? n : 1);
}
void* operator new[](std::size_t n, const std::nothrow_t& none) noexcept { return operator new(n, none); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }

namespace {

using namespace polyaxon::codec;
using state = http_reader::state;

void read_one(http_reader& reader, receive_buffer& buffer, std::string_view wire, std::size_t step) {
    reader.start(verb::get);
    state s = state::need_more;
    for (std::size_t at = 0; at < wire.size(); at += step) {
        const std::string_view part = wire.substr(at, step);
        std::memcpy(buffer.prepare(part.size()).data(), part.data(), part.size());
        buffer.commit(part.size());
        do s = reader.read(buffer);
        while (s == state::head);
    }
    ASSERT_EQ(s, state::done);
    buffer.release_body();
}

TEST(Allocations, AreNoneForTheSecondAnswerOfAKind) {
    const std::string wires[] = {
        answers::five("Content-Type: application/json\r\nX-Request-ID: "
                      "abcdefghijklmnopqrstuvwxyz0123456789\r\nKeep-Alive: timeout=5\r\n"),
        answers::chunked("5;name=\"a long value of an extension\"\r\nhello\r\n0\r\nA-Trailer-Of-Some-Length: "
                         "and its value\r\n\r\n"),
        "HTTP/1.1 204 No Content\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n" + answers::five(""),
    };
    http_reader reader;
    receive_buffer buffer(1024);
    for (const auto& wire : wires)
        for (const std::size_t step : {wire.size(), std::size_t{1}}) {
            read_one(reader, buffer, wire, step);
            const std::size_t before = allocations;
            for (int i = 0; i < 100; ++i) read_one(reader, buffer, wire, step);
            EXPECT_EQ(allocations - before, 0u) << wire;
        }
}

TEST(Allocations, AreNoneForARequestIntoABufferThatHoldsIt) {
    destination to = make_destination({false, "example.org", 8000});
    to.authorization = "Token abcdefghijklmnopqrstuvwxyz";
    request r;
    r.method = verb::post;
    r.target = "/api/v1/a/rather/long/path/of/a/request/";
    r.body = std::string(300, 'x');
    r.content_type = "application/json";
    std::string out;
    std::size_t before = allocations;
    write_request(to, r, out);
    EXPECT_EQ(allocations - before, 1u);
    out.clear();
    before = allocations;
    write_request(to, r, out);
    EXPECT_EQ(allocations - before, 0u);
}

/// Allocations of reading a T, once the parser is warm, and of a copy of it, which makes what it owns and nothing else.
template <class T>
std::pair<std::size_t, std::size_t> allocations_of(const std::string& body) {
    const std::string padded = body + std::string(json_parser::padding, ' ');
    json_parser parser;
    std::pair<std::size_t, std::size_t> n;
    for (int i = 0; i < 2; ++i) {
        T out;
        const std::size_t before = allocations;
        EXPECT_FALSE(parser.parse(padded.data(), body.size(), out)) << parser.what();
        n.first = allocations - before;
        const T copy = out;
        n.second = allocations - before - n.first;
    }
    return n;
}

TEST(Allocations, OfWhatIsDecodedAreThoseOfItsCopy) {
    std::ifstream file(POLYAXON_TEST_DATA "/../../bench/data/run.json", std::ios::binary);
    const std::string run{std::istreambuf_iterator<char>(file), {}};
    ASSERT_FALSE(run.empty()) << "the recorded run is gone";
    const auto one = allocations_of<polyaxon::v1::run>(run);
    EXPECT_EQ(one.first, one.second);
    EXPECT_GE(one.second, 6u) << "long texts, tags and settings own memory";
    for (const int n : {2, 20, 100}) {
        std::string page = "[";
        for (int i = 0; i < n; ++i) page += (i ? "," : "") + run;
        const auto all = allocations_of<std::vector<polyaxon::v1::run>>(page + ']');
        EXPECT_EQ(all.first, all.second) << n;
        EXPECT_EQ(all.second, 1 + one.second * static_cast<std::size_t>(n));
    }
}

}  // namespace
