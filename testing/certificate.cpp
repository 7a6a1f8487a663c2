#include <polyaxon/testing/certificate.hpp>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

namespace polyaxon::testing {
namespace {

struct deleter {
    void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
    void operator()(X509* p) const { X509_free(p); }
    void operator()(X509_EXTENSION* p) const { X509_EXTENSION_free(p); }
    void operator()(BIO* p) const { BIO_free_all(p); }
};
using key_ptr = std::unique_ptr<EVP_PKEY, deleter>;
using cert_ptr = std::unique_ptr<X509, deleter>;
using bio_ptr = std::unique_ptr<BIO, deleter>;

void need(bool ok, const char* what) {
    if (!ok) throw std::runtime_error(std::string("making the test certificate failed: ") + what);
}

void extend(X509* cert, X509* issuer, int nid, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, cert, nullptr, nullptr, 0);
    std::unique_ptr<X509_EXTENSION, deleter> extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    need(extension && X509_add_ext(cert, extension.get(), -1) == 1, value);
}

cert_ptr certificate(EVP_PKEY* key, const char* name, X509* issuer, EVP_PKEY* issuer_key) {
    cert_ptr cert(X509_new());
    need(cert && X509_set_version(cert.get(), 2) == 1, "X509_new");
    std::uint64_t serial = 0;
    need(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1, "serial number");
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(cert.get()), serial >> 1 | 1);
    X509_gmtime_adj(X509_getm_notBefore(cert.get()), -24 * 3600);
    X509_gmtime_adj(X509_getm_notAfter(cert.get()), 30 * 24 * 3600);
    X509_NAME* subject = X509_get_subject_name(cert.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name), -1,
                               -1, 0);
    X509* signer = issuer ? issuer : cert.get();
    need(X509_set_issuer_name(cert.get(), X509_get_subject_name(signer)) == 1, "issuer");
    need(X509_set_pubkey(cert.get(), key) == 1, "public key");
    extend(cert.get(), signer, NID_subject_key_identifier, "hash");
    extend(cert.get(), signer, NID_authority_key_identifier, "keyid:always");
    if (issuer) {
        extend(cert.get(), signer, NID_basic_constraints, "critical,CA:FALSE");
        extend(cert.get(), signer, NID_key_usage, "critical,digitalSignature");
        extend(cert.get(), signer, NID_ext_key_usage, "serverAuth");
        extend(cert.get(), signer, NID_subject_alt_name, "IP:127.0.0.1,IP:0:0:0:0:0:0:0:1,DNS:localhost");
    } else {
        extend(cert.get(), signer, NID_basic_constraints, "critical,CA:TRUE");
        extend(cert.get(), signer, NID_key_usage, "critical,keyCertSign,cRLSign");
    }
    need(X509_sign(cert.get(), issuer_key, EVP_sha256()) > 0, "signature");
    return cert;
}

std::string text(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string pem(X509* cert) {
    bio_ptr bio(BIO_new(BIO_s_mem()));
    need(PEM_write_bio_X509(bio.get(), cert) == 1, "PEM of a certificate");
    return text(bio.get());
}

std::string pem(EVP_PKEY* key) {
    bio_ptr bio(BIO_new(BIO_s_mem()));
    need(PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
         "PEM of a key");
    return text(bio.get());
}

}  // namespace

made_certificate make_certificate() {
    key_ptr ca_key(EVP_EC_gen("P-256")), leaf_key(EVP_EC_gen("P-256"));
    need(ca_key && leaf_key, "EC keys");
    const auto ca = certificate(ca_key.get(), "polyaxon::testing authority", nullptr, ca_key.get());
    const auto leaf = certificate(leaf_key.get(), "localhost", ca.get(), ca_key.get());
    return {pem(ca.get()), pem(leaf.get()), pem(leaf_key.get())};
}

}  // namespace polyaxon::testing
