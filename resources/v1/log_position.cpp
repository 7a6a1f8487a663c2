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

bool log_position::is_told(const log_line& line, const std::optional<timestamp>& until, const hashes& known,
                           hashes& seen) {
    bool told = until && line.timestamp && *line.timestamp <= *until;
    if (!told && !known.empty()) {
        const auto found = known.find(hash_of(line));
        if (found != known.end())
            if (auto& times = seen[found->first]; times < found->second) ++times, told = true;
    }
    repeated_ += told;
    return told;
}

void log_position::tell(log_line&& line, std::deque<log_line>& out) {
    if (line.timestamp) newest_ = newest_ ? std::max(*newest_, *line.timestamp) : *line.timestamp;
    const auto hash = hash_of(line);
    window_.emplace_back(line.timestamp.value_or(newest_.value_or(timestamp())), hash);
    ++told_[hash];
    out.push_back(std::move(line));
}

void log_position::drop(std::uint64_t hash) {
    const auto found = told_.find(hash);
    if (--found->second == 0) told_.erase(found);
}

void log_position::forget(std::size_t answered) {
    if (!newest_) {
        for (const auto most = std::max(most_without_time, answered); window_.size() > most;
             window_.pop_front())
            drop(window_.front().second);
        return;
    }
    const timestamp until(newest_->time() - overlap);
    // Never before where it began: the pods were asked for nothing older.
    auto floor = from_ ? std::max(*from_, until) : until;
    if (floor_) floor = std::max(floor, *floor_);
    floor_ = floor;
    std::erase_if(window_, [&](const auto& w) {
        const bool old = w.first <= floor;
        if (old) drop(w.second);
        return old;
    });
}

void log_position::take_live(std::vector<log_line>&& lines, std::deque<log_line>& out) {
    hashes seen;
    const auto answered = lines.size();
    const bool must_overlap = !window_.empty() && !lines.empty();
    const auto before = repeated_;
    std::erase_if(lines, [&](const log_line& line) { return is_told(line, floor_, told_, seen); });
    if (must_overlap && repeated_ == before) ++gaps_;
    sort_by_time(lines);
    for (auto& line : lines) tell(std::move(line), out);
    forget(answered);
}

void log_position::begin_archive() {
    archive_until_ = floor_;
    archive_told_ = told_;
    archive_seen_.clear();
}

void log_position::take_archived(std::vector<log_line>&& lines, std::deque<log_line>& out) {
    for (auto& line : lines)
        if (!is_told(line, archive_until_, archive_told_, archive_seen_)) tell(std::move(line), out);
    forget(lines.size());
}

}  // namespace polyaxon::v1
