#pragma once
#include "support/hostile_row.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace polyaxon::test::hostile {

/// A request as it arrived: all of its head, and the body where there was one.
struct seen_request {
    std::string head;
    std::string body;
    int connection = 0;      ///< from 1
    bool elsewhere = false;  ///< came to the other origin
    bool for_target(std::string_view path) const;
};

/// Plays one row on 127.0.0.1, each connection on a thread of its own, with blocking sockets. A second listener is another origin, that of
/// redirects. In what rows send, `{port}` is its port, `{other}` that of the other origin, and `{accept}` the WebSocket's key as the
/// handshake wants it.
class hostile_server {
 public:
    /// `tls`: also rows that name no certificate speak TLS. `behind`: on the first connection the steps begin once so many requests more
    /// have come, which are then answered properly.
    hostile_server(const row&, bool tls, std::size_t behind = 0);
    ~hostile_server();  ///< ends all connections and threads
    hostile_server(const hostile_server&) = delete;
    hostile_server& operator=(const hostile_server&) = delete;

    std::string base_url() const;
    /// The first call has ended.
    void answered();
    /// Calls back once all steps are done and what they sent has reached the client's machine; at once if so already. From any thread.
    void on_settled(std::function<void()>);
    /// Calls back when a step has the client cancel its call. From any thread; set before the client connects.
    void on_give_up(std::function<void()>);
    /// on_settled, blocking. False when it takes longer.
    bool wait_until_settled(std::chrono::milliseconds patience);

    /// Where a stream waits for let_go(), so that what comes then comes to a client whose loop does not run. Set before it connects.
    enum class halt { nowhere, before_handshake, behind_handshake };
    void halt_at(halt);
    /// The stream waits there; behind the handshake, its bytes have reached the client's machine.
    bool halted() const;
    void let_go();
    /// on_settled, blocking, or until nothing more can come before the client reads, answers or goes. False when it takes longer.
    bool wait_until_stuck(std::chrono::milliseconds patience);

    /// A client has connected, whether or not it was served yet.
    bool reached() const;
    /// The client of a stream has said all that it ever will. False when that takes longer.
    bool wait_until_heard(std::chrono::milliseconds patience);
    /// What it said behind its handshake: "pong:hi", "close:1002".
    std::vector<std::string> heard() const;

    std::vector<seen_request> requests() const;
    int connections() const;

 private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace polyaxon::test::hostile
