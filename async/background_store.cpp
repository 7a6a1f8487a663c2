#include <polyaxon/async/background_store.hpp>

#include <algorithm>
#include <utility>

namespace polyaxon::async {

namespace {

std::size_t size_of(const codec::request& r) {
    return r.target.capacity() + r.body.capacity() + r.headers.capacity() + r.authorization.capacity();
}

}  // namespace

std::string name_of(const codec::request& r) {
    return std::string(codec::name(r.method)) + ' ' + r.target.substr(0, r.target.find('?'));
}

// Under the lock, as everything private here.
bool background_store::take_in(std::size_t bytes) {
    if (closed_ || count_.waiting >= bounds_.max_items || bytes > bounds_.max_bytes ||
        count_.waiting_bytes > bounds_.max_bytes - bytes) {
        ++count_.dropped, ++undisclosed_;
        count_.dropped_bytes += bytes;
        return false;
    }
    ++count_.queued, ++count_.waiting;
    count_.waiting_bytes += bytes;
    return true;
}

background_store::wake background_store::add(background_job job) {
    const auto bytes = sizeof(background_parcel) + size_of(job.request);
    const std::lock_guard lock(mutex_);
    if (!take_in(bytes)) return wake::nothing;
    singles_.push_back({std::move(job), 1, bytes});
    return std::exchange(singles_awake_, true) ? wake::nothing : wake::singles;
}

background_store::wake background_store::add_item(background_job to, std::string_view item) {
    // Requests that differ in more than their body do not share a batch.
    const auto& r = to.request;
    const bool plain = r.authorization.empty() && r.headers.empty() && r.method == codec::verb::post;
    std::string longer;
    if (!plain)
        longer =
            r.target + '\n' + std::string(codec::name(r.method)) + '\n' + r.authorization + '\n' + r.headers;
    const std::string& key = plain ? r.target : longer;

    const std::lock_guard lock(mutex_);
    const auto there = targets_.find(key);
    const bool fresh = there == targets_.end();
    const bool begins = fresh || there->second.batches.back().full;
    const auto bytes = item.size() + 1 + (begins ? sizeof(batch) + 2 : 0);
    if (!take_in(bytes)) return wake::nothing;

    target* t = fresh ? nullptr : &there->second;
    if (fresh) {
        std::string owned = key;  // the request is moved away
        to.request.body.clear();
        t = &targets_.emplace(std::move(owned), target{std::move(to), {}}).first->second;
    }
    if (begins) {
        const auto like = t->batches.empty() ? 0 : t->batches.back().body.size();
        t->batches.emplace_back();
        t->batches.back().body.reserve(std::max<std::size_t>(like, 256));
    }
    auto& b = t->batches.back();
    b.body += b.items++ == 0 ? frame_.open : frame_.between;
    b.body += item;
    if (b.items >= std::max<std::size_t>(bounds_.batch_items, 1) || b.body.size() >= bounds_.batch_bytes) {
        fill(*t);
        return std::exchange(batches_awake_, true) ? wake::nothing : wake::batches;
    }
    return std::exchange(flush_asked_, true) ? wake::nothing : wake::flush;
}

void background_store::fill(target& t) {
    t.batches.back().full = true;
    full_.push_back(&t);
}

void background_store::flush() {
    const std::lock_guard lock(mutex_);
    flush_asked_ = false;
    for (auto& [key, t] : targets_)
        if (!t.batches.back().full) fill(t);
    if (!full_.empty()) batches_awake_ = true;
}

std::optional<background_parcel> background_store::next_single() {
    const std::lock_guard lock(mutex_);
    if (singles_.empty()) {
        singles_awake_ = false;
        return std::nullopt;
    }
    std::optional<background_parcel> out(std::move(singles_.front()));
    singles_.pop_front();
    return out;
}

std::optional<background_parcel> background_store::next_batch() {
    const std::lock_guard lock(mutex_);
    if (full_.empty()) {
        batches_awake_ = false;
        return std::nullopt;
    }
    auto& t = *full_.front();
    full_.pop_front();
    auto b = std::move(t.batches.front());
    t.batches.pop_front();
    std::optional<background_parcel> out(std::in_place);
    out->items = b.items;
    out->bytes = b.body.size() + sizeof(batch) + 2;  // each item with its separator, and what begins a batch
    if (t.batches.empty()) {
        const auto at =
            std::find_if(targets_.begin(), targets_.end(), [&](auto& e) { return &e.second == &t; });
        out->job = std::move(t.job);
        targets_.erase(at);
    } else {
        out->job = t.job;
    }
    b.body += frame_.close;
    out->job.request.body = std::move(b.body);
    out->job.request.content_type = frame_.content_type;
    return out;
}

void background_store::finished(const background_parcel& p, outcome how, bool was_batch) {
    const std::lock_guard lock(mutex_);
    count_.waiting -= std::min(count_.waiting, p.items);
    count_.waiting_bytes -= std::min(count_.waiting_bytes, p.bytes);
    switch (how) {
        case outcome::sent:
            count_.sent += p.items;
            count_.batches += was_batch ? 1 : 0;
            break;
        case outcome::failed: count_.failed += p.items; break;
        case outcome::lost: count_.lost += p.items; break;
    }
}

void background_store::count_retry() {
    const std::lock_guard lock(mutex_);
    ++count_.retried;
}

void background_store::count_heartbeat(bool sent) {
    const std::lock_guard lock(mutex_);
    ++(sent ? count_.heartbeats : count_.heartbeats_failed);
}

background_store::remains background_store::close() {
    const std::lock_guard lock(mutex_);
    remains out;
    if (std::exchange(closed_, true)) return out;
    std::size_t bytes = 0;
    for (const auto& p : singles_) {
        if (out.first.empty()) out.first = name_of(p.job.request);
        out.items += p.items, bytes += p.bytes;
    }
    for (const auto& [key, t] : targets_) {
        if (out.first.empty()) out.first = name_of(t.job.request);
        for (const auto& b : t.batches) out.items += b.items, bytes += b.body.size() + sizeof(batch) + 2;
    }
    singles_.clear();
    full_.clear();
    targets_.clear();
    count_.lost += out.items;
    count_.waiting -= std::min(count_.waiting, out.items);
    count_.waiting_bytes -= std::min(count_.waiting_bytes, bytes);
    return out;
}

std::size_t background_store::newly_dropped() {
    const std::lock_guard lock(mutex_);
    return std::exchange(undisclosed_, 0);
}

std::size_t background_store::waiting() const {
    const std::lock_guard lock(mutex_);
    return count_.waiting;
}

background_stats background_store::stats() const {
    const std::lock_guard lock(mutex_);
    return count_;
}

}  // namespace polyaxon::async
