#include "support/hostile_row.hpp"

// TLS: certificates that do not fit, handshakes that are none, and ends that are cut. What is refused once is refused by the second call, too.
namespace polyaxon::test::hostile {

namespace {

using namespace std::chrono_literals;

row refused(std::string leaf, std::string why, bool by_name = false) {
    row r{"tls: " + leaf + (by_name ? " at localhost" : "")};
    r.by_name = by_name;
    return std::move(r).tls(leaf).send(ok()).is("tls_error", std::move(why)).then("tls_error");
}
row instead(std::string name, std::string bytes, std::string outcome = "tls_error") {
    return row{"tls: " + std::move(name)}
        .tls("good")
        .with(opening::handshake)
        .send(std::move(bytes))
        .fin()
        .is(outcome, "")
        .then(outcome);
}
row good(std::string name) { return row{"tls: " + std::move(name)}.tls("good"); }

}  // namespace

rows tls_rows() {
    rows all = {
        good("a good certificate").send(ok()).value().reused(),
        good("a good certificate, by name").at_localhost().send(ok()).value().reused(),
        row{"tls: the whole chain"}.tls("whole chain").send(ok()).value().reused(),
        refused("expired", "certificate has expired (valid until 20"),
        refused("not yet valid", "certificate is not yet valid (valid from 20"),
        refused("self-signed", "self-signed"),
        refused("unknown root", "unknown CA"),
        refused("unknown root, sent", "unknown CA"),
        refused("wrong name", "not for host 'localhost'", true),
        refused("wrong address", "not for the IP address 127.0.0.1"),
        refused("address as a name", "not for the IP address 127.0.0.1"),
        refused("common name only", "not for host 'localhost'", true),
        refused("partial wildcard", "not for host 'localhost'", true),
        refused("missing middle", "unknown CA"),
        refused("signed by a leaf", "is no CA"),
        refused("clients only", "not meant for servers"),
        refused("outside the constraints", "permitted subtree violation", true),
        instead("plain HTTP on the port", ok()),
        instead("a plain HTTP error on the port",
                "HTTP/1.1 400 The plain HTTP request was sent to HTTPS port\r\nConnection: close\r\n\r\n"),
        instead("an SSH greeting", "SSH-2.0-OpenSSH_9.2\r\n"),
        instead("garbage", times(100, "\xde\xad\xbe\xef")),
        instead("zeros", std::string(1000, '\0')),
        instead("a fatal alert", bytes("\x15\x03\x03\x00\x02\x02\x28")),
        instead("an alert about the name", bytes("\x15\x03\x03\x00\x02\x02\x70")),
        instead("half a record", bytes("\x16\x03\x03\x40\x00\x02\x00")),
        instead("a record of 64 KiB", bytes("\x16\x03\x03\xff\xff") + times(65535, "x")),
        instead("application data at once", bytes("\x17\x03\x03\x00\x05hello")),
        instead("a handshake message of 16 MiB", bytes("\x16\x03\x03\x00\x04\x02\xff\xff\xff")),
        instead("the end instead of a handshake", ""),
        row{"tls: a reset instead of a handshake"}
            .tls("good")
            .with(opening::handshake)
            .reset()
            .is("tls_error", "")
            .then("tls_error"),
        row{"tls: a handshake that never comes"}
            .tls("good")
            .with(opening::handshake)
            .hold()
            .times_out_after(400ms)
            .then("timeout")
            .seen(-1),  // both calls may wait for the same one
        good("a length and no close_notify").send(ok("Connection: close\r\n")).cut().value().fresh(),
        good("chunks and no close_notify")
            .send(chunked(chunk(ada) + "0\r\n\r\n", "Connection: close\r\n"))
            .cut()
            .value()
            .fresh(),
        good("a body until a cut").send(bare("")).cut().is("connection_error", "close_notify"),
        good("a body until close_notify").send(bare("")).fin().value().fresh(),
        good("a cut in the head").send("HTTP/1.1 200 OK\r\n").cut().is("connection_error", "close_notify"),
        good("a cut in the body")
            .send(bare(length_of(ada), ada.substr(0, 5)))
            .cut()
            .is("connection_error", "close_notify"),
        good("close_notify in the body")
            .send(bare(length_of(ada), ada.substr(0, 5)))
            .fin()
            .is("connection_error", "after 5 of 18"),
        good("plain bytes behind the handshake").raw(ok()).is("tls_error", "").fresh(),
        good("a plain answer instead of a record, while idle")
            .send(ok())
            .answered()
            .raw(ok("", evil))
            .value()
            .fresh(),
        good("half a record in the body, then the end")
            .send(bare(length_of(ada), ada.substr(0, 5)))
            .raw(bytes("\x17\x03\x03\x00\x40xxxx"))
            .cut()
            .is("connection_error", ""),
        good("a record with a wrong checksum in the body")
            .send(bare(length_of(ada), ada.substr(0, 5)))
            .raw(bytes("\x17\x03\x03\x00\x20") + times(32, "x"))
            .is("tls_error", ""),
        good("an answer while idle, in a record").send(ok()).answered().send(ok("", evil)).value().fresh(),
        good("an answer in the record of the answer before")
            .send(ok() + ok("", evil))
            .with_surplus()
            .value()
            .fresh(),
    };
    const auto changed = [&all](row r, auto change) {
        change(r);
        all.push_back(std::move(r));
    };
    changed(good("bytes one by one").send(ok()).value().reused(), [](row& r) { r.tls_piece = 1; });
    changed(good("TLS 1.2").send(ok()).value().reused(), [](row& r) { r.newest_tls = 0x0303; });
    changed(good("TLS 1.2, an answer while idle").send(ok()).answered().send(ok("", evil)).value().fresh(),
            [](row& r) { r.newest_tls = 0x0303; });
    changed(good("TLS 1.1").send(ok()).is("tls_error", "").then("tls_error"),
            [](row& r) { r.newest_tls = 0x0302; });
    changed(good("TLS 1.0").send(ok()).is("tls_error", "").then("tls_error"),
            [](row& r) { r.newest_tls = 0x0301; });
    changed(good("a client certificate is wanted, TLS 1.3").send(ok()).is("tls_error", "").then("tls_error"),
            [](row& r) { r.wants_client_certificate = true; });
    changed(good("a client certificate is wanted, TLS 1.2").send(ok()).is("tls_error", "").then("tls_error"),
            [](row& r) { r.wants_client_certificate = true, r.newest_tls = 0x0303; });
    return all;
}

}  // namespace polyaxon::test::hostile
