#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace polyaxon::codec {

/// One part of a form. A file has a `file_name`, a plain field has none.
struct multipart_part {
    std::string_view field;
    std::string_view file_name = {};     ///< UTF-8; may hold slashes; empty: a plain field
    std::string_view content_type = {};  ///< empty: none is said
    std::uint64_t size = 0;              ///< bytes of its content
};

/// The frame of a multipart/form-data body (RFC 7578): everything but the contents, which may lie in files and are never held here. The body is
/// before(0), content of part 0, before(1), content of part 1, …, before(parts()). Not synchronised.
///
///     multipart form;
///     form.add({.field = "repo", .file_name = "repo.tar.gz", .content_type = "text/plain", .size = 8});
///     out << form.before(0) << "TARDATA." << form.before(1);
class multipart {
 public:
    multipart();  ///< with a boundary of 32 random hexadecimal digits
    /// For tests. 1 to 70 letters, digits and "'()+_,-./:=?".
    explicit multipart(std::string boundary);

    /// Adds a part. A double quote in a name goes out as %22, as browsers and v0's client write it. `invalid_argument`, and nothing added,
    /// for CR, LF or NUL in a name, control characters in the type, an empty field, or a sum of sizes beyond 64 bits; `what()` says which.
    std::error_code add(const multipart_part&);

    std::size_t parts() const noexcept { return heads_.size(); }
    /// What precedes the content of that part; for parts(), what ends the body. A form without parts has only its end.
    std::string_view before(std::size_t part) const noexcept {
        return part < heads_.size() ? heads_[part] : end_;
    }
    std::uint64_t content_size(std::size_t part) const noexcept { return sizes_[part]; }
    /// Bytes of the whole body: the Content-Length.
    std::uint64_t size() const noexcept { return size_; }
    /// "multipart/form-data; boundary=…"; lives as long as the form stays where it is.
    const std::string& content_type() const noexcept { return content_type_; }
    const std::string& boundary() const noexcept { return boundary_; }
    const std::string& what() const noexcept { return what_; }

 private:
    std::error_code refuse(std::string why);

    std::string boundary_, content_type_, end_, what_;
    std::vector<std::string> heads_;
    std::vector<std::uint64_t> sizes_;
    std::uint64_t size_ = 0;
};

}  // namespace polyaxon::codec
