#include "support/hostile_row.hpp"

// Uploads and downloads: a file is there whole or not at all, and what is cut is told.
namespace polyaxon::test::hostile {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t large = 8 << 20;

row download(std::string name) { return row{"download: " + std::move(name)}.of_v0().does(verb::download, 0); }
row upload(std::string name, std::size_t bytes = 100) {
    return row{"upload: " + std::move(name)}.of_v0().does(verb::upload, bytes);
}
row early(row r) {
    r.before_body = true;
    r.heavy = true;
    return r;
}
std::string announced(std::size_t n, std::string_view content) {
    return bare("Content-Length: " + std::to_string(n) + "\r\n", content);
}

}  // namespace

rows transfer_rows() {
    const std::string file = times(3'000, "0123456789"), poison = ok("", evil);
    const std::string whole = announced(file.size(), file);
    return {
        download("a file").send(whole).value(file).reused(),
        download("byte by byte")
            .trickle(announced(200, file.substr(0, 200)))
            .value(file.substr(0, 200))
            .reused(),
        download("in chunks").send(chunked(chunk(file) + "0\r\n\r\n")).value(file).reused(),
        download("packed").send(ok("Content-Encoding: gzip\r\n", gzipped(file))).value(file).reused(),
        download("an empty file").send(announced(0, "")).value("").reused(),
        download("until the end").send(bare("", file)).fin().value(file).fresh(),
        download("longer than announced").send(announced(10, file)).value(file.substr(0, 10)).fresh(),
        download("a file and another answer").send(whole + poison).value(file).fresh(),
        download("shorter than announced")
            .send(announced(file.size() + 1, file))
            .fin()
            .lost("after 30000 of 30001 bytes"),
        download("cut behind the head").send(announced(10, "")).fin().lost("after 0 of 10 bytes"),
        download("cut in the middle")
            .send(announced(file.size(), file.substr(0, 9'000)))
            .fin()
            .lost("after 9000"),
        download("reset in the middle")
            .send(announced(file.size(), file.substr(0, 9'000)))
            .reset()
            .lost("middle"),
        download("cut in a chunk").send(chunked("10\r\n0123")).fin().lost(""),
        download("cut before the last chunk").send(chunked(chunk(file))).fin().lost(""),
        download("chunks that are none").send(chunked(chunk(file) + "zz\r\n")).protocol("chunk"),
        download("cut in gzip")
            .send(ok("Content-Encoding: gzip\r\n", gzipped(file).substr(0, 40)))
            .protocol("")
            .seen(-1),
        download("broken gzip").send(ok("Content-Encoding: gzip\r\n", "no gzip")).protocol("").seen(-1),
        download("an unknown coding").send(ok("Content-Encoding: br\r\n", file)).protocol("").seen(-1),
        download("404")
            .send(answer("HTTP/1.1 404 Not Found", "", R"({"detail":"no code"})"))
            .is("http_error", "no code", 404)
            .reused(),
        download("500 in the middle of nothing")
            .send(answer("HTTP/1.1 500 Oops", "", "oops"))
            .is("http_error", "", 500)
            .reused(),
        download("nonsense").send("nonsense\r\n\r\n").protocol(""),
        download("the end instead").fin().lost("before the answer"),
        download("no answer").hold().times_out_after(400ms),
        download("half a file and silence")
            .send(announced(file.size(), file.substr(0, 5)))
            .hold()
            .times_out_after(400ms),
        download("a file that drips")
            .send(announced(file.size(), ""))
            .drip(file.substr(0, 400))
            .hold()
            .times_out_after(400ms),
        download("given up in the middle")
            .send(announced(file.size(), file.substr(0, 9'000)))
            .give_up()
            .answered()
            .send(file.substr(9'000) + poison)
            .cancelled(),

        upload("a file").send(ok("", "stored")).value("stored").reused(),
        upload("8 MiB", large).alone().send(ok("", "stored")).value("stored").reused(),
        upload("201 without a body")
            .send("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
            .value("")
            .reused(),
        upload("500").send(answer("HTTP/1.1 500 Oops", "", "oops")).is("http_error", "", 500).reused(),
        upload("the end instead of an answer").fin().lost("before the answer").maybe(true),
        upload("a reset instead of an answer").reset().lost("before the answer").maybe(true),
        upload("the end in the answer").send("HTTP/1.1 200 OK\r\nCo").fin().lost("in the middle").maybe(true),
        upload("nonsense").send("nonsense\r\n\r\n").protocol("").maybe(true),
        upload("no answer").hold().times_out_after(400ms).maybe(true),
        early(upload("413 before the body, and the end", large))
            .send(answer("HTTP/1.1 413 Content Too Large", "Connection: close\r\n",
                         R"({"detail":"too large"})"))
            .fin()
            .is("http_error", "too large", 413),
        early(upload("401 before the body", large))
            .send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno")
            .is("http_error", "no", 401)
            .seen(-1),
        early(upload("nonsense before the body", large)).send("nonsense\r\n\r\n").protocol(""),
        early(upload("a reset before the body", large)).reset().lost("").maybe(true),
        early(upload("the body is never read", large).hold().times_out_after(400ms)).maybe(true),
        early(upload("given up while it is sent", large).give_up().hold().cancelled()).maybe(true),
        upload("given up before its answer").give_up().answered().send(poison).cancelled().maybe(true),
    };
}

}  // namespace polyaxon::test::hostile
