#include "support/hostile_row.hpp"

// Redirects: an error by default; where they are followed, the token stays with its origin. That it does is checked in every row.
namespace polyaxon::test::hostile {

namespace {

std::string moved(int status, std::string_view location) {
    return "HTTP/1.1 " + std::to_string(status) + " Moved\r\nLocation: " + std::string(location) +
           "\r\nContent-Length: 0\r\n\r\n";
}
/// By default nothing is followed.
row stays(int status, std::string location) {
    return row{"redirect: " + std::to_string(status) + " is not followed"}
        .send(moved(status, location))
        .is("http_error", "it points to ", status)
        .reused();
}
row follows(std::string name, int status, std::string location, std::string who) {
    return row{"redirect: " + std::move(name)}
        .follow(5)
        .send(moved(status, location))
        .value(std::move(who))
        .reused();
}
/// To the other origin, which speaks TLS.
row away(std::string name) {
    auto r = row{"redirect: " + std::move(name)}
                 .follow(5)
                 .send(moved(302, "https://127.0.0.1:{other}/x"))
                 .value("elsewhere")
                 .reused();
    r.other_tls = true;
    return r;
}
row refuses(std::string name, std::string location, std::string why) {
    return row{"redirect: " + std::move(name)}
        .follow(5)
        .send(moved(302, location))
        .is("http_error", std::move(why), 302)
        .reused();
}

}  // namespace

rows redirect_rows() {
    const std::string elsewhere = "http://127.0.0.1:{other}/api/v1/users/";
    return {
        stays(301, "/elsewhere"),
        stays(302, elsewhere),
        stays(303, "/elsewhere"),
        stays(307, elsewhere),
        stays(308, "/elsewhere"),
        row{"redirect: 300 with a choice"}
            .send(moved(300, "/elsewhere"))
            .is("http_error", "it points to /elsewhere", 300)
            .reused(),
        row{"redirect: 305 to a proxy"}.send(moved(305, elsewhere)).is("http_error", "", 305).reused(),
        row{"redirect: 302 without a Location"}
            .send(answer("HTTP/1.1 302 Found", "", "go away"))
            .is("http_error", "go away", 302)
            .reused(),
        row{"redirect: 302 that is a value"}
            .send(answer("HTTP/1.1 302 Found", "", ada))
            .is("http_error", "", 302)
            .reused(),
        follows("301 within the origin", 301, "/moved", "moved"),
        follows("302 to a relative path", 302, "../moved", "moved"),
        follows("303 within the origin", 303, "/moved?x=1#y", "moved"),
        follows("307 to this host again", 307, "//127.0.0.1:{port}/moved", "moved"),
        follows("308 to a query alone", 308, "?next=/moved", "")
            .is("http_error", "more than 5 redirects", 308)
            .seen(1),
        row{"redirect: 302 to another port, without the token"}
            .plain()
            .follow(5)
            .send(moved(302, elsewhere))
            .value("elsewhere")
            .reused(),
        row{"redirect: 307 to another name of this host, without the token"}
            .plain()
            .follow(5)
            .send(moved(307, "http://localhost:{other}/x"))
            .value("elsewhere")
            .reused(),
        follows("five times", 302, "/hop/4", "moved"),
        refuses("six times", "/hop/5", "more than 5 redirects"),
        row{"redirect: with two Locations, of which the first counts"}
            .plain()
            .follow(5)
            .send("HTTP/1.1 302 Found\r\nLocation: " + elsewhere +
                  "\r\nLocation: /moved\r\nContent-Length: 0\r\n\r\n")
            .value("elsewhere")
            .reused(),
        row{"redirect: with the same Location twice"}
            .follow(5)
            .send("HTTP/1.1 302 Found\r\nLocation: /moved\r\nLocation: /moved\r\nContent-Length: 0\r\n\r\n")
            .value("moved")
            .reused(),
        row{"redirect: with an empty Location"}
            .follow(5)
            .send(moved(302, ""))
            .is("http_error", "", 302)
            .reused(),
        away("from http to https, without the token").plain(),
        away("from https to another port, without the token").tls("good"),
        row{"redirect: elsewhere and back, without the token"}
            .plain()
            .follow(5)
            .send(moved(302, "http://127.0.0.1:{other}/and-back"))
            .value("moved")
            .reused(),
        refuses("in a circle", "/again", "more than 5 redirects"),
        refuses("to ftp", "ftp://127.0.0.1/x", "not followed"),
        refuses("to file", "file:///etc/passwd", "not followed"),
        refuses("to javascript", "javascript:alert(1)", "not followed"),
        refuses("with a user in it", "http://ada:secret@127.0.0.1:{other}/x", "not followed"),
        refuses("with a backslash", "/\\127.0.0.1:{other}/x",
                "not followed: the URL begins with a backslash"),
        refuses("to port 0", "http://127.0.0.1:0/x", "not followed"),
        refuses("to port 65536", "http://127.0.0.1:65536/x", "not followed"),
        refuses("to no host", "http:///x", "not followed"),
        refuses("with a blank in it", "/a b", "not followed"),
        row{"redirect: a Location with a line break hidden in it"}
            .follow(5)
            .send("HTTP/1.1 302 Found\r\nLocation: /x\r\n Set-Cookie: a\r\nContent-Length: 0\r\n\r\n")
            .protocol("folded"),
        row{"redirect: from https to http"}
            .tls("good")
            .follow(5)
            .send(moved(302, elsewhere))
            .is("http_error", "it leads from https to http", 302)
            .reused(),
        row{"redirect: cookies are not kept"}
            .send(ok("Set-Cookie: session=1; Path=/\r\nSet-Cookie2: x\r\n"))
            .value()
            .reused(),
        row{"redirect: 401 with a challenge sends the token nowhere"}
            .send(answer("HTTP/1.1 401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n",
                         R"({"detail":"Invalid token."})"))
            .is("http_error", "Invalid token.", 401)
            .reused(),
        row{"redirect: 407 asks for credentials of a proxy"}
            .send(answer("HTTP/1.1 407 Proxy Authentication Required", "Proxy-Authenticate: Basic\r\n", ""))
            .is("http_error", "", 407)
            .reused(),
        row{"redirect: Refresh and Content-Location are no redirects"}
            .follow(5)
            .send(ok("Refresh: 0; url=http://127.0.0.1:{other}/\r\nContent-Location: "
                     "http://127.0.0.1:{other}/\r\n"))
            .value()
            .reused(),
        row{"redirect: Alt-Svc is not followed"}
            .send(ok("Alt-Svc: h2=\"127.0.0.1:{other}\"; ma=3600\r\n"))
            .value()
            .reused(),
    };
}

}  // namespace polyaxon::test::hostile
