#pragma once
#include "async/support/bench_engine.hpp"

#include <polyaxon/async/body.hpp>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

namespace polyaxon::async::test {

/// Bytes that tell their place: what is lost, doubled or swapped shows. Any stretch can be had or checked without holding the rest.
class pattern {
 public:
    static void write(std::span<char> to, std::uint64_t at) {
        for (std::size_t done = 0; done < to.size();) {
            const auto from = static_cast<std::size_t>((at + done) % period);
            const auto n = std::min(to.size() - done, block().size() - from);
            std::memcpy(to.data() + done, block().data() + from, n);
            done += n;
        }
    }
    static bool matches(std::string_view piece, std::uint64_t at) {
        for (std::size_t done = 0; done < piece.size();) {
            const auto from = static_cast<std::size_t>((at + done) % period);
            const auto n = std::min(piece.size() - done, block().size() - from);
            if (std::memcmp(piece.data() + done, block().data() + from, n) != 0) return false;
            done += n;
        }
        return true;
    }
    static std::string text(std::size_t size, std::uint64_t at = 0) {
        std::string all(size, '\0');
        write(all, at);
        return all;
    }

 private:
    static constexpr std::size_t period = 65521;
    static const std::string& block() {
        static const std::string made = [] {
            std::string s(2 * period, '\0');
            std::uint32_t z = 7;
            for (std::size_t i = 0; i < period; ++i) {
                z = z * 1664525 + 1013904223;
                s[i] = s[i + period] = static_cast<char>('a' + (z >> 24) % 26);
            }
            return s;
        }();
        return made;
    }
};

class pattern_source final : public body_source {
 public:
    explicit pattern_source(std::uint64_t n) : announced(n), has(n) {}

    std::uint64_t announced, has;
    std::uint64_t at = 0;
    std::size_t most = static_cast<std::size_t>(-1), largest = 0;
    std::uint64_t fails_at = static_cast<std::uint64_t>(-1);
    std::error_code error = std::make_error_code(std::errc::io_error), rewind_error;
    std::string words;
    int rewinds = 0, reads = 0;

    std::uint64_t size() const override { return announced; }
    std::error_code rewind() override {
        ++rewinds, at = 0;
        return rewind_error;
    }
    std::size_t read(std::span<char> into, std::error_code& ec) override {
        ++reads;
        largest = std::max(largest, into.size());
        if (at >= fails_at) return ec = error, 0;
        const auto n =
            static_cast<std::size_t>(std::min<std::uint64_t>({into.size(), most, has - at, fails_at - at}));
        pattern::write(into.first(n), at);
        at += n;
        return n;
    }
    std::string_view what() const override { return words; }
};

class pattern_sink final : public body_sink {
 public:
    std::uint64_t at = 0;
    std::size_t largest = 0;
    int begins = 0, finishes = 0, status = 0;
    bool right = true;
    std::string type;
    std::error_code begin_error, write_error, finish_error;
    std::uint64_t fails_at = 0;
    std::string words;
    std::function<void()> on_write;

    std::error_code begin(const codec::http_head& head) override {
        ++begins;
        at = 0, right = true;
        status = head.status;
        type = head.content_type;
        return begin_error;
    }
    std::error_code write(std::string_view piece) override {
        largest = std::max(largest, piece.size());
        right = right && !piece.empty() && begins > 0 && pattern::matches(piece, at);
        at += piece.size();
        if (on_write) on_write();
        return at > fails_at ? write_error : std::error_code();
    }
    std::error_code finish() override {
        ++finishes;
        return finish_error;
    }
    std::string_view what() const override { return words; }
    bool whole(std::uint64_t n) const { return right && finishes == 1 && at == n; }
};

/// A call that uploads from a pattern.
struct upload : simple_call {
    explicit upload(std::uint64_t n, codec::verb v = codec::verb::put, codec::destination d = place())
        : simple_call(std::move(d), v), from(n) {
        request.body.clear();
        request.content_type = "application/octet-stream";
        node.source = &from;
    }
    pattern_source from;
};

/// A call that downloads into a check of the pattern.
struct download : simple_call {
    explicit download(codec::destination d = place(), std::string target = "/a")
        : simple_call(std::move(d), codec::verb::get, std::move(target)) {
        node.sink = &to_sink;
    }
    pattern_sink to_sink;
};

}  // namespace polyaxon::async::test
