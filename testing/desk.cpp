#include <polyaxon/testing/desk.hpp>

#include <polyaxon/codec/gzip.hpp>
#include <polyaxon/testing/random.hpp>
#include <polyaxon/testing/request_parser.hpp>

#include <charconv>

namespace polyaxon::testing {
namespace {

std::string_view reason(int status) {
    switch (status) {
        case 100: return "Continue";
        case 101: return "Switching Protocols";
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 301: return "Moved Permanently";
        case 302: return "Found";
        case 304: return "Not Modified";
        case 307: return "Temporary Redirect";
        case 308: return "Permanent Redirect";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 409: return "Conflict";
        case 413: return "Payload Too Large";
        case 429: return "Too Many Requests";
        case 500: return "Internal Server Error";
        case 502: return "Bad Gateway";
        case 503: return "Service Unavailable";
        case 504: return "Gateway Timeout";
        default: return "Status";
    }
}

bool has_body(int status) { return status >= 200 && status != 204 && status != 304; }

void write_chunks(std::string_view body, std::string& out) {
    constexpr std::size_t piece = 4096;
    while (!body.empty()) {
        const auto part = body.substr(0, piece);
        char size[20];
        const auto end = std::to_chars(size, size + sizeof size, part.size(), 16).ptr;
        out.append(size, end).append("\r\n").append(part).append("\r\n");
        body.remove_prefix(part.size());
    }
    out += "0\r\n\r\n";
}

}  // namespace

void write_reply(const reply& r, std::string_view method, bool keep_alive, std::chrono::milliseconds announce,
                 std::string& out) {
    std::string packed;
    std::string_view body = r.body;
    if (r.gzip) {
        packed = codec::gzip(r.body, 1);
        body = packed;
    }
    out.reserve(out.size() + body.size() + 256);
    out.append("HTTP/1.1 ")
        .append(std::to_string(r.status))
        .append(" ")
        .append(reason(r.status))
        .append("\r\n");
    if (!body.empty() && !r.content_type.empty())
        out.append("Content-Type: ").append(r.content_type).append("\r\n");
    if (r.gzip) out += "Content-Encoding: gzip\r\n";
    for (const auto& [name, value] : r.headers) out.append(name).append(": ").append(value).append("\r\n");
    if (!keep_alive) {
        out += "Connection: close\r\n";
    } else if (announce.count() > 0) {
        out.append("Keep-Alive: timeout=").append(std::to_string(announce.count() / 1000)).append("\r\n");
    }
    if (!has_body(r.status)) {
        out += "\r\n";
        return;
    }
    if (r.chunked) {
        out += "Transfer-Encoding: chunked\r\n\r\n";
        if (method != "HEAD") write_chunks(body, out);
    } else {
        out.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
        if (method != "HEAD") out += body;
    }
}

desk::desk(server::handler handler, const server_options& options)
    : handler_(std::move(handler)),
      options_(options.faults),
      announce_(options.keep_alive),
      keep_(options.keep_requests),
      faulty_(options_.too_many > 0 || options_.unavailable > 0 || options_.closed > 0) {}

/// A pure function of the seed, the request and how often it has been sent: two runs of the same calls meet the same
/// faults, in whatever order the calls arrive.
desk::fault desk::draw(const received& r) {
    if (!faulty_) return fault::none;
    const auto key = hash(r.target, hash(r.method));
    std::uint32_t attempt;
    {
        std::lock_guard lock(mutex_);
        attempt = attempts_[key]++;
    }
    seeded dice(options_.seed ^ (key + attempt * 0x9e3779b97f4a7c15ULL));
    dice.next();
    double share = dice.share();
    if (share < options_.too_many) return fault::too_many;
    share -= options_.too_many;
    if (share < options_.unavailable) return fault::unavailable;
    share -= options_.unavailable;
    return share < options_.closed ? fault::closed : fault::none;
}

reply desk::ask(const received& r) {
    try {
        return handler_(r);
    } catch (const std::exception& e) {
        return reply::error(500, std::string("the handler of the test threw: ") + e.what());
    } catch (...) {
        return reply::error(500, "the handler of the test threw something that is no std::exception");
    }
}

outgoing desk::answer(received&& r, bool keep_alive) {
    ++count_;
    const auto drawn = draw(r);
    if (drawn != fault::none) ++faults_;
    reply answer;
    if (drawn == fault::none) {
        answer = ask(r);
    } else if (drawn != fault::closed) {
        const bool many = drawn == fault::too_many;
        answer = reply::error(many ? 429 : 503,
                              many ? "Request was throttled." : "Service temporarily unavailable.");
        answer.headers.emplace_back("Retry-After",
                                    std::to_string((options_.retry_after.count() + 999) / 1000));
    }
    outgoing out;
    out.ready = std::chrono::steady_clock::now();
    if (answer.delay.count() > 0 || options_.latency.count() > 0)
        out.ready += answer.delay + options_.latency;
    out.then = answer.then;
    if (drawn == fault::closed) {
        out.then = reply::end::fin;
    } else if (answer.raw) {
        out.upgraded = answer.status == 101;
        if (out.upgraded) out.talk = std::move(answer.talk);
        out.bytes = std::move(*answer.raw);
        if (answer.close && out.then == reply::end::keep) out.then = reply::end::fin;
    } else {
        const bool keep = keep_alive && !answer.close;
        write_reply(answer, r.method, keep, announce_, out.bytes);
        if (!keep && out.then == reply::end::keep) out.then = reply::end::fin;
    }
    std::lock_guard lock(mutex_);
    requests_.push_back(std::move(r));
    if (keep_ != 0 && requests_.size() > keep_) requests_.pop_front();
    return out;
}

outgoing desk::bad_request(const std::string& why) {
    outgoing out;
    out.ready = std::chrono::steady_clock::now();
    out.then = reply::end::fin;
    write_reply(reply::error(400, "not an HTTP request: " + why), "GET", false, {}, out.bytes);
    return out;
}

std::vector<received> desk::requests() const {
    std::lock_guard lock(mutex_);
    return {requests_.begin(), requests_.end()};
}

struct conversation::parser {
    request_parser in;
};

conversation::conversation(desk& d, std::size_t number) : desk_(d), number_(number) {
    request_parser::events events;
    events.wants_body = [this] {
        out_.push_back({std::chrono::steady_clock::now(), "HTTP/1.1 100 Continue\r\n\r\n", reply::end::keep});
    };
    events.request = [this](received&& r, bool keep_alive) {
        r.connection = number_;
        r.on_connection = ++seen_;
        out_.push_back(desk_.answer(std::move(r), keep_alive));
        // What comes behind an end or an upgrade is never looked at.
        if (out_.back().upgraded) talk_ = std::move(out_.back().talk);
        return out_.back().then == reply::end::keep && !out_.back().upgraded;
    };
    parser_.reset(new parser{request_parser(std::move(events))});
}

conversation::~conversation() = default;

outgoing desk::say(const std::function<std::string(std::string_view)>& talk, std::string_view bytes) {
    outgoing out;
    out.ready = std::chrono::steady_clock::now();
    try {
        out.bytes = talk(bytes);
    } catch (...) {
        out.then = reply::end::fin;
    }
    return out;
}

void conversation::feed(std::string_view bytes) {
    if (talk_) {
        out_.push_back(desk::say(talk_, bytes));
        return;
    }
    if (!parser_->in.feed(bytes)) out_.push_back(desk_.bad_request(parser_->in.what()));
}

}  // namespace polyaxon::testing
