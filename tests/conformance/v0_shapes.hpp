#pragma once
#include "conformance/replay.hpp"

#include <span>
#include <string_view>

namespace conformance::v0 {

/// What a typed resource looks like beside its fields: which members are resources themselves, what it has by default,
/// and which keys the platform sends although the recorded client did not know them.
struct shape {
    std::string_view type;  ///< "ExperimentConfig"
    json (*defaults)();     ///< a default-constructed one, written with its nulls
    json (*again)(
        std::string_view text);  ///< read and written again; throws `mismatch` where it cannot be read
    std::span<const std::string_view> extra;  ///< documented keys beyond the record
    struct part {
        std::string_view key, type;
    };
    std::span<const part> parts;

    const shape* inner(std::string_view key) const;
    bool documents(std::string_view key) const;
};

const shape* find_shape(std::string_view type);
/// By the `$type` of a recorded resource; null for anything else.
const shape* shape_of(const json& recorded);

}  // namespace conformance::v0
