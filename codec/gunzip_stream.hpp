#pragma once
#include <polyaxon/codec/errc.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace polyaxon::codec {

/// Unpacks a gzip body that comes in pieces, with bounded memory: what comes out is handed on in pieces too. Not synchronised.
///
///     unpacker.feed(piece);   do { ec = unpacker.next(out); use(out); } while (!ec && !out.empty());   … ec = unpacker.finish();
class gunzip_stream {
 public:
    /// `ratio`: unpacked to packed bytes, looked at after the first MiB.
    explicit gunzip_stream(std::size_t ratio);
    ~gunzip_stream();
    gunzip_stream(gunzip_stream&&) noexcept;
    gunzip_stream& operator=(gunzip_stream&&) noexcept;

    /// The next packed bytes, which must stay until `next` gave all that is in them.
    void feed(std::string_view packed);
    /// The next unpacked bytes, at most 64 KiB, which live until the next call; empty when what was fed is used up. `protocol` for bad
    /// data, `too_large` beyond the ratio.
    std::error_code next(std::string_view& out);
    /// The body is over: `protocol` when it was cut short (also when nothing came).
    std::error_code finish();
    const std::string& what() const noexcept;

 private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace polyaxon::codec
