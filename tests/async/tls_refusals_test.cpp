#include "async/support/stream_driver.hpp"
#include "async/support/tls_peer.hpp"

#include <gtest/gtest.h>

#include <asio/io_context.hpp>

#include <map>
#include <memory>

// What a TLS connection refuses, and in which words; and that the same server is fine with the right CA, or with verification off.
namespace polyaxon::test {
namespace {

constexpr const char* good_names = "DNS:localhost,IP:127.0.0.1";

/// Every certificate of the tests, made once.
struct certificates {
    identity root = issue({.common_name = "Test Root", .authority = true});
    identity other_root = issue({.common_name = "Other Root", .authority = true});
    identity middle = issue({.common_name = "Test Middle", .authority = true}, &root);
    identity narrow =
        issue({.common_name = "Narrow Middle", .authority = true, .constraints = "permitted;DNS:example.org"},
              &root);
    temporary_file root_file{root.certificate_pem()};
    std::map<std::string, identity> leaves;

    certificates() {
        leaves["good"] = issue({.alternative = good_names}, &root);
        leaves["expired"] = issue({.alternative = good_names, .from = -86400 * 3, .until = -86400}, &root);
        leaves["not yet valid"] =
            issue({.alternative = good_names, .from = 86400, .until = 86400 * 3}, &root);
        leaves["self-signed"] = issue({.common_name = "Lonely", .alternative = good_names});
        leaves["unknown root"] = issue({.alternative = good_names}, &other_root);
        leaves["unknown root, sent"] = with_chain(leaves["unknown root"], {other_root.certificate});
        leaves["wrong name"] =
            issue({.alternative = "DNS:other.example,DNS:*.example.net,IP:127.0.0.1"}, &root);
        leaves["wrong address"] = issue({.alternative = "DNS:localhost,IP:10.1.2.3,IP:2001:db8::1"}, &root);
        leaves["address as a name"] = issue({.alternative = "DNS:127.0.0.1"}, &root);
        leaves["common name only"] = issue({.common_name = "localhost"}, &root);
        leaves["missing middle"] = issue({.alternative = good_names}, &middle);
        leaves["whole chain"] = with_chain(leaves["missing middle"], {middle.certificate});
        leaves["signed by a leaf"] =
            with_chain(issue({.common_name = "Below a leaf", .alternative = good_names}, &leaves["good"]),
                       {leaves["good"].certificate});
        leaves["clients only"] = issue({.alternative = good_names, .usage = "clientAuth"}, &root);
        leaves["outside the constraints"] =
            with_chain(issue({.alternative = good_names}, &narrow), {narrow.certificate});
    }
    static identity with_chain(identity id, std::vector<std::shared_ptr<X509>> chain) {
        id.chain = std::move(chain);
        return id;
    }
};

const certificates& made() {
    static const certificates all;
    return all;
}

void serve_hello(tcp::socket& s, const server_context& c) {
    tls_peer tls(s, c);
    if (!tls.handshake()) return;
    tls.write("hello");
    tls.read();
}

struct outcome {
    std::error_code ec;
    std::string detail, hello;
};

outcome try_to_open(std::uint16_t port, const char* host, const tls_options& options) {
    asio::io_context io{1};
    const auto connect = async::make_socket_connector(options, {.from_environment = false});
    stream_driver d(io, *connect, tls_origin(port, host));
    outcome o;
    if (d.open()) o.hello = d.read();
    o.ec = *d.opened;
    o.detail = d.detail;
    return o;
}

struct refusal {
    const char* leaf;
    const char* host;
    const char* text;  ///< part of the detail; empty: it opens
};

void PrintTo(const refusal& r, std::ostream* to) { *to << r.leaf << " at " << r.host; }

const refusal refusals[] = {
    {"good", "127.0.0.1", ""},
    {"good", "localhost", ""},
    {"whole chain", "localhost", ""},
    {"expired", "127.0.0.1", "certificate has expired (valid until 20"},
    {"not yet valid", "127.0.0.1", "certificate is not yet valid (valid from 20"},
    {"self-signed", "127.0.0.1",
     "the server's certificate is self-signed ('CN=Lonely'): give it as ssl_ca_cert"},
    {"unknown root", "127.0.0.1",
     "unknown CA: unable to get local issuer certificate 'CN=Other Root': give the CA's certificate as "
     "ssl_ca_cert"},
    {"unknown root, sent", "127.0.0.1",
     "unknown CA: the certificate chain ends in 'CN=Other Root', which is not trusted here"},
    {"wrong name", "localhost",
     "not for host 'localhost' but for other.example, *.example.net, 127.0.0.1 (address)"},
    {"wrong address", "127.0.0.1",
     "not for the IP address 127.0.0.1 but for localhost, 10.1.2.3 (address), 2001:db8::1 (address)"},
    {"address as a name", "127.0.0.1", "not for the IP address 127.0.0.1 but for 127.0.0.1"},
    {"common name only", "localhost", "not for host 'localhost' but for no host name or address at all"},
    {"missing middle", "localhost", "unable to get local issuer certificate 'CN=Test Middle'"},
    {"signed by a leaf", "localhost", "has signed a certificate but is no CA"},
    {"clients only", "localhost", "not meant for servers"},
    {"outside the constraints", "localhost", "permitted subtree violation"},
};

class certificate_refusal : public testing::TestWithParam<refusal> {};

TEST_P(certificate_refusal, says_what_is_wrong) {
    const auto& p = GetParam();
    const auto context = make_server_context(made().leaves.at(p.leaf));
    peer server([&](tcp::socket& s) { serve_hello(s, context); });
    const auto verified = try_to_open(server.port(), p.host, {.ca_file = made().root_file.path()});
    if (*p.text) {
        EXPECT_EQ(verified.ec, make_error_code(errc::tls));
        EXPECT_NE(verified.detail.find(p.text), std::string::npos) << verified.detail;
        EXPECT_EQ(verified.detail.find('\n'), std::string::npos);
    } else {
        EXPECT_FALSE(verified.ec) << verified.detail;
        EXPECT_EQ(verified.hello, "hello");
    }
    const auto trusting = try_to_open(server.port(), p.host, {.verify = false});
    EXPECT_FALSE(trusting.ec) << trusting.detail;
    EXPECT_EQ(trusting.hello, "hello");
}

INSTANTIATE_TEST_SUITE_P(all, certificate_refusal, testing::ValuesIn(refusals), [](const auto& param) {
    std::string name = std::string(param.param.leaf) + "_" + param.param.host;
    for (auto& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    return name;
});

TEST(tls_refusals, texts_differ_from_each_other) {
    std::map<std::string, std::string> seen;
    for (const auto& r : refusals) {
        if (!*r.text) continue;
        const auto [at, fresh] = seen.emplace(r.text, r.leaf);
        EXPECT_TRUE(fresh) << r.leaf << " reads like " << at->second;
    }
}

TEST(tls_refusals, the_right_ca_makes_the_others_good) {
    const struct {
        const char* leaf;
        const identity& ca;
    } rows[] = {{"self-signed", made().leaves.at("self-signed")},
                {"unknown root", made().other_root},
                {"unknown root, sent", made().other_root}};
    for (const auto& row : rows) {
        const auto context = make_server_context(made().leaves.at(row.leaf));
        peer server([&](tcp::socket& s) { serve_hello(s, context); });
        const temporary_file ca(row.ca.certificate_pem());
        const auto o = try_to_open(server.port(), "127.0.0.1", {.ca_file = ca.path()});
        EXPECT_FALSE(o.ec) << row.leaf << ": " << o.detail;
        EXPECT_EQ(o.hello, "hello");
    }
}

TEST(tls_refusals, the_systems_roots_do_not_know_our_ca) {
    const auto context = make_server_context(made().leaves.at("good"));
    peer server([&](tcp::socket& s) { serve_hello(s, context); });
    const auto o = try_to_open(server.port(), "127.0.0.1", {});
    EXPECT_EQ(o.ec, make_error_code(errc::tls));
    EXPECT_NE(o.detail.find("unable to get local issuer certificate"), std::string::npos) << o.detail;
}

TEST(tls_refusals, check_host_off_keeps_the_chain_check) {
    const auto serve = [](const char* leaf, const tls_options& options) {
        const auto context = make_server_context(made().leaves.at(leaf));
        peer server([&](tcp::socket& s) { serve_hello(s, context); });
        return try_to_open(server.port(), "localhost", options);
    };
    const auto& root = made().root_file.path();
    EXPECT_FALSE(serve("wrong name", {.ca_file = root, .check_host = false}).ec);
    EXPECT_EQ(serve("unknown root", {.ca_file = root, .check_host = false}).ec, make_error_code(errc::tls));
    EXPECT_EQ(serve("expired", {.ca_file = root, .check_host = false}).ec, make_error_code(errc::tls));
}

TEST(tls_refusals, server_name_is_checked_instead_of_the_host) {
    const auto context = make_server_context(made().leaves.at("wrong name"));
    peer server([&](tcp::socket& s) { serve_hello(s, context); });
    const auto& root = made().root_file.path();
    EXPECT_FALSE(
        try_to_open(server.port(), "localhost", {.ca_file = root, .server_name = "other.example"}).ec);
    EXPECT_FALSE(
        try_to_open(server.port(), "localhost", {.ca_file = root, .server_name = "a.example.net"}).ec);
    for (const char* wrong : {"b.a.example.net", "example.net", "localhost"})
        EXPECT_EQ(try_to_open(server.port(), "127.0.0.1", {.ca_file = root, .server_name = wrong}).ec,
                  make_error_code(errc::tls))
            << wrong;
}

TEST(tls_refusals, an_old_server_is_named) {
    const auto context = make_server_context(made().leaves.at("good"), {.newest = TLS1_1_VERSION});
    peer server([&](tcp::socket& s) { serve_hello(s, context); });
    for (const bool verify : {true, false}) {
        const auto o =
            try_to_open(server.port(), "127.0.0.1", {.verify = verify, .ca_file = made().root_file.path()});
        EXPECT_EQ(o.ec, make_error_code(errc::tls));
        EXPECT_NE(o.detail.find("the server offers only TLS 1.1 or older"), std::string::npos) << o.detail;
    }
}

TEST(tls_refusals, servers_that_do_not_speak_tls_are_named) {
    const struct {
        const char* what;
        std::string answer;
        bool reset;
        const char* text;
    } rows[] = {
        {"plain HTTP", "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", false,
         "the server answered plain HTTP on an https port: use http or another port"},
        {"garbage", "SSH-2.0-OpenSSH_9.2\r\n", false, "the server's answer is not TLS"},
        {"a record that is no handshake", std::string("\x17\x03\x03\x00\x05hello", 10), false,
         "the TLS handshake failed: "},
        {"half a record", std::string("\x16\x03\x03\x00\x50\x02", 6), false,
         "the server closed the connection during the TLS handshake"},
        {"close", "", false,
         "the server closed the connection during the TLS handshake (End of file): does it speak TLS on this "
         "port?"},
        {"reset", "", true,
         "the server closed the connection during the TLS handshake (Connection reset by peer)"},
    };
    for (const auto& row : rows) {
        peer server([&](tcp::socket& s) {
            receive(s);
            send(s, row.answer);
            if (row.reset) reset_on_close(s);
        });
        const auto o = try_to_open(server.port(), "127.0.0.1", {.verify = false});
        EXPECT_EQ(o.ec, make_error_code(errc::tls)) << row.what;
        EXPECT_NE(o.detail.find(row.text), std::string::npos) << row.what << ": " << o.detail;
    }
}

TEST(tls_refusals, a_stalled_handshake_waits_and_can_be_given_up) {
    peer server([](tcp::socket& s) { wait_for_end(s); });
    asio::io_context io{1};
    const auto connect = async::make_socket_connector({.verify = false}, {.from_environment = false});
    stream_driver d(io, *connect, tls_origin(server.port()));
    d.start_open();
    io.run_for(std::chrono::milliseconds(50));
    EXPECT_EQ(d.events, 0);
    d.end();
    io.restart();
    io.run();
    EXPECT_EQ(d.events, 0);
}

TEST(tls_refusals, files_of_no_use_are_named_at_once) {
    const temporary_file empty(""), garbage("this is no certificate\n"), key(made().root.key_pem());
    const temporary_file broken(made().root.certificate_pem() +
                                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    const temporary_file leaf(made().leaves.at("good").certificate_pem()),
        leaf_key(made().leaves.at("good").key_pem());
    const temporary_file locked(made().leaves.at("good").key_pem("secret"));
    const std::string nowhere = "/no/such/file.pem";
    const auto& root = made().root_file.path();
    const struct {
        tls_options options;
        std::string text;
    } rows[] = {
        {{.ca_file = nowhere}, "the CA file " + nowhere + " cannot be read: No such file or directory"},
        {{.ca_file = empty.path()}, "the CA file " + empty.path() + " holds no certificate"},
        {{.ca_file = garbage.path()}, "the CA file " + garbage.path() + " holds no certificate"},
        {{.ca_file = key.path()}, "the CA file " + key.path() + " holds no certificate"},
        {{.ca_file = broken.path()}, "the CA file " + broken.path() + " is broken behind certificate 1"},
        {{.ca_file = root, .cert_file = nowhere},
         "the client certificate " + nowhere + " cannot be read: No such file"},
        {{.ca_file = root, .cert_file = garbage.path(), .key_file = leaf_key.path()},
         "the client certificate " + garbage.path() + " is not a PEM certificate"},
        {{.ca_file = root, .cert_file = leaf.path(), .key_file = nowhere},
         "the client key " + nowhere + " cannot be read: No such file"},
        {{.ca_file = root, .cert_file = leaf.path(), .key_file = garbage.path()},
         "the client key " + garbage.path() + " is not a PEM key"},
        {{.ca_file = root, .cert_file = leaf.path(), .key_file = key.path()},
         "the client key " + key.path() + " does not belong to the certificate " + leaf.path()},
        {{.ca_file = root, .cert_file = leaf.path(), .key_file = locked.path()},
         "is encrypted with a pass phrase"},
        {{.ca_file = root, .key_file = leaf_key.path()}, "but no client certificate: give cert_file too"},
    };
    for (const auto& row : rows) {
        const auto o =
            try_to_open(1, "127.0.0.1", row.options);  // nothing listens there, and nobody is asked
        EXPECT_EQ(o.ec, make_error_code(errc::tls)) << row.text;
        EXPECT_NE(o.detail.find(row.text), std::string::npos) << o.detail << "\nwanted: " << row.text;
    }
}

TEST(tls_refusals, a_ca_file_that_appears_later_is_found) {
    const auto context = make_server_context(made().leaves.at("good"));
    peer server([&](tcp::socket& s) { serve_hello(s, context); });
    auto file = std::make_unique<temporary_file>("");
    asio::io_context io{1};
    const auto connect = async::make_socket_connector({.ca_file = file->path()}, {.from_environment = false});
    {
        stream_driver d(io, *connect, tls_origin(server.port()));
        EXPECT_FALSE(d.open());
    }
    std::ofstream(file->path()) << made().root.certificate_pem();
    stream_driver d(io, *connect, tls_origin(server.port()));
    EXPECT_TRUE(d.open()) << d.detail;
}

class client_certificates : public testing::TestWithParam<int> {};

TEST_P(client_certificates, are_sent_and_missed) {
    const auto client = issue({.common_name = "ada", .usage = "clientAuth"}, &made().root);
    const temporary_file certificate(client.certificate_pem()), key(client.key_pem()),
        both(client.certificate_pem() + client.key_pem());
    const auto stranger = issue({.common_name = "eve", .usage = "clientAuth"}, &made().other_root);
    const temporary_file other(stranger.certificate_pem() + stranger.key_pem());
    const auto context =
        make_server_context(made().leaves.at("good"), {.newest = GetParam(), .client_ca = &made().root});
    peer server([&](tcp::socket& s) { serve_hello(s, context); });
    const auto& root = made().root_file.path();

    EXPECT_EQ(try_to_open(server.port(), "127.0.0.1",
                          {.ca_file = root, .cert_file = certificate.path(), .key_file = key.path()})
                  .hello,
              "hello");
    EXPECT_EQ(try_to_open(server.port(), "127.0.0.1", {.ca_file = root, .cert_file = both.path()}).hello,
              "hello");

    // TLS 1.2 says so in the handshake, TLS 1.3 only with the first read.
    const auto without = try_to_open(server.port(), "127.0.0.1", {.ca_file = root});
    EXPECT_EQ(without.hello, "");
    EXPECT_NE(without.detail.find("client certificate required"), std::string::npos) << without.detail;
    const auto wrong = try_to_open(server.port(), "127.0.0.1", {.ca_file = root, .cert_file = other.path()});
    EXPECT_EQ(wrong.hello, "");
    EXPECT_NE(wrong.detail.find("the server refused the client certificate"), std::string::npos)
        << wrong.detail;
}

INSTANTIATE_TEST_SUITE_P(versions, client_certificates, testing::Values(TLS1_2_VERSION, TLS1_3_VERSION));

}  // namespace
}  // namespace polyaxon::test
