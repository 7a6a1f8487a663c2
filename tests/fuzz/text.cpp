// Short texts that come from servers and users. Input: a byte that chooses the kind, the text.
#include "fuzz/targets.hpp"

#include <polyaxon/async/proxy.hpp>
#include <polyaxon/codec/http_reader.hpp>
#include <polyaxon/codec/request.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/codec/url.hpp>

#include <algorithm>
#include <vector>

namespace polyaxon::fuzz {

namespace {

bool one_word(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 32 && c < 127; });
}

void check_retry_after(std::string_view text) {
    using namespace std::chrono;
    using clock = system_clock;
    const clock::time_point moments[] = {clock::time_point(seconds(1'795'000'000)), clock::time_point(),
                                         clock::time_point(seconds(4'102'444'800)), clock::time_point::min(),
                                         clock::time_point::max()};
    const auto first = codec::parse_retry_after(text, moments[0]);
    for (const auto now : moments) {
        const auto wait = codec::parse_retry_after(text, now);
        require(wait.has_value() == first.has_value(), "what is a time is one at any moment");
        require(!wait || (*wait >= milliseconds(0) && *wait <= hours(24)), "a pause is of 0 to 24 hours");
    }
    require(codec::parse_retry_after(" " + std::string(text) + "\t", moments[0]) == first,
            "blanks do not count");
}

/// As it would be asked for.
std::string printed(const codec::url& u) { return u.where.text() + u.target; }

void check_parts(const codec::url& u) {
    require(u.where.port != 0, "a port is 1 to 65535");
    require(one_word(u.where.host_header()) && !u.where.host.empty(), "a Host is one word");
    require(u.target.starts_with('/') && one_word(u.target), "a target is one word that begins with a slash");
    require(u.target.find('#') == u.target.npos, "a fragment is not sent");
    require(
        std::none_of(u.where.host.begin(), u.where.host.end(), [](char c) { return c >= 'A' && c <= 'Z'; }),
        "a host is in lower case");
}

void check_url(std::string_view text) {
    std::string why;
    const auto u = codec::parse_url(text, why);
    require(u.has_value() == why.empty(), "a URL is taken or refused with a reason");
    if (!u) return;
    check_parts(*u);
    const auto back = codec::parse_url(printed(*u), why);
    require(back.has_value(), "a URL that was taken can be printed and parsed again");
    require(back->where == u->where && back->target == u->target, "and is equal");
    require(!codec::check_header_value(u->where.host_header()), "its Host can be sent");
}

/// A base, a blank, a reference.
void check_resolve(std::string_view text) {
    const auto blank = std::min(text.find(' '), text.size());
    std::string why;
    auto base = codec::parse_url(text.substr(0, blank), why);
    if (!base) base = codec::parse_url("http://polyaxon.example.com:8000/api/v1/ada/", why);
    const auto reference = text.substr(std::min(blank + 1, text.size()));
    const auto u = codec::resolve(*base, reference, why);
    require(u.has_value() == why.empty(), "a reference is taken or refused with a reason");
    if (!u) return;
    check_parts(*u);
    const auto again = codec::resolve(*base, printed(*u), why);
    require(again && again->where == u->where, "what was resolved resolves to its own place");
    const auto third = codec::resolve(*base, printed(*again), why);
    require(third && third->where == again->where && third->target == again->target, "for good");
    if (reference.find(':') == reference.npos && !reference.starts_with("//"))
        require(u->where == base->where, "a path stays with its origin");
}

void check_escapes(std::string_view text) {
    for (const std::string_view keep : {"-._~", "", "-._~!$&'()*+,;=:@/"}) {
        const auto encoded = codec::percent_encode(text, keep);
        require(one_word(encoded) || encoded.empty(), "what is escaped is one word");
        const auto back = codec::percent_decode(encoded);
        require(back && *back == text, "what is escaped and read again is equal");
    }
    if (const auto decoded = codec::percent_decode(text))
        require(decoded->size() <= text.size(), "nothing grows");

    std::string path = "/api/v1/";
    const auto before = path.size();
    if (codec::append_segment(path, text)) {
        require(path.size() == before, "a refused segment leaves nothing");
        const bool hostile = text.empty() || text == "." || text == ".." ||
                             text.find_first_of(std::string_view("\r\n\0", 3)) != text.npos;
        require(hostile, "only a hostile segment is refused");
    } else {
        const auto segment = path.substr(before);
        require(one_word(segment) && segment.find_first_of("/?#\\") == segment.npos, "a segment stays one");
        require(segment != "." && segment != "..", "a segment leads nowhere");
        require(codec::percent_decode(segment) == std::string(text), "a segment read again is equal");
    }

    std::string target = "/a";
    codec::append_query(target, text, text);
    codec::append_query(target, "k", text);
    require(one_word(target), "a query is one word");
    require(std::count(target.begin(), target.end(), '&') == 1 &&
                std::count(target.begin(), target.end(), '?') == 1,
            "a query has as many values as were given");
    auto value = target.substr(target.rfind('=') + 1);
    std::replace(value.begin(), value.end(), '+', ' ');
    require(codec::percent_decode(value) == std::string(text), "a query's value read again is equal");
}

void check_timestamp(std::string_view text) {
    const auto t = timestamp::parse(text);
    if (!t) return;
    const auto written = t->text();
    const auto back = timestamp::parse(written);
    require(back.has_value(), "a time that was taken can be written and read again");
    require(*back == *t && back->text() == written, "and is equal");
}

/// Header lines: a name up to ':', and what is behind it.
void check_headers(std::string_view text) {
    const auto colon = std::min(text.find(':'), text.size());
    const auto name = text.substr(0, colon), value = text.substr(std::min(colon + 1, text.size()));
    std::string lines = "A: b\r\n";
    const auto before = lines.size();
    if (codec::append_header(lines, name, value)) {
        require(lines.size() == before, "a refused header leaves nothing");
        return;
    }
    const auto line = std::string_view(lines).substr(before);
    require(line.ends_with("\r\n") && line.find_first_of(std::string_view("\r\n\0", 3)) == line.size() - 2,
            "a header is one line");
    require(line.starts_with(name) && line.substr(name.size(), 2) == ": ", "under its own name");
}

/// A proxy, a blank, the exceptions.
void check_proxy(std::string_view text) {
    std::string why;
    const auto blank = std::min(text.find(' '), text.size());
    const auto url = std::string(text.substr(0, blank)),
               list = std::string(text.substr(std::min(blank + 1, text.size())));
    if (const auto p = async::parse_proxy(url, why)) {
        require(p->port != 0 && !p->host.empty() && one_word(p->host), "a proxy is a host and a port");
        require(!codec::check_header_value(p->authorization), "a proxy's password can be sent");
    } else {
        require(!why.empty(), "a proxy is refused with a reason");
    }
    const auto get = [&](std::string_view name) -> const char* {
        return name == "HTTPS_PROXY" || name == "http_proxy" ? url.c_str()
               : name == "NO_PROXY"                          ? list.c_str()
                                                             : nullptr;
    };
    const auto settings = async::read_proxy_settings({}, [&](const char* name) { return get(name); });
    for (const codec::origin& to :
         {codec::origin{true, "polyaxon.example.com", 443}, codec::origin{false, "10.1.2.3", 8000},
          codec::origin{true, "fd00::1", 8443}, codec::origin{false, "localhost", 8000}}) {
        const auto choice = async::choose_proxy(settings, to);
        require(!choice.proxy || choice.trouble.empty(), "a proxy or trouble with it");
        if (to.host == "localhost") require(!choice.proxy, "this machine is never reached through a proxy");
    }
}

constexpr void (*kinds[])(std::string_view) = {&check_retry_after, &check_url,       &check_resolve,
                                               &check_escapes,     &check_timestamp, &check_headers,
                                               &check_proxy};

}  // namespace

int run_text(const std::uint8_t* data, std::size_t size) {
    input in(data, size);
    kinds[in.byte() % std::size(kinds)](in.rest());
    return 0;
}

}  // namespace polyaxon::fuzz
