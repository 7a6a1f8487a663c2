#include <polyaxon/codec/json_index.hpp>

#include <polyaxon/codec/fields.hpp>

#include <simdjson.h>

#include <algorithm>
#include <limits>
#include <new>

namespace polyaxon::codec {

static_assert(simdjson::SIMDJSON_PADDING <= json_parser::padding);

namespace {

// simdjson takes some four bytes for each byte of the largest document seen; beyond this they are given back.
constexpr std::size_t keep_capacity = std::size_t{4} << 20;

const char* words_for(simdjson::error_code e) {
    switch (e) {
        case simdjson::EMPTY: return "empty body where JSON was expected";
        case simdjson::UTF8_ERROR: return "broken JSON: the text is not UTF-8";
        case simdjson::UNCLOSED_STRING: return "broken JSON: a string is not closed";
        case simdjson::UNESCAPED_CHARS: return "broken JSON: a control character inside a string";
        case simdjson::CAPACITY: return "the document is too large to be read";
        default: return "broken JSON";
    }
}

}  // namespace

struct json_index::stage {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> of;
};

json_index::json_index() : stage_(std::make_unique<stage>()) {}
json_index::~json_index() = default;

const char* json_index::make(const char* data, std::size_t size) {
    first_ = last_ = nullptr;
    if (size > std::numeric_limits<std::uint32_t>::max() / 2) return words_for(simdjson::CAPACITY);
    if (size <= keep_capacity) shrink(keep_capacity);
    auto& of = stage_->of;
    if (capacity_ < size) {
        // Doubling keeps a slowly growing sequence of documents linear.
        const auto wanted = size <= keep_capacity / 2 ? std::max<std::size_t>(size * 2, 4096) : size;
        of.reset();
        capacity_ = 0;
        // The depth is that of the second stage, which is not used.
        if (auto e = simdjson::get_active_implementation()->create_dom_parser_implementation(wanted, 1, of)) {
            if (e == simdjson::MEMALLOC) throw std::bad_alloc();  // nothing is wrong with the document
            return words_for(e);
        }
        capacity_ = wanted;
    }
    if (auto e =
            of->stage1(reinterpret_cast<const std::uint8_t*>(data), size, simdjson::stage1_mode::regular))
        return words_for(e);
    first_ = of->structural_indexes.get();
    last_ = first_ + of->n_structural_indexes;
    of->structural_indexes[of->n_structural_indexes] = static_cast<std::uint32_t>(size);
    return nullptr;
}

void json_index::shrink(std::size_t most) noexcept {
    if (capacity_ <= most) return;
    stage_->of.reset();
    capacity_ = 0;
    first_ = last_ = nullptr;
}

}  // namespace polyaxon::codec
