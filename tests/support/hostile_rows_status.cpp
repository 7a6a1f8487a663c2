#include "support/hostile_row.hpp"

// Complete answers that are no success: `http_error` with the status and, where there are any, the server's words. The connection goes on.
namespace polyaxon::test::hostile {

namespace {

row plain_status(int status, std::string reason) {
    return row{"status: " + std::to_string(status)}
        .send(answer("HTTP/1.1 " + std::to_string(status) + " " + reason,
                     "Content-Type: application/json\r\n", R"({"detail":"so it is"})"))
        .is("http_error", "so it is", status)
        .reused();
}
row body(std::string name, std::string fields, std::string text, std::string words) {
    return row{"status: " + std::move(name)}
        .send(answer("HTTP/1.1 400 Bad Request", fields, text))
        .is("http_error", std::move(words), 400)
        .reused();
}

const std::string& bomb() {
    static const std::string all = gzipped_blanks(100 << 20, 1);
    return all;
}

}  // namespace

rows status_rows() {
    const std::string as_json = "Content-Type: application/json\r\n";
    rows all;
    for (const int status :
         {400, 401, 403, 404, 405, 406, 409, 410, 411, 412, 413, 415, 416, 418, 422, 423, 424,
          426, 428, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 599})
        all.push_back(plain_status(status, "Reason"));
    rows more = {
        row{"status: 408 closes"}
            .send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .fin()
            .is("http_error", "408", 408),
        row{"status: 425"}
            .send(answer("HTTP/1.1 425 Too Early", "", ""))
            .is("http_error", "425", 425)
            .reused(),
        row{"status: 304 that nobody asked for"}
            .send("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n")
            .is("http_error", "304", 304)
            .reused(),
        row{"status: 204 where a value should be"}
            .send("HTTP/1.1 204 No Content\r\n\r\n")
            .is("decode_error", "")
            .reused(),
        row{"status: 205 where a value should be"}
            .send("HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n")
            .is("decode_error", "")
            .reused(),
        row{"status: 206 that is a value"}
            .send(answer("HTTP/1.1 206 Partial Content", "Content-Range: bytes 0-17/18\r\n", ada))
            .value()
            .reused(),
        row{"status: 503 until the end"}
            .send("HTTP/1.1 503 Busy\r\n\r\nsorry")
            .fin()
            .keeps(5)
            .is("http_error", "sorry", 503),
        row{"status: 503 in chunks"}
            .send("HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nsorry\r\n0\r\n\r\n")
            .is("http_error", "sorry", 503)
            .reused(),
        row{"status: 502 of a proxy, in HTML"}
            .send(answer("HTTP/1.1 502 Bad Gateway", "Content-Type: text/html\r\n",
                         "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad "
                         "Gateway</h1></body></html>"))
            .is("http_error", "502 Bad Gateway", 502)
            .reused(),
        row{"status: 500 cut in its body"}
            .send("HTTP/1.1 500 Oops\r\nContent-Length: 100\r\n\r\nhalf")
            .fin()
            .lost("after 4 of 100 bytes"),
        row{"status: 500 with a body over the limit"}
            .send("HTTP/1.1 500 Oops\r\nContent-Length: 99999999999\r\n\r\n")
            .protocol("limit: the announced length of the body"),
        row{"status: 400 with 1 MiB of text"}
            .send(answer("HTTP/1.1 400 Bad Request", "Content-Type: text/plain\r\n", times(1 << 20, "x")))
            .keeps(65536)
            .is("http_error", "xxx", 400)
            .reused(),
        row{"status: 401 on a connection that closes"}
            .send(answer("HTTP/1.1 401 Unauthorized", "Connection: close\r\n", R"({"detail":"no"})"))
            .fin()
            .is("http_error", "no", 401),
        row{"status: 429 with a Retry-After of a day"}
            .send(answer("HTTP/1.1 429 Slow", "Retry-After: 86400\r\n", "{}"))
            .asks_to_wait(86400)
            .is("http_error", "429", 429)
            .reused(),
        row{"status: 503 with a negative Retry-After"}
            .send(answer("HTTP/1.1 503 Busy", "Retry-After: -1\r\n", ""))
            .asks_to_wait(-1)
            .is("http_error", "503", 503)
            .reused(),
        row{"status: 503 with a huge Retry-After"}
            .send(answer("HTTP/1.1 503 Busy", "Retry-After: 999999999999999999999999\r\n", ""))
            .asks_to_wait(86400)
            .is("http_error", "503", 503)
            .reused(),
        row{"status: 503 with a Retry-After in the past"}
            .send(answer("HTTP/1.1 503 Busy", "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\r\n", ""))
            .asks_to_wait(0)
            .is("http_error", "503", 503)
            .reused(),
        row{"status: 503 with a Retry-After that means nothing"}
            .send(answer("HTTP/1.1 503 Busy", "Retry-After: tomorrow\r\nRetry-After: 1,2\r\n", ""))
            .asks_to_wait(-1)
            .is("http_error", "503", 503)
            .reused(),
        body("an error that is a list", as_json, R"(["first","second"])", "first"),
        body("an error by fields", as_json, R"({"name":["is taken"],"tags":["are bad"]})", "is taken"),
        body("an error deep inside", as_json, R"({"error":{"message":"deep words"}})", ""),
        body("an error that is a number", as_json, "42", ""),
        body("an error that is null", as_json, "null", "400"),
        body("an error that is a string", as_json, R"("just words")", "just words"),
        body("an empty error", as_json, "", "400"),
        body("broken JSON", as_json, R"({"detail": "half)", ""),
        body("JSON of 100,000 brackets", as_json, times(100'000, "["), ""),
        body("JSON that says it is text", "Content-Type: text/plain\r\n", R"({"detail":"said in JSON"})",
             "said in JSON"),
        body("bytes that are not UTF-8", "Content-Type: text/plain\r\n", "\xff\xfe caf\xe9", ""),
        body("control characters", "Content-Type: text/plain\r\n", "line\r\nbreak \x1b[31mred\x07", "red"),
        body("a NUL in the text", "Content-Type: text/plain\r\n", bytes("before\0behind"), ""),
        body("a content type of nonsense", "Content-Type: ;;;=/\r\n", "words", "words"),
        body("a coding nobody asked for", "Content-Encoding: br\r\n", "\x0b\x02\x80hello\x03", "400"),
        body("gzip", "Content-Encoding: gzip\r\n" + as_json, gzipped(R"({"detail":"packed words"})"),
             "packed words"),
        body("gzip that is broken", "Content-Encoding: gzip\r\n" + as_json, "not gzip", "400"),
        body("one byte more than is kept", "Content-Type: text/plain\r\n", times(65537, "x"), "xxx")
            .keeps(65536),
        body("as much as is kept", "Content-Type: text/plain\r\n", times(65536, "x"), "xxx").keeps(65536),
        body("gzip of more than is kept", "Content-Encoding: gzip\r\nContent-Type: text/plain\r\n",
             gzipped(times(65537, "x")), "xxx")
            .keeps(65536),
        body("gzip of 100 MiB", "Content-Encoding: gzip\r\n", bomb(), "400").alone().keeps(0),
    };
    for (auto& r : more) all.push_back(std::move(r));
    return all;
}

}  // namespace polyaxon::test::hostile
