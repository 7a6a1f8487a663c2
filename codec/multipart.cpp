#include <polyaxon/codec/multipart.hpp>

#include <polyaxon/codec/errc.hpp>
#include <polyaxon/codec/request.hpp>

#include <limits>
#include <random>
#include <utility>

namespace polyaxon::codec {
namespace {

// 128 bits of the system's chance: no content holds it but by intent, and nobody who writes a content knows it beforehand.
std::string random_boundary() {
    std::random_device chance;
    std::string out;
    for (int word = 0; word < 4; ++word) {
        auto bits = static_cast<std::uint32_t>(chance());
        for (int digit = 0; digit < 8; ++digit, bits >>= 4) out += "0123456789abcdef"[bits & 15];
    }
    return out;
}

bool name_is_clean(std::string_view name) {
    return name.find_first_of(std::string_view("\r\n\0", 3)) == name.npos;
}

void append_quoted_name(std::string& to, std::string_view name) {
    to += '"';
    for (const char c : name) {
        if (c == '"')
            to += "%22";
        else
            to += c;
    }
    to += '"';
}

}  // namespace

multipart::multipart() : multipart(random_boundary()) {}

multipart::multipart(std::string boundary) : boundary_(std::move(boundary)) {
    content_type_ = "multipart/form-data; boundary=" + boundary_;
    end_ = "--" + boundary_ + "--\r\n";
    size_ = end_.size();
}

std::error_code multipart::refuse(std::string why) {
    what_ = std::move(why);
    return errc::invalid_argument;
}

std::error_code multipart::add(const multipart_part& part) {
    what_.clear();
    if (part.field.empty()) return refuse("a part of the form has no field name");
    if (!name_is_clean(part.field)) return refuse("a field name of the form has a line break or a NUL in it");
    if (!name_is_clean(part.file_name)) return refuse("a file name has a line break or a NUL in it");
    if (check_header_value(part.content_type))
        return refuse("the content type of a file has a control character in it");

    // The line end before a delimiter belongs to the delimiter, so it stands in front of every one but the first.
    std::string head = heads_.empty() ? "--" : "\r\n--";
    head += boundary_;
    head += "\r\nContent-Disposition: form-data; name=";
    append_quoted_name(head, part.field);
    if (!part.file_name.empty()) {
        head += "; filename=";
        append_quoted_name(head, part.file_name);
    }
    if (!part.content_type.empty()) head.append("\r\nContent-Type: ").append(part.content_type);
    head += "\r\n\r\n";

    const std::uint64_t frame = head.size() + (heads_.empty() ? 2 : 0);
    if (part.size > std::numeric_limits<std::uint64_t>::max() - size_ - frame)
        return refuse("the parts of the form are too large to be counted");
    if (heads_.empty()) end_.insert(0, "\r\n");
    size_ += frame + part.size;
    heads_.push_back(std::move(head));
    sizes_.push_back(part.size);
    return {};
}

}  // namespace polyaxon::codec
