#include <polyaxon/codec/gzip.hpp>
#include <polyaxon/codec/zlib_bounds.hpp>

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace polyaxon::codec {
namespace {

void give(z_stream& z, std::string_view in) {
    // zlib's interface is older than const.
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    z.avail_in = static_cast<uInt>(in.size());
}

}  // namespace

struct gunzip::impl {
    z_stream z{};
    bool ready = false;
    std::string what;

    ~impl() {
        if (ready) inflateEnd(&z);
    }
    std::error_code fail(errc kind, std::string text) {
        what = std::move(text);
        return kind;
    }
};

gunzip::gunzip() : impl_(std::make_unique<impl>()) {}
gunzip::~gunzip() = default;
gunzip::gunzip(gunzip&&) noexcept = default;
gunzip& gunzip::operator=(gunzip&&) noexcept = default;
const std::string& gunzip::what() const noexcept { return impl_->what; }

std::error_code gunzip::unpack(std::string_view in, std::string& out, std::size_t& size, std::size_t limit,
                               std::size_t ratio, std::size_t padding) {
    impl& self = *impl_;
    z_stream& z = self.z;
    self.what.clear();
    size = 0;
    if (!self.ready) {
        if (inflateInit2(&z, gzip_only) != Z_OK) throw std::bad_alloc();
        self.ready = true;
    } else {
        inflateReset(&z);
    }
    const std::size_t by_ratio = in.size() > static_cast<std::size_t>(-1) / std::max<std::size_t>(ratio, 1)
                                     ? static_cast<std::size_t>(-1)
                                     : in.size() * ratio;
    const std::size_t most =
        std::min(std::min(limit, static_cast<std::size_t>(-1) / 4), std::max(free_of_ratio, by_ratio));

    // Nothing of a refused body stays in memory.
    const auto refuse = [&](errc kind, std::string text) {
        size = 0;
        std::string().swap(out);
        return self.fail(kind, std::move(text));
    };
    // Room follows from what arrived and from what was unpacked; the length a gzip trailer states is never believed.
    // One byte more than allowed shows that there is more.
    std::size_t room = std::min(most + 1, std::max<std::size_t>(in.size() * 4, 4096));
    out.resize(std::max(room + padding, out.size()));
    std::string_view rest = in;
    bool ended = false;
    for (;;) {
        if (size > limit)
            return refuse(errc::too_large, "limit: the unpacked body is over " + std::to_string(limit) +
                                               " bytes; raise limits.decompressed if that is right");
        if (size > most)
            return refuse(errc::too_large,
                          "limit: the unpacked body is over " + std::to_string(ratio) +
                              " times the size of what was sent; raise limits.ratio if that is right");
        if (ended) {
            if (rest.empty()) break;
            inflateReset(&z);
            ended = false;
        }
        if (size == room) {
            room = std::min(most + 1, room + room / 2);
            out.resize(std::max(room + padding, out.size()));
        }
        give(z, rest.substr(0, most_at_once));
        const uInt given = z.avail_in, space = static_cast<uInt>(std::min(room - size, most_at_once));
        z.next_out = reinterpret_cast<Bytef*>(out.data() + size);
        z.avail_out = space;
        const int code = inflate(&z, Z_NO_FLUSH);
        rest.remove_prefix(given - z.avail_in);
        size += space - z.avail_out;
        if (code == Z_STREAM_END)
            ended = true;
        else if (code == Z_MEM_ERROR)
            throw std::bad_alloc();
        else if (code == Z_BUF_ERROR || (code == Z_OK && rest.empty() && z.avail_out != 0)) {
            if (rest.empty() && z.avail_out != 0)
                return refuse(errc::protocol, "the gzip body was cut short");
        } else if (code != Z_OK) {
            return refuse(errc::protocol,
                          std::string("the body is not gzip: ") + (z.msg ? z.msg : "bad data"));
        }
    }
    out.resize(size + padding);
    std::memset(out.data() + size, 0, padding);
    return {};
}

std::string gzip(std::string_view in, int level) {
    z_stream z{};
    if (deflateInit2(&z, level, Z_DEFLATED, gzip_only, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
    std::string out;
    int code = Z_OK;
    do {
        if (z.avail_in == 0) {
            give(z, in.substr(0, most_at_once));
            in.remove_prefix(z.avail_in);
        }
        const std::size_t used = out.size();
        out.resize(used + std::clamp<std::size_t>(in.size() / 4 + z.avail_in / 4, 256, most_at_once));
        z.next_out = reinterpret_cast<Bytef*>(out.data() + used);
        z.avail_out = static_cast<uInt>(out.size() - used);
        code = deflate(&z, in.empty() ? Z_FINISH : Z_NO_FLUSH);
        out.resize(out.size() - z.avail_out);
    } while (code == Z_OK || code == Z_BUF_ERROR);
    deflateEnd(&z);
    return out;
}

}  // namespace polyaxon::codec
