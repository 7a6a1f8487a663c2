// A reader remembers how the head before began: no answer may be read otherwise because of what came before it.
#include <polyaxon/codec/http_lines.hpp>
#include <polyaxon/codec/http_reader.hpp>

#include "http_answers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <string_view>

namespace {

using namespace polyaxon::codec;
using state = http_reader::state;

struct seen {
    state last = state::need_more;
    int status = 0, minor = 0;
    bool keep_alive = false, chunked = false, to_the_end = false;
    std::string reason, body, what;
    bool operator==(const seen&) const = default;
};
std::ostream& operator<<(std::ostream& to, const seen& s) {
    return to << "state " << static_cast<int>(s.last) << ", status " << s.status << " '" << s.reason
              << "', keep_alive " << s.keep_alive << ", chunked " << s.chunked << ", body '"
              << s.body.substr(0, 80) << "', what '" << s.what << "'";
}

seen read_on(http_reader& reader, std::string_view wire, verb method, bool fin, std::size_t step) {
    receive_buffer buffer;
    reader.start(method);
    seen out;
    while (!wire.empty() && out.last == state::need_more) {
        const auto n = std::min(step, wire.size());
        std::memcpy(buffer.prepare(n).data(), wire.data(), n);
        buffer.commit(n);
        wire.remove_prefix(n);
        do out.last = reader.read(buffer);
        while (out.last == state::head);
    }
    if (out.last == state::need_more && fin) out.last = reader.finish();
    if (out.last == state::failed) return out.what = reader.what(), out;
    if (out.last != state::done) return out;
    const auto& h = reader.head();
    out.status = h.status, out.minor = h.minor_version, out.reason = h.reason;
    out.keep_alive = h.keep_alive, out.chunked = h.chunked, out.to_the_end = h.close_delimited;
    out.body.assign(buffer.body().data(), buffer.body().size());
    return out;
}

TEST(HttpReaderReuse, ReadsEachAnswerAsAFreshReaderWould) {
    const auto rows = answers::all();
    const auto seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    http_reader old;
    const answers::row* before = nullptr;
    for (int i = 0; i < 20'000; ++i) {
        // The same one again, now and then: that is where something is remembered.
        const auto* row = before && random() % 4 == 0 ? before : &rows[random() % rows.size()];
        if (row->wire.size() > 2000) continue;
        const std::size_t step = random() % 4 == 0 ? 1 + random() % 30 : row->wire.size();
        http_reader fresh;
        ASSERT_EQ(read_on(old, row->wire, row->method, row->fin, step),
                  read_on(fresh, row->wire, row->method, row->fin, step))
            << row->name << (before ? " after " + before->name : "");
        before = row;
    }
}

TEST(HttpReaderReuse, TellsHeadsApartThatBeginAlike) {
    const std::string line = "HTTP/1.1 200 OK\r\n";
    struct {
        std::string wire, body;
        verb method = verb::get;
        bool fin = false;
    } const answers[] = {
        {line + "Content-Length: 5\r\n\r\nhello", "hello"},
        {line + "Content-Length: 12\r\n\r\nhello, world", "hello, world"},
        {line + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "abc"},
        {line + "\r\nto the end", "to the end", verb::get, true},
        {line + "Content-Length: 5\r\n\r\n", "", verb::head},
        {line + "Content-Length: 0\r\n\r\n", ""},
        {"HTTP/1.1 200 O\r\nContent-Length: 1\r\n\r\n!", "!"},
        {"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n?", "?"},
        {"HTTP/1.1 100 Continue\r\n\r\n" + line + "Content-Length: 2\r\n\r\nhi", "hi"},
        {"HTTP/1.1 204 No Content\r\n\r\n", ""},
    };
    http_reader reader;
    for (const auto& first : answers)
        for (const auto& second : answers)
            for (const auto* a : {&first, &second, &second}) {
                const auto s = read_on(reader, a->wire, a->method, a->fin, a->wire.size());
                ASSERT_EQ(s.last, state::done) << a->wire << s.what;
                ASSERT_EQ(s.body, a->body) << a->wire;
            }
}

TEST(HttpLines, NamesAreTheSameInAnyCaseOfLettersOnly) {
    const std::string lower = "abcdefghijklmnopqrstuvwxyz-0123456789_|~`{}^";
    for (std::size_t size = 1; size <= 24; ++size)
        for (std::size_t at = 0; at < size; ++at)
            for (const char c : lower) {
                std::string name(size, 'x'), other = name;
                name[at] = c;
                for (int byte = 0; byte < 256; ++byte) {
                    other[at] = static_cast<char>(byte);
                    const bool same = byte == static_cast<unsigned char>(c) ||
                                      (c >= 'a' && c <= 'z' && byte == static_cast<unsigned char>(c) - 32);
                    ASSERT_EQ(http_lines::same(other, name), same) << byte << " for " << c << " at " << at;
                    ASSERT_EQ(http_lines::same(name, other), same) << c << " for " << byte << " at " << at;
                }
            }
    EXPECT_FALSE(http_lines::same("content-lengt", "content-length"));
    EXPECT_TRUE(http_lines::same("CONTENT-Length", "content-length"));
}

template <std::size_t N>
void knows(const char (&lower)[N]) {
    for (std::size_t i = 0; i + 1 < N; ++i)
        for (int c = 0; c < 256; ++c) {
            std::string other = lower;
            other[i] = static_cast<char>(c);
            if (!http_lines::is_tchar(other[i])) continue;
            EXPECT_EQ(http_lines::is_name(other, lower), http_lines::same(other, lower)) << other;
        }
    const std::string whole = lower;
    EXPECT_FALSE(http_lines::is_name(whole + "s", lower));
    EXPECT_FALSE(http_lines::is_name(whole.substr(1), lower));
}
TEST(HttpLines, KnowsNamesOfFieldsInAnyCase) {
    knows("location");
    knows("keep-alive");
    knows("content-type");
    knows("content-encoding");
    knows("transfer-encoding");
}

}  // namespace
