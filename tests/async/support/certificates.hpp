#pragma once
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <unistd.h>

// Certificates made in process for the TLS tests: EC keys, so that one takes well under a millisecond.
namespace polyaxon::test {

/// A certificate with its key; `chain` is what a server sends behind it.
struct identity {
    std::shared_ptr<X509> certificate;
    std::shared_ptr<EVP_PKEY> key;
    std::vector<std::shared_ptr<X509>> chain;

    std::string certificate_pem() const {
        const std::unique_ptr<BIO, decltype(&BIO_free_all)> out(BIO_new(BIO_s_mem()), BIO_free_all);
        PEM_write_bio_X509(out.get(), certificate.get());
        return text_of(out.get());
    }
    std::string key_pem(const char* pass_phrase = nullptr) const {
        const std::unique_ptr<BIO, decltype(&BIO_free_all)> out(BIO_new(BIO_s_mem()), BIO_free_all);
        PEM_write_bio_PKCS8PrivateKey(
            out.get(), key.get(), pass_phrase ? EVP_aes_128_cbc() : nullptr, pass_phrase,
            pass_phrase ? static_cast<int>(std::string(pass_phrase).size()) : 0, nullptr, nullptr);
        return text_of(out.get());
    }

 private:
    static std::string text_of(BIO* out) {
        char* data = nullptr;
        const long size = BIO_get_mem_data(out, &data);
        return std::string(data, static_cast<std::size_t>(size));
    }
};

/// What a certificate says.
struct recipe {
    std::string common_name = "test";
    std::string alternative = "";      ///< "DNS:localhost,IP:127.0.0.1"
    std::string usage = "serverAuth";  ///< extended key usage
    bool authority = false;
    std::string constraints = "";      ///< name constraints of an authority
    long from = -3600, until = 86400;  ///< seconds from now
};

inline identity issue(const recipe& r, const identity* issuer = nullptr) {
    identity made;
    made.key.reset(EVP_EC_gen("P-256"), EVP_PKEY_free);
    made.certificate.reset(X509_new(), X509_free);
    X509* c = made.certificate.get();
    static std::atomic<long> serial{1};
    X509_set_version(c, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(c), serial++);
    X509_gmtime_adj(X509_getm_notBefore(c), r.from);
    X509_gmtime_adj(X509_getm_notAfter(c), r.until);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(c), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(r.common_name.c_str()), -1, -1, 0);
    const X509* parent = issuer ? issuer->certificate.get() : c;
    X509_set_issuer_name(c, X509_get_subject_name(parent));
    X509_set_pubkey(c, made.key.get());
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, const_cast<X509*>(parent), c, nullptr, nullptr, 0);
    const auto extend = [&](int nid, const std::string& value) {
        if (value.empty()) return;
        X509_EXTENSION* e = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
        if (!e) throw std::runtime_error("bad certificate extension " + value);
        X509_add_ext(c, e, -1);
        X509_EXTENSION_free(e);
    };
    extend(NID_basic_constraints, r.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    extend(NID_subject_key_identifier, "hash");
    if (!r.authority) extend(NID_ext_key_usage, r.usage);
    extend(NID_subject_alt_name, r.alternative);
    extend(NID_name_constraints, r.constraints);
    X509_sign(c, issuer ? issuer->key.get() : made.key.get(), EVP_sha256());
    return made;
}

/// A file that goes with this object.
class temporary_file {
 public:
    explicit temporary_file(const std::string& text) {
        std::string name = (std::filesystem::temp_directory_path() / "polyaxon-test-XXXXXX").string();
        const int fd = ::mkstemp(name.data());
        if (fd < 0) throw std::runtime_error("no temporary file");
        ::close(fd);
        path_ = name;
        std::ofstream(path_) << text;
    }
    ~temporary_file() { std::remove(path_.c_str()); }
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;
    const std::string& path() const { return path_; }

 private:
    std::string path_;
};

}  // namespace polyaxon::test
