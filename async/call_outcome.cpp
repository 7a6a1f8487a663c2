// What becomes of a call when a try of it has ended: a value, an error, another try, or a redirect.
#include <polyaxon/async/engine_core.hpp>
#include <polyaxon/codec/coding.hpp>
#include <polyaxon/codec/server_words.hpp>

#include <asio/error.hpp>

#include <algorithm>
#include <exception>
#include <new>

namespace polyaxon::async {

using place = call_state::place;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t most_kept = 4 * 1024 * 1024;  // bytes of an answer whose room stays for the next

std::string without_query(std::string_view location) {
    return std::string(location.substr(0, location.find_first_of("?#")));
}

std::string_view advice(int status) {
    switch (status) {
        case 400:
        case 422: return "check the arguments";
        case 401: return "the server does not accept the token: log in again or give a valid one";
        case 403: return "the user of this token may not do that";
        case 404: return "check owner, project and id, and the host";
        case 405: return "the server does not know this call: check the host and its version";
        case 408:
        case 504: return "the server took too long: try again later";
        case 409: return "it exists already or is in another state";
        case 413: return "send less at once";
        case 429: return "too many requests: try again later";
        case 502:
        case 503: return "the server is not ready: try again later";
        default: return status >= 500 ? "the server failed: try again later or look at its log" : "";
    }
}

}  // namespace

void engine_core::on_answer(call_state& s, const codec::http_head& head, std::span<char> body, bool reused) {
    count.responses.add();
    s.where = place::paused;  // in no line from here on
    if (watch) {
        std::string text;
        auto e = event_of(s, text);
        e.status = head.status;
        e.bytes = body.size() + s.streamed;
        if (head.status < 200 || head.status > 299) e.failure = kind_of_status(head.status);
        watch->on_response(e);
    }
    if (head.status >= 200 && head.status <= 299) return succeed(s, head, body);

    std::string why_not;
    if (head.status >= 300 && head.status <= 399 && !head.location.empty() && redirect(s, head, why_not))
        return;
    std::string_view text(body.data(), body.size());
    if (codec::is_gzip(head.content_encoding)) {
        std::size_t size = 0;
        const auto ec = unpacker_.unpack(text, unpacked_, size, options.limits.decompressed,
                                         options.limits.ratio, codec::json_parser::padding);
        text = ec ? std::string_view() : std::string_view(unpacked_).substr(0, size);
    } else if (!codec::is_identity(head.content_encoding)) {
        text = {};
    }
    http_failure(s, head, text, why_not, reused);
}

void engine_core::succeed(call_state& s, const codec::http_head& head, std::span<char> body) {
    auto& call = s.self;
    if (call.sink) {
        bucket_.success();
        return complete(s);
    }
    std::span<const char> bytes = body;
    const bool coded = !head.content_encoding.empty() && !body.empty();
    if (coded && codec::is_gzip(head.content_encoding)) {
        std::size_t size = 0;
        const auto ec =
            unpacker_.unpack({body.data(), body.size()}, unpacked_, size, options.limits.decompressed,
                             options.limits.ratio, codec::json_parser::padding);
        if (ec)
            return fail(s, ec == make_error_code(errc::too_large) ? errc::too_large : errc::protocol,
                        unpacker_.what());
        bytes = {unpacked_.data(), size};
    } else if (coded && !codec::is_identity(head.content_encoding)) {
        return fail(s, errc::protocol, codec::unknown_coding(head.content_encoding));
    }
    if (body.empty()) {
        unpacked_.assign(codec::json_parser::padding, '\0');
        bytes = {unpacked_.data(), std::size_t{0}};
    }
    if (call.decode) {
        decode_what_.clear();
        std::error_code ec;
        try {
            ec = call.decode(call.self, answer{head, bytes, parser_}, decode_what_);
        } catch (const std::bad_alloc&) {
            ec = make_error_code(errc::decode);
            decode_what_ = "out of memory for the value of the answer";
        } catch (const std::exception& e) {
            ec = make_error_code(errc::decode);
            decode_what_ = e.what();
        }
        if (ec) {
            const auto kind =
                ec.category() == error_category() ? static_cast<errc>(ec.value()) : errc::decode;
            const auto status = head.status;
            fail(s, kind, decode_what_.empty() ? "the answer is not what this call expects" : decode_what_,
                 ec);
            call.failure->status = status;
            call.failure->request_id = head.request_id;
            call.failure->content_type = head.content_type;
            const auto kept = std::min(bytes.size(), options.error_body);
            call.failure->body.assign(bytes.data(), kept);
            return;
        }
    }
    bucket_.success();
    complete(s);
}

void engine_core::answer_over(std::size_t size) {
    if (size > most_kept || unpacked_.capacity() > most_kept) parser_.shrink();
    if (unpacked_.capacity() > most_kept) unpacked_ = {};
}

void engine_core::fail_flow(call_state& s, const flow_trouble& trouble, const codec::http_head& head) {
    const flow_trouble t = trouble;
    const int status = head.status;
    std::string id(head.request_id), type(head.content_type);
    fail(s, t.kind, t.text, t.cause);
    auto& failure = *s.self.failure;
    failure.status = status;
    failure.request_id = std::move(id);
    failure.content_type = std::move(type);
    if (status != 0 && codec::safe(s.method())) failure.maybe_sent = false;
}

void engine_core::http_failure(call_state& s, const codec::http_head& head, std::string_view body,
                               std::string_view redirect_why, bool reused) {
    std::string text = codec::server_words(body, head.content_type);
    const auto status = std::to_string(head.status) +
                        (head.reason.empty() ? "" : " " + std::string(head.reason.substr(0, 80)));
    const auto what_to_do = advice(head.status);
    if (text.empty())
        text = "the server answered " + status;
    else
        text += " (" + status + ")";
    if (head.status >= 300 && head.status <= 399 && !head.location.empty()) {
        text += "; it points to " + without_query(head.location.substr(0, 300));
        text += redirect_why.empty() ? "; set the host to where the server really is, or allow redirects"
                                     : "; not followed: " + std::string(redirect_why);
    }
    if (!what_to_do.empty()) text += "; " + std::string(what_to_do);

    auto info = describe(s, kind_of_status(head.status), std::move(text));
    info->status = head.status;
    info->body.assign(body.substr(0, options.error_body));
    info->content_type = head.content_type;
    info->request_id = head.request_id;
    if (!head.retry_after.empty())
        info->retry_after = codec::parse_retry_after(head.retry_after, std::chrono::system_clock::now());
    try_again(s, std::move(info), {true, true, reused});
}

void engine_core::on_failed_try(call_state& s, errc kind, std::error_code cause, std::string_view text,
                                try_facts facts) {
    s.where = place::paused;
    if (facts.sent) s.maybe_sent = true;
    std::string detail(text);
    if (s.home && detail.find(s.home->where().host) == std::string::npos)
        detail += " (" + s.home->name() + ")";
    if (cause && cause.category() != error_category() && detail.find(cause.message()) == std::string::npos)
        detail += ": " + cause.message();
    if (kind == errc::network && !facts.sent && detail.find("check") == std::string::npos)
        detail += "; check the address, and that the server is running";
    else if (kind == errc::network && s.maybe_sent && !codec::idempotent(s.method()))
        detail += "; the server may have acted on it: look before sending it again";
    auto info = describe(s, kind, std::move(detail));
    info->cause = cause;
    if (watch && s.self.attempts > 0) {
        std::string path;
        auto e = event_of(s, path);
        e.failure = kind;
        watch->on_response(e);
    }
    try_again(s, std::move(info), facts);
}

void engine_core::lost_try(call_state& s, errc kind, std::error_code cause, std::string_view text,
                           try_facts facts) noexcept {
    try {
        on_failed_try(s, kind, cause, text, facts);
    } catch (const std::bad_alloc&) {
        give_up(s);
    }
}

namespace {
bool lost_connection(std::error_code ec) {
    return ec == asio::error::eof || ec == asio::error::connection_reset ||
           ec == asio::error::connection_aborted || ec == asio::error::broken_pipe;
}
}  // namespace

void engine_core::try_again(call_state& s, std::unique_ptr<error_info> info, try_facts facts) {
    failed_try t;
    t.method = s.method();
    t.may_repeat = s.self.may_repeat;
    t.kind = info->kind;
    t.status = info->status;
    t.sent = facts.sent, t.begun = facts.begun, t.reused = facts.reused;
    t.spared = s.spared;
    t.by_us = facts.by_us;
    t.cut = lost_connection(info->cause);
    t.attempts = s.self.attempts;
    t.max_attempts = s.self.max_attempts > 0 ? s.self.max_attempts : options.retry.max_attempts;
    t.retry_after = info->retry_after;
    if (s.self.deadline != steady_time::max())
        t.left = std::chrono::duration_cast<milliseconds>(s.self.deadline - now);
    const auto verdict = closed_ ? retry_verdict{} : after(t, options.retry, dice(), bucket_.has());
    switch (verdict.next) {
        case retry_verdict::what::give_up:
            if (!verdict.why.empty()) info->detail += "; not tried again: " + std::string(verdict.why);
            // A complete answer says what became of its try, but not of a write before it that was lost.
            if (info->status != 0 && codec::safe(s.method())) info->maybe_sent = false;
            s.self.failure = std::move(info);
            return complete(s);
        case retry_verdict::what::again_free:
            s.spared = s.spared || !facts.by_us;
            --s.self.attempts;
            s.last = std::move(info);
            return wait_again(s, rank::sent_back);
        case retry_verdict::what::again_when_told:
            --s.self.attempts;
            limiter_.hold(now + verdict.pause);
            break;
        case retry_verdict::what::again: bucket_.spend(); break;
    }
    count.retries.add();
    if (watch) {
        std::string path;
        auto e = event_of(s, path);
        e.status = info->status;
        e.failure = info->kind;
        e.pause = verdict.pause;
        watch->on_retry(e);
    }
    s.last = std::move(info);
    s.resume = now + verdict.pause;
    set_due(s, s.resume);
}

bool engine_core::redirect(call_state& s, const codec::http_head& head, std::string& why_not) {
    if (options.max_redirects <= 0) return false;
    const auto status = head.status;
    const bool keeps_verb = status == 307 || status == 308;
    if (!keeps_verb && status != 301 && status != 302 && status != 303) return false;
    const bool reads = codec::safe(s.method());
    if (!keeps_verb && !reads)
        return why_not = "only 307 and 308 keep the verb of a call that changes something", false;
    const int hops = s.moved ? s.moved->hops : 0;
    if (hops >= options.max_redirects)
        return why_not = "more than " + std::to_string(options.max_redirects) + " redirects", false;
    const codec::url base{s.to().where, s.to().base + s.request().target};
    const auto target = codec::resolve(base, head.location, why_not);
    if (!target) return false;
    const bool same_origin = target->where == base.where;
    if (base.where.tls && !target->where.tls) return why_not = "it leads from https to http", false;
    if (!same_origin && !reads) return why_not = "a call that changes something stays with its server", false;

    auto next = std::make_unique<redirection>();
    next->to = s.to();
    next->request = s.request();
    next->with_secrets = same_origin && (!s.moved || s.moved->with_secrets);
    next->hops = hops + 1;
    next->to.where = target->where;
    next->to.host = target->where.host_header();
    next->to.base.clear();
    next->request.target = target->target;
    if (!next->with_secrets) {
        next->to.authorization.clear();
        next->to.secret_headers.clear();
        next->request.authorization.clear();
        next->request.headers.clear();
    }
    s.moved = std::move(next);
    --s.self.attempts;  // a further step of the same try
    wait_again(s, rank::begun);
    return true;
}

}  // namespace polyaxon::async
