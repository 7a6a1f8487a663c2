#pragma once
#include <polyaxon/codec/fields.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

// Finding the row of a key. The row behind the one before is tried first; a key out of order is looked up in a table, made
// once for each span of rows.

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
inline bool same_key(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && same_bytes(a.data(), b.data(), a.size());
}

/// True when the key that begins at `raw` is exactly `key`, closing quote included. A longer one than a comparison may read behind the document
/// is looked up.
inline bool is_raw_key(const char* raw, std::string_view key) noexcept {
    return key.size() < 56 && raw[key.size()] == '"' && same_bytes(raw, key.data(), key.size());
}

/// Both ends of a key in one number. Eight bytes must be readable where it begins.
inline std::uint64_t key_ends(std::string_view key) noexcept {
    const std::uint64_t head = load8(key.data());
    if (key.size() >= 8) return head ^ std::rotl(load8(key.data() + key.size() - 8), 29);
    // What stands behind a short key is moved out; in two steps, because one of 64 is none.
    const auto behind = static_cast<int>(63 - 8 * key.size());
    return std::endian::native == std::endian::little ? head << 1 << behind : head >> 1 >> behind;
}

/// Tables of the spans met by one parser.
class key_tables {
 public:
    /// The row of a key as it stands in the document, without escapes; null when there is none.
    [[gnu::always_inline]] const field* find(std::span<const field> rows, std::string_view key) {
        const table& t = of(rows);
        for (auto slot = key_ends(key) * odd >> t.shift; t.slots[slot]; slot = (slot + 1) & t.mask)
            if (const field& row = rows[t.slots[slot] - 1u]; same_key(row.key, key)) return &row;
        return nullptr;
    }

 private:
    static constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
    struct table {
        const field* rows = nullptr;
        std::size_t size = 0;
        unsigned shift = 0;
        std::size_t mask = 0;
        std::vector<std::uint16_t> slots;  ///< index of the row plus one
    };
    const table& of(std::span<const field> rows) {
        const auto place = reinterpret_cast<std::uintptr_t>(rows.data());
        const auto first = place >> 5 ^ place >> 10;
        const table& t = tables_[first % tables_.size()];
        return t.rows == rows.data() && t.size == rows.size() ? t : next_of(rows, first);
    }
    const table& next_of(std::span<const field> rows, std::size_t first);
    static void make(table&, std::span<const field> rows);

    std::array<table, 64> tables_;
};

/// The row of a key, one by one.
const field* find_row(std::span<const field> rows, std::string_view key) noexcept;

}  // namespace polyaxon::codec
