#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polyaxon::testing {

using header_list = std::vector<std::pair<std::string, std::string>>;

/// A request as it arrived.
struct received {
    std::string method, target, body;
    header_list headers;            ///< names as sent, in their order
    std::size_t connection = 0;     ///< number of the connection it came on, from 1
    std::size_t on_connection = 0;  ///< its number on that connection, from 1
    /// First header of that name (any case), or nothing.
    std::optional<std::string> header(std::string_view name) const;
    std::string path() const;                                      ///< target without query
    std::optional<std::string> query(std::string_view key) const;  ///< decoded value of the first such key
};

/// An answer to give.
struct reply {
    int status = 200;
    std::string body;
    std::string content_type = "application/json";
    header_list headers;  ///< further ones
    bool gzip = false;    ///< packs the body, as the real servers do unasked
    bool chunked = false;
    bool close = false;  ///< closes after this answer, and says so
    std::chrono::milliseconds delay{0};
    std::optional<std::string>
        raw;  ///< sent as it is instead of all the above; with status 101 what the client sends behind it is dropped, or `talk` has it
    enum class end {
        keep,
        fin,
        rst
    } then = end::keep;  ///< what happens to the connection behind it, without saying so
    std::function<std::string(std::string_view)> talk =
        {};  ///< with `raw` of status 101: is given the bytes that the client sends behind it, and gives those to send in turn
    static reply json(std::string body, int status = 200);
    static reply error(int status, std::string detail);
};

/// Faults thrown in by chance; each is a share of requests, 0 to 1, drawn from the seed.
struct fault_options {
    double too_many = 0;                       ///< 429 with Retry-After
    double unavailable = 0;                    ///< 503 with Retry-After
    double closed = 0;                         ///< the keep-alive connection is closed before the answer
    std::chrono::milliseconds retry_after{0};  ///< rounded up to whole seconds in the header
    std::chrono::milliseconds latency{0};      ///< added to every answer
    std::uint64_t seed = 1;
};

struct server_options {
    bool tls = false;  ///< with a certificate made for 127.0.0.1 and localhost; `ca_pem()` verifies it
    std::string cert_file, key_file;  ///< or these
    int max_tls_version = 0;          ///< 0: newest; 0x0302: TLS 1.1
    fault_options faults;
    std::chrono::milliseconds keep_alive{
        0};                         ///< announced as Keep-Alive: timeout, and kept; 0: for ever, unannounced
    std::size_t keep_requests = 0;  ///< how many requests are remembered for requests(); 0: all
};

/// A real HTTP/1.1 server on 127.0.0.1, in this process, on a thread of its own. For tests of programs that use polyaxon.
/// All members may be called from any thread. The handler runs on the server's thread.
///
///     polyaxon::testing::server s([](const auto& r) { return polyaxon::testing::reply::json(R"({"username":"ada"})"); });
///     polyaxon::v0::client client(executor, {.host = "127.0.0.1", .port = s.port()});
class server {
 public:
    using handler = std::function<reply(const received&)>;
    explicit server(handler, server_options = {});
    ~server();  ///< stops listening, closes all connections, joins the thread
    server(const server&) = delete;
    server& operator=(const server&) = delete;

    std::uint16_t port() const;
    std::string url() const;            ///< "http://127.0.0.1:PORT"
    const std::string& ca_pem() const;  ///< root of the made certificate
    std::string ca_file() const;        ///< the same in a temporary file that goes with the server

    std::vector<received> requests() const;
    std::size_t request_count() const;
    std::size_t connection_count() const;  ///< accepted since the start
    std::size_t open_connections() const;
    std::size_t injected_faults() const;
    void close_connections(bool reset = false);  ///< cuts every open connection now

 private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

/// Answers from a list, in order; the last one repeats.
server::handler scripted(std::vector<reply> replies);

}  // namespace polyaxon::testing
