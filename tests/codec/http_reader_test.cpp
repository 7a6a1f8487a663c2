#include <polyaxon/codec/http_reader.hpp>

#include "http_answers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <random>

namespace {

using namespace polyaxon::codec;
using polyaxon::errc;
using state = http_reader::state;

void put(receive_buffer& buffer, std::string_view bytes) {
    const auto space = buffer.prepare(bytes.size());
    ASSERT_GE(space.size(), std::max<std::size_t>(bytes.size(), 1));
    std::memcpy(space.data(), bytes.data(), bytes.size());
    buffer.commit(bytes.size());
}

/// All that a caller can see of one answer.
struct reading {
    state last = state::need_more;
    int status = 0, heads = 0;
    bool keep_alive = false;
    std::string body, what;
    std::error_code error;
    std::size_t left = 0;

    bool operator==(const reading&) const = default;
};
std::ostream& operator<<(std::ostream& to, const reading& s) {
    return to << "state " << static_cast<int>(s.last) << ", status " << s.status << ", heads " << s.heads
              << ", keep_alive " << s.keep_alive << ", body \"" << s.body.substr(0, 80) << "\", what \""
              << s.what << "\", error " << s.error.value() << ", left " << s.left;
}

/// Feeds `wire` in the sizes that `next` names.
template <class Next>
reading feed(const answers::row& row, bool stream, std::size_t initial, Next&& next) {
    http_reader reader(row.limits);
    receive_buffer buffer(initial);
    reading out;
    std::string pieces;
    reader.start(row.method, stream);
    std::size_t fed = 0;
    while (fed < row.wire.size() && out.last != state::done && out.last != state::failed) {
        const std::size_t n = std::min<std::size_t>(next(), row.wire.size() - fed);
        put(buffer, std::string_view(row.wire).substr(fed, n));
        fed += n;
        for (;;) {
            out.last = reader.read(buffer);
            if (out.last == state::head)
                ++out.heads;
            else if (out.last == state::body)
                pieces += reader.piece();
            else
                break;
        }
        if (out.last == state::need_more) {
            EXPECT_TRUE(buffer.unread().empty());
        }
    }
    EXPECT_EQ(reader.begun(), fed != 0);
    if (out.last == state::need_more && row.fin) out.last = reader.finish();
    if (out.last != state::need_more) {
        EXPECT_EQ(reader.read(buffer), out.last);
    }
    if (out.last == state::failed) {
        out.error = reader.error();
        out.what = reader.what();
        return out;
    }
    out.status = reader.head().status;
    out.keep_alive = reader.head().keep_alive;
    out.left = buffer.unread().size() + row.wire.size() - fed;
    out.body = stream ? pieces : std::string(buffer.body().data(), buffer.body().size());
    return out;
}

void expect_row(const answers::row& row, const reading& s) {
    switch (row.expected) {
        case answers::end::open: EXPECT_EQ(s.last, state::need_more) << s; return;
        case answers::end::failed:
            ASSERT_EQ(s.last, state::failed) << s;
            EXPECT_EQ(s.error, row.kind) << s;
            EXPECT_FALSE(s.what.empty());
            EXPECT_EQ(s.what.starts_with("limit"), row.kind == errc::too_large) << s;
            EXPECT_EQ(s.what.find_first_of("\r\n"), s.what.npos);
            return;
        case answers::end::done: break;
    }
    ASSERT_EQ(s.last, state::done) << s;
    EXPECT_EQ(s.status, row.status);
    EXPECT_EQ(s.body, row.body);
    EXPECT_EQ(s.keep_alive, row.keep_alive);
    EXPECT_EQ(s.left, row.left);
    EXPECT_LE(s.heads, 1);
}

class HttpReader : public testing::Test {};

TEST_F(HttpReader, ReadsEveryAnswerOfTheTable) {
    for (const auto& row : answers::all()) {
        SCOPED_TRACE(row.name);
        expect_row(row, feed(row, false, 16384, [&] { return row.wire.size(); }));
    }
}

TEST_F(HttpReader, SeesTheSameByteByByte) {
    for (const auto& row : answers::all()) {
        SCOPED_TRACE(row.name);
        const reading whole = feed(row, false, 16384, [&] { return row.wire.size(); });
        EXPECT_EQ(feed(row, false, 1, [] { return 1; }), whole);
    }
}

TEST_F(HttpReader, SeesTheSameSplitAnywhere) {
    for (const auto& row : answers::all()) {
        SCOPED_TRACE(row.name);
        const reading whole = feed(row, false, 16384, [&] { return row.wire.size(); });
        // Rows of kilobytes are split at all places that are near an end, and at some others.
        const std::size_t size = row.wire.size();
        for (std::size_t cut = 1; cut < size; cut += size < 1000 || cut < 200 || size - cut < 200 ? 1 : 41) {
            bool first = true;
            const reading two =
                feed(row, false, 32, [&] { return std::exchange(first, false) ? cut : size; });
            ASSERT_EQ(two, whole) << "cut at " << cut;
        }
    }
}

TEST_F(HttpReader, SeesTheSameInRandomPieces) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    for (const auto& row : answers::all()) {
        SCOPED_TRACE(row.name);
        const reading whole = feed(row, false, 16384, [&] { return row.wire.size(); });
        for (int i = 0; i < 5; ++i)
            ASSERT_EQ(feed(row, false, 1 + random() % 64, [&] { return 1 + random() % 20; }), whole);
    }
}

TEST_F(HttpReader, HandsTheSameBodyOutInPieces) {
    for (const auto& row : answers::all()) {
        if (row.expected != answers::end::done) continue;
        SCOPED_TRACE(row.name);
        for (const std::size_t step : {row.wire.size(), std::size_t{1}, std::size_t{7}})
            expect_row(row, feed(row, true, 16, [&] { return step; }));
    }
}

TEST_F(HttpReader, StreamsBodiesBeyondTheLimitOfKeptOnes) {
    auto row = answers::good("long", answers::five(""), 200, "hello");
    row.limits.body = 2;
    expect_row(row, feed(row, true, 16, [] { return 3; }));
    row.wire = answers::chunked("5\r\nhello\r\n0\r\n\r\n");
    expect_row(row, feed(row, true, 16, [] { return 3; }));
}

TEST_F(HttpReader, LeavesTheNextAnswersOfAPipelineAlone) {
    std::vector<answers::row> rows;
    for (auto& row : answers::all())
        if (row.expected == answers::end::done && row.left == 0 && row.keep_alive && !row.fin)
            rows.push_back(row);
    const auto seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    for (int round = 0; round < 20; ++round) {
        std::shuffle(rows.begin(), rows.end(), random);
        std::string wire;
        for (const auto& row : rows) wire += row.wire;
        http_reader reader;
        receive_buffer buffer(1 + random() % 300);
        std::size_t fed = 0;
        for (const auto& row : rows) {
            SCOPED_TRACE(row.name);
            reader.start(row.method);
            EXPECT_FALSE(reader.begun());
            state s = state::need_more;
            while (s != state::done) {
                s = reader.read(buffer);
                ASSERT_NE(s, state::failed) << reader.what();
                if (s != state::need_more) continue;
                ASSERT_LT(fed, wire.size());
                const std::size_t n = std::min<std::size_t>(1 + random() % 400, wire.size() - fed);
                put(buffer, std::string_view(wire).substr(fed, n));
                fed += n;
            }
            EXPECT_EQ(reader.head().status, row.status);
            EXPECT_EQ(std::string(buffer.body().data(), buffer.body().size()), row.body);
            buffer.release_body();
        }
        EXPECT_EQ(fed, wire.size());
        EXPECT_TRUE(buffer.unread().empty());
    }
}

TEST_F(HttpReader, DoesNotCopyABodyWithALength) {
    http_reader reader;
    receive_buffer buffer;
    reader.start(verb::get);
    put(buffer, answers::five(""));
    const char* where = buffer.unread().data() + buffer.unread().size() - 5;
    while (reader.read(buffer) != state::done) {
    }
    EXPECT_EQ(buffer.body().data(), where);
}

TEST_F(HttpReader, FailsFastOnEndlessStreams) {
    struct endless {
        const char* name;
        std::string begin, again;
        std::size_t bound;
    };
    const endless streams[] = {
        {"first line", "HTTP/1.1 200 ", "x", 9000},
        {"one field", "HTTP/1.1 200 OK\r\nA: ", "x", 66000},
        {"one name", "HTTP/1.1 200 OK\r\n", "x", 66000},
        {"fields", "HTTP/1.1 200 OK\r\n", "A: b\r\n", 66000},
        {"1xx", "", "HTTP/1.1 100 C\r\n\r\n", 66000},
        {"1xx with long heads", "", "HTTP/1.1 103 C\r\nA: " + answers::times(30000, "x") + "\r\n\r\n",
         160000},
        {"one extension", answers::chunked("5;a="), "x", 17000},
        {"extensions", answers::chunked(""), "1;a=b\r\nx\r\n", 60000},
        {"zeros of a size", answers::chunked(""), "0", 17000},
        {"one trailer", answers::chunked("0\r\nA: "), "x", 9000},
        {"trailers", answers::chunked("0\r\n"), "A: b\r\n", 9000},
        {"chunks of one byte", answers::chunked(""), "1\r\nx\r\n", 70000},
        {"body until the close", "HTTP/1.1 200 OK\r\n\r\n", answers::times(100, "x"), 11000},
    };
    for (const auto& stream : streams) {
        SCOPED_TRACE(stream.name);
        http_limits l;
        l.body = 10000;
        http_reader reader(l);
        receive_buffer buffer(256);
        reader.start(verb::get);
        std::size_t fed = stream.begin.size();
        put(buffer, stream.begin);
        state s = reader.read(buffer);
        while (s != state::failed && fed < 2 * stream.bound + 100000) {
            put(buffer, stream.again);
            fed += stream.again.size();
            do s = reader.read(buffer);
            while (s == state::head || s == state::body);
        }
        EXPECT_EQ(s, state::failed);
        EXPECT_EQ(reader.error(), errc::too_large) << reader.what();
        EXPECT_TRUE(reader.what().starts_with("limit")) << reader.what();
        EXPECT_LE(fed, stream.bound);
        EXPECT_LE(buffer.capacity(), 64u * 1024);
    }
}

TEST_F(HttpReader, DoesNotAllocateByAnAnnouncedSize) {
    for (const std::string& wire : {std::string("HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\nhello"),
                                    answers::chunked("4000000\r\nhello")}) {
        http_reader reader;
        receive_buffer buffer(1024);
        reader.start(verb::get);
        put(buffer, wire);
        while (reader.read(buffer) == state::head) {
        }
        (void)buffer.prepare(1);
        EXPECT_EQ(buffer.capacity(), 1024u);
    }
}

TEST_F(HttpReader, TellsWhatTheHeadSays) {
    http_reader reader;
    receive_buffer buffer;
    reader.start(verb::get);
    put(buffer,
        "HTTP/1.1 503 Not Now\r\nContent-Type: text/plain\r\nRETRY-AFTER: 7\r\nLocation: /a\r\nx-request-id: "
        "abc\r\nContent-Encoding: gzip\r\n"
        "Keep-Alive: max=5, timeout=30\r\nX-One: 1\r\nx-one: 2\r\nEmpty:\r\nContent-Length: 2\r\n\r\nhi");
    EXPECT_EQ(reader.read(buffer), state::head);
    const http_head& head = reader.head();
    EXPECT_EQ(head.status, 503);
    EXPECT_EQ(head.minor_version, 1);
    EXPECT_EQ(head.reason, "Not Now");
    EXPECT_EQ(head.content_type, "text/plain");
    EXPECT_EQ(head.retry_after, "7");
    EXPECT_EQ(head.location, "/a");
    EXPECT_EQ(head.request_id, "abc");
    EXPECT_EQ(head.content_encoding, "gzip");
    EXPECT_EQ(head.keep_alive_timeout, std::chrono::seconds(30));
    EXPECT_EQ(head.content_length, 2u);
    EXPECT_FALSE(head.chunked);
    EXPECT_EQ(head.header("X-ONE"), "1");
    EXPECT_EQ(head.header("empty"), "");
    EXPECT_EQ(head.header("absent"), "");
    // The buffer may move as it likes: the head does not live in it.
    (void)buffer.prepare(1 << 20);
    EXPECT_EQ(reader.read(buffer), state::done);
    EXPECT_EQ(head.header("content-type"), "text/plain");

    reader.start(verb::get);
    EXPECT_EQ(reader.head().status, 0);
    EXPECT_EQ(reader.head().header("content-type"), "");
}

TEST_F(HttpReader, JoinsRepeatedContentEncodings) {
    http_reader reader;
    receive_buffer buffer;
    reader.start(verb::get);
    put(buffer, answers::five(
                    "Content-Encoding: gzip\r\nA: b\r\ncontent-encoding: br\r\nContent-Encoding: gzip\r\n"));
    while (reader.read(buffer) != state::done) {
    }
    EXPECT_EQ(reader.head().content_encoding, "gzip, br, gzip");
}

TEST_F(HttpReader, SaysHowMuchOfABodyIsMissing) {
    http_reader reader;
    receive_buffer buffer;
    reader.start(verb::get);
    EXPECT_EQ(reader.finish(), state::failed);
    EXPECT_NE(reader.what().find("without an answer"), std::string::npos) << reader.what();

    reader.start(verb::get);
    put(buffer, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
    while (reader.read(buffer) == state::head) {
    }
    EXPECT_EQ(reader.finish(), state::failed);
    EXPECT_NE(reader.what().find("5 of 10"), std::string::npos) << reader.what();
    EXPECT_EQ(reader.error(), errc::network);

    // A reader that failed once begins anew.
    receive_buffer fresh;
    reader.start(verb::get);
    put(fresh, answers::five(""));
    while (reader.read(fresh) == state::head) {
    }
    EXPECT_EQ(reader.read(fresh), state::done);
    EXPECT_EQ(reader.what(), "");
    EXPECT_FALSE(reader.error());
}

TEST_F(HttpReader, MovesWithItsAnswer) {
    http_reader reader;
    receive_buffer buffer;
    reader.start(verb::get);
    put(buffer, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
    while (reader.read(buffer) == state::head) {
    }
    http_reader moved(std::move(reader));
    receive_buffer moved_buffer(std::move(buffer));
    put(moved_buffer, "llo");
    EXPECT_EQ(moved.read(moved_buffer), state::done);
    EXPECT_EQ(std::string(moved_buffer.body().data(), moved_buffer.body().size()), "hello");
}

/// Random edits of good answers: whatever comes of them, it is the same for every way to cut them, and nothing is read
/// that was not received (the sanitizers look).
TEST_F(HttpReader, JudgesDamagedAnswersTheSameWayHoweverTheyCome) {
    const auto rows = answers::all();
    const auto seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    for (int i = 0; i < 3000; ++i) {
        auto row = rows[random() % rows.size()];
        if (row.wire.empty() || row.wire.size() > 2000) continue;
        for (unsigned edits = 1 + random() % 3; edits; --edits) {
            constexpr std::string_view bytes("\r\n :;,\0\t\"05aFx\x80", 16);
            const std::size_t at = random() % row.wire.size();
            switch (random() % 3) {
                case 0: row.wire[at] = bytes[random() % bytes.size()]; break;
                case 1: row.wire.insert(at, 1, bytes[random() % bytes.size()]); break;
                default:
                    if (row.wire.size() > 1) row.wire.erase(at, 1);
            }
        }
        const reading whole = feed(row, false, 4096, [&] { return row.wire.size(); });
        ASSERT_EQ(feed(row, false, 1, [] { return 1; }), whole) << testing::PrintToString(row.wire);
        ASSERT_EQ(feed(row, false, 8, [&] { return 1 + random() % 9; }), whole)
            << testing::PrintToString(row.wire);
    }
}

}  // namespace
