#include <polyaxon/codec/websocket_handshake.hpp>

#include <polyaxon/codec/base64.hpp>
#include <polyaxon/codec/gzip.hpp>
#include <polyaxon/codec/http_lines.hpp>
#include <polyaxon/codec/http_reader.hpp>
#include <polyaxon/codec/random_bytes.hpp>

#include <openssl/evp.h>

#include <algorithm>

namespace polyaxon::codec {

using namespace http_lines;

namespace {

constexpr std::size_t most_head = 64 * 1024;
constexpr std::size_t most_fields = 256;
constexpr int most_informational = 16;
constexpr std::size_t most_body = 64 * 1024;

bool lists(std::string_view value, std::string_view word) {
    bool found = false;
    each_item(value, [&](std::string_view item) { found |= same(item, word); });
    return found;
}

}  // namespace

std::string make_websocket_key() {
    char bytes[16];
    if (!fill_random(bytes)) return {};
    return base64({bytes, sizeof bytes});
}

std::string websocket_accept(std::string_view key) {
    const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha1(), nullptr) != 1) return {};
    return base64({reinterpret_cast<const char*>(digest), size});
}

void append_websocket_headers(std::string& headers, const origin& where, std::string_view key,
                              std::string_view subprotocol) {
    headers.append(
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ");
    headers.append(key).append("\r\nOrigin: ").append(where.text()).append("\r\n");
    if (!subprotocol.empty()) headers.append("Sec-WebSocket-Protocol: ").append(subprotocol).append("\r\n");
}

struct websocket_answer::impl {
    impl(std::string_view key, std::string_view offered)
        : accept(websocket_accept(key)), subprotocol(offered) {}

    state fail(errc kind, std::string text) {
        error = kind;
        what = std::move(text);
        return at = state::failed;
    }
    state read(receive_buffer&);
    state read_head(std::string_view head);
    state read_refusal(receive_buffer&);
    state refuse();

    const std::string accept, subprotocol;
    state at = state::need_more;
    bool begun = false;
    int informational = 0;
    std::size_t searched = 0;            ///< bytes of the head that hold no end of it
    std::unique_ptr<http_reader> other;  ///< reads an answer that is not 101
    refused answer;
    std::string raw_body;
    std::error_code error;
    std::string what;
};

websocket_answer::state websocket_answer::impl::read(receive_buffer& in) {
    constexpr std::size_t start = 12;  // "HTTP/1.1 101"
    while (!other) {
        const auto bytes = in.unread();
        const std::string_view text(bytes.data(), bytes.size());
        begun |= !text.empty();
        if (!std::string_view("HTTP/1.").starts_with(text.substr(0, 7)))
            return fail(errc::protocol,
                        "the server's answer is not HTTP: check host and port of the WebSocket");
        if (text.size() < start) return state::need_more;
        if (text.substr(8, 2) != " 1") {
            other = std::make_unique<http_reader>();
            other->start(verb::get, true);
            break;
        }
        const auto end = text.find("\r\n\r\n", searched);
        if (end == text.npos || end > most_head) {
            if (text.size() > most_head)
                return fail(errc::too_large, "limit: the head of the answer is longer than 64 KiB");
            searched = text.size() < 3 ? 0 : text.size() - 3;
            return state::need_more;
        }
        searched = 0;
        // The head is read before its bytes are given up: it lies in the buffer.
        if (const auto next = read_head(text.substr(0, end + 2)); next != state::need_more) {
            in.consume(end + 4);
            return next;
        }
        in.consume(end + 4);
        if (++informational > most_informational)
            return fail(errc::too_large, "limit: more than 16 answers of status 1xx");
    }
    return read_refusal(in);
}

/// `head` ends with the line end of its last line.
websocket_answer::state websocket_answer::impl::read_head(std::string_view head) {
    const auto next_line = [&head] {
        const auto end = head.find("\r\n");
        const auto line = head.substr(0, end);
        head.remove_prefix(end + 2);
        return line;
    };
    status_line status;
    if (const auto wrong = read_status_line(next_line(), status); !wrong.empty())
        return fail(errc::protocol, std::string(wrong));
    bool upgrade = false, connection = false;
    int accepts = 0, choices = 0;
    bool right = false;
    for (std::size_t fields = 0; !head.empty();) {
        std::string_view name, value;
        if (const auto wrong = read_field(next_line(), name, value); !wrong.empty())
            return fail(errc::protocol, std::string(wrong));
        if (++fields > most_fields)
            return fail(errc::too_large, "limit: the answer has more than 256 header fields");
        if (same(name, "upgrade"))
            upgrade |= lists(value, "websocket");
        else if (same(name, "connection"))
            connection |= lists(value, "upgrade");
        else if (same(name, "sec-websocket-accept"))
            ++accepts, right = value == accept;
        else if (status.status == 101 && same(name, "sec-websocket-extensions") && !value.empty())
            return fail(errc::protocol, "the server wants a WebSocket extension that was not offered");
        else if (status.status == 101 && same(name, "sec-websocket-protocol") &&
                 (subprotocol.empty() || value != subprotocol || ++choices > 1))
            return fail(errc::protocol,
                        subprotocol.empty()
                            ? "the server chose a WebSocket subprotocol though none was offered"
                            : "the server chose another WebSocket subprotocol than \"" + subprotocol +
                                  "\", which was offered");
    }
    if (status.status != 101) return state::need_more;  // 1xx: the real one follows
    if (status.minor != 1) return fail(errc::protocol, "the server switched protocols in HTTP/1.0");
    if (!upgrade) return fail(errc::protocol, "the server switched protocols without `Upgrade: websocket`");
    if (!connection)
        return fail(errc::protocol, "the server switched protocols without `Connection: Upgrade`");
    if (accepts != 1)
        return fail(errc::protocol, "the server's answer needs exactly one Sec-WebSocket-Accept");
    if (!right)
        return fail(
            errc::protocol,
            "the server's Sec-WebSocket-Accept does not belong to our key: something between answers for it");
    return at = state::open;
}

websocket_answer::state websocket_answer::impl::read_refusal(receive_buffer& in) {
    for (;;) {
        switch (other->read(in)) {
            case http_reader::state::need_more: return state::need_more;
            case http_reader::state::head: break;
            case http_reader::state::body:
                raw_body += other->piece().substr(0, most_body - raw_body.size());
                if (raw_body.size() == most_body) return refuse();
                break;
            case http_reader::state::done: return refuse();
            case http_reader::state::failed:
                return fail(other->error() == errc::too_large ? errc::too_large : errc::protocol,
                            other->what());
        }
    }
}

websocket_answer::state websocket_answer::impl::refuse() {
    const auto& head = other->head();
    answer.status = head.status;
    answer.reason = head.reason;
    answer.content_type = head.content_type;
    answer.request_id = head.request_id;
    answer.retry_after = head.retry_after;
    answer.location = head.location;
    if (same(head.content_encoding, "gzip") || same(head.content_encoding, "x-gzip")) {
        gunzip unpacker;
        std::size_t size = 0;
        if (!unpacker.unpack(raw_body, answer.body, size, 16 * most_body, 1000, 0))
            answer.body.resize(std::min(size, most_body));
        else
            answer.body.clear();
    } else {
        answer.body = std::move(raw_body);
    }
    return at = state::refused;
}

websocket_answer::websocket_answer(std::string_view key, std::string_view subprotocol)
    : impl_(std::make_unique<impl>(key, subprotocol)) {}
websocket_answer::~websocket_answer() = default;

websocket_answer::state websocket_answer::read(receive_buffer& in) {
    return impl_->at == state::need_more ? impl_->read(in) : impl_->at;
}

websocket_answer::state websocket_answer::finish() {
    auto& s = *impl_;
    if (s.at != state::need_more) return s.at;
    if (s.other && s.other->finish() == http_reader::state::done) return s.refuse();
    return s.fail(errc::network, s.begun ? "the server closed the connection in the middle of its answer"
                                         : "the server closed the connection before it answered");
}

const websocket_answer::refused& websocket_answer::refusal() const noexcept { return impl_->answer; }
std::error_code websocket_answer::error() const noexcept { return impl_->error; }
const std::string& websocket_answer::what() const noexcept { return impl_->what; }
bool websocket_answer::begun() const noexcept { return impl_->begun; }

}  // namespace polyaxon::codec
