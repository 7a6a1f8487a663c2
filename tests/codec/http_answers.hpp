#pragma once
#include <polyaxon/codec/http_reader.hpp>

#include <string>
#include <vector>

/// Answers of servers, good and bad, as data: what RFC 9112 and our limits make of them.
namespace answers {

using polyaxon::errc;
using polyaxon::codec::http_limits;
using polyaxon::codec::verb;

enum class end { done, failed, open };  ///< open: more bytes are wanted

struct row {
    std::string name;
    std::string wire;
    end expected = end::done;
    int status = 200;
    std::string body = {};
    bool keep_alive = true;
    errc kind = errc::protocol;  ///< of failed
    std::size_t left = 0;        ///< bytes behind the answer that must stay unread
    bool fin = false;            ///< the server closes after the bytes
    verb method = verb::get;
    http_limits limits = {};
};

inline row on_head(row r) {
    r.method = verb::head;
    return r;
}
inline row then_fin(row r) {
    r.fin = true;
    return r;
}
inline row with(http_limits l, row r) {
    r.limits = l;
    return r;
}
inline row good(std::string name, std::string wire, int status, std::string body, bool keep = true,
                std::size_t left = 0) {
    row r{std::move(name), std::move(wire)};
    r.status = status;
    r.body = std::move(body);
    r.keep_alive = keep;
    r.left = left;
    return r;
}
inline row bad(std::string name, std::string wire, errc kind = errc::protocol) {
    row r{std::move(name), std::move(wire)};
    r.expected = end::failed;
    r.kind = kind;
    return r;
}
/// Over a limit.
inline row big(std::string name, std::string wire, http_limits l) {
    return with(l, bad(std::move(name), std::move(wire), errc::too_large));
}
/// Closed too early.
inline row cut(std::string name, std::string wire) {
    return then_fin(bad(std::move(name), std::move(wire), errc::network));
}
inline row open(std::string name, std::string wire) {
    row r{std::move(name), std::move(wire)};
    r.expected = end::open;
    return r;
}

inline std::string times(std::size_t n, std::string_view text) {
    std::string out;
    out.reserve(n * text.size());
    while (n--) out += text;
    return out;
}
/// A 200 with these field lines and a body of five bytes.
inline std::string five(const std::string& fields) {
    return "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 5\r\n\r\nhello";
}
/// A chunked 200 with this after the head.
inline std::string chunked(const std::string& body, const std::string& fields = "") {
    return "HTTP/1.1 200 OK\r\n" + fields + "Transfer-Encoding: chunked\r\n\r\n" + body;
}
inline std::string first_line(const std::string& line) { return line + "\r\nContent-Length: 0\r\n\r\n"; }

inline http_limits small(std::size_t http_limits::*which, std::size_t n) {
    http_limits l;
    l.*which = n;
    return l;
}

std::vector<row> status_lines();
std::vector<row> fields();
std::vector<row> lengths();
std::vector<row> chunks();
std::vector<row> connections();
std::vector<row> endings();
std::vector<row> limits();

inline std::vector<row> all() {
    std::vector<row> out;
    for (auto part : {status_lines, fields, lengths, chunks, connections, endings, limits})
        for (auto& r : part()) out.push_back(std::move(r));
    return out;
}

}  // namespace answers
