#include <polyaxon/resources/v1/content_hash.hpp>

#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/refusal.hpp>

#include <openssl/evp.h>

namespace polyaxon::v1 {

struct content_hash::digest {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    digest() = default;
    digest(const digest&) = delete;
    digest& operator=(const digest&) = delete;
    ~digest() { EVP_MD_CTX_free(context); }
};

namespace {

void need(bool worked) {
    if (worked) return;
    throw refused(
        "MD5, by which the platform names data, is not allowed on this machine: give the hash yourself, or "
        "skip its "
        "calculation");
}

}  // namespace

content_hash::content_hash() : digest_(std::make_unique<digest>()) {
    need(digest_->context && EVP_DigestInit_ex(digest_->context, EVP_md5(), nullptr) == 1);
}
content_hash::~content_hash() = default;
content_hash::content_hash(content_hash&&) noexcept = default;
content_hash& content_hash::operator=(content_hash&&) noexcept = default;

void content_hash::add(std::string_view piece) {
    need(EVP_DigestUpdate(digest_->context, piece.data(), piece.size()) == 1);
}

std::string content_hash::text() {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    need(EVP_DigestFinal_ex(digest_->context, bytes, &size) == 1);
    std::string out;
    for (unsigned i = 0; i < 6 && i < size; ++i) {
        constexpr char hex[] = "0123456789abcdef";
        out += hex[bytes[i] >> 4];
        out += hex[bytes[i] & 15];
    }
    return out;
}

std::string hash_of(std::string_view text) {
    content_hash h;
    h.add(text);
    return h.text();
}

}  // namespace polyaxon::v1
