#include <polyaxon/codec/png.hpp>

#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/codec/zlib_bounds.hpp>

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <new>
#include <string_view>
#include <vector>

namespace polyaxon::codec {

namespace {

[[noreturn]] void refuse(std::string why) { throw refused("image: " + std::move(why)); }

void check(std::size_t given, std::size_t height, std::size_t width, std::size_t channels) {
    constexpr std::size_t longest = std::numeric_limits<std::int32_t>::max();
    const auto size = [&] { return std::to_string(height) + " by " + std::to_string(width); };
    if (channels < 1 || channels > 4)
        refuse(std::to_string(channels) +
               " channels: give 1 (grey), 2 (grey, alpha), 3 (RGB) or 4 (RGB, alpha)");
    if (height == 0 || width == 0 || height > longest || width > longest)
        refuse("no picture is " + size() + " pixels: give its height and width");
    if (given % channels != 0 || given / channels / width != height || given / channels % width != 0)
        refuse(std::to_string(given) + " numbers for " + size() + " pixels of " + std::to_string(channels) +
               " channels: give one for each channel of each pixel");
}

void append_number(std::string& to, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) to += static_cast<char>(value >> shift & 0xFF);
}

/// Length, type, data, and the check sum over type and data.
void append_chunk(std::string& to, std::string_view type, std::string_view data) {
    append_number(to, static_cast<std::uint32_t>(data.size()));
    const auto from = to.size();
    to.append(type).append(data);
    append_number(to, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(to.data() + from),
                                                       static_cast<uInt>(4 + data.size()))));
}

/// Deflates into IDAT chunks of a bounded size, as it goes.
class image_data {
 public:
    explicit image_data(std::string& to) : to_(to) {
        if (deflateInit(&z_, 6) != Z_OK) throw std::bad_alloc();
    }
    ~image_data() { deflateEnd(&z_); }
    image_data(const image_data&) = delete;
    image_data& operator=(const image_data&) = delete;

    void add(std::span<const std::uint8_t> bytes, bool last) {
        do {
            const auto part = std::min(bytes.size(), most_at_once);
            z_.next_in = const_cast<Bytef*>(bytes.data());  // zlib's interface is older than const
            z_.avail_in = static_cast<uInt>(part);
            bytes = bytes.subspan(part);
            run(last && bytes.empty());
        } while (!bytes.empty());
    }

 private:
    void run(bool finish) {
        for (;;) {
            z_.next_out = out_.data();
            z_.avail_out = static_cast<uInt>(out_.size());
            const int code = deflate(&z_, finish ? Z_FINISH : Z_NO_FLUSH);
            const std::size_t made = out_.size() - z_.avail_out;
            if (made != 0) append_chunk(to_, "IDAT", {reinterpret_cast<const char*>(out_.data()), made});
            if (code == Z_STREAM_END || (!finish && z_.avail_out != 0)) return;
        }
    }

    std::string& to_;
    z_stream z_{};
    std::array<Bytef, 32 * 1024> out_;
};

std::uint8_t paeth(int left, int above, int corner) {
    const int guess = left + above - corner;
    const int dl = std::abs(guess - left), da = std::abs(guess - above), dc = std::abs(guess - corner);
    return static_cast<std::uint8_t>(dl <= da && dl <= dc ? left : da <= dc ? above : corner);
}

/// A row as the difference to what the filter expects, with the filter's number before it.
void filter(int number, std::span<const std::uint8_t> row, std::span<const std::uint8_t> above,
            std::size_t step, std::vector<std::uint8_t>& to) {
    to[0] = static_cast<std::uint8_t>(number);
    for (std::size_t i = 0; i < row.size(); ++i) {
        const int left = i < step ? 0 : row[i - step], up = above[i], corner = i < step ? 0 : above[i - step];
        const int expected = number == 0   ? 0
                             : number == 1 ? left
                             : number == 2 ? up
                             : number == 3 ? (left + up) / 2
                                           : paeth(left, up, corner);
        to[i + 1] = static_cast<std::uint8_t>(row[i] - expected);
    }
}

/// Small differences pack well: the sum of their sizes tells which filter to take, as the format's own guide says.
std::uint64_t cost(const std::vector<std::uint8_t>& filtered) {
    std::uint64_t sum = 0;
    for (std::size_t i = 1; i < filtered.size(); ++i)
        sum += static_cast<unsigned>(std::abs(static_cast<std::int8_t>(filtered[i])));
    return sum;
}

}  // namespace

std::string png(std::span<const std::uint8_t> pixels, std::size_t height, std::size_t width,
                std::size_t channels) {
    check(pixels.size(), height, width, channels);
    constexpr char color_types[] = {0, 4, 2, 6};
    std::string out("\x89PNG\r\n\x1a\n", 8), head;
    append_number(head, static_cast<std::uint32_t>(width));
    append_number(head, static_cast<std::uint32_t>(height));
    head += '\x08';  // bits a channel
    head += color_types[channels - 1];
    head.append(3, '\0');  // deflate, the five filters, not interlaced
    append_chunk(out, "IHDR", head);

    const std::size_t row_size = width * channels;
    std::vector<std::uint8_t> nothing(row_size), best(row_size + 1), other(row_size + 1);
    image_data data(out);
    for (std::size_t y = 0; y < height; ++y) {
        const auto row = pixels.subspan(y * row_size, row_size);
        const auto above =
            y == 0 ? std::span<const std::uint8_t>(nothing) : pixels.subspan((y - 1) * row_size, row_size);
        filter(0, row, above, channels, best);
        auto least = cost(best);
        for (int number = 1; number <= 4; ++number) {
            filter(number, row, above, channels, other);
            if (const auto c = cost(other); c < least) least = c, best.swap(other);
        }
        data.add(best, y + 1 == height);
    }
    append_chunk(out, "IEND", {});
    return out;
}

}  // namespace polyaxon::codec
