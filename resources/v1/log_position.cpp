#include <polyaxon/resources/v1/log_position.hpp>

#include <algorithm>
#include <functional>
#include <string>

namespace polyaxon::v1 {

namespace {

std::uint64_t hash_of(const log_line& line) {
    std::string all = line.timestamp ? line.timestamp->text() : std::string();
    const auto add = [&all](std::string_view part) {
        all += '\0';
        all += part;
    };
    add(line.node.value_or(""));
    add(line.pod.value_or(""));
    add(line.container.value_or(""));
    add(line.value);
    return std::hash<std::string>{}(all);
}

// A line without a time stands behind the one before it.
void sort_by_time(std::vector<log_line>& lines) {
    std::vector<std::pair<timestamp, std::size_t>> order;
    order.reserve(lines.size());
    timestamp last;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        last = lines[i].timestamp.value_or(last);
        order.emplace_back(last, i);
    }
    if (std::ranges::is_sorted(order)) return;
    std::ranges::sort(order);
    std::vector<log_line> sorted;
    sorted.reserve(lines.size());
    for (const auto& [time, i] : order) sorted.push_back(std::move(lines[i]));
    lines = std::move(sorted);
}

}  // namespace

log_position::hashes log_position::told() const {
    hashes all;
    for (const auto& [time, hash] : window_) ++all[hash];
    return all;
}

bool log_position::is_told(const log_line& line, const std::optional<timestamp>& until, hashes& known) {
    bool told = until && line.timestamp && *line.timestamp <= *until;
    if (!told && !known.empty()) {
        const auto found = known.find(hash_of(line));
        told = found != known.end() && found->second > 0;
        if (told) --found->second;
    }
    repeated_ += told;
    return told;
}

void log_position::tell(log_line&& line, std::deque<log_line>& out) {
    if (line.timestamp) newest_ = newest_ ? std::max(*newest_, *line.timestamp) : *line.timestamp;
    window_.emplace_back(line.timestamp.value_or(newest_.value_or(timestamp())), hash_of(line));
    out.push_back(std::move(line));
}

void log_position::forget() {
    if (!newest_) return;
    const timestamp until(newest_->time() - overlap);
    // Never before where it began: the pods were asked for nothing older.
    auto floor = from_ ? std::max(*from_, until) : until;
    if (floor_) floor = std::max(floor, *floor_);
    floor_ = floor;
    std::erase_if(window_, [&](const auto& w) { return w.first <= floor; });
}

void log_position::take_live(std::vector<log_line>&& lines, std::deque<log_line>& out) {
    auto known = told();
    const bool must_overlap = !window_.empty() && !lines.empty();
    const auto before = repeated_;
    std::erase_if(lines, [&](const log_line& line) { return is_told(line, floor_, known); });
    if (must_overlap && repeated_ == before) ++gaps_;
    sort_by_time(lines);
    for (auto& line : lines) tell(std::move(line), out);
    forget();
}

void log_position::begin_archive() {
    archive_until_ = floor_;
    archive_told_ = told();
}

void log_position::take_archived(std::vector<log_line>&& lines, std::deque<log_line>& out) {
    for (auto& line : lines)
        if (!is_told(line, archive_until_, archive_told_)) tell(std::move(line), out);
    forget();
}

}  // namespace polyaxon::v1
