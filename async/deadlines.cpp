#include <polyaxon/async/deadlines.hpp>

namespace polyaxon::async {

void deadlines::put(std::size_t at, item i) noexcept {
    heap_[at] = i;
    i.entry->place = at;
}

void deadlines::rise(std::size_t at, item i) noexcept {
    while (at > 0) {
        const auto parent = (at - 1) / 2;
        if (heap_[parent].when <= i.when) break;
        put(at, heap_[parent]);
        at = parent;
    }
    put(at, i);
}

void deadlines::sink(std::size_t at, item i) noexcept {
    for (;;) {
        auto child = 2 * at + 1;
        if (child >= heap_.size()) break;
        if (child + 1 < heap_.size() && heap_[child + 1].when < heap_[child].when) ++child;
        if (i.when <= heap_[child].when) break;
        put(at, heap_[child]);
        at = child;
    }
    put(at, i);
}

void deadlines::set(deadline_entry& entry, steady_time when) {
    if (when == steady_time::max()) {
        remove(entry);
        entry.when = when;
        return;
    }
    if (!entry.pending())
        heap_.push_back({when, &entry}), entry.place = heap_.size() - 1;
    else if (entry.when == when)
        return;
    const bool earlier = entry.place == heap_.size() - 1 || when < entry.when;
    entry.when = when;
    if (earlier)
        rise(entry.place, {when, &entry});
    else
        sink(entry.place, {when, &entry});
}

void deadlines::remove(deadline_entry& entry) noexcept {
    if (!entry.pending()) return;
    const auto at = entry.place;
    entry.place = deadline_entry::nowhere;
    const auto last = heap_.back();
    heap_.pop_back();
    if (at == heap_.size()) return;
    if (at > 0 && last.when < heap_[(at - 1) / 2].when)
        rise(at, last);
    else
        sink(at, last);
}

deadline_entry* deadlines::pop_due(steady_time now) noexcept {
    if (heap_.empty() || heap_.front().when > now) return nullptr;
    auto* entry = heap_.front().entry;
    remove(*entry);
    return entry;
}

}  // namespace polyaxon::async
