#pragma once
#include <polyaxon/codec/errc.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace polyaxon::codec {

/// Unpacks gzip bodies with a bound on what comes out. Keep one for many bodies; its memory is allocated on first use.
class gunzip {
 public:
    gunzip();
    ~gunzip();
    gunzip(gunzip&&) noexcept;
    gunzip& operator=(gunzip&&) noexcept;

    /// Replaces `out` by the unpacked bytes of the whole of `in` (one or more members, nothing behind them), followed by
    /// `padding` zero bytes that are not counted in the size it returns through `size`. `protocol` for bad data
    /// (also none at all), `too_large` beyond `limit` bytes or, after the first MiB, beyond `ratio` times the input.
    std::error_code unpack(std::string_view in, std::string& out, std::size_t& size, std::size_t limit,
                           std::size_t ratio, std::size_t padding);
    const std::string& what() const noexcept;

 private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

/// gzip of `in`, for servers of tests and for uploads.
std::string gzip(std::string_view in, int level = 6);

}  // namespace polyaxon::codec
