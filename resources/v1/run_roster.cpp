#include <polyaxon/resources/v1/run_roster.hpp>

#include <polyaxon/codec/refusal.hpp>

#include <algorithm>
#include <utility>

namespace polyaxon::v1 {

namespace {

constexpr int misses_until_gone = 2;

std::string tidy_uuid(std::string_view given) {
    std::string out;
    for (char c : given) {
        if (c == '-') continue;
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
        out += c;
    }
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (out.size() == 32 && std::ranges::all_of(out, is_hex)) return out;
    throw refused("\"" + std::string(given.substr(0, 64)) + "\" is no run: give its uuid, 32 hex digits");
}

}  // namespace

std::string run_roster::batch::query() const {
    std::string out = "uuid:";
    for (const auto& uuid : uuids) {
        if (out.size() > 5) out += '|';
        out += uuid;
    }
    // Otherwise the server lists only live runs of the last month.
    return out + ",created_at:_any_,live_state:_any_";
}

void run_roster::add(std::string_view owner, std::string_view project, std::string_view uuid) {
    auto key = tidy_uuid(uuid);
    watched one;
    one.owner = owner;
    one.project = project;
    const std::lock_guard lock(mutex_);
    runs_.try_emplace(std::move(key), std::move(one));
}

void run_roster::remove(std::string_view uuid) {
    const auto key = tidy_uuid(uuid);
    const std::lock_guard lock(mutex_);
    runs_.erase(key);
}

std::size_t run_roster::size() const {
    const std::lock_guard lock(mutex_);
    return runs_.size();
}

std::vector<run_roster::batch> run_roster::batches(std::size_t most) const {
    const std::lock_guard lock(mutex_);
    std::vector<batch> full;
    std::map<std::pair<std::string_view, std::string_view>, batch> open;
    for (const auto& [uuid, one] : runs_) {
        auto& b = open[{one.owner, one.project}];
        b.owner = one.owner;
        b.project = one.project;
        b.uuids.push_back(uuid);
        if (b.uuids.size() >= most) full.push_back(std::exchange(b, {}));
    }
    for (auto& [of, b] : open)
        if (!b.uuids.empty()) full.push_back(std::move(b));
    return full;
}

void run_roster::answered(const batch& of, std::vector<run>&& list, std::deque<run_change>& out) {
    std::map<std::string_view, run*> listed;
    for (auto& r : list) listed[r.uuid] = &r;
    const std::lock_guard lock(mutex_);
    for (const auto& uuid : of.uuids) {
        const auto known = runs_.find(uuid);
        if (known == runs_.end()) continue;  // removed meanwhile
        auto& one = known->second;
        const auto now = listed.find(uuid);
        if (now == listed.end() && ++one.missed < misses_until_gone) continue;
        run_change change;
        change.owner = one.owner;
        change.project = one.project;
        change.uuid = uuid;
        if (now == listed.end()) {
            change.status = one.status.value_or("");
            change.ended = change.gone = true;
        } else {
            one.missed = 0;
            auto word = now->second->status.value_or("");
            if (one.status == word) continue;
            change.status = word;
            change.ended = is_done(word);
            change.run = std::move(*now->second);
            one.status = std::move(word);
        }
        if (change.ended) runs_.erase(known);
        out.push_back(std::move(change));
    }
}

void run_roster::refused(const batch& of, const error& why, std::deque<run_change>& out) {
    const std::lock_guard lock(mutex_);
    for (const auto& uuid : of.uuids) {
        const auto known = runs_.find(uuid);
        if (known == runs_.end()) continue;
        run_change change;
        change.owner = known->second.owner;
        change.project = known->second.project;
        change.uuid = uuid;
        change.status = known->second.status.value_or("");
        change.ended = true;
        change.failure = why;
        runs_.erase(known);
        out.push_back(std::move(change));
    }
}

}  // namespace polyaxon::v1
