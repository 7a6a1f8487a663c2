#include <polyaxon/codec/json_keys.hpp>

namespace polyaxon::codec {

std::string_view raw_key(const char* raw, const char* end, bool& plain) noexcept {
    plain = true;
    const char* at = raw;
    for (; at < end && *at != '"'; ++at) {
        if (*at != '\\') continue;
        plain = false;
        ++at;
    }
    if (at > end) at = end;
    return {raw, static_cast<std::size_t>(at - raw)};
}

void key_tables::make(table& t, std::span<const field> rows) {
    t.rows = rows.data();
    t.size = rows.size();
    unsigned bits = 4;
    while (std::size_t{1} << bits < rows.size() * 4) ++bits;
    t.shift = 64 - bits;
    t.mask = (std::size_t{1} << bits) - 1;
    t.slots.assign(t.mask + 1, 0);
    // Rows that a byte cannot number are found one by one.
    for (std::size_t i = 0; i < rows.size() && i < 255; ++i) {
        std::string quoted(rows[i].key);
        quoted += '"';
        quoted.append(16, '\0');
        auto slot = raw_head(quoted.data()) * odd >> t.shift;
        while (t.slots[slot]) slot = (slot + 1) & t.mask;
        t.slots[slot] = static_cast<std::uint8_t>(i + 1);
    }
}

const field* find_row(std::span<const field> rows, std::string_view key) noexcept {
    for (const field& row : rows)
        if (row.key.size() == key.size() && same_bytes(row.key.data(), key.data(), key.size())) return &row;
    return nullptr;
}

}  // namespace polyaxon::codec
