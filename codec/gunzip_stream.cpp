#include <polyaxon/codec/gunzip_stream.hpp>
#include <polyaxon/codec/zlib_bounds.hpp>

#include <zlib.h>

#include <algorithm>
#include <new>

namespace polyaxon::codec {
namespace {
constexpr std::size_t room_size = 64 * 1024;
}  // namespace

struct gunzip_stream::impl {
    explicit impl(std::size_t r) : ratio(r), room(new char[room_size]) {
        if (inflateInit2(&z, gzip_only) != Z_OK) throw std::bad_alloc();
    }
    ~impl() { inflateEnd(&z); }

    std::error_code fail(errc kind, std::string text) {
        what = std::move(text);
        return failed = make_error_code(kind);
    }

    std::size_t ratio;
    std::unique_ptr<char[]> room;
    z_stream z{};
    std::string_view rest;
    std::uint64_t in = 0, out = 0;
    bool member_ended = false;
    std::error_code failed;
    std::string what;
};

gunzip_stream::gunzip_stream(std::size_t ratio) : impl_(std::make_unique<impl>(ratio)) {}
gunzip_stream::~gunzip_stream() = default;
gunzip_stream::gunzip_stream(gunzip_stream&&) noexcept = default;
gunzip_stream& gunzip_stream::operator=(gunzip_stream&&) noexcept = default;
const std::string& gunzip_stream::what() const noexcept { return impl_->what; }

void gunzip_stream::feed(std::string_view packed) { impl_->rest = packed; }

std::error_code gunzip_stream::next(std::string_view& out) {
    auto& self = *impl_;
    auto& z = self.z;
    out = {};
    if (self.failed) return self.failed;
    // zlib may hold bytes back when the room was full: it is asked again even when all of the input is taken.
    for (;;) {
        if (self.member_ended) {
            if (self.rest.empty()) return {};
            inflateReset(&z);
            self.member_ended = false;
        }
        const auto part = self.rest.substr(0, most_at_once);
        // zlib's interface is older than const.
        z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
        z.avail_in = static_cast<uInt>(part.size());
        z.next_out = reinterpret_cast<Bytef*>(self.room.get());
        z.avail_out = room_size;
        const int code = inflate(&z, Z_NO_FLUSH);
        const std::size_t used = part.size() - z.avail_in;
        self.rest.remove_prefix(used);
        self.in += used;
        const std::size_t got = room_size - z.avail_out;
        if (code == Z_MEM_ERROR) throw std::bad_alloc();
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
            return self.fail(errc::protocol,
                             std::string("the body is not gzip: ") + (z.msg ? z.msg : "bad data"));
        self.member_ended = code == Z_STREAM_END;
        self.out += got;
        if (self.out > free_of_ratio && self.out / std::max<std::uint64_t>(self.ratio, 1) > self.in)
            return self.fail(errc::too_large,
                             "limit: the unpacked body is over " + std::to_string(self.ratio) +
                                 " times the size of what was sent; raise limits.ratio if that is right");
        if (got > 0) {
            out = {self.room.get(), got};
            return {};
        }
        if (!self.member_ended && (self.rest.empty() || code == Z_BUF_ERROR)) return {};
    }
}

std::error_code gunzip_stream::finish() {
    auto& self = *impl_;
    if (self.failed) return self.failed;
    return self.member_ended ? std::error_code() : self.fail(errc::protocol, "the gzip body was cut short");
}

}  // namespace polyaxon::codec
