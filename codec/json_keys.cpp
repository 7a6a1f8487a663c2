#include <polyaxon/codec/json_keys.hpp>

#include <string>

namespace polyaxon::codec {

// Of spans whose places collide each has a table as long as there are few of them: to make one costs more than to decode a struct.
const key_tables::table& key_tables::next_of(std::span<const field> rows, std::size_t first) {
    for (std::size_t i = 0; i < 8; ++i) {
        table& t = tables_[(first + i) % tables_.size()];
        if (t.rows == rows.data() && t.size == rows.size()) return t;
        if (!t.rows) return make(t, rows), t;
    }
    table& t = tables_[first % tables_.size()];
    return make(t, rows), t;
}

void key_tables::make(table& t, std::span<const field> rows) {
    t.rows = rows.data();
    t.size = rows.size();
    unsigned bits = 4;
    while (std::size_t{1} << bits < rows.size() * 4) ++bits;
    t.shift = 64 - bits;
    t.mask = (std::size_t{1} << bits) - 1;
    t.slots.assign(t.mask + 1, 0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::string key(rows[i].key);
        key.append(8, '\0');
        auto slot = key_ends({key.data(), rows[i].key.size()}) * odd >> t.shift;
        while (t.slots[slot]) slot = (slot + 1) & t.mask;
        t.slots[slot] = static_cast<std::uint16_t>(i + 1);
    }
}

const field* find_row(std::span<const field> rows, std::string_view key) noexcept {
    for (const field& row : rows)
        if (same_key(row.key, key)) return &row;
    return nullptr;
}

}  // namespace polyaxon::codec
