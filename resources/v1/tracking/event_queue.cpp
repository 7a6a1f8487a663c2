#include <polyaxon/resources/v1/tracking/event_queue.hpp>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace polyaxon::v1::tracking {

namespace {

constexpr std::size_t block_size = 64 * 1024;

/// What stands before the name and the text of an event.
struct head {
    std::int64_t step, at;
    double value;
    std::uint64_t text_size;
    std::uint32_t name_size;
    event_place place;
    event_kind kind;
    bool has_step;
};

}  // namespace

bool event_queue::push(const waiting_event& e) noexcept {
    head h{};
    h.step = e.step.value_or(0);
    h.at = e.at.time().time_since_epoch().count();
    h.value = e.value;
    h.text_size = e.text.size();
    // A name is cut where it is too long for any file anyway; the reader refuses it then.
    h.name_size = static_cast<std::uint32_t>(std::min<std::size_t>(e.name.size(), 4096));
    h.place = e.place;
    h.kind = e.kind;
    h.has_step = e.step.has_value();
    const std::size_t size = sizeof h + h.name_size + e.text.size();

    std::lock_guard lock(gate_);
    if (closed_) return ++refused_.closed, false;
    if (size > most_ || bytes_ + held_ > most_ - size) return ++refused_.no_room, false;
    auto& blocks = waiting_.blocks_;
    if (blocks.empty() || blocks.back().size - blocks.back().used < size) {
        const auto room = std::max(block_size, size);
        try {
            blocks.push_back({std::unique_ptr<char[]>(new char[room]), 0, room});
        } catch (const std::bad_alloc&) {
            return ++refused_.no_room, false;
        }
    }
    auto& block = blocks.back();
    char* to = block.bytes.get() + block.used;
    std::memcpy(to, &h, sizeof h);
    if (h.name_size) std::memcpy(to + sizeof h, e.name.data(), h.name_size);
    if (h.text_size) std::memcpy(to + sizeof h + h.name_size, e.text.data(), e.text.size());
    block.used += size;
    bytes_ += size;
    ++events_;
    return true;
}

const char* event_queue::batch::read(const char* from, waiting_event& to) noexcept {
    head h;
    std::memcpy(&h, from, sizeof h);
    from += sizeof h;
    to.place = h.place;
    to.kind = h.kind;
    if (h.has_step) to.step = h.step;
    to.at = timestamp(timestamp::time_point(std::chrono::microseconds(h.at)));
    to.value = h.value;
    to.name = {from, h.name_size};
    to.text = {from + h.name_size, static_cast<std::size_t>(h.text_size)};
    return to.text.data() + to.text.size();
}

event_queue::batch event_queue::take() {
    std::lock_guard lock(gate_);
    // What is being written still takes memory, until the writer says how much of it is left.
    held_ += std::exchange(bytes_, 0);
    events_ = 0;
    return std::exchange(waiting_, batch());
}

void event_queue::hold(std::size_t bytes) noexcept {
    std::lock_guard lock(gate_);
    held_ = bytes;
}

event_queue::refusals event_queue::take_refusals() noexcept {
    std::lock_guard lock(gate_);
    return std::exchange(refused_, refusals());
}

void event_queue::close() noexcept {
    std::lock_guard lock(gate_);
    closed_ = true;
}

std::size_t event_queue::events() const noexcept {
    std::lock_guard lock(gate_);
    return events_;
}

}  // namespace polyaxon::v1::tracking
