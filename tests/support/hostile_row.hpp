#pragma once
#include "support/sanitizers.hpp"

#include <polyaxon/codec/limits.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The hostile table: what a server says to the first call of a client, and what must become of that call and of its connection. Rows are
/// data; `hostile_server` plays one, `hostile_player` holds the client against it.
namespace polyaxon::test::hostile {

/// One thing that the server does.
struct step {
    enum class kind {
        send,      ///< `bytes`
        trickle,   ///< `bytes`, one a send
        drip,      ///< `bytes`, one a send, `drip_gap` apart, until the client has gone
        repeat,    ///< `bytes`, `count` times or until the client has gone
        raw,       ///< `bytes` below TLS
        take,      ///< waits for the next `count` requests, which the steps that follow answer
        hears,     ///< reads what the client says on a stream until this frame comes: "pong:hi"
        answered,  ///< waits until the first call has ended: what follows meets an idle connection
        give_up,   ///< has the client cancel the first call
        gone,      ///< waits until the client has closed the connection
        fin,       ///< says that nothing more comes; over TLS with close_notify
        cut,       ///< the same without close_notify
        reset,     ///< ends the connection by RST
        hold,      ///< does nothing more with this connection until the client closes it
    };
    kind what;
    std::string bytes = {};
    std::size_t count = 0;
};

/// Small, so that a row is quick; what drips is long enough to last longer than the row's call may.
inline constexpr std::chrono::milliseconds drip_gap = scaled(std::chrono::milliseconds(15));

/// What the first call does.
enum class verb { get, post, patch, upload, download };

/// What the server does before it comes to HTTP.
enum class opening {
    usual,      ///< reads a request first
    eager,      ///< runs the steps as soon as the connection is there
    refuse,     ///< nobody listens
    silent,     ///< somebody listens and does not take the connection: it never comes about
    unknown,    ///< there is no host of that name
    handshake,  ///< TLS: runs the steps instead of a handshake
};

struct row {
    std::string name;
    std::vector<step> steps = {};
    std::vector<step> later = {};  ///< for the second call; empty: its proper answer
    bool later_once = false;       ///< `later` only on the first connection

    // -- what must come of it
    std::string outcome = "value";
    std::string detail = "ada";  ///< value: the username or the lines; else a part of the error's text
    int status = 0;              ///< 0: not compared
    std::string second = "value";
    int connections = 1;                       ///< that the server saw in all; -1: not compared
    std::chrono::milliseconds within{4'000};   ///< that the first call may take
    std::chrono::milliseconds timeout{8'000};  ///< of the first call

    // -- what must come of it, where it is compared
    std::optional<bool> maybe_sent = {};
    std::optional<int> retry_after = {};   ///< seconds, as the error tells them; -1: none
    std::optional<std::size_t> kept = {};  ///< bytes of the error's body
    int says_goodbye = 0;                  ///< a stream: the code of the client's close frame

    // -- several calls on one connection
    int calls = 0;  ///< in flight at once on a connection that has answered before; 0: as the mode says
    std::vector<std::string> behind =
        {};  ///< outcomes of those behind the first; each a value where there are fewer
    bool surplus =
        false;  ///< with a call behind, what follows the answer would be taken for the answer to that
    bool first_once = false;  ///< the steps only on the first connection

    // -- how the client is set up
    verb method = verb::get;
    std::size_t body = 0;      ///< bytes of the first call's text
    bool before_body = false;  ///< the steps begin before the body of the request was read
    int attempts = 1;          ///< that a call may make
    bool warm = false;         ///< another call before the first
    bool other_tls = false;    ///< the other origin speaks TLS
    opening begin = opening::usual;
    std::string certificate =
        {};  ///< TLS, with this leaf (see hostile_certificates.hpp); empty: whatever the mode says
    int newest_tls = 0;  ///< 0x0302: TLS 1.1
    bool wants_client_certificate = false;
    std::size_t tls_piece = 0;  ///< TLS: bytes a send; 0: all at once
    bool by_name = false;       ///< the client calls it localhost, not 127.0.0.1
    bool stream = false;        ///< a WebSocket; its steps come after the handshake
    bool shakes = true;         ///< the stream's server answers the handshake properly before the steps
    bool plain_only = false;    ///< makes no sense over TLS
    bool heavy = false;         ///< many megabytes: played alone
    bool v0_only = false;       ///< what v1 has no call for, or takes differently
    int max_redirects = 0;
    polyaxon::codec::http_limits limits = {};

    // -- building: each returns the row, so that one expression makes it
    row& add(step::kind k, std::string bytes = {}, std::size_t n = 0) & {
        steps.push_back({k, std::move(bytes), n});
        return *this;
    }
    row&& send(std::string b) && { return std::move(add(step::kind::send, std::move(b))); }
    row&& trickle(std::string b) && { return std::move(add(step::kind::trickle, std::move(b))); }
    row&& drip(std::string b) && { return std::move(add(step::kind::drip, std::move(b))); }
    row&& take(std::size_t n) && { return std::move(add(step::kind::take, {}, n)); }
    row&& hears(std::string b) && { return std::move(add(step::kind::hears, std::move(b))); }
    row&& repeat(std::string b, std::size_t n) && {
        return std::move(add(step::kind::repeat, std::move(b), n));
    }
    /// So many blanks, in pieces.
    row&& blanks(std::size_t n) && {
        add(step::kind::repeat, std::string(1 << 16, ' '), n >> 16);
        return std::move(add(step::kind::send, std::string(n & 0xFFFF, ' ')));
    }
    row&& raw(std::string b) && { return std::move(add(step::kind::raw, std::move(b))); }
    row&& answered() && { return std::move(add(step::kind::answered)); }
    row&& give_up() && { return std::move(add(step::kind::give_up)); }
    row&& gone() && { return std::move(add(step::kind::gone)); }
    row&& fin() && { return std::move(add(step::kind::fin)); }
    row&& cut() && { return std::move(add(step::kind::cut)); }
    row&& reset() && { return std::move(add(step::kind::reset)); }
    row&& hold() && { return std::move(add(step::kind::hold)); }

    row&& second_on_first(std::vector<step> s) && {
        return later = std::move(s), later_once = true, std::move(*this);
    }
    row&& second_always(std::vector<step> s) && { return later = std::move(s), std::move(*this); }

    /// The call ends in this way, with this in its text; its connection is not used again.
    row&& is(std::string o, std::string d, int s = 0) && {
        outcome = std::move(o), detail = std::move(d), status = s;
        connections = 2;
        return std::move(*this);
    }
    row&& value(std::string d = "ada") && {
        outcome = "value", detail = std::move(d);
        return std::move(*this);
    }
    row&& protocol(std::string d) && { return std::move(*this).is("protocol_error", std::move(d)); }
    row&& lost(std::string d) && { return std::move(*this).is("connection_error", std::move(d)); }
    /// The same connection serves the second call.
    row&& reused() && { return connections = 1, std::move(*this); }
    row&& fresh() && { return connections = 2, std::move(*this); }
    row&& seen(int n) && { return connections = n, std::move(*this); }
    row&& then(std::string o) && { return second = std::move(o), std::move(*this); }
    row&& times_out_after(std::chrono::milliseconds t) && {
        outcome = "timeout", detail = {}, timeout = t, within = t + std::chrono::milliseconds(1'500);
        connections = 2;
        return std::move(*this);
    }
    row&& cancelled() && { return std::move(*this).is("cancelled", "cancelled by the caller"); }
    row&& of_v0() && { return v0_only = true, std::move(*this); }
    row&& with(opening o) && { return begin = o, std::move(*this); }
    row&& limit(std::size_t polyaxon::codec::http_limits::*which, std::size_t n) && {
        limits.*which = n;
        return std::move(*this);
    }
    row&& plain() && { return plain_only = true, std::move(*this); }
    row&& alone() && { return heavy = true, std::move(*this); }
    row&& follow(int n) && { return max_redirects = n, std::move(*this); }
    row&& tls(std::string leaf) && { return certificate = std::move(leaf), std::move(*this); }
    row&& in_flight(int n, std::vector<std::string> outcomes = {}) && {
        calls = n, behind = std::move(outcomes), first_once = true;
        return std::move(*this);
    }
    row&& with_surplus() && { return surplus = true, std::move(*this); }
    row&& closes(int code) && { return says_goodbye = code, std::move(*this); }
    row&& asks_to_wait(int seconds) && { return retry_after = seconds, std::move(*this); }
    row&& keeps(std::size_t n) && { return kept = n, std::move(*this); }
    row&& maybe(bool sent) && { return maybe_sent = sent, std::move(*this); }
    row&& does(verb v, std::size_t bytes = 100) && { return method = v, body = bytes, std::move(*this); }
    row&& on_a_used_connection() && { return warm = true, std::move(*this); }
    row&& tries(int n) && { return attempts = n, std::move(*this); }
    row&& at_localhost() && { return by_name = true, std::move(*this); }
};

// ---- bytes

inline std::string times(std::size_t n, std::string_view text) {
    if (text.size() == 1) return std::string(n, text[0]);
    std::string out;
    out.reserve(n * text.size());
    while (n--) out += text;
    return out;
}
/// A literal with NULs in it.
template <std::size_t N>
std::string bytes(const char (&text)[N]) {
    return {text, N - 1};
}

inline const std::string ada = R"({"username":"ada"})";
inline const std::string evil = R"({"username":"evil","latest_version":"evil","min_version":"evil"})";

inline std::string length_of(std::string_view body) {
    return "Content-Length: " + std::to_string(body.size()) + "\r\n";
}
/// A whole answer: this status line, these fields, and a body with its length.
inline std::string answer(std::string_view first, std::string_view fields, std::string_view body) {
    return std::string(first) + "\r\n" + std::string(fields) + length_of(body) + "\r\n" + std::string(body);
}
/// The answer to the n-th call behind the first.
inline std::string echoed(int n) {
    const auto body = R"({"name":"echo-)" + std::to_string(n) + "\"}";
    return answer("HTTP/1.1 200 OK", "", body);
}
/// From the n-th to the m-th.
inline std::string echoed(int n, int m) {
    std::string all;
    for (; n <= m; ++n) all += echoed(n);
    return all;
}
/// 200 with these fields before the length.
inline std::string ok(std::string_view fields = "", std::string_view body = ada) {
    return answer("HTTP/1.1 200 OK", fields, body);
}
/// 200 with exactly these fields.
inline std::string bare(std::string_view fields, std::string_view body = ada) {
    return "HTTP/1.1 200 OK\r\n" + std::string(fields) + "\r\n" + std::string(body);
}
/// 200 in chunks; `body` as it stands on the wire.
inline std::string chunked(std::string_view body, std::string_view fields = "") {
    return "HTTP/1.1 200 OK\r\n" + std::string(fields) + "Transfer-Encoding: chunked\r\n\r\n" +
           std::string(body);
}
std::string chunk(std::string_view data);
std::string gzipped(std::string_view plain, int level = 6);
/// So many blanks, in members of 8 MiB, so that it is made quickly.
std::string gzipped_blanks(std::size_t n, int level);

/// A frame of a server: unmasked.
std::string frame(int opcode, std::string_view payload, bool last = true);
inline std::string text(std::string_view payload, bool last = true) { return frame(1, payload, last); }
inline std::string line(std::string_view l) { return text(R"({"log_lines":")" + std::string(l) + "\"}"); }
std::string closing(int code, std::string_view reason = "");

// ---- the groups

using rows = std::vector<row>;

struct group {
    std::string_view name;
    rows (*make)();
};
rows unusual_rows();
rows head_rows();
rows length_rows();
rows chunk_rows();
rows desync_rows();
rows redirect_rows();
rows status_rows();
rows json_rows();
rows coding_rows();
rows time_rows();
rows drip_rows();
rows several_rows();
rows write_rows();
rows transfer_rows();
rows cancel_rows();
rows limit_rows();
rows tls_rows();
rows websocket_rows();

inline constexpr group groups[] = {
    {"valid but unusual", unusual_rows},
    {"status line and headers", head_rows},
    {"lengths", length_rows},
    {"chunked", chunk_rows},
    {"desync and queue poisoning", desync_rows},
    {"redirects and credentials", redirect_rows},
    {"statuses and error bodies", status_rows},
    {"JSON bodies", json_rows},
    {"content coding", coding_rows},
    {"time and connection", time_rows},
    {"drips", drip_rows},
    {"several calls on one connection", several_rows},
    {"calls that change something", write_rows},
    {"transfers", transfer_rows},
    {"cancelled calls", cancel_rows},
    {"limits", limit_rows},
    {"TLS", tls_rows},
    {"WebSocket", websocket_rows},
};

}  // namespace polyaxon::test::hostile
