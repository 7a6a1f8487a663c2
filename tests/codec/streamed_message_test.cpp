// Messages whose bodies are streamed: the head of a request alone, and the choice about an answer's body once its head is known.
#include "support/sanitizers.hpp"

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/http_reader.hpp>
#include <polyaxon/codec/request.hpp>

#include <gtest/gtest.h>

#include <cstring>

#include <malloc.h>

using namespace polyaxon;
using namespace polyaxon::codec;
using state = http_reader::state;

namespace {

#if defined(__GLIBC__)
constexpr bool counts_memory = !polyaxon::test::under_sanitizer;
#else
constexpr bool counts_memory = false;
#endif

std::size_t taken() {
#if defined(__GLIBC__)
    const auto all = ::mallinfo2();
    return all.uordblks + all.hblkhd;
#else
    return 0;
#endif
}

void put(receive_buffer& b, std::string_view text) {
    const auto room = b.prepare(text.size());
    std::memcpy(room.data(), text.data(), text.size());
    b.commit(text.size());
}

TEST(StreamedRequest, IsTheSameHeadWithTheLengthGiven) {
    auto to = make_destination({.tls = false, .host = "example", .port = 80});
    to.authorization = "Token canary";
    request r;
    r.target = "/a";
    r.content_type = "application/x-tar";
    for (const auto v : {verb::put, verb::post, verb::get}) {
        r.method = v;
        for (const bool with_secrets : {true, false}) {
            std::string whole, head;
            r.body = "12345";
            write_request(to, r, whole, with_secrets);
            write_request_head(to, r, 5, head, with_secrets);
            EXPECT_EQ(head + "12345", whole);
        }
    }
    std::string large;
    write_request_head(to, r, 5'000'000'000u, large);
    EXPECT_NE(large.find("\r\nContent-Length: 5000000000\r\n"), std::string::npos);
    r.content_type = {};
    r.body.clear();
    std::string none;
    write_request_head(to, r, 0, none);
    EXPECT_NE(none.find("\r\nContent-Length: 0\r\n"), std::string::npos);
}

TEST(StreamedAnswer, CanBeKeptOnceItsHeadIsKnown) {
    for (const std::string_view text :
         {"HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nwords",
          "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nwo\r\n3\r\nrds\r\n0\r\n\r\n"}) {
        for (std::size_t piece : {std::size_t{1}, std::size_t{100}}) {
            receive_buffer in;
            http_reader reader;
            reader.start(verb::get, true);
            auto s = state::need_more;
            for (std::size_t at = 0; at < text.size() && s != state::done; at += piece) {
                put(in, text.substr(at, piece));
                while ((s = reader.read(in)) == state::head)
                    ASSERT_EQ(reader.keep_body(in), state::need_more);
                ASSERT_TRUE(s == state::need_more || s == state::done);
            }
            EXPECT_EQ(s, state::done);
            EXPECT_EQ(std::string(in.body().data(), in.body().size()), "words");
        }
    }
}

TEST(StreamedAnswer, KeptItHasTheLimitAgain) {
    http_limits limits;
    limits.body = 4;
    for (const std::string_view text :
         {"HTTP/1.1 500 No\r\nContent-Length: 5\r\n\r\nwords", "HTTP/1.1 500 No\r\n\r\nwords"}) {
        receive_buffer in;
        http_reader reader(limits);
        reader.start(verb::get, true);
        put(in, text);
        ASSERT_EQ(reader.read(in), state::head);
        auto s = reader.keep_body(in);
        if (s != state::failed) s = reader.read(in);
        EXPECT_EQ(s, state::failed);
        EXPECT_EQ(reader.error(), make_error_code(errc::too_large));
    }
}

TEST(StreamedAnswer, AParserGivesBackWhatALargeDocumentTook) {
    json_parser parser;
    const auto list = [](std::size_t n) {
        std::string text = "[1";
        while (text.size() < n) text += ",1";
        return text + "]";
    };
    std::vector<int> out;
    for (const std::size_t n : {std::size_t{100}, std::size_t{3'000'000}, std::size_t{100}}) {
        const auto text = list(n);
        ASSERT_FALSE(parser.parse_text(text, out)) << parser.what();
        EXPECT_EQ(out.size(), text.size() / 2);
        const auto before = taken();
        parser.shrink();
        // Some six bytes a byte of the document; a small one's are kept.
        if (counts_memory) {
            EXPECT_EQ(before > taken() + 10'000'000, n > 1'000'000) << before << " -> " << taken();
        }
    }
}

}  // namespace
