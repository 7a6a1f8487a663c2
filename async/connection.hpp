#pragma once
#include <polyaxon/async/body_flow.hpp>
#include <polyaxon/async/call_state.hpp>
#include <polyaxon/async/pool_link.hpp>
#include <polyaxon/async/read_room.hpp>
#include <polyaxon/async/transport.hpp>
#include <polyaxon/codec/http_reader.hpp>

#include <memory>
#include <string>
#include <vector>

namespace polyaxon::async {

class engine_core;

/// One connection: a read loop and a write queue in plain handlers. Requests are appended to its output and leave by one write at
/// the end of the turn; answers are read and decoded in place, in the order of the requests. Lives in its pool.
class connection final : transport_events {
 public:
    connection(engine_core&, pool&);

    void dial();
    pool_link& link() noexcept { return link_; }
    const pool_link& link() const noexcept { return link_; }
    /// False when the peer has closed it or said something unasked.
    bool clean() { return transport_->idle_and_clean(); }
    /// The read that ended its last answer took all there was, in this turn: a look would see what that saw.
    bool just_read_dry() const;
    /// Appends the call's request; its answer is the next after those in flight.
    void assign(call_state&);
    /// Hands what was appended to the transport.
    void flush();
    /// Gives up a call that was assigned. Its place in the order stays, so the connection ends there; calls behind it are lost at once.
    void give_up(call_state&) noexcept;
    /// Something of it could not be done for want of memory: it ends, and its calls lose it.
    void out_of_memory() noexcept;
    /// Ends the connection; calls in flight must be gone.
    void close(std::string_view why, bool orderly);
    /// What a call in flight waits for, for a person.
    std::string_view waits_for(const call_state&) const;
    /// All of its request has left, and nothing of its answer has come.
    bool awaits_answer(const call_state&) const;
    bool handed(const call_state& s) const noexcept { return s.first_byte < handed_; }
    /// The idle or connect limit, kept lazily: an entry that comes too early is put off.
    void watch_expiry();
    /// It was not clean before anything was sent: its first read, or another look, says what is wrong with it.
    void suspect();
    bool was_open() const noexcept { return was_open_; }
    /// When a byte last left or came, or we were last ready for one.
    steady_time moved_at() const noexcept { return moved_at_; }
    /// ", 12 of 150 bytes sent" for a streamed body, else nothing.
    std::string flow_text(const call_state&) const;

    std::size_t index = 0;   ///< in its pool
    bool suspected = false;  ///< fresh, but not clean when it was to be handed out
    bool dirty = false;      ///< in the engine's list of those to flush
    bool later = false;      ///< in its list of those to flush in a later turn
    steady_time dialed_at{}, suspected_at{};

 private:
    void on_open(std::error_code, std::string_view detail) override;
    void on_read(std::error_code, std::size_t n) override;
    void on_written(std::error_code) override;
    void on_progress() override;

    void read_more();
    void sent();
    void opened(std::error_code, std::string_view detail);
    void take_bytes();
    void front_answered(bool at_end);
    void front_failed(errc kind, std::string_view text);
    void ended(std::error_code);
    void lose_all(errc kind, std::error_code cause, std::string_view text, bool begun = false);
    void expiry_due();
    template <class F>
    void event(F&& happens);

    // Streamed bodies: connection_flow.cpp. False: the call has failed and the connection is closed.
    void begin_flow(call_state&);
    bool fill_flow();
    void take_flow();
    bool flow_head();
    bool end_flow();
    bool flow_failed();
    void drop_flow();

    engine_core& core_;
    pool& home_;
    pool_link link_;
    std::unique_ptr<transport> transport_;
    codec::receive_buffer in_;
    codec::http_reader reader_;
    std::string out_, sending_;
    std::uint64_t appended_ = 0, handed_ = 0, written_ = 0;  ///< bytes of requests
    std::vector<call_state*> in_flight_;                     ///< in order; null: was given up
    std::unique_ptr<body_flow> flow_;  ///< of the call in flight, which is the only one then
    steady_time moved_at_{}, answered_at_{};
    deadline_entry expiry_;
    read_room room_;
    std::size_t offered_ = 0;  ///< room of the read under way
    bool reading_ = false, writing_ = false, write_failed_ = false, was_open_ = false;
};

}  // namespace polyaxon::async
