#include <polyaxon/async/connection.hpp>

#include <polyaxon/async/engine_core.hpp>
#include <polyaxon/codec/request.hpp>

#include <algorithm>
#include <new>

namespace polyaxon::async {

namespace {
constexpr std::size_t most_kept_output = 256 * 1024;
constexpr std::size_t most_kept_input = 2 * 1024 * 1024;
constexpr std::chrono::milliseconds last_words{1000};  // for an answer that explains a write that failed
constexpr std::chrono::milliseconds look_again{5};
}  // namespace

connection::connection(engine_core& core, pool& home)
    : core_(core), home_(home), link_(core.options.pool), reader_(core.options.limits) {
    expiry_.owner = this;
    expiry_.due = [](void* self) {
        auto& c = *static_cast<connection*>(self);
        c.event([&c] { c.expiry_due(); });
    };
}

// A turn begins or goes on with it. Without memory the connection is given up, so that nothing waits for what will not come.
template <class F>
void connection::event(F&& happens) {
    core_.turn([&] {
        try {
            happens();
        } catch (const std::bad_alloc&) {
            out_of_memory();
        }
    });
}

void connection::dial() {
    dialed_at = core_.now;
    core_.clock.set(expiry_, core_.now + core_.options.pool.connect_timeout);
    transport_ = core_.make_transport(home_.where());
    transport_->open(*this);
}

void connection::on_open(std::error_code ec, std::string_view detail) {
    event([&] { opened(ec, detail); });
}

void connection::opened(std::error_code ec, std::string_view detail) {
    if (link_.now_is() != pool_link::state::dialing) return;
    if (ec == std::errc::not_enough_memory) return home_.starved(*this);
    if (ec) {
        const auto kind = ec.category() == error_category() ? static_cast<errc>(ec.value()) : errc::network;
        std::string text(detail.empty() ? std::string_view("could not connect") : detail);
        return home_.open_failed(*this, kind, transport_->cause() ? transport_->cause() : ec, text, true);
    }
    link_.dialed(true, core_.now);
    was_open_ = true;
    // Reading begins with the flush: until then a look whether the connection is clean may take late words of the TLS handshake in.
    core_.mark_dirty(*this);
    home_.open_done(*this);
    if (core_.watch) {
        const auto what =
            transport_->resumed() ? connection_event::what::resumed : connection_event::what::connected;
        core_.watch->on_connection(
            {what, home_.name(), transport_->describe(),
             std::chrono::duration_cast<std::chrono::microseconds>(core_.now - dialed_at)});
    }
    if (home_.where().tls) {
        core_.count.tls_handshakes.add();
        if (transport_->resumed()) core_.count.tls_resumed.add();
    }
}

void connection::assign(call_state& s) {
    const bool reused = link_.reused();
    const auto before = out_.size();
    const auto first_byte = appended_;
    in_flight_.push_back(&s);
    try {
        if (s.streams())
            begin_flow(s);
        else
            codec::write_request(s.to(), s.request(), out_, !s.moved || s.moved->with_secrets);
        if (in_flight_.size() == 1) reader_.start(s.method(), s.self.sink != nullptr);
    } catch (...) {  // as if nothing had been
        in_flight_.pop_back();
        out_.resize(before);
        appended_ = first_byte;
        flow_.reset();
        throw;
    }
    link_.taken(s.shares());
    s.first_byte = first_byte;
    appended_ += out_.size() - before;
    s.end_byte = appended_;
    moved_at_ = core_.now;
    s.on = this;
    s.where = call_state::place::sent;
    core_.mark_dirty(*this);
    core_.on_assigned(s, reused);
}

void connection::flush() {
    dirty = false;
    if (link_.now_is() == pool_link::state::closed) return;
    if (flow_ && !fill_flow()) return;
    if (!writing_ && !out_.empty()) {
        sending_.swap(out_);
        handed_ += sending_.size();
        core_.count.bytes_sent.add(sending_.size());
        writing_ = !transport_->write(sending_);
        if (!writing_) sent();
    }
    if (!reading_ && !later) read_more();
    // One piece a turn: others want theirs, and an early answer is to be seen.
    if (flow_ && !writing_ && flow_->sending()) core_.flush_later(*this);
}

void connection::sent() {
    written_ = handed_;
    moved_at_ = core_.now;
    sending_.clear();
    if (sending_.capacity() > most_kept_output) sending_ = {};
}

void connection::on_written(std::error_code ec) {
    event([&] {
        if (link_.now_is() == pool_link::state::closed) return;
        if (ec) {
            // The answer that says why (413, 401) may already lie in the receive buffer: the read loop has the last word.
            write_failed_ = true;
            link_.retire();
            core_.clock.set(expiry_, core_.now + last_words);
            return;
        }
        writing_ = false;
        sent();
        if (!out_.empty() || flow_) core_.mark_dirty(*this);
    });
}

void connection::read_more() {
    const bool pieces = flow_ && flow_->stores();
    auto room = in_.prepare(pieces ? body_flow::piece_size : room_.size());
    if (pieces)
        room = room.first(body_flow::piece_size);
    else
        offered_ = room.size();
    reading_ = true;
    transport_->read(room);
}

void connection::on_read(std::error_code ec, std::size_t n) {
    event([&] {
        reading_ = false;
        if (link_.now_is() == pool_link::state::closed) return;
        if (ec || n == 0) return ended(ec);
        core_.count.bytes_received.add(n);
        moved_at_ = core_.now;
        in_.commit(n);
        if (!flow_) room_.took(n, offered_);
        take_bytes();
        if (link_.now_is() == pool_link::state::closed) return;
        // Asio reads at once, and too early: while others have something to do the next answer comes.
        if (core_.crowded() && !flow_)
            core_.flush_later(*this);
        else
            read_more();
    });
}

void connection::take_bytes() {
    using state = codec::http_reader::state;
    while (link_.now_is() != pool_link::state::closed && !in_.unread().empty()) {
        if (in_flight_.empty()) {
            if (!link_.reused())
                return home_.open_failed(*this, errc::protocol, {},
                                         "the server sent bytes before any request was written", false);
            return close("the server sent bytes that no call asked for", false);
        }
        if (!handed(*in_flight_.front()))
            return front_failed(errc::protocol, "the server answered before the request was written");
        if (flow_) return take_flow();
        switch (reader_.read(in_)) {
            case state::need_more: return;
            case state::head:
            case state::body: break;
            case state::done: front_answered(false); break;
            case state::failed: {
                const auto kind = reader_.error() == errc::too_large ? errc::too_large : errc::protocol;
                return front_failed(kind, reader_.what());
            }
        }
    }
}

void connection::front_answered(bool at_end) {
    if (flow_ && !end_flow()) return;
    auto& s = *in_flight_.front();
    in_flight_.erase(in_flight_.begin());
    const auto& head = reader_.head();
    answered_facts facts;
    facts.keep_alive = head.keep_alive && !head.close_delimited && !at_end && !write_failed_;
    facts.whole_sent = s.end_byte <= written_;
    facts.left_over = !in_.unread().empty();
    facts.hint = head.keep_alive_timeout;
    const bool bodiless = s.method() == codec::verb::head || head.status == 204 || head.status == 304 ||
                          head.content_length == 0u;
    const auto body = in_.body();
    answered_at_ = at_end ? steady_time{} : core_.now;
    s.on = nullptr;
    try {
        core_.on_answer(s, head, bodiless ? std::span<char>{} : body, link_.reused());
    } catch (const std::bad_alloc&) {
        s.maybe_sent = true;
        core_.give_up(s);  // the answer has been read: the connection lives on
    }
    core_.answer_over(body.size());
    in_.release_body();
    if (flow_) drop_flow();
    switch (link_.answered(facts, core_.now)) {
        case pool_link::act::wait_idle:
            in_.shrink(
                std::clamp(2 * body.size(), 4 * room_.size(), most_kept_input));  // the next may be like it
            return home_.freed(*this);
        case pool_link::act::go_on:
            if (!in_flight_.front()) return close("a call on it was given up", false);
            return reader_.start(in_flight_.front()->method());
        default:
            return lose_all(errc::network, {}, "the server closed the connection after the answer before");
    }
}

void connection::front_failed(errc kind, std::string_view text) {
    auto& s = *in_flight_.front();
    in_flight_.erase(in_flight_.begin());
    const try_facts facts{handed(s), reader_.begun(), link_.reused()};
    s.on = nullptr;
    lose_all(errc::network, {}, "the connection was given up after a broken answer to the call before");
    core_.lost_try(s, kind, {}, text, facts);
}

void connection::ended(std::error_code ec) {
    const bool by_tls = ec == make_error_code(errc::tls);
    if (in_flight_.empty()) {
        if (link_.reused() || link_.now_is() != pool_link::state::suspect)
            return close(ec ? "lost while idle" : "closed by the server while idle", false);
        // A TLS 1.3 server that refuses the client's certificate says so only after the handshake.
        if (by_tls)
            return home_.open_failed(*this, errc::tls, transport_->cause(), transport_->failure(), false);
        return home_.open_failed(*this, errc::network, ec,
                                 "the server closed the connection before anything was sent", false);
    }
    if (!in_flight_.front()) return close("a call on it was given up", false);
    const bool begun = reader_.begun();
    if (!ec && begun && reader_.finish() == codec::http_reader::state::done) return front_answered(true);
    std::string text = ec ? "the connection was lost" : "the server closed the connection";
    text += begun ? " in the middle of the answer" : " before the answer";
    if (!ec && begun) {
        std::string_view how_far = reader_.what();
        how_far.remove_prefix(std::min(how_far.find(", after "), how_far.size()));
        text += how_far;
    }
    if (ec && !transport_->failure().empty()) text.append(": ").append(transport_->failure());
    lose_all(by_tls ? errc::tls : errc::network, transport_->cause() ? transport_->cause() : ec, text, begun);
}

void connection::lose_all(errc kind, std::error_code cause, std::string_view text, bool begun) {
    const bool reused = link_.reused();
    auto* const front = in_flight_.empty() ? nullptr : in_flight_.front();
    close(text, in_flight_.empty());
    // Last first: those that go again free of charge are put at the head of the line and keep their order.
    while (!in_flight_.empty()) {
        auto* const s = in_flight_.back();
        in_flight_.pop_back();
        if (!s) continue;
        s->on = nullptr;
        core_.lost_try(*s, kind, cause, text, {handed(*s), begun && s == front, reused});
    }
}

void connection::out_of_memory() noexcept {
    using state = pool_link::state;
    if (link_.now_is() == state::closed) return;
    if (link_.now_is() == state::dialing) return home_.starved(*this);
    lose_all(errc::network, {}, "the connection was given up: out of memory", reader_.begun());
}

void connection::give_up(call_state& s) noexcept {
    const auto at = std::find(in_flight_.begin(), in_flight_.end(), &s);
    if (at == in_flight_.end()) return;
    s.on = nullptr;
    const bool first = at == in_flight_.begin();
    *at = nullptr;
    call_queue behind;  // the last one first
    for (auto i = at + 1; i != in_flight_.end(); ++i)
        if (*i) behind.push_front(**i);
    link_.given_up(static_cast<std::size_t>(in_flight_.end() - at) - 1);
    in_flight_.erase(at + 1, in_flight_.end());
    link_.retire();
    const bool reused = link_.reused();
    if (first) {
        in_flight_.clear();
        close("a call on it was given up", false);
    }
    while (auto* b = behind.pop_front()) {
        b->on = nullptr;
        core_.lost_try(
            *b, errc::network, {},
            "the connection was given up because a call before this one was cancelled or timed out",
            {handed(*b), false, reused, true});
    }
}

void connection::close(std::string_view why, bool orderly) {
    if (link_.now_is() == pool_link::state::closed) return;
    link_.lost();
    core_.clock.remove(expiry_);
    try {
        if (transport_) transport_->close(orderly);
    } catch (const std::bad_alloc&) {
        transport_->close(false);
    }
    if (core_.watch && was_open_)
        core_.watch->on_connection(
            {connection_event::what::closed, home_.name(), why,
             std::chrono::duration_cast<std::chrono::microseconds>(core_.now - dialed_at)});
    home_.remove(*this);
}

std::string_view connection::waits_for(const call_state& s) const {
    if (s.end_byte > written_) return "sending the request";
    if (in_flight_.empty() || in_flight_.front() != &s) return "waiting behind other calls on its connection";
    return reader_.begun() ? "reading the answer" : "waiting for the answer";
}

bool connection::awaits_answer(const call_state& s) const {
    return s.end_byte <= written_ && !in_flight_.empty() && in_flight_.front() == &s && !reader_.begun();
}

bool connection::just_read_dry() const {
    return answered_at_ == core_.now && transport_->drained() && core_.turn_is_young();
}

void connection::suspect() {
    suspected = true;
    suspected_at = core_.now;
    core_.clock.set(expiry_, core_.now + look_again);
}

void connection::watch_expiry() {
    const auto when = link_.expires();
    if (!expiry_.pending() || when < expiry_.when) core_.clock.set(expiry_, when);
}

void connection::expiry_due() {
    using state = pool_link::state;
    if (link_.now_is() == state::dialing) {
        const auto ms = core_.options.pool.connect_timeout.count();
        return home_.open_failed(*this, errc::network, make_error_code(errc::timeout),
                                 "no connection within " + std::to_string(ms) + " ms (connect_timeout)",
                                 true);
    }
    if (link_.now_is() == state::suspect) {
        if (clean()) return link_.cleared(), home_.freed(*this);
        if (core_.now - suspected_at < last_words) return core_.clock.set(expiry_, core_.now + look_again);
        return home_.open_failed(*this, errc::network, {},
                                 "the server neither closed the connection nor kept it quiet", false);
    }
    if (write_failed_)
        return lose_all(errc::network, {}, "the connection was lost while the request was sent",
                        reader_.begun());
    if (link_.expired(core_.now)) return close("idle for too long, or too old", true);
    if (link_.now_is() == state::idle) core_.clock.set(expiry_, link_.expires());
}

}  // namespace polyaxon::async
