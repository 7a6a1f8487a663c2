// How a WebSocket comes to be open: the pause before, the connection, the handshake, the refusal.
#include <polyaxon/async/websocket_core.hpp>
#include <polyaxon/codec/http_reader.hpp>
#include <polyaxon/codec/server_words.hpp>

#include <algorithm>

namespace polyaxon::async {

namespace {

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
    answer_.emplace(key, options_.subprotocol);
    codec::append_websocket_headers(request_.headers, to_.where, key, options_.subprotocol);
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
    opened_at_ = now_;
    clock_.remove(open_);
    answer_.reset();
}

}  // namespace polyaxon::async
