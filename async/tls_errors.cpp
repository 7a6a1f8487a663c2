#include <polyaxon/async/tls_errors.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <asio/ip/address_v4.hpp>
#include <asio/ip/address_v6.hpp>

#include <algorithm>
#include <ctime>
#include <memory>

namespace polyaxon::async {

namespace {

std::string reason_of(unsigned long code) {
    const char* reason = code ? ERR_reason_error_string(code) : nullptr;
    return reason ? reason : code ? "error " + std::to_string(code) : "unknown reason";
}

std::string date_of(const ASN1_TIME* time) {
    std::tm parts{};
    char text[32];
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1 ||
        std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", &parts) == 0)
        return "an unreadable date";
    return text;
}

/// "CN=ada,O=…" with everything that is not printable escaped, at most 200 characters: the server chose these bytes.
std::string one_line(const X509_NAME* name) {
    const std::unique_ptr<BIO, void (*)(BIO*)> out(BIO_new(BIO_s_mem()), BIO_free_all);
    X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_UTF8_CONVERT);
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return std::string(data, static_cast<std::size_t>(std::clamp(size, 0L, 200L)));
}

std::string printable(const ASN1_STRING* s) {
    std::string text(reinterpret_cast<const char*>(ASN1_STRING_get0_data(s)),
                     static_cast<std::size_t>(std::clamp(ASN1_STRING_length(s), 0, 100)));
    for (auto& c : text)
        if (c <= ' ' || c > '~') c = '?';
    return text;
}

std::string address_text(const ASN1_OCTET_STRING* s) {
    const auto* bytes = ASN1_STRING_get0_data(s);
    if (ASN1_STRING_length(s) == 4) {
        asio::ip::address_v4::bytes_type b;
        std::copy_n(bytes, b.size(), b.begin());
        return asio::ip::address_v4(b).to_string();
    }
    if (ASN1_STRING_length(s) == 16) {
        asio::ip::address_v6::bytes_type b;
        std::copy_n(bytes, b.size(), b.begin());
        return asio::ip::address_v6(b).to_string();
    }
    return "?";
}

/// What the certificate is for: "a.example, 10.0.0.1 (address)", the first few.
std::string names_in(const X509* certificate) {
    const std::unique_ptr<GENERAL_NAMES, void (*)(GENERAL_NAMES*)> names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
        GENERAL_NAMES_free);
    std::string text;
    int shown = 0;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const auto* one = sk_GENERAL_NAME_value(names.get(), i);
        std::string entry;
        if (one->type == GEN_DNS) entry = printable(one->d.dNSName);
        if (one->type == GEN_IPADD) entry = address_text(one->d.iPAddress) + " (address)";
        if (entry.empty()) continue;
        if (!text.empty()) text += ", ";
        if (++shown > 6) return text + "…";
        text += entry;
    }
    return text.empty() ? "no host name or address at all (a common name does not count)" : text;
}

}  // namespace

std::string newest_openssl_error() {
    const auto code = ERR_peek_last_error();
    ERR_clear_error();
    return reason_of(code);
}

std::string certificate_trouble(x509_store_ctx_st* store, std::string_view wanted) {
    const int error = X509_STORE_CTX_get_error(store);
    const X509* at = X509_STORE_CTX_get_current_cert(store);
    const std::string name(wanted);
    const std::string subject = at ? one_line(X509_get_subject_name(at)) : "?";
    const std::string which = X509_STORE_CTX_get_error_depth(store) == 0
                                  ? "the server's certificate"
                                  : "the CA certificate '" + subject + "'";
    switch (error) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return which + ": certificate has expired (valid until " +
                   date_of(at ? X509_get0_notAfter(at) : nullptr) +
                   "): renew it on the server, or check this machine's clock";
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return which + ": certificate is not yet valid (valid from " +
                   date_of(at ? X509_get0_notBefore(at) : nullptr) + "): check this machine's clock";
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return "the server's certificate is self-signed ('" + subject +
                   "'): give it as ssl_ca_cert (ca_file) if you trust it";
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
            return "unknown CA: the certificate chain ends in '" + subject +
                   "', which is not trusted here: give that CA's certificate as ssl_ca_cert (ca_file)";
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
            return "unknown CA: unable to get local issuer certificate '" +
                   (at ? one_line(X509_get_issuer_name(at)) : "?") +
                   "': give the CA's certificate as ssl_ca_cert (ca_file), or let the server send its "
                   "intermediate certificates";
        case X509_V_ERR_HOSTNAME_MISMATCH:
            return "the server's certificate is not for host '" + name + "' but for " +
                   (at ? names_in(at) : "?") + ": use one of these names, or set server_name";
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
            return "the server's certificate is not for the IP address " + name + " but for " +
                   (at ? names_in(at) : "?") + ": use one of these names, or set server_name";
        case X509_V_ERR_INVALID_CA:
        case X509_V_ERR_INVALID_NON_CA:
            return "the certificate chain is invalid: '" + subject +
                   "' has signed a certificate but is no CA: the server needs another certificate";
        case X509_V_ERR_INVALID_PURPOSE:
            return which +
                   " is not meant for servers (unsuitable purpose, for example client authentication only): "
                   "the server needs another one";
        default: break;
    }
    return which + " ('" + subject + "') was refused: " + X509_verify_cert_error_string(error);
}

std::string tls_trouble(const tls_circumstances& c) {
    if (c.handshake && c.first_bytes.starts_with("HTTP/"))
        return "the server answered plain HTTP on an https port: use http or another port";
    const auto reason = ERR_GET_REASON(c.code);
    if (ERR_GET_LIB(c.code) == ERR_LIB_SSL) switch (reason) {
            case SSL_R_UNSUPPORTED_PROTOCOL:
            case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
            case SSL_R_WRONG_SSL_VERSION:
            case SSL_R_VERSION_TOO_LOW:
                return "the server offers only TLS 1.1 or older, which is not safe: let it offer TLS 1.2 or "
                       "1.3 (" +
                       reason_of(c.code) + ")";
            case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
                return "client certificate required: the server asks for one, give cert_file and key_file";
            case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
            case SSL_R_SSLV3_ALERT_NO_CERTIFICATE:
            case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
                if (c.certificate_asked)
                    return "client certificate required: the server asks for one (" + reason_of(c.code) +
                           "), give cert_file and key_file";
                break;
            case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
            case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
            case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
            case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
            case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
                return "the server refused the client certificate (" + reason_of(c.code) +
                       "): check cert_file";
            case SSL_R_TLSV1_UNRECOGNIZED_NAME:
                return "the server does not know the host name (" + reason_of(c.code) +
                       "): check the host, or set server_name";
            case SSL_R_WRONG_VERSION_NUMBER:
            case SSL_R_HTTP_REQUEST:
                if (c.handshake)
                    return "the server's answer is not TLS (" + reason_of(c.code) +
                           "): check the port, or use http";
                break;
            default: break;
        }
    if (c.handshake) return "the TLS handshake failed: " + reason_of(c.code);
    return "the TLS connection broke: " + reason_of(c.code);
}

}  // namespace polyaxon::async
