#pragma once
#include <polyaxon/async/call_state.hpp>
#include <polyaxon/async/connection.hpp>

#include <memory>
#include <string>
#include <vector>

namespace polyaxon::async {

class engine_core;

/// The connections to one origin and the calls that wait for one, first come first served. Dials when calls wait and fewer
/// than `max_connections` are open, with pauses after failures.
class pool {
 public:
    pool(engine_core&, codec::origin);

    const codec::origin& where() const noexcept { return where_; }
    const std::string& name() const noexcept { return name_; }  ///< "host:port"
    bool full() const noexcept;                                 ///< of waiting calls

    void enqueue(call_state&, bool first);
    void leave(call_state&);
    /// Gives connections to whoever waits, dials for the rest. Called by the engine before the turn ends.
    void serve();

    void open_done(connection&);
    /// A dial failed, or a fresh connection failed before anything was sent on it.
    void open_failed(connection&, errc kind, std::error_code cause, std::string_view text, bool dialing);
    void freed(connection&);
    /// There was no memory to open it: at most one call ends by that.
    void starved(connection&) noexcept;
    /// Takes the connection out; it lives until the engine buries it.
    void remove(connection&) noexcept;
    void close_all(std::string_view why);

    const std::string& last_error() const noexcept { return last_error_; }
    std::string census() const;  ///< "16 of 16 connections busy"

    bool to_serve = false;  ///< in the engine's list of those to serve

 private:
    connection* take_idle(const call_state&);
    connection* take_busy();
    void hand_out(connection&, call_state&);
    void dial_more();
    connection& new_connection();
    void short_of_memory() noexcept;

    engine_core& core_;
    codec::origin where_;
    std::string name_, last_error_;
    call_queue waiting_;
    std::vector<std::unique_ptr<connection>> all_;
    std::vector<connection*> idle_;  ///< the last one used is taken first, so that spare ones grow old
    std::size_t dialing_ = 0, suspects_ = 0;
    int failures_ = 0;  ///< dials in a row
    steady_time dial_again_{};
    deadline_entry backoff_;
};

}  // namespace polyaxon::async
