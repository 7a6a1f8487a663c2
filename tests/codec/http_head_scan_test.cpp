#include <polyaxon/codec/http_head_scan.hpp>
#include <polyaxon/codec/http_reader.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

// A head that comes in one piece is read in one go, one that comes in pieces line by line: both must say the same of every head.

namespace {

using namespace polyaxon::codec;

struct seen {
    http_reader::state end = http_reader::state::need_more;
    std::string error, head, body;
    bool operator==(const seen&) const = default;
};

std::ostream& operator<<(std::ostream& out, const seen& s) {
    return out << "state " << static_cast<int>(s.end) << " error '" << s.error << "' head '" << s.head
               << "' body '" << s.body << "'";
}

seen read_in_steps(std::string_view wire, std::size_t step, const http_limits& limits) {
    receive_buffer buffer;
    http_reader reader(limits);
    reader.start(verb::get);
    seen out;
    while (!wire.empty() && out.end == http_reader::state::need_more) {
        const auto n = std::min(step, wire.size());
        std::memcpy(buffer.prepare(n).data(), wire.data(), n);
        buffer.commit(n);
        wire.remove_prefix(n);
        do out.end = reader.read(buffer);
        while (out.end == http_reader::state::head);
    }
    out.error = reader.what();
    const auto& h = reader.head();
    if (out.end == http_reader::state::failed) return out;
    out.head = std::to_string(h.status) + "/" + std::to_string(h.minor_version) +
               (h.keep_alive ? " keep" : " close") + (h.chunked ? " chunked" : "") +
               (h.close_delimited ? " to the end" : "") + " " + std::to_string(h.content_length.value_or(0)) +
               " " + std::string(h.reason) + "|" + std::string(h.content_type) + "|" +
               std::string(h.content_encoding) + "|" + std::string(h.location) + "|" +
               std::string(h.retry_after) + "|" + std::string(h.request_id);
    if (h.fields)
        for (const auto& row : h.fields->rows)
            out.head.append("\n").append(h.fields->name(row)).append(": ").append(h.fields->value(row));
    if (out.end == http_reader::state::done) out.body.assign(buffer.body().data(), buffer.body().size());
    return out;
}

void same_both_ways(const std::string& wire, const http_limits& limits = {}) {
    EXPECT_EQ(read_in_steps(wire, wire.size(), limits), read_in_steps(wire, 1, limits)) << wire;
}

const std::vector<std::string> heads{
    "HTTP/1.1 200 OK\r\ndate: Sun, 22 Nov 2026 00:00:38 GMT\r\nserver: uvicorn\r\ncontent-type: "
    "application/json\r\n"
    "content-length: 2\r\nvary: origin, Cookie\r\nx-request-id: 12\r\n\r\n{}",
    "HTTP/1.0 404 Not Found\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5, "
    "max=9\r\nContent-Length:4\r\n\r\nnone",
    "HTTP/1.1 503\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\nEmpty:\r\nBlank: "
    "\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 5, 5\r\nX-Text: caf\xc3\xa9 \t "
    "tab\r\n\r\nthere",
    "HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n",
};

TEST(HttpHeadScan, SaysTheSameAsLineByLine) {
    for (const auto& wire : heads) same_both_ways(wire);
}

TEST(HttpHeadScan, SaysTheSameOfHeadsWithAByteChangedLostOrDoubled) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const std::string_view odd("\r\n\t :\0\x7f\x80;,aZ0/HT%\"", 19);
    for (int i = 0; i < 20'000 && !testing::Test::HasFailure(); ++i) {
        auto wire = heads[random() % heads.size()];
        for (auto n = random() % 3 + 1; n-- > 0;) {
            const auto at = random() % (wire.find("\r\n\r\n") + 4);
            switch (random() % 3) {
                case 0: wire[at] = odd[random() % odd.size()]; break;
                case 1: wire.erase(at, 1); break;
                default: wire.insert(at, 1, odd[random() % odd.size()]);
            }
        }
        same_both_ways(wire);
    }
}

TEST(HttpHeadScan, KeepsTheLimitsToTheByte) {
    const auto& wire = heads[0];
    const auto size = wire.find("\r\n\r\n") + 4;
    for (const auto d : {-1, 0, 1}) {
        const auto off = [d](std::size_t n) { return n + static_cast<std::size_t>(d); };
        http_limits head, line, fields;
        head.head = off(size);
        line.start_line = off(15);
        fields.fields = off(6);
        for (const auto& limits : {head, line, fields}) {
            same_both_ways(wire, limits);
            EXPECT_EQ(read_in_steps(wire, wire.size(), limits).error.empty(), d >= 0);
        }
    }
}

TEST(HttpHeadScan, TakesTheUsualHeadAndLeavesTheRest) {
    std::vector<http_fields::row> rows;
    http_lines::status_line status;
    const auto& wire = heads[0];
    EXPECT_EQ(scan_head(wire, {}, status, rows), wire.find("\r\n\r\n") + 4);
    EXPECT_EQ(rows.size(), 6u);
    EXPECT_EQ(status.status, 200);
    for (const std::string_view other :
         {"HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n", "HTTP/1.1 200 OK\nA: b\r\n\r\n",
          "HTTP/1.1 200 OK\r\nA : b\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b \r\n\r\n",
          "HTTP/1.1 200 OK\r\n A: b\r\n\r\n", ""}) {
        rows.clear();
        EXPECT_EQ(scan_head(other, {}, status, rows), 0u) << other;
    }
}

}  // namespace
