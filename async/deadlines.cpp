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
    if (entry.pending()) {
        if (entry.when == when) return;
        remove(entry);
    }
    entry.when = when;
    if (when != steady_time::max()) add(entry);
}

// The line whose last one is the latest that is not later: so lines of short and of long timeouts stay apart.
void deadlines::add(deadline_entry& entry) {
    rising *best = nullptr, *unused = nullptr;
    for (auto& one : lines_) {
        if (!one.last)
            unused = &one;
        else if (one.last->when <= entry.when && (!best || best->last->when < one.last->when))
            best = &one;
    }
    if (!best) best = unused;
    if (best) {
        entry.before = best->last, entry.after = nullptr;
        (best->last ? best->last->after : best->first) = &entry;
        best->last = &entry;
        entry.line = deadline_entry::in_heap + 1 + static_cast<unsigned>(best - lines_);
    } else {
        heap_.push_back({entry.when, &entry});
        entry.line = deadline_entry::in_heap;
        rise(heap_.size() - 1, heap_.back());
    }
    ++size_;
}

void deadlines::remove(deadline_entry& entry) noexcept {
    if (!entry.pending()) return;
    --size_;
    if (entry.line == deadline_entry::in_heap) {
        take_from_heap(entry);
    } else {
        auto& mine = lines_[entry.line - deadline_entry::in_heap - 1];
        (entry.before ? entry.before->after : mine.first) = entry.after;
        (entry.after ? entry.after->before : mine.last) = entry.before;
    }
    entry.line = deadline_entry::nowhere;
}

void deadlines::take_from_heap(deadline_entry& entry) noexcept {
    const auto at = entry.place;
    const auto last = heap_.back();
    heap_.pop_back();
    if (at == heap_.size()) return;
    if (at > 0 && last.when < heap_[(at - 1) / 2].when)
        rise(at, last);
    else
        sink(at, last);
}

deadline_entry* deadlines::first() const noexcept {
    deadline_entry* found = heap_.empty() ? nullptr : heap_.front().entry;
    for (const auto& one : lines_)
        if (one.first && (!found || one.first->when < found->when)) found = one.first;
    return found;
}

deadline_entry* deadlines::pop_due(steady_time now) noexcept {
    auto* const entry = first();
    if (!entry || entry->when > now) return nullptr;
    remove(*entry);
    return entry;
}

}  // namespace polyaxon::async
