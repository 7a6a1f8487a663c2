#pragma once
#include <polyaxon/testing/server.hpp>

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace polyaxon::testing {

/// What leaves a connection, and when.
struct outgoing {
    std::chrono::steady_clock::time_point ready;
    std::string bytes;
    reply::end then = reply::end::keep;
    bool upgraded = false;                                   ///< what the peer sends from here on is no HTTP
    std::function<std::string(std::string_view)> talk = {};  ///< it goes here, if anywhere
};

/// Bytes of `r` as the answer to a request of that method.
void write_reply(const reply& r, std::string_view method, bool keep_alive, std::chrono::milliseconds announce,
                 std::string& out);

/// Answers the requests of all connections of one server (or fake transport): asks the handler, throws in faults, remembers.
class desk {
 public:
    desk(server::handler, const server_options&);
    outgoing answer(received&&,
                    bool keep_alive);  ///< never throws: an exception of the handler becomes a 500
    outgoing bad_request(const std::string& why);
    /// What `talk` says to `bytes`; an end when it throws.
    static outgoing say(const std::function<std::string(std::string_view)>& talk, std::string_view bytes);

    std::vector<received> requests() const;
    std::size_t request_count() const { return count_; }
    std::size_t injected_faults() const { return faults_; }
    std::size_t new_connection() { return ++connections_; }
    std::size_t connection_count() const { return connections_; }

 private:
    enum class fault { none, too_many, unavailable, closed };
    fault draw(const received&);
    reply ask(const received&);

    const server::handler handler_;
    const fault_options options_;
    const std::chrono::milliseconds announce_;
    const std::size_t keep_;
    const bool faulty_;
    mutable std::mutex mutex_;
    std::deque<received> requests_;                              // guarded by mutex_
    std::unordered_map<std::uint64_t, std::uint32_t> attempts_;  // by request, guarded by mutex_
    std::atomic<std::size_t> count_{0}, faults_{0}, connections_{0};
};

/// One connection's requests to answers, in order, without a socket.
class conversation {
 public:
    conversation(desk&, std::size_t number);
    ~conversation();
    void feed(std::string_view bytes);
    std::deque<outgoing>& out() { return out_; }

 private:
    struct parser;
    desk& desk_;
    std::size_t number_, seen_ = 0;
    std::deque<outgoing> out_;
    std::unique_ptr<parser> parser_;
    std::function<std::string(std::string_view)> talk_;
};

}  // namespace polyaxon::testing
