#include <polyaxon/async/websocket_core.hpp>

#include <asio/post.hpp>
#include <asio/strand.hpp>

#include <new>
#include <utility>

namespace polyaxon::async {

websocket_core::websocket_core(const asio::any_io_executor& executor, std::shared_ptr<connector> connect,
                               codec::destination to, codec::request request, websocket_options options)
    : user_executor(executor),
      connect_(std::move(connect)),
      to_(std::move(to)),
      request_(std::move(request)),
      options_(options),
      run_on_(options.thread_safe ? asio::any_io_executor(asio::make_strand(executor)) : executor),
      pulse_(options.ping_every, options.pong_within),
      timer_(std::in_place, run_on_),
      frames_(options.limits) {
    // What is told where there is no room for words.
    spare_ = describe(errc::network, "the stream was given up: out of memory");
    prepare<&websocket_core::open_due>(open_);
    prepare<&websocket_core::pulse_due>(pulse_entry_);
    prepare<&websocket_core::leave_due>(leave_);
    prepare<&websocket_core::total_due>(total_);
}

// ---- messages from anywhere

template <class F>
void websocket_core::post(F event) {
    if (dead_) return;
    asio::post(run_on_, [self = shared_from_this(), event = std::move(event)] { self->turn(event); });
}

// Also from destructors and signals: where there is no memory for a message, the next turn finds the wish.
template <class F>
void websocket_core::post_or(wish otherwise, F event) noexcept {
    try {
        post(std::move(event));
    } catch (...) {
        unposted_ = otherwise;
    }
}

template <class Into, class Event>
void websocket_core::request(completion& by, Into& into, Event event) {
    if (dead_) return by.reset();
    try {
        return post([this, event] {
            event();
            if (state_ == state::idle && !over_) begin();
        });
    } catch (const std::bad_alloc&) {
        starve(into);
    }
    by.finish(user_executor, true);  // it must not throw, and there is no memory for later
}

void websocket_core::starve(websocket_turn& into) const noexcept {
    into.came = websocket_turn::what::failed;
    into.failure = spare_;
    into.opened = false;
    into.close_code = 0;
}

void websocket_core::starve(websocket_sent& into) const noexcept {
    into.all = false;
    into.failure = spare_;
}

void websocket_core::request_wait(websocket_turn& into) {
    request(waiter, into, [this, &into] {
        waiting_ = &into;
        // Room may have come into the queue while nobody asked.
        if (state_ == state::open) take_messages();
    });
}

void websocket_core::request_sent(websocket_sent& into) {
    request(sender, into, [this, &into] { sending_for_ = &into; });
}

void websocket_core::request_send(std::string message, bool text) {
    post([this, message = std::move(message), text] {
        if (!over_) frames_.send(message, text);
    });
}

void websocket_core::request_close() noexcept {
    post_or(wish::close, [this] { close_now(); });
}

void websocket_core::request_cancel() noexcept {
    post_or(wish::cancel, [this] {
        cancel_now("the stream was cancelled");
        transport_.reset();  // if it is still there; this is none of its events
    });
}

void websocket_core::request_cancel_of(std::uint64_t wait, bool sending) noexcept {
    post_or(wish::cancel, [this, wait, sending] {
        if (sending ? sending_for_ && wait == sent_number : waiting_ && wait == wait_number)
            cancel_now(sending ? "cancelled by the caller while sending"
                               : "cancelled by the caller while waiting for a message");
    });
}

void websocket_core::close_now() {
    if (over_) return;
    if (state_ != state::open) {
        over_ = true;
        return shut();
    }
    frames_.close(1000);
    queue_.clear(), queued_bytes_ = 0;
    end(nullptr);
    leave();
}

void websocket_core::cancel_now(const char* why) {
    queue_.clear(), queued_bytes_ = 0;
    if (!over_) fail(errc::canceled, why);
    shut();
}

void websocket_core::abandon() {
    if (dead_.exchange(true)) return;
    const auto keep = shared_from_this();
    state_ = state::ended;
    waiting_ = nullptr;
    sending_for_ = nullptr;
    transport_.reset();
    timer_.reset();
    at_work_ = {};
    run_on_ = {};
    waiter.reset();
    sender.reset();
    user_executor = {};
}

// ---- the turn

// Whatever fails inside, the turn ends, and a caller who waits is told.
template <class F>
void websocket_core::turn(F&& event) {
    if (dead_) return;
    if (in_turn_) return event();
    const auto keep = shared_from_this();
    in_turn_ = true;
    now_ = std::chrono::steady_clock::now();
    try {
        switch (unposted_.exchange(wish::none)) {
            case wish::none: break;
            case wish::close: close_now(); break;
            case wish::cancel: cancel_now("the stream was cancelled"); break;
        }
        event();
        if (state_ == state::open) flush();
        arm();
        if ((waiting_ || sending_for_) && !at_work_)
            at_work_ = asio::prefer(user_executor, asio::execution::outstanding_work.tracked);
    } catch (const std::exception& e) {
        give_up(e.what());
    } catch (...) {
        give_up("an unknown failure");
    }
    in_turn_ = false;
    hand_over();
}

// Out of memory, or no random bytes: it cannot go on, nor say so to the server. Needs no memory itself. What had come before is handed over.
void websocket_core::give_up(const char* why) noexcept {
    if (state_ == state::open) state_ = state::leaving;
    try {
        if (!over_) fail(errc::network, std::string("the stream was given up: ") + why);
    } catch (...) {
        end(spare_);
    }
    try {
        shut();
    } catch (...) {
        // Closed it is; the object goes with the cancelling or with this.
    }
    try {
        arm();  // nothing is due any more
    } catch (...) {
    }
}

void websocket_core::hand_over() {
    hand_over_message();
    hand_over_sent();
}

void websocket_core::hand_over_message() {
    if (!waiting_) return;
    if (queue_.empty() && !over_) return;
    auto& into = *std::exchange(waiting_, nullptr);
    into.opened = was_open_;
    into.close_code = close_code_;
    into.open_for = open_for_;
    into.failure.reset();
    if (!queue_.empty()) {
        into.came = websocket_turn::what::message;
        into.message = std::move(queue_.front().message);
        into.text = queue_.front().text;
        queue_.pop_front();
        queued_bytes_ -= into.message.size();
    } else if (failure_) {
        into.came = websocket_turn::what::failed;
        into.failure = failure_;
    } else {
        into.came = websocket_turn::what::closed;
    }
    tell(&websocket_core::waiter);
}

// The end of the turn has flushed: without a write under way nothing is left of what was sent.
void websocket_core::hand_over_sent() {
    if (!sending_for_) return;
    const bool all = state_ == state::open && !writing_;
    if (!all && !over_) return;
    auto& into = *std::exchange(sending_for_, nullptr);
    into.all = all && !over_;
    into.failure = over_ ? failure_ : nullptr;
    tell(&websocket_core::sender);
}

// The caller's code runs in a turn of its own, or, where there is no memory for that, at the end of this one.
void websocket_core::tell(completion websocket_core::*who) {
    bool posted = true;
    try {
        asio::post(user_executor,
                   [self = shared_from_this(), who] { ((*self).*who).finish(self->user_executor, true); });
    } catch (...) {
        posted = false;
    }
    if (!waiting_ && !sending_for_) at_work_ = {};
    if (!posted) (this->*who).finish(user_executor, true);
}

void websocket_core::arm() {
    const auto earliest = clock_.earliest();
    if (earliest == armed_) return;
    armed_ = steady_time::max();  // as long as no wait is under way
    timer_->expires_at(earliest);
    if (earliest == steady_time::max()) return;
    timer_->async_wait([weak = weak_from_this(), at = earliest](std::error_code ec) {
        const auto self = weak.lock();
        if (ec || !self || self->dead_ || self->armed_ != at) return;
        self->armed_ = steady_time::max();
        self->turn([&core = *self] {
            while (auto* due = core.clock_.pop_due(core.now_)) due->due(due->owner);
        });
    });
    armed_ = earliest;
}

// ---- what the transport tells

void websocket_core::on_open(std::error_code ec, std::string_view detail) {
    turn([&] { opened(ec, detail); });
}

void websocket_core::on_read(std::error_code ec, std::size_t n) {
    turn([&] {
        reading_ = false;
        if (state_ == state::ended) return;
        if (ec || n == 0) return lost(ec);
        in_.commit(n);
        if (state_ == state::open) pulse_.heard(now_);
        take_bytes();
    });
}

void websocket_core::on_written(std::error_code ec) {
    turn([&] {
        if (state_ == state::ended) return;
        if (ec) {
            // It comes to the reader, too, and what the server said before is still to be read; without a reader nobody else would tell.
            if (!reading_ && state_ == state::open) lost(ec);
            return;
        }
        writing_ = false;
        if (state_ == state::open) pulse_.heard(now_);  // the server takes in, so it is there
        write_pieces();
        if (!writing_) flush();
    });
}

// ---- time

void websocket_core::pulse_due() {
    switch (pulse_.due(now_)) {
        case websocket_pulse::act::none: break;
        case websocket_pulse::act::ping: frames_.ping("polyaxon"); break;
        case websocket_pulse::act::dead:
            fail(errc::network,
                 "the server is silent: it answered no ping within " + in_seconds(options_.pong_within),
                 make_error_code(errc::timeout));
            return shut();
    }
    clock_.set(pulse_entry_, pulse_.when());
}

void websocket_core::leave_due() { shut(); }

void websocket_core::total_due() {
    fail(errc::timeout,
         was_open_ || state_ == state::pausing
             ? "the time given for the whole stream has passed; give it more, or none"
             : "timed out while opening the stream from " + to_.where.text() + "; give it more time");
    shut();
}

// ---- the end

std::unique_ptr<error_info> websocket_core::describe(errc kind, std::string detail) const {
    auto info = std::make_unique<error_info>();
    info->kind = kind;
    info->detail = std::move(detail);
    info->request = "GET " + to_.base + request_.target.substr(0, request_.target.find('?'));
    info->attempts = 1;
    return info;
}

void websocket_core::fail(errc kind, std::string detail, std::error_code cause) {
    if (over_) return;
    auto info = describe(kind, std::move(detail));
    info->cause = cause;
    end(std::move(info));
}

void websocket_core::end(std::shared_ptr<const error_info> why) noexcept {
    over_ = true;
    if (was_open_) open_for_ = std::chrono::floor<std::chrono::milliseconds>(now_ - opened_at_);
    failure_ = std::move(why);
    for (auto* entry : {&open_, &pulse_entry_, &total_}) clock_.remove(*entry);
}

// The close frame goes out; the server's part of the closing is read, but not waited for long.
void websocket_core::leave() {
    flush();
    state_ = state::leaving;
    clock_.set(leave_, after(now_, options_.close_within));
    in_.consume(in_.unread().size());
    read_more();
}

void websocket_core::shut() {
    if (state_ == state::ended) return;
    if (state_ == state::open) {
        frames_.close(1001);
        flush();
    }
    state_ = state::ended;
    for (auto* entry : {&open_, &pulse_entry_, &leave_, &total_}) clock_.remove(*entry);
    if (!transport_) return;
    try {
        transport_->close(true);
    } catch (...) {
        transport_->close(false);
    }
    // Not from within one of its own events.
    asio::post(run_on_, [self = shared_from_this()] { self->transport_.reset(); });
}

}  // namespace polyaxon::async
