#include <polyaxon/async/background_store.hpp>

#include <polyaxon/async/body.hpp>

#include <algorithm>
#include <new>
#include <utility>

namespace polyaxon::async {

namespace {

std::size_t size_of(const background_job& job) {
    const auto& r = job.request;
    return r.target.capacity() + r.body.capacity() + r.headers.capacity() + r.authorization.capacity() +
           (job.source ? job.source->held() : 0);
}

}  // namespace

std::string name_of(const codec::request& r) {
    return std::string(codec::name(r.method)) + ' ' + r.target.substr(0, r.target.find('?'));
}

// Under the lock, as everything private here.
bool background_store::has_room(std::size_t bytes) {
    if (closed_ || count_.waiting >= bounds_.max_items || bytes > bounds_.max_bytes ||
        count_.waiting_bytes > bounds_.max_bytes - bytes) {
        ++count_.dropped, ++undisclosed_;
        count_.dropped_bytes += bytes;
        return false;
    }
    return true;
}

// What is counted has an end to come, so only what was put in is.
void background_store::count_in(std::size_t bytes) noexcept {
    ++count_.queued, ++count_.waiting;
    count_.waiting_bytes += bytes;
}

background_store::wake background_store::add(background_job job) {
    const auto bytes = sizeof(background_parcel) + size_of(job);
    const std::lock_guard lock(mutex_);
    if (!has_room(bytes)) return wake::nothing;
    singles_.push_back({std::move(job), 1, bytes});
    count_in(bytes);
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
    if (!has_room(bytes)) return wake::nothing;

    // Whatever throws leaves the store as it was: a target always has a batch, and a batch only whole items.
    batch begun;
    if (begins) {
        const auto like = fresh ? 0 : there->second.batches.back().body.size();
        begun.body.reserve(std::max<std::size_t>(like, 256));
        begun.place.push_back(nullptr);
        append(begun, item);
    }
    target* t = fresh ? nullptr : &there->second;
    if (fresh) {
        std::string owned = key;  // the request is moved away
        to.request.body.clear();
        target made{std::move(to), {}};
        made.batches.push_back(std::move(begun));
        t = &targets_.emplace(std::move(owned), std::move(made)).first->second;
    } else if (begins) {
        t->batches.push_back(std::move(begun));
    } else {
        append(t->batches.back(), item);
    }
    count_in(bytes);
    const auto& b = t->batches.back();
    if (b.items >= std::max<std::size_t>(bounds_.batch_items, 1) || b.body.size() >= bounds_.batch_bytes) {
        fill(*t);
        return std::exchange(batches_awake_, true) ? wake::nothing : wake::batches;
    }
    return std::exchange(flush_asked_, true) ? wake::nothing : wake::flush;
}

void background_store::append(batch& b, std::string_view item) const {
    const auto before = b.body.size();
    try {
        b.body += b.items == 0 ? frame_.open : frame_.between;
        b.body += item;
    } catch (...) {
        b.body.resize(before);
        throw;
    }
    ++b.items;
}

void background_store::not_told(wake w) {
    const std::lock_guard lock(mutex_);
    switch (w) {
        case wake::singles: singles_awake_ = false; break;
        case wake::batches: batches_awake_ = false; break;
        case wake::flush: flush_asked_ = false; break;
        case wake::nothing: break;
    }
}

void background_store::fill(target& t) noexcept {
    auto& b = t.batches.back();
    b.place.front() = &t;
    full_.splice(full_.end(), b.place);
    b.full = true;
}

void background_store::flush() noexcept {
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
    std::optional<background_parcel> out(std::in_place);
    if (t.batches.size() > 1) out->job = t.job;
    t.batches.front().body.reserve(t.batches.front().body.size() + 1);
    // From here on nothing throws.
    full_.pop_front();
    auto b = std::move(t.batches.front());
    t.batches.pop_front();
    out->items = b.items;
    out->bytes = b.body.size() + sizeof(batch) + 2;  // each item with its separator, and what begins a batch
    if (t.batches.empty()) {
        const auto at =
            std::find_if(targets_.begin(), targets_.end(), [&](auto& e) { return &e.second == &t; });
        out->job = std::move(t.job);
        targets_.erase(at);
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

background_store::remains background_store::close() noexcept {
    const std::lock_guard lock(mutex_);
    remains out;
    if (std::exchange(closed_, true)) return out;
    std::size_t bytes = 0;
    const auto name = [&out](const background_job& job) {
        try {
            if (out.first.empty()) out.first = name_of(job.request);
        } catch (const std::bad_alloc&) {
        }
    };
    for (const auto& p : singles_) {
        name(p.job);
        out.items += p.items, bytes += p.bytes;
    }
    for (const auto& [key, t] : targets_) {
        name(t.job);
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
