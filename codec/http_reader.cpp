#include <polyaxon/codec/http_head_scan.hpp>
#include <polyaxon/codec/http_lines.hpp>
#include <polyaxon/codec/http_reader.hpp>

#include <llhttp.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace polyaxon::codec {

using namespace http_lines;
using namespace std::string_view_literals;

namespace {

std::optional<std::chrono::seconds> read_keep_alive_timeout(std::string_view value) {
    std::optional<std::chrono::seconds> found;
    each_item(value, [&](std::string_view item) {
        if (found || item.size() < 9 || !same(item.substr(0, 8), "timeout=")) return;
        item.remove_prefix(8);
        std::int64_t n = 0;
        for (char c : item) {
            if (c < '0' || c > '9') return;
            n = std::min<std::int64_t>(n * 10 + (c - '0'), 86400);
        }
        found = std::chrono::seconds(n);
    });
    return found;
}

}  // namespace

std::string_view http_head::header(std::string_view name) const {
    if (fields)
        for (const auto& row : fields->rows)
            if (same(fields->name(row), name)) return fields->value(row);
    return {};
}

/// The head is judged here, line by line or, when it came in one piece and the usual way, in one go. llhttp frames the message: it gets
/// the first line with the length or coding that counts, then one thing after the other (a piece of the body, a chunk line), so it
/// never sees a byte of the next answer, and no callback has to move bytes about.
struct http_reader::impl {
    enum class phase {
        start_line,
        fields,
        body,
        chunk_line,
        chunk_data,
        chunk_end,
        trailers,
        until_close,
        complete,
        failed
    };

    explicit impl(http_limits l) : limits(l) {
        // Offsets into the head have 32 bits, and sums of limits must not wrap round.
        for (std::size_t* n : {&limits.head, &limits.start_line, &limits.chunk_extensions, &limits.trailers})
            *n = std::min<std::size_t>(*n, 1u << 30);
        static const llhttp_settings_t settings = told();
        llhttp_init(&parser, HTTP_RESPONSE, &settings);
        parser.data = this;
    }
    static llhttp_settings_t told() {
        llhttp_settings_t s;
        llhttp_settings_init(&s);
        s.on_headers_complete = [](llhttp_t* p) { return static_cast<impl*>(p->data)->bodyless ? 1 : 0; };
        s.on_message_complete = [](llhttp_t* p) {
            static_cast<impl*>(p->data)->counted = true;
            return 0;
        };
        return s;
    }

    http_limits limits;
    llhttp_t parser;
    bool bodyless = false;  ///< no body follows, whatever the lengths say
    bool counted = false;   ///< llhttp saw the end of the message

    phase at = phase::complete;
    verb method = verb::get;
    bool stream = false, begun = false;
    http_fields fields;
    std::size_t line_start = 0;  ///< of the line being gathered, in fields.text or line
    status_line status;
    std::size_t informational = 0, informational_bytes = 0;
    http_head head;
    std::string known;     ///< how the last head began for llhttp, without the digits of its length
    llhttp_t after_known;  ///< and where llhttp stood then
    llhttp_t at_body;      ///< and where behind the whole head, when a body of some length followed
    bool knows_body = false;
    std::string encodings;   ///< Content-Encoding fields joined, when there is more than one
    std::string line;        ///< a chunk line, or all trailers
    std::uint64_t left = 0;  ///< of the body by length, or of the chunk
    std::uint64_t got = 0;   ///< of the body
    std::size_t extensions = 0;
    std::string_view piece;
    std::error_code error;
    std::string what;

    void start(verb m, bool s) {
        method = m;
        stream = s;
        begun = false;
        informational = informational_bytes = 0;
        head = {};
        encodings.clear();
        got = left = 0;
        extensions = 0;
        piece = {};
        error = {};
        what.clear();
        next_head();
    }

    void next_head() {
        bodyless = counted = false;
        fields.text.clear();
        fields.rows.clear();
        line.clear();
        line_start = 0;
        status = {};
        at = phase::start_line;
    }

    state fail(errc kind, std::string_view text) {
        error = kind;
        what = text;
        at = phase::failed;
        return state::failed;
    }
    /// `option` is the member of http_limits, which users set as `limits` of their configuration.
    state over(std::string_view what_of, std::size_t limit, std::string_view option,
               std::string_view unit = " bytes") {
        std::string text = "limit: ";
        text.append(what_of).append(" is over ").append(std::to_string(limit)).append(unit);
        text.append("; raise limits.").append(option).append(" if that is right");
        return fail(errc::too_large, text);
    }

    /// Hands bytes to llhttp. False after a failure.
    bool count(std::string_view bytes) {
        const llhttp_errno_t e = llhttp_execute(&parser, bytes.data(), bytes.size());
        if (e == HPE_OK) return true;
        std::string text = "the answer is not HTTP/1.1: ";
        const char* reason = llhttp_get_error_reason(&parser);
        fail(errc::protocol, text.append(reason && *reason ? reason : llhttp_errno_name(e)));
        return false;
    }

    state finish_message() {
        if (!counted)
            return fail(errc::protocol, "the answer is not HTTP/1.1: its end is not where its head says");
        at = phase::complete;
        return state::done;
    }

    /// Moves unread bytes to `to` up to the end of a line, at most `room`. True when the line is whole.
    static bool take_line(receive_buffer& buffer, std::string& to, std::size_t room) {
        const auto in = buffer.unread();
        const std::size_t n = std::min(room, in.size());
        if (n == 0) return false;
        const void* end = std::memchr(in.data(), '\n', n);
        const std::size_t used = end ? static_cast<const char*>(end) - in.data() + 1 : n;
        to.append(in.data(), used);
        buffer.consume(used);
        return end != nullptr;
    }

    /// The line without its end; false when it ends with a bare LF.
    static bool strip(std::string_view& text) {
        if (!text.ends_with("\r\n")) return false;
        text.remove_suffix(2);
        return true;
    }
    /// Its length as limits count it: without the line end, or what may become one.
    static std::size_t length_of(std::string_view text) {
        if (text.ends_with('\n')) text.remove_suffix(1);
        if (text.ends_with('\r')) text.remove_suffix(1);
        return text.size();
    }

    state read(receive_buffer& buffer) {
        piece = {};
        for (;;) {
            state s = state::need_more;
            if (at == phase::complete) return state::done;
            if (at == phase::failed) return state::failed;
            if (buffer.unread().empty()) return state::need_more;
            begun = true;
            switch (at) {
                case phase::start_line: s = read_head(buffer); break;
                case phase::fields: s = read_head_line(buffer); break;
                case phase::body:
                case phase::chunk_data:
                case phase::until_close: s = read_body(buffer); break;
                case phase::chunk_line: s = read_chunk(buffer); break;
                case phase::chunk_end: s = read_chunk_end(buffer); break;
                case phase::trailers: s = read_trailer(buffer); break;
                case phase::complete:
                case phase::failed: break;
            }
            if (s != state::need_more) return s;
        }
    }

    // Each of the following uses up some bytes; need_more means "look again".

    state read_head(receive_buffer& buffer) {
        const auto in = buffer.unread();
        if (fields.text.empty()) {
            if (const auto n = scan_head({in.data(), in.size()}, limits, status, fields.rows)) {
                fields.text.assign(in.data(), n);
                buffer.consume(n);
                return end_head(buffer);
            }
            fields.rows.clear();
        }
        return read_head_line(buffer);
    }

    state read_head_line(receive_buffer& buffer) {
        std::string& text = fields.text;
        const bool whole = take_line(buffer, text, limits.head + 1 - text.size());
        std::string_view current = std::string_view(text).substr(line_start);
        if (at == phase::start_line) {
            constexpr std::string_view begin = "HTTP/";
            const std::size_t n = std::min(begin.size(), current.size());
            if (current.substr(0, n) != begin.substr(0, n))
                return fail(errc::protocol,
                            "the answer does not begin with HTTP/1.0 or HTTP/1.1: is the port right?");
            if (length_of(current) > limits.start_line)
                return over("the first line of the answer", limits.start_line, "start_line");
        }
        if (text.size() > limits.head) return over("the head of the answer", limits.head, "head");
        if (!whole) return state::need_more;
        if (!strip(current)) return fail(errc::protocol, "a line of the head ends without CR");

        if (at == phase::start_line) {
            if (auto wrong = read_status_line(current, status); !wrong.empty())
                return fail(errc::protocol, wrong);
            at = phase::fields;
        } else if (current.empty()) {
            return end_head(buffer);
        } else {
            if (fields.rows.size() == limits.fields)
                return over("the number of header fields", limits.fields, "fields", "");
            std::string_view name, value;
            if (auto wrong = read_field(current, name, value); !wrong.empty())
                return fail(errc::protocol, wrong);
            const auto offset = [&](std::string_view v) {
                return static_cast<std::uint32_t>(v.data() - text.data());
            };
            fields.rows.push_back({offset(name), static_cast<std::uint32_t>(name.size()), offset(value),
                                   static_cast<std::uint32_t>(value.size())});
        }
        line_start = text.size();
        return state::need_more;
    }

    state end_head(receive_buffer& buffer) {
        if (status.status < 200) return end_informational();

        framing f;
        read_fields(f);
        bodyless = method == verb::head || status.status == 204 || status.status == 304;
        if (!f.wrong.empty() && !bodyless) {
            head = {};
            return fail(errc::protocol, f.wrong);
        }
        fill_head(f);
        if (!bodyless && !stream && announces_too_much()) return over_announced();
        if (!count_head(f)) return state::failed;
        if (!stream) buffer.begin_body();

        if (bodyless)
            at = phase::complete;
        else if (f.chunked)
            at = phase::chunk_line;
        else if (!f.length)
            at = phase::until_close;
        else if ((left = *f.length) == 0)
            at = phase::complete;
        else
            at = phase::body;
        // At once: after the last byte of an answer nobody may have to read again to learn that it was the last.
        return at == phase::complete ? finish_message() : state::head;
    }

    bool announces_too_much() const { return head.content_length && *head.content_length > limits.body; }
    state over_announced() { return over("the announced length of the body", limits.body, "body"); }

    state keep_body(receive_buffer& buffer) {
        if (at == phase::failed) return state::failed;
        if (!stream || at == phase::complete) return state::need_more;
        if (announces_too_much()) return over_announced();
        stream = false;
        buffer.begin_body();
        return state::need_more;
    }

    state end_informational() {
        if (status.status == 101)
            return fail(errc::protocol, "the server switched protocols (101) though nothing had asked it to");
        informational_bytes += fields.text.size();
        if (++informational > limits.informational)
            return over("the number of answers 1xx before the real one", limits.informational,
                        "informational", "");
        if (informational_bytes > limits.head) return over("the sum of the answers 1xx", limits.head, "head");
        bodyless = true;
        if (!count_head({})) return state::failed;
        next_head();
        return state::need_more;
    }

    /// What comes before the first field: not what `status` saw, the text has moved since, as it grew.
    std::string_view first_line() const {
        const std::string_view text = fields.text;
        return text.substr(0, fields.rows.empty() ? text.size() - 2 : fields.rows.front().name);
    }

    void read_fields(framing& f) {
        const auto set = [](std::string_view& to, std::string_view value) {
            if (to.data() == nullptr) to = value;
        };
        for (const auto& row : fields.rows) {
            // Few names matter: their lengths tell most others apart.
            const std::string_view name = fields.name(row), value = fields.value(row);
            switch (name.size()) {
                case 8:
                    if (is_name(name, "location")) set(head.location, value);
                    break;
                case 10:
                    if (is_name(name, "keep-alive"))
                        head.keep_alive_timeout = read_keep_alive_timeout(value);
                    else
                        add_field(f, name, value);
                    break;
                case 11:
                    if (is_name(name, "retry-after")) set(head.retry_after, value);
                    break;
                case 12:
                    if (is_name(name, "content-type"))
                        set(head.content_type, value);
                    else if (is_name(name, "x-request-id"))
                        set(head.request_id, value);
                    break;
                case 14:
                case 17: add_field(f, name, value); break;
                case 16:
                    if (is_name(name, "content-encoding")) add_encoding(value);
                    break;
                default: break;
            }
        }
    }

    void fill_head(const framing& f) {
        head.status = status.status;
        head.minor_version = status.minor;
        head.reason = first_line();
        head.reason.remove_suffix(2);
        head.reason.remove_prefix(std::min<std::size_t>(head.reason.size(), 13));
        head.fields = &fields;
        head.chunked = f.chunked && !bodyless;
        head.close_delimited = !bodyless && !f.chunked && !f.length;
        if (f.wrong.empty() && !f.has_coding) head.content_length = f.length;
        const bool persistent = status.minor == 1 ? !f.close : f.keep_alive && !f.close && !f.has_coding;
        head.keep_alive =
            persistent && !head.close_delimited && f.wrong.empty() && !(f.has_length && f.has_coding);
    }

    /// Several codings are one list, so that nobody takes the first for all of it.
    void add_encoding(std::string_view value) {
        if (head.content_encoding.data() == nullptr) {
            head.content_encoding = value;
            return;
        }
        if (encodings.empty()) encodings = head.content_encoding;
        head.content_encoding = encodings.append(", ").append(value);
    }

    /// Gives llhttp what frames the message, in its plainest form: it refuses `Content-Length: 5, 5`, a length beside a coding and a tab
    /// around a length, which the RFC allows and which have been judged by now. Heads begin alike for the most part: where one begins as
    /// the one before did, byte by byte, llhttp goes on from where it stood then; it reads each length itself.
    bool count_head(const framing& f) {
        const std::string_view begin = first_line();
        const bool sized = !bodyless && !f.chunked && f.length;
        const auto frame = sized                    ? "Content-Length: "sv
                           : !bodyless && f.chunked ? "Transfer-Encoding: chunked\r\n"sv
                                                    : ""sv;
        if (known.size() == begin.size() + frame.size() && known.starts_with(begin) &&
            known.ends_with(frame)) {
            parser = after_known;
        } else {
            known.clear();
            knows_body = false;
            llhttp_reset(&parser);
            if (!count(begin) || (!frame.empty() && !count(frame))) return false;
            known.append(begin).append(frame);
            after_known = parser;
        }
        if (!sized) return count("\r\n");
        char digits[20];
        if (!count({digits, std::to_chars(digits, digits + sizeof digits, *f.length).ptr})) return false;
        if (*f.length == 0) return count("\r\n\r\n");
        // What llhttp has read is a number over 0: beside it nothing tells one head that ends here from another.
        const auto length = parser.content_length;
        if (knows_body) {
            parser = at_body;
            parser.content_length = length;
            return true;
        }
        if (!count("\r\n\r\n")) return false;
        at_body = parser;
        return knows_body = true;
    }

    state read_body(receive_buffer& buffer) {
        const auto in = buffer.unread();
        std::size_t n = in.size();
        if (at == phase::until_close) {
            if (!stream && n > limits.body - got) return over("the body", limits.body, "body");
        } else {
            n = static_cast<std::size_t>(std::min<std::uint64_t>(n, left));
            left -= n;
        }
        if (!count({in.data(), n})) return state::failed;
        got += n;
        if (stream)
            buffer.consume(n);
        else
            buffer.keep(n);
        if (left == 0 && at == phase::body && finish_message() == state::failed) return state::failed;
        if (left == 0 && at == phase::chunk_data) at = phase::chunk_end;
        if (!stream) return state::need_more;
        piece = {in.data(), n};
        return state::body;
    }

    state read_chunk(receive_buffer& buffer) {
        // Extensions, and digits beyond what a size can need, count against one limit for the whole message.
        const std::size_t room = limits.chunk_extensions - extensions + max_digits + 3;
        const bool whole = take_line(buffer, line, room - line.size());
        const std::size_t digits = count_hex(std::string_view(line).substr(0, max_digits));
        const std::size_t extra = length_of(line) - digits;
        if (extra > limits.chunk_extensions - extensions)
            return over("the sum of the chunk extensions", limits.chunk_extensions, "chunk_extensions");
        if (!whole) return state::need_more;
        std::string_view text = line;
        std::uint64_t size = 0;
        if (!strip(text)) return fail(errc::protocol, "the line of a chunk's size ends without CR");
        if (auto wrong = read_chunk_line(text, size); !wrong.empty()) return fail(errc::protocol, wrong);
        extensions += extra;
        if (!stream && size > limits.body - got) return over("the body", limits.body, "body");
        if (!count(text.substr(0, count_hex(text))) || !count("\r\n")) return state::failed;
        left = size;
        at = size ? phase::chunk_data : phase::trailers;
        line.clear();
        line_start = 0;
        return state::need_more;
    }

    state read_chunk_end(receive_buffer& buffer) {
        const bool whole = take_line(buffer, line, 2 - line.size());
        if (!std::string_view("\r\n").starts_with(line))
            return fail(errc::protocol, "a chunk is not followed by the end of a line");
        if (!whole) return state::need_more;
        if (!count(line)) return state::failed;
        line.clear();
        at = phase::chunk_line;
        return state::need_more;
    }

    state read_trailer(receive_buffer& buffer) {
        const bool whole = take_line(buffer, line, limits.trailers + 3 - line.size());
        if (line.size() > limits.trailers + 2) return over("the trailers", limits.trailers, "trailers");
        if (!whole) return state::need_more;
        const std::string_view raw = std::string_view(line).substr(line_start);
        std::string_view current = raw, name, value;
        if (!strip(current)) return fail(errc::protocol, "a line of the trailers ends without CR");
        line_start = line.size();
        if (current.empty()) return count("\r\n") ? finish_message() : state::failed;
        if (auto wrong = read_field(current, name, value); !wrong.empty()) return fail(errc::protocol, wrong);
        // Trailers are checked and dropped; those that look like framing mean nothing here (RFC 9110, 6.5.1).
        if (same(name, "content-length") || same(name, "transfer-encoding")) return state::need_more;
        return count(raw) ? state::need_more : state::failed;
    }

    state finish() {
        if (at == phase::complete) return state::done;
        if (at == phase::failed) return state::failed;
        if (at == phase::until_close) {
            if (llhttp_finish(&parser) != HPE_OK)
                return fail(errc::protocol, "the answer is not HTTP/1.1: it may not end with the connection");
            return finish_message();
        }
        if (!begun) return fail(errc::network, "the server closed the connection without an answer");
        if (at == phase::start_line || at == phase::fields)
            return fail(errc::network, "the server closed the connection in the head of the answer");
        std::string text = "the server closed the connection in the body of the answer, after ";
        text += std::to_string(got);
        if (at == phase::body) text.append(" of ").append(std::to_string(*head.content_length));
        return fail(errc::network, text.append(at == phase::body ? " bytes" : " bytes of a chunked body"));
    }

    static constexpr std::size_t max_digits = 16;
};

http_reader::http_reader(http_limits limits) : impl_(std::make_unique<impl>(limits)) {}
http_reader::~http_reader() = default;
http_reader::http_reader(http_reader&&) noexcept = default;
http_reader& http_reader::operator=(http_reader&&) noexcept = default;

void http_reader::start(verb method, bool stream) { impl_->start(method, stream); }
http_reader::state http_reader::keep_body(receive_buffer& buffer) { return impl_->keep_body(buffer); }
http_reader::state http_reader::read(receive_buffer& buffer) { return impl_->read(buffer); }
http_reader::state http_reader::finish() { return impl_->finish(); }
const http_head& http_reader::head() const noexcept { return impl_->head; }
std::string_view http_reader::piece() const noexcept { return impl_->piece; }
bool http_reader::begun() const noexcept { return impl_->begun; }
std::error_code http_reader::error() const noexcept { return impl_->error; }
const std::string& http_reader::what() const noexcept { return impl_->what; }

}  // namespace polyaxon::codec
