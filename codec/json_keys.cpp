#include <polyaxon/codec/json_keys.hpp>

#include <string>
#include <utility>

namespace polyaxon::codec {

key_table::key_table(std::span<const field> rows) : of_(rows), rows_(rows.size() + 1) {
    unsigned bits = 4;
    while (std::size_t{1} << bits < rows.size() * 4) ++bits;
    shift_ = 64 - bits;
    mask_ = (std::size_t{1} << bits) - 1;
    slots_.assign(mask_ + 1, 0);
    rows_.back().next = rows_.data();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto key = rows[i].key;
        rows_[i].next = &rows_[i + 1];
        rows_[i + 1].key = key.data(), rows_[i + 1].size = key.size();
        rows_[i + 1].row = &rows[i], rows_[i + 1].read = rows[i].read;
        std::string readable(key);
        readable.append(8, '\0');
        auto slot = key_ends({readable.data(), key.size()}) * odd >> shift_;
        while (slots_[slot]) slot = (slot + 1) & mask_;
        slots_[slot] = static_cast<std::uint16_t>(i + 1);
    }
}

key_row* key_table::search(std::string_view key) noexcept {
    for (auto& row : rows_)
        if (row.is(key)) return &row;
    return nullptr;
}

key_table& key_tables::add(std::unique_ptr<key_table>& head, std::span<const field> rows) {
    auto made = std::make_unique<key_table>(rows);
    made->more = std::move(head);
    head = std::move(made);
    return *head;
}

}  // namespace polyaxon::codec
