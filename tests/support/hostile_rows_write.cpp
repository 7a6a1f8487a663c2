#include "support/hostile_row.hpp"

// POST and PATCH: the server gets them at most once, whatever becomes of the answer, and an error says whether it may have got them.
namespace polyaxon::test::hostile {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t large = 8 << 20;

row post(std::string name) { return row{"write: POST, " + std::move(name)}.does(verb::post).tries(3); }
row patch(std::string name) { return row{"write: PATCH, " + std::move(name)}.does(verb::patch).tries(3); }
std::string moved(int status, std::string_view location) {
    return "HTTP/1.1 " + std::to_string(status) + " Moved\r\nLocation: " + std::string(location) +
           "\r\nContent-Length: 0\r\n\r\n";
}
row early(row r) {
    r.before_body = true;
    r.within = 4s;  // many bytes to write
    return r;
}

}  // namespace

rows write_rows() {
    const std::string made = R"({"name":"ada"})";
    const std::string elsewhere = "http://127.0.0.1:{other}/x";
    return {
        post("a good answer").send(ok("", made)).value().reused(),
        patch("a good answer").send(ok("", made)).value().reused(),
        post("201").send(answer("HTTP/1.1 201 Created", "", made)).value().reused(),
        post("8 MiB").alone().does(verb::post, large).send(ok("", made)).value().reused(),
        post("100 Continue before the answer")
            .send("HTTP/1.1 100 Continue\r\n\r\n" + ok("", made))
            .value()
            .reused(),

        post("the end on a used connection")
            .on_a_used_connection()
            .fin()
            .lost("before the answer")
            .maybe(true),
        patch("the end on a used connection")
            .on_a_used_connection()
            .fin()
            .lost("before the answer")
            .maybe(true),
        post("a reset on a used connection")
            .on_a_used_connection()
            .reset()
            .lost("before the answer")
            .maybe(true),
        patch("a reset on a used connection")
            .on_a_used_connection()
            .reset()
            .lost("before the answer")
            .maybe(true),
        post("the end on a fresh connection").fin().lost("before the answer").maybe(true),
        patch("a reset on a fresh connection").reset().lost("before the answer").maybe(true),
        post("the end in the answer").send("HTTP/1.1 200 OK\r\nCo").fin().lost("in the middle").maybe(true),
        post("the end in the body of the answer")
            .send(bare("Content-Length: 99\r\n", made))
            .fin()
            .lost("after 14 of 99 bytes")
            .maybe(true),
        post("no answer").hold().times_out_after(400ms).maybe(true),
        patch("half an answer").send("HTTP/1.1 2").hold().times_out_after(400ms).maybe(true),
        post("nonsense").send("nonsense\r\n\r\n").protocol("").maybe(true),
        post("nobody listens")
            .with(opening::refuse)
            .lost("no connection to")
            .maybe(false)
            .then("connection_error")
            .seen(0),

        post("500").send(answer("HTTP/1.1 500 Oops", "", "{}")).is("http_error", "", 500).reused(),
        post("502").send(answer("HTTP/1.1 502 Bad Gateway", "", "{}")).is("http_error", "", 502).reused(),
        post("503 with Retry-After")
            .send(answer("HTTP/1.1 503 Busy", "Retry-After: 0\r\n", "{}"))
            .is("http_error", "", 503)
            .asks_to_wait(0)
            .reused(),
        patch("429 with Retry-After")
            .send(answer("HTTP/1.1 429 Slow", "Retry-After: 1\r\n", "{}"))
            .is("http_error", "", 429)
            .asks_to_wait(1)
            .reused(),
        patch("408").send(answer("HTTP/1.1 408 Late", "", "{}")).is("http_error", "", 408).reused(),
        post("409").send(answer("HTTP/1.1 409 Conflict", "", "{}")).is("http_error", "", 409).reused(),

        early(post("413 before the body, and the end"))
            .alone()
            .does(verb::post, large)
            .send(answer("HTTP/1.1 413 Content Too Large", "Connection: close\r\n",
                         R"({"detail":"too large"})"))
            .fin()
            .is("http_error", "too large", 413),
        early(patch("413 before the body, and it is read"))
            .alone()
            .does(verb::patch, large)
            .send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 9\r\n\r\ntoo large")
            .is("http_error", "too large", 413)
            .seen(-1),  // all of it may have left before the answer was read
        early(post("401 before the body"))
            .alone()
            .does(verb::post, large)
            .send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno")
            .is("http_error", "no", 401)
            .seen(-1),
        early(post("nonsense before the body"))
            .alone()
            .does(verb::post, large)
            .send("nonsense\r\n\r\n")
            .protocol(""),
        early(post("the body is never read").hold().times_out_after(400ms))
            .alone()
            .does(verb::post, large)
            .maybe(true),

        post("307 within the origin").follow(5).send(moved(307, "/moved")).value("moved").reused(),
        patch("308 within the origin").follow(5).send(moved(308, "/moved")).value("moved").reused(),
        post("307 is not followed by default")
            .send(moved(307, "/moved"))
            .is("http_error", "it points to /moved", 307)
            .reused(),
        post("307 to another origin")
            .plain()
            .follow(5)
            .send(moved(307, elsewhere))
            .is("http_error", "a call that changes something stays with its server", 307)
            .reused(),
        patch("308 to another origin")
            .plain()
            .follow(5)
            .send(moved(308, elsewhere))
            .is("http_error", "a call that changes something stays with its server", 308)
            .reused(),
        post("303 does not become a GET")
            .follow(5)
            .send(moved(303, "/moved"))
            .is("http_error", "only 307 and 308 keep the verb", 303)
            .reused(),
        post("302 does not become a GET")
            .follow(5)
            .send(moved(302, "/moved"))
            .is("http_error", "only 307 and 308 keep the verb", 302)
            .reused(),
        post("301 does not become a GET")
            .follow(5)
            .send(moved(301, "/moved"))
            .is("http_error", "only 307 and 308 keep the verb", 301)
            .reused(),
    };
}

}  // namespace polyaxon::test::hostile
