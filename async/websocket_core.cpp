#include <polyaxon/async/websocket_core.hpp>

#include <polyaxon/codec/http_reader.hpp>
#include <polyaxon/codec/server_words.hpp>

#include <asio/post.hpp>
#include <asio/strand.hpp>

#include <algorithm>

namespace polyaxon::async {

namespace {

constexpr std::size_t least_read = 4 * 1024;

std::string in_seconds(std::chrono::milliseconds t) {
    const auto ms = t.count();
    return ms % 1000 == 0 ? std::to_string(ms / 1000) + " s" : std::to_string(ms) + " ms";
}

steady_time after(steady_time now, std::chrono::milliseconds t) {
    const auto longest = std::chrono::floor<std::chrono::milliseconds>(steady_time::max() - now);
    return t < longest ? now + t : steady_time::max();
}

std::string_view advice(int status) {
    switch (status) {
        case 401: return "the server does not accept the token: log in again or give a valid one";
        case 403: return "the user of this token may not read that";
        case 404:
            return "check owner, project and id, and that host and port are those of the platform's "
                   "WebSockets";
        case 429: return "too many requests: try again later";
        case 502:
        case 503:
        case 504: return "the server is not ready: try again later";
        default: break;
    }
    if (status < 300)
        return "check host and port of the WebSocket: something else than the platform's streams answers "
               "there";
    return status >= 500 ? "the server failed: try again later or look at its log" : "";
}

}  // namespace

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

void websocket_core::request_wait(websocket_turn& into) {
    if (dead_) return waiter.reset();
    post([this, &into] {
        waiting_ = &into;
        if (state_ == state::idle && !over_) begin();
        // Room may have come into the queue while nobody asked.
        if (state_ == state::open) take_messages();
    });
}

void websocket_core::request_close() {
    post([this] {
        if (over_) return;
        if (state_ != state::open) {
            over_ = true;
            return shut();
        }
        frames_.close(1000);
        queue_.clear(), queued_bytes_ = 0;
        end(nullptr);
        leave();
    });
}

void websocket_core::request_cancel() {
    post([this] {
        queue_.clear(), queued_bytes_ = 0;
        if (!over_) fail(errc::canceled, "the stream was cancelled");
        shut();
    });
}

void websocket_core::request_cancel_of(std::uint64_t wait) {
    post([this, wait] {
        if (!waiting_ || wait != wait_number) return;
        queue_.clear(), queued_bytes_ = 0;
        if (!over_) fail(errc::canceled, "cancelled by the caller while waiting for a message");
        shut();
    });
}

void websocket_core::abandon() {
    if (dead_.exchange(true)) return;
    const auto keep = shared_from_this();
    state_ = state::ended;
    waiting_ = nullptr;
    transport_.reset();
    timer_.reset();
    at_work_ = {};
    run_on_ = {};
    waiter.reset();
    user_executor = {};
}

// ---- the turn

template <class F>
void websocket_core::turn(F&& event) {
    if (dead_) return;
    if (in_turn_) return event();
    const auto keep = shared_from_this();
    in_turn_ = true;
    now_ = std::chrono::steady_clock::now();
    try {
        event();
        if (state_ == state::open) flush();
    } catch (const std::exception& e) {
        // Out of memory, or no random bytes: it cannot go on, nor say so.
        if (state_ == state::open) state_ = state::leaving;
        queue_.clear(), queued_bytes_ = 0;
        if (!over_) fail(errc::network, std::string("the stream was given up: ") + e.what());
        shut();
    }
    settle();
    in_turn_ = false;
}

void websocket_core::settle() {
    arm();
    if (waiting_ && (!queue_.empty() || over_)) {
        auto& into = *std::exchange(waiting_, nullptr);
        into.opened = was_open_;
        into.close_code = close_code_;
        into.failure.reset();
        if (!queue_.empty()) {
            into.came = websocket_turn::what::message;
            into.message = std::move(queue_.front());
            queue_.pop_front();
            queued_bytes_ -= into.message.size();
        } else if (failure_) {
            into.came = websocket_turn::what::failed;
            into.failure = std::make_unique<error_info>(*failure_);
        } else {
            into.came = websocket_turn::what::closed;
        }
        // By post: the caller's code runs in a turn of its own.
        waiter.finish(user_executor, false);
    }
    if (!waiting_)
        at_work_ = {};
    else if (!at_work_)
        at_work_ = asio::prefer(user_executor, asio::execution::outstanding_work.tracked);
}

void websocket_core::arm() {
    const auto earliest = clock_.earliest();
    if (earliest == armed_) return;
    armed_ = earliest;
    if (earliest == steady_time::max()) {
        timer_->cancel();
        return;
    }
    timer_->expires_at(earliest);
    timer_->async_wait([weak = weak_from_this(), at = earliest](std::error_code ec) {
        const auto self = weak.lock();
        if (ec || !self || self->dead_ || self->armed_ != at) return;
        self->armed_ = steady_time::max();
        self->turn([&core = *self] {
            while (auto* due = core.clock_.pop_due(core.now_)) due->due(due->owner);
        });
    });
}

// ---- opening

void websocket_core::begin() {
    clock_.set(total_, options_.deadline);
    if (options_.deadline <= now_) return total_due();
    if (options_.not_before <= now_) return dial();
    state_ = state::pausing;
    clock_.set(open_, options_.not_before);
}

void websocket_core::dial() {
    dialed_at_ = now_;
    clock_.set(open_, after(now_, std::min(options_.connect_timeout, options_.open_timeout)));
    state_ = state::dialing;
    transport_ = connect_->make(run_on_, to_.where);
    transport_->open(*this);
}

void websocket_core::on_open(std::error_code ec, std::string_view detail) {
    turn([&] { opened(ec, detail); });
}

void websocket_core::opened(std::error_code ec, std::string_view detail) {
    if (state_ != state::dialing) return;
    if (ec) {
        const auto kind = ec.category() == error_category() ? static_cast<errc>(ec.value()) : errc::network;
        std::string text(detail.empty() ? std::string_view("could not connect") : detail);
        if (text.find(to_.where.host) == text.npos) text += " (" + to_.where.text() + ")";
        if (kind == errc::network && text.find("check") == text.npos)
            text += "; check the address, and that the server is running";
        fail(kind, std::move(text), transport_->cause());
        return shut();
    }
    const auto key = codec::make_websocket_key();
    if (key.empty()) {
        fail(errc::network, "no random bytes for the key of a WebSocket");
        return shut();
    }
    answer_.emplace(key);
    codec::append_websocket_headers(request_.headers, to_.where, key);
    codec::write_request(to_, request_, out_);
    state_ = state::asking;
    clock_.set(open_, after(dialed_at_, options_.open_timeout));
    flush();
    read_more();
}

void websocket_core::open_due() {
    if (state_ == state::pausing) return dial();
    std::string text = "timed out after " +
                       in_seconds(std::chrono::duration_cast<std::chrono::milliseconds>(now_ - dialed_at_));
    if (state_ == state::dialing && options_.connect_timeout < options_.open_timeout)
        fail(errc::network,
             "no connection to " + to_.where.text() + " within " + in_seconds(options_.connect_timeout) +
                 " (connect_timeout)",
             make_error_code(errc::timeout));
    else
        fail(errc::timeout, text + " while opening the stream from " + to_.where.text() +
                                "; allow the call more time if the server needs it");
    shut();
}

void websocket_core::refuse() {
    const auto& r = answer_->refusal();
    auto info = describe(r.status < 300 ? errc::client_error : kind_of_status(r.status),
                         codec::server_words(r.body, r.content_type));
    const auto status = std::to_string(r.status) + (r.reason.empty() ? "" : " " + r.reason.substr(0, 80));
    if (info->detail.empty())
        info->detail = "the server answered " + status + " instead of opening the stream";
    else
        info->detail += " (" + status + ")";
    if (r.status >= 300 && r.status <= 399 && !r.location.empty())
        info->detail += "; it points to " +
                        r.location.substr(0, std::min<std::size_t>(r.location.find_first_of("?#"), 300)) +
                        "; set the host to where the server really is: streams follow no redirect";
    if (const auto words = advice(r.status); !words.empty()) info->detail += "; " + std::string(words);
    info->status = r.status;
    info->body = r.body;
    info->content_type = r.content_type;
    info->request_id = r.request_id;
    if (!r.retry_after.empty())
        info->retry_after = codec::parse_retry_after(r.retry_after, std::chrono::system_clock::now());
    end(std::move(info));
    shut();
}

// ---- reading

void websocket_core::read_more() {
    if (reading_ || !transport_) return;
    reading_ = true;
    transport_->read(in_.prepare(least_read));
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

void websocket_core::take_bytes() {
    if (state_ == state::asking) take_answer();
    if (state_ == state::open) take_messages();
    if (state_ == state::leaving) {
        in_.consume(in_.unread().size());
        read_more();
    }
}

void websocket_core::take_answer() {
    switch (answer_->read(in_)) {
        case codec::websocket_answer::state::need_more: return read_more();
        case codec::websocket_answer::state::refused: return refuse();
        case codec::websocket_answer::state::failed:
            fail(static_cast<errc>(answer_->error().value()), answer_->what());
            return shut();
        case codec::websocket_answer::state::open: break;
    }
    state_ = state::open;
    was_open_ = true;
    clock_.remove(open_);
    answer_.reset();
}

void websocket_core::take_messages() {
    using event = codec::websocket::event;
    while (!full()) {
        auto unread = in_.unread();
        std::span<const char> bytes = unread;
        const auto what = frames_.read(bytes);
        in_.consume(unread.size() - bytes.size());
        switch (what) {
            case event::need_more:
                if (pulse_.resting()) pulse_.start(now_);
                clock_.set(pulse_entry_, pulse_.when());
                return read_more();
            case event::message:
                queue_.push_back(frames_.take_message());
                queued_bytes_ += queue_.back().size();
                break;
            case event::pong: pulse_.pong(); break;
            case event::closed: return peer_closed();
            case event::failed:
                fail(static_cast<errc>(frames_.error().value()), frames_.what());
                return leave();
        }
    }
    // The reader is behind: the socket waits, and so does the server. Its silence means nothing meanwhile.
    pulse_.rest();
    clock_.remove(pulse_entry_);
}

void websocket_core::peer_closed() {
    close_code_ = frames_.close_code();
    if (close_code_ == 1000 || close_code_ == 1001 || close_code_ == 1005) {
        end(nullptr);
    } else {
        std::string text = "the server closed the stream with code " + std::to_string(close_code_);
        if (!frames_.close_reason().empty()) text += " (" + frames_.close_reason() + ")";
        fail(errc::network, std::move(text));
    }
    leave();
}

void websocket_core::lost(std::error_code ec) {
    if (state_ == state::leaving) return shut();
    if (!ec && state_ == state::asking && answer_->finish() == codec::websocket_answer::state::refused)
        return refuse();
    const bool by_tls = ec == make_error_code(errc::tls);
    std::string text = ec ? "the connection was lost" : "the server closed the connection";
    text += state_ == state::open ? ec ? "" : " without closing the stream"
            : answer_->begun()    ? " in the middle of its answer"
                                  : " before it answered";
    if (ec && !transport_->failure().empty()) text.append(": ").append(transport_->failure());
    if (text.find(to_.where.host) == text.npos) text += " (" + to_.where.text() + ")";
    fail(by_tls ? errc::tls : errc::network, std::move(text), transport_->cause() ? transport_->cause() : ec);
    shut();
}

// ---- writing

void websocket_core::flush() {
    if (writing_ || !transport_) return;
    if (was_open_) frames_.write(out_);
    if (out_.empty()) return;
    sending_.swap(out_);
    writing_ = !transport_->write(sending_);
    if (!writing_) sending_.clear();
}

void websocket_core::on_written(std::error_code ec) {
    turn([&] {
        // An error comes to the reader, too: what the server said before is still to be read.
        if (state_ == state::ended || ec) return;
        writing_ = false;
        sending_.clear();
        flush();
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

void websocket_core::end(std::unique_ptr<error_info> why) {
    over_ = true;
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
    transport_->close(true);
    // Not from within one of its own events.
    asio::post(run_on_, [gone = std::move(transport_)] {});
}

}  // namespace polyaxon::async
