#pragma once
#include <polyaxon/codec/json.hpp>

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Inside of the room.

namespace polyaxon::v1::tracking {

/// The PATCHes of a run that still have to be sent. What comes while one is under way becomes part of the next: there are never more of
/// them than the server has to see apart (a `reset` after or before something that is merged). Not synchronised.
class run_changes {
 public:
    /// Adds an object to inputs, outputs or meta_info, or replaces it.
    void add(std::string_view member, const json& values, bool reset = false);
    /// Adds an array of texts to tags, or replaces them.
    void add_tags(const json& tags, bool reset = false);
    /// Sets name, description or readme.
    void set(std::string_view member, std::string_view text);

    bool empty() const noexcept { return line_.empty(); }
    std::size_t size() const noexcept { return line_.size(); }
    /// Bytes of what waits.
    std::size_t bytes() const noexcept;
    /// The next body, taken out; null when none waits.
    json take();

 private:
    struct change {
        std::vector<std::pair<std::string, json>> members;
        std::optional<bool> merges;  ///< unset: only texts so far, to which it makes no difference
        json* find(std::string_view member);
    };
    change& last_for(std::optional<bool> merges);
    void put(change&, std::string_view member, json value);
    std::deque<change> line_;
};

}  // namespace polyaxon::v1::tracking
