// Heads and bodies of answers through the real connection. Input: a byte of modes, two piece sizes, what the server says.
#include "fuzz/scene.hpp"

namespace polyaxon::fuzz {

namespace {

/// In which two cuts may not differ at all.
void check_cuts(const scene& s, cuts how) {
    const auto once = play(s, whole);
    require(play(s, how) == once, "an answer is read alike however its bytes come");
    if (s.wire.size() <= 160) require(play(s, byte_by_byte) == once, "an answer is read alike byte by byte");

    const auto by_reader = expected(s);
    const auto& first = once.calls.front();
    require(first.failure == by_reader.failure, "a call ends as its answer's bytes say");
    require(first.failure || first.body == by_reader.body, "a value is what the answer's bytes say");
    if (first.failure && *first.failure == errc::too_large)
        require(first.detail.starts_with("limit"), "the text of too_large begins with limit");
    for (std::size_t i = 1; i < once.calls.size(); ++i)
        if (!s.warm && !once.calls[i].failure && s.calls[i] == codec::verb::get)
            require(once.calls[i].body == further, "no answer reaches another call");
}

/// A streamed body is the kept one; only the limits of kept bodies do not count.
void check_stream(scene s, cuts how) {
    s.limits.body = s.limits.decompressed = 16 * 1024 * 1024;
    const auto kept = play(s, whole).calls.front();
    s.streamed = true;
    const auto streamed = play(s, how).calls.front();
    if (!kept.failure) {
        require(
            !streamed.failure || *streamed.failure == errc::protocol || *streamed.failure == errc::too_large,
            "a streamed answer fails as protocol or limit");
        require(streamed.failure || streamed.body == kept.body, "a streamed body is the kept one");
    } else {
        require(streamed.failure.has_value(), "what fails when it is kept fails when it is streamed");
    }
}

}  // namespace

int run_http(const std::uint8_t* data, std::size_t size) {
    input in(data, size);
    const auto mode = in.byte();
    cuts how{in.byte(), in.byte()};
    scene s;
    s.wire = in.rest();
    how = fewer(how, s.wire.size());
    if (mode & 1) s.limits = small_limits();
    s.then = mode & 2 ? testing::reply::end::keep : testing::reply::end::fin;
    if ((mode & 6) == 6) s.then = testing::reply::end::rst;
    s.warm = mode & 8;
    constexpr codec::verb verbs[] = {codec::verb::get, codec::verb::head, codec::verb::post,
                                     codec::verb::get};
    s.calls = {verbs[mode >> 4 & 3]};
    for (unsigned n = mode >> 6; n > 0; --n) s.calls.push_back(n == 2 ? codec::verb::head : codec::verb::get);
    check_cuts(s, how);
    if (s.calls.size() == 1 && s.calls[0] == codec::verb::get && !s.warm) check_stream(std::move(s), how);
    return 0;
}

}  // namespace polyaxon::fuzz
