#include <polyaxon/resources/v1/tracking/run_changes.hpp>

#include <algorithm>

namespace polyaxon::v1::tracking {

json* run_changes::change::find(std::string_view member) {
    const auto at =
        std::ranges::find(members, member, [](const auto& m) -> const std::string& { return m.first; });
    return at == members.end() ? nullptr : &at->second;
}

run_changes::change& run_changes::last_for(std::optional<bool> merges) {
    const bool fits = !line_.empty() && (!merges || !line_.back().merges || *line_.back().merges == *merges);
    if (!fits) line_.emplace_back();
    auto& c = line_.back();
    if (merges) c.merges = merges;
    return c;
}

void run_changes::put(change& c, std::string_view member, json value) {
    if (auto* there = c.find(member))
        *there = std::move(value);
    else
        c.members.emplace_back(member, std::move(value));
}

void run_changes::add(std::string_view member, const json& values, bool reset) {
    auto& c = last_for(!reset);
    auto* there = reset ? nullptr : c.find(member);
    if (!there) return put(c, member, values);
    for (auto& [key, value] : values.items()) there->set(key, std::move(value));
}

void run_changes::add_tags(const json& tags, bool reset) {
    auto& c = last_for(!reset);
    auto* there = reset ? nullptr : c.find("tags");
    if (!there) return put(c, "tags", tags);
    const auto known = there->elements();
    for (auto& tag : tags.elements())
        if (std::ranges::find(known, tag) == known.end()) there->push(std::move(tag));
}

void run_changes::set(std::string_view member, std::string_view text) {
    put(last_for(std::nullopt), member, json::from(text));
}

std::size_t run_changes::bytes() const noexcept {
    std::size_t n = 0;
    for (const auto& c : line_)
        for (const auto& [key, value] : c.members) n += key.size() + value.text().size();
    return n;
}

json run_changes::take() {
    if (line_.empty()) return {};
    auto body = json::object();
    for (auto& [key, value] : line_.front().members) body.set(key, std::move(value));
    if (line_.front().merges.value_or(false)) body.set("merge", true);
    line_.pop_front();
    return body;
}

}  // namespace polyaxon::v1::tracking
