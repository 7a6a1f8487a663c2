#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace polyaxon::v1 {

/// The MD5 by which the platform names data, taken piece by piece. Throws `invalid_argument` where the machine's policy forbids MD5.
class content_hash {
 public:
    content_hash();
    ~content_hash();
    content_hash(content_hash&&) noexcept;
    content_hash& operator=(content_hash&&) noexcept;

    void add(std::string_view piece);
    /// The first 12 hex digits; once.
    std::string text();

 private:
    struct digest;
    std::unique_ptr<digest> digest_;
};

/// The first 12 hex digits of the MD5 of a text.
///
///     hash_of("abc") == "900150983cd2"
std::string hash_of(std::string_view text);

}  // namespace polyaxon::v1
