#pragma once
#include <polyaxon/codec/fields.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

// Finding the row of a key. A server sends its members in one order and leaves the same ones out, so the row that came next the last time
// is tried first; a key that is not its own is looked up in a table, made once for each span of rows.

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

/// A row as the loop that reads an object wants it.
struct key_row {
    const char* key = nullptr;
    std::size_t size = SIZE_MAX;  ///< of what stands before the first row and matches no key
    const field* row = nullptr;
    std::error_code (*read)(json_in&, void* self) = nullptr;
    key_row* next = nullptr;  ///< what came behind it the last time

    /// True when the key that begins at `raw` is this one, closing quote included. A longer one than a comparison may read behind the
    /// document is looked up.
    bool begins(const char* raw) const noexcept {
        return size < 56 && raw[size] == '"' && same_bytes(raw, key, size);
    }
    bool is(std::string_view other) const noexcept {
        return size == other.size() && same_bytes(key, other.data(), size);
    }
};

/// Both ends of a key in one number. Eight bytes must be readable where it begins.
inline std::uint64_t key_ends(std::string_view key) noexcept {
    const std::uint64_t head = load8(key.data());
    if (key.size() >= 8) return head ^ std::rotl(load8(key.data() + key.size() - 8), 29);
    // What stands behind a short key is moved out; in two steps, because one of 64 is none.
    const auto behind = static_cast<int>(63 - 8 * key.size());
    return std::endian::native == std::endian::little ? head << 1 << behind : head >> 1 >> behind;
}

/// The rows of one struct. They live as long as the program.
class key_table {
 public:
    explicit key_table(std::span<const field> rows);

    bool is_of(std::span<const field> rows) const noexcept {
        return of_.data() == rows.data() && of_.size() == rows.size();
    }
    /// What stands before the first row.
    key_row* start() noexcept { return rows_.data(); }
    /// The row of a key as it stands in the document, without escapes; null when there is none.
    key_row* find(std::string_view key) noexcept {
        for (auto slot = key_ends(key) * odd >> shift_; slots_[slot]; slot = (slot + 1) & mask_)
            if (auto& row = rows_[slots_[slot]]; row.is(key)) return &row;
        return nullptr;
    }
    /// The same for any text.
    key_row* search(std::string_view key) noexcept;

    std::unique_ptr<key_table> more;  ///< of other rows

 private:
    static constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
    std::span<const field> of_;
    std::vector<key_row> rows_;  ///< the first one is none
    std::vector<std::uint16_t> slots_;
    unsigned shift_ = 0;
    std::size_t mask_ = 0;
};

/// The tables that one parser has needed. They stay where they are: objects that are being read hold on to them.
class key_tables {
 public:
    key_table& of(std::span<const field> rows) {
        const auto place = reinterpret_cast<std::uintptr_t>(rows.data());
        auto& head = heads_[(place >> 5 ^ place >> 10) % heads_.size()];
        for (auto* t = head.get(); t; t = t->more.get())
            if (t->is_of(rows)) return *t;
        return add(head, rows);
    }

 private:
    static key_table& add(std::unique_ptr<key_table>& head, std::span<const field> rows);

    std::array<std::unique_ptr<key_table>, 64> heads_;
};

}  // namespace polyaxon::codec
