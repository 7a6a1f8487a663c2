#include <polyaxon/resources/send.hpp>

#include <polyaxon/async/perform.hpp>
#include <polyaxon/codec/http_lines.hpp>
#include <polyaxon/resources/hidden_status.hpp>

#include <asio/use_awaitable.hpp>

#include <cstring>

namespace polyaxon::resources {

namespace {

/// A length and then the text: any byte may stand in a key or value.
void append_piece(std::string& to, std::string_view text) {
    const auto size = text.size();
    to.append(reinterpret_cast<const char*>(&size), sizeof size).append(text);
}
std::string_view take_piece(std::string_view& from) {
    std::size_t size = 0;
    std::memcpy(&size, from.data(), sizeof size);
    const auto text = from.substr(sizeof size, size);
    from.remove_prefix(sizeof size + size);
    return text;
}

}  // namespace

message& message::query(std::string_view key, std::string_view value) {
    if (query_.empty()) query_ = codec::take_spare_text();
    append_piece(query_, key);
    append_piece(query_, value);
    return *this;
}

namespace {

error_info refusal(std::string detail, codec::verb method, std::string_view path) {
    error_info info;
    info.kind = errc::invalid_argument;
    info.detail = std::move(detail);
    info.request = std::string(codec::name(method)) + ' ' + std::string(path);
    return info;
}

/// Nearly all arguments stand in a path as they are: no more room is taken than they need. False: another way is needed.
bool fill_plain(std::string& target, const path_pattern& path, std::span<const id> arguments) {
    const auto text = path.text();
    std::size_t room = text.size();
    for (const auto& one : arguments) room += one.text().size();
    target.resize(room);  // once, and cut to what it came to
    char* at = target.data();
    std::size_t from = 0;
    const auto literal = [&](std::size_t end) {
        std::memcpy(at, text.data() + from, end - from);
        at += end - from;
    };
    const auto* next = arguments.data();
    for (const auto& hole : path.holes()) {
        literal(hole.open);
        from = hole.close + 1u;
        if (at = codec::put_plain_segment(at, (next++)->text()); !at) return target.clear(), false;
    }
    literal(text.size());
    target.resize(static_cast<std::size_t>(at - target.data()));
    return true;
}

/// Fills the placeholders of `path`; returns what is wrong with an argument, or nothing.
std::string fill(std::string& target, const path_pattern& path, std::span<const id> arguments,
                 std::string_view keep) {
    if (fill_plain(target, path, arguments)) return {};
    const auto text = path.text();
    std::size_t from = 0;
    const auto* next = arguments.data();
    for (const auto& hole : path.holes()) {
        target.append(text.substr(from, hole.open - from));
        from = hole.close + 1u;
        const auto value = (next++)->text();
        if (!codec::append_segment(target, value, keep)) continue;
        const std::string name(text.substr(hole.open + 1u, hole.close - hole.open - 1u));
        if (value.empty()) return "argument " + name + " is empty: give a name or an id";
        if (value == "." || value == "..") return "argument " + name + " must not be '.' or '..'";
        return "argument " + name + " has a line break or a NUL in it";
    }
    target.append(text.substr(from));
    return {};
}

void append_query(std::string& target, std::string_view key, std::string_view value, bool blank_as_plus) {
    if (blank_as_plus) return codec::append_query(target, key, value);
    target += target.find('?') == target.npos ? '?' : '&';
    codec::append_percent_encoded(target, key);
    target += '=';
    codec::append_percent_encoded(target, value);
}

}  // namespace

outgoing::outgoing(const dialect& how, codec::verb method, const path_pattern& path,
                   std::span<const id> arguments, const call_options& options)
    : timeout(options.timeout), max_attempts(options.max_attempts.value_or(0)) {
    request.method = method;
    request.target = codec::take_spare_text();
    auto wrong = fill(request.target, path, arguments, how.segment_keep);
    if (!options.idempotency_key.empty() && !codec::safe(method)) {  // what only reads needs none
        may_repeat = true;
        if (codec::append_header(request.headers, "Idempotency-Key", options.idempotency_key))
            wrong = "idempotency_key has a line break or a NUL in it";
    }
    if (options.max_attempts && *options.max_attempts < 1) wrong = "max_attempts is less than 1";
    if (options.timeout < std::chrono::milliseconds::zero()) wrong = "timeout is negative";
    if (!wrong.empty()) refused = std::make_unique<error_info>(refusal(std::move(wrong), method, path));
}

outgoing::outgoing(const dialect& how, codec::verb method, const path_pattern& path,
                   std::span<const id> arguments, message&& m, const call_options& options)
    : outgoing(how, method, path, arguments, options) {
    for (std::string_view rest = m.query_; !rest.empty();) {
        const auto key = take_piece(rest), value = take_piece(rest);
        append_query(request.target, key, value, how.blank_as_plus);
    }
    codec::give_spare_text(std::move(m.query_));
    request.body = std::move(m.body_);
    request.content_type = m.type_;
    request.authorization = std::move(m.authorization_);
    if (!refused && !m.refused_.empty())
        refused = std::make_unique<error_info>(refusal(std::move(m.refused_), method, path));
}

outgoing::~outgoing() { codec::give_spare_text(std::move(request.target)); }

const session& prepare(core& c, outgoing& o, async::call& call) {
    if (o.refused) throw error(std::move(*o.refused));
    const session& s = c.ready();
    if (o.needs_user && !s.has_token && o.request.authorization.empty()) {
        error_info info;
        info.kind = errc::unauthenticated;
        info.detail =
            "no token was found and this call asks who you are; nothing was sent. Log in with the CLI, set "
            "the token's "
            "environment variable, or pass one to the client";
        info.request = std::string(codec::name(o.request.method)) + ' ' +
                       o.request.target.substr(0, o.request.target.find('?'));
        throw error(std::move(info));
    }
    const auto* const rare = o.rare.get();
    const bool transfer = rare && (rare->source || rare->sink);
    const auto timeout = o.timeout > std::chrono::milliseconds::zero() ? o.timeout
                         : transfer                                    ? std::chrono::milliseconds::max()
                                                                       : s.timeout;
    const auto now = std::chrono::steady_clock::now();
    const auto longest =
        std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::time_point::max() - now);
    call.to = rare && rare->elsewhere ? rare->elsewhere.get() : &s.to;
    call.request = &o.request;
    call.deadline = timeout < longest ? now + timeout : std::chrono::steady_clock::time_point::max();
    call.max_attempts = o.max_attempts;
    call.may_repeat = o.may_repeat;
    if (!rare) return s;
    call.source = rare->source.get();
    call.sink = rare->sink.get();
    call.stall_timeout = rare->stall_timeout;
    call.answer_timeout = rare->answer_timeout;
    return s;
}

// Compiled once for all results: the awaitable of an initiated operation is what costs most to compile. It adds no frame.
awaitable<void> run(const session& s, async::call& call) {
    return async::async_perform(*s.engine, call, asio::use_awaitable);
}

void start(const running& r, resumption handler) {
    async::async_perform(*r.on.engine, r.what, std::move(handler));
}

void fail(async::call& call) {
    if (!call.failure) throw std::bad_alloc();
    explain_hidden_status(*call.failure);
    throw error(std::move(*call.failure));
}

std::error_code decode_json(const async::answer& a, void* out,
                            std::error_code (*reader)(codec::json_in&, void*), std::string& what) {
    const auto ec = a.parser.parse(a.body.data(), a.body.size(), out, reader);
    if (ec) what = "the answer is not the value asked for: " + a.parser.what();
    return ec;
}

std::error_code decode_response(void* self, const async::answer& a, std::string&) {
    auto& r = *static_cast<response*>(self);
    r.status = a.head.status;
    for (const auto& row : a.head.fields->rows)
        r.headers.emplace_back(a.head.fields->name(row), a.head.fields->value(row));
    r.body.assign(a.body.data(), a.body.size());
    return {};
}

}  // namespace polyaxon::resources
