#pragma once
#include <polyaxon/async/call.hpp>
#include <polyaxon/async/deadlines.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace polyaxon::async {

class connection;
class pool;

/// Where a followed redirect leads; replaces the call's own destination and request.
struct redirection {
    codec::destination to;
    codec::request request;
    bool with_secrets = true;
    int hops = 0;
};

/// The engine's part of a call.
struct call_state {
    enum class place : unsigned char { inbox, paced, waiting, sent, paused, draining, completed };

    explicit call_state(call& c) : self(c) {}
    call_state(const call_state&) = delete;
    call_state& operator=(const call_state&) = delete;

    call& self;
    class engine_core* core = nullptr;
    call_state *prev = nullptr, *next = nullptr;          ///< the queue it stands in
    call_state *all_prev = nullptr, *all_next = nullptr;  ///< all calls of the engine
    call_state* id_next = nullptr;                        ///< of the same bucket of call_index
    deadline_entry due;
    pool* home = nullptr;
    connection* on = nullptr;
    steady_time began{}, resume{};
    std::uint64_t first_byte = 0, end_byte = 0;  ///< of its request in what the connection sends
    std::unique_ptr<redirection> moved;
    std::unique_ptr<error_info> last;  ///< why the last try failed, while there may be another
    place where = place::inbox;
    bool spared = false, maybe_sent = false;
    bool overdue = false;        ///< nothing moved for its stall_timeout; looked at once more
    std::uint64_t streamed = 0;  ///< bytes of the body that its sink got, as they came

    const codec::destination& to() const noexcept { return moved ? moved->to : *self.to; }
    const codec::request& request() const noexcept { return moved ? moved->request : *self.request; }
    codec::verb method() const noexcept { return self.request->method; }
    bool streams() const noexcept { return self.source || self.sink; }
    /// May it share a connection with others?
    bool shares() const noexcept { return codec::safe(method()) && !streams(); }
};

/// The way from a call to the engine's part of it.
struct call_access {
    static_assert(sizeof(call_state) <= call::state_size && alignof(call_state) <= alignof(void*));

    static call_state& begin(call& c) { return *new (c.state_) call_state(c); }
    static call_state& state(call& c) { return *std::launder(reinterpret_cast<call_state*>(c.state_)); }
    static completion& done(call& c) noexcept { return c.done_; }
    static std::uint64_t id(const call& c) noexcept { return c.id_; }
    static void set_id(call& c, std::uint64_t id) noexcept { c.id_ = id; }
};

/// A first-in, first-out line of calls, linked through them by the two named members.
template <call_state* call_state::*Prev, call_state* call_state::*Next>
class call_links {
 public:
    bool empty() const noexcept { return first_ == nullptr; }
    std::size_t size() const noexcept { return size_; }
    call_state* front() const noexcept { return first_; }
    static call_state* after(const call_state& s) noexcept { return s.*Next; }

    void push_back(call_state& s) noexcept {
        s.*Prev = last_, s.*Next = nullptr;
        (last_ ? last_->*Next : first_) = &s;
        last_ = &s, ++size_;
    }
    void push_front(call_state& s) noexcept {
        s.*Next = first_, s.*Prev = nullptr;
        (first_ ? first_->*Prev : last_) = &s;
        first_ = &s, ++size_;
    }
    void remove(call_state& s) noexcept {
        (s.*Prev ? (s.*Prev)->*Next : first_) = s.*Next;
        (s.*Next ? (s.*Next)->*Prev : last_) = s.*Prev;
        s.*Prev = s.*Next = nullptr, --size_;
    }
    call_state* pop_front() noexcept {
        auto* s = first_;
        if (s) remove(*s);
        return s;
    }

 private:
    call_state *first_ = nullptr, *last_ = nullptr;
    std::size_t size_ = 0;
};
using call_queue = call_links<&call_state::prev, &call_state::next>;
using call_register = call_links<&call_state::all_prev, &call_state::all_next>;

/// Finds a call that can be cancelled by its number: the call may long be gone when somebody cancels it.
class call_index {
 public:
    void insert(call_state& s) {
        if (size_ == buckets_.size()) grow();
        link(s), ++size_;
    }
    void remove(call_state& s) noexcept {
        if (buckets_.empty()) return;  // it was never taken in
        for (auto** at = &bucket(call_access::id(s.self)); *at; at = &(*at)->id_next)
            if (*at == &s) return void((*at = s.id_next, --size_));
    }
    call_state* find(std::uint64_t id) noexcept {
        if (buckets_.empty()) return nullptr;
        for (auto* s = bucket(id); s; s = s->id_next)
            if (call_access::id(s->self) == id) return s;
        return nullptr;
    }

 private:
    call_state*& bucket(std::uint64_t id) noexcept { return buckets_[id & (buckets_.size() - 1)]; }
    void link(call_state& s) noexcept {
        auto*& first = bucket(call_access::id(s.self));
        s.id_next = first, first = &s;
    }
    void grow() {
        std::vector<call_state*> old(buckets_.empty() ? 64 : buckets_.size() * 2, nullptr);
        old.swap(buckets_);
        for (auto* s : old)
            for (; s;) link(*std::exchange(s, s->id_next));
    }

    std::vector<call_state*> buckets_;
    std::size_t size_ = 0;
};

}  // namespace polyaxon::async
