#pragma once
#include <polyaxon/codec/fields.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

// Finding the row of a key. The predicted row costs one comparison with the raw bytes of the document. A key out of order
// is looked up in a table of the keys' first 16 bytes, made once for each span of rows. The table is only a hint: what it
// finds is compared, and what it does not find is searched row by row, so it need not be right.

namespace polyaxon::codec {

inline std::uint64_t load8(const char* at) noexcept {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    return word;
}
inline std::uint32_t load4(const char* at) noexcept {
    std::uint32_t word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

/// memcmp(a, b, n) == 0 without a call for the lengths that keys have.
inline bool same_bytes(const char* a, const char* b, std::size_t n) noexcept {
    if (n >= 8) {
        if (load8(a) != load8(b)) return false;
        if (n <= 16) return load8(a + n - 8) == load8(b + n - 8);
        return std::memcmp(a + 8, b + 8, n - 8) == 0;
    }
    if (n >= 4) return load4(a) == load4(b) && load4(a + n - 4) == load4(b + n - 4);
    for (std::size_t i = 0; i < n; ++i)
        if (a[i] != b[i]) return false;
    return true;
}

/// Longer keys are searched row by row: a comparison may read as far behind the document.
inline constexpr std::size_t longest_predicted = 48;

/// True when the raw key that begins at `raw` is exactly `key`, closing quote included.
inline bool is_raw_key(const char* raw, std::string_view key) noexcept {
    return key.size() <= longest_predicted && raw[key.size()] == '"' &&
           same_bytes(raw, key.data(), key.size());
}

/// The first 16 bytes of a raw key in one number, without what follows its closing quote.
inline std::uint64_t raw_head(const char* raw) noexcept {
    std::uint64_t words[2] = {};
    if constexpr (std::endian::native == std::endian::little) {
        constexpr std::uint64_t ones = 0x0101010101010101, tops = ones << 7;
        for (auto& word : words) {
            word = load8(raw);
            const auto differs = word ^ ones * '"';
            if (const auto quotes = (differs - ones) & ~differs & tops) {
                word &= ((quotes & -quotes) >> 7) - 1;
                break;
            }
            raw += 8;
        }
    } else {
        for (unsigned i = 0; i < 16 && raw[i] != '"'; ++i)
            words[i / 8] |= std::uint64_t{static_cast<unsigned char>(raw[i])} << i % 8 * 8;
    }
    return words[0] ^ std::rotl(words[1], 23);
}

/// The bytes of a raw key up to its closing quote; `plain` is false when it has escapes.
std::string_view raw_key(const char* raw, const char* end, bool& plain) noexcept;

/// Tables of the spans met by one parser.
class key_tables {
 public:
    /// The row of the raw key, or null when it has to be searched in another way.
    [[gnu::always_inline]] const field* find(std::span<const field> rows, const char* raw) {
        const auto place = reinterpret_cast<std::uintptr_t>(rows.data());
        auto& t = tables_[(place >> 5 ^ place >> 10) % tables_.size()];
        if (t.rows != rows.data() || t.size != rows.size()) make(t, rows);
        for (auto slot = raw_head(raw) * odd >> t.shift; t.slots[slot]; slot = (slot + 1) & t.mask)
            if (const field& row = rows[t.slots[slot] - 1u]; is_raw_key(raw, row.key)) return &row;
        return nullptr;
    }

 private:
    static constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
    struct table {
        const field* rows = nullptr;
        std::size_t size = 0;
        unsigned shift = 0;
        std::size_t mask = 0;
        std::vector<std::uint8_t> slots;  ///< index of the row plus one
    };
    static void make(table&, std::span<const field> rows);

    std::array<table, 32> tables_;
};

/// The row of a key, one by one. Any key, any number of rows.
const field* find_row(std::span<const field> rows, std::string_view key) noexcept;

}  // namespace polyaxon::codec
