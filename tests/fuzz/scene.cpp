#include "fuzz/scene.hpp"

#include <polyaxon/async/engine.hpp>
#include <polyaxon/async/perform.hpp>
#include <polyaxon/codec/coding.hpp>
#include <polyaxon/codec/gzip.hpp>
#include <polyaxon/testing/fake_transport.hpp>

#include <asio/io_context.hpp>

#include <algorithm>
#include <cstring>
#include <deque>

namespace polyaxon::fuzz {

namespace {

using end = testing::reply::end;

/// A transport that reads as its owner says, and the other does the work.
class piecewise final : public async::transport {
 public:
    piecewise(std::unique_ptr<async::transport> inner, cuts how) : inner_(std::move(inner)), how_(how) {}

    void open(async::transport_events& events) override { inner_->open(events); }
    void read(std::span<char> into) override {
        const auto size = (turn_ = !turn_) ? how_.first : how_.second;
        inner_->read(size == 0 ? into : into.first(std::min(into.size(), size)));
    }
    bool write(std::string_view bytes) override { return inner_->write(bytes); }
    bool idle_and_clean() override { return inner_->idle_and_clean(); }
    void close(bool orderly) override { inner_->close(orderly); }

 private:
    std::unique_ptr<async::transport> inner_;
    cuts how_;
    bool turn_ = false;
};

class piecewise_connector final : public async::connector {
 public:
    piecewise_connector(std::shared_ptr<async::connector> inner, cuts how)
        : inner_(std::move(inner)), how_(how) {}
    std::unique_ptr<async::transport> make(const asio::any_io_executor& on,
                                           const codec::origin& where) override {
        return std::make_unique<piecewise>(inner_->make(on, where), how_);
    }

 private:
    std::shared_ptr<async::connector> inner_;
    cuts how_;
};

class text_sink final : public async::body_sink {
 public:
    std::string text;
    bool begun = false, finished = false;

    std::error_code begin(const codec::http_head&) override {
        text.clear(), begun = true, finished = false;
        return {};
    }
    std::error_code write(std::string_view piece) override {
        require(begun && !finished, "a sink is written to between begin and finish only");
        require(!piece.empty() && piece.size() <= 64 * 1024, "a sink gets pieces of 1 byte to 64 KiB");
        text += piece;
        return text.size() > most ? make_error_code(errc::too_large) : std::error_code();
    }
    std::error_code finish() override {
        require(begun && !finished, "a sink is finished once");
        finished = true;
        return {};
    }
    static constexpr std::size_t most = 4 * 1024 * 1024;
};

/// A call with all it needs.
struct one_call {
    one_call(const codec::destination& to, codec::verb v, const scene& s)
        : as_json(s.as_json), limits(s.limits) {
        request.method = v;
        request.target = "/a";
        if (!codec::safe(v)) request.content_type = "application/json", request.body = "{}";
        node.to = &to;
        node.request = &request;
        node.self = this;
        node.decode = &one_call::decode;
        if (s.streamed) node.sink = &sink;
    }
    static std::error_code decode(void* self, const async::answer& a, std::string& what) {
        auto& c = *static_cast<one_call*>(self);
        c.status = a.head.status;
        // An exception would be taken for a decode error.
        c.within = a.body.size() <= std::max(c.limits.body, c.limits.decompressed);
        if (!c.as_json) return c.body.assign(a.body.data(), a.body.size()), std::error_code();
        json value;
        const auto ec = a.parser.parse(a.body.data(), a.body.size(), value);
        if (ec) what = a.parser.what();
        c.body = value.text();
        return ec;
    }

    codec::request request;
    async::call node;
    text_sink sink;
    bool as_json, within = true;
    codec::http_limits limits;
    int done = 0, status = 0;
    std::string body;
};

outcome outcome_of(const one_call& c) {
    outcome out;
    if (!c.node.failure) {
        out.status = c.status;
        out.body = c.node.sink ? c.sink.text : c.body;
        return out;
    }
    out.failure = c.node.failure->kind;
    out.status = c.node.failure->status;
    out.detail = c.node.failure->detail;
    require(!out.detail.empty(), "a failure says what was wrong");
    require(c.node.failure->body.size() <= 64 * 1024, "at most 64 KiB of an error's body are kept");
    return out;
}

}  // namespace

codec::http_limits small_limits() {
    codec::http_limits l;
    l.head = 512, l.start_line = 64, l.fields = 12, l.informational = 3;
    l.chunk_extensions = 32, l.trailers = 64, l.body = 256, l.decompressed = 512;
    return l;
}

played play(const scene& s, cuts how) {
    played out;
    asio::io_context io(1);
    // What stands before the request under test, and behind it.
    const std::size_t before = s.warm ? 1 : 0;
    std::size_t posts = 0;
    testing::fake_transport fake([&](const testing::received& r) {
        if (r.method == "POST") ++posts;
        testing::reply reply = testing::reply::json(std::string(further));
        if (r.connection == 1 && r.on_connection == before + 1) reply.raw = s.wire, reply.then = s.then;
        if (r.connection == 1 && r.on_connection > before + 1) reply.raw = "";
        return reply;
    });
    async::engine_options options;
    options.thread_safe = false;
    options.seed = 1;
    options.retry.max_attempts = 1;
    options.pool.max_connections = 1;
    options.pool.pipeline_depth = 8;
    options.limits = s.limits;
    options.connect = std::make_shared<piecewise_connector>(fake.connector(), how);
    codec::destination to = codec::make_destination({false, "example", 8000});

    std::deque<one_call> calls;
    {
        auto engine = async::engine::make(io.get_executor(), options);
        const auto start = [&](codec::verb v) {
            auto& c = calls.emplace_back(to, v, s);
            async::async_perform(*engine, c.node, [&c] { ++c.done; });
        };
        if (s.warm) {
            start(codec::verb::get);
            io.poll();
        }
        for (const auto v : s.calls) start(v);
        io.restart();
        io.poll();
        engine->close();
        io.restart();
        io.poll();
        const auto stats = engine->stats();
        require(stats.open == 0 && stats.busy == 0 && stats.waiting == 0, "nothing is open after close");
    }
    io.restart();
    io.poll();
    require(io.stopped(), "a closed engine leaves no work behind");
    for (const auto& c : calls) {
        require(c.done == 1, "every call ends, and once");
        require(c.within, "a body is never larger than the limits");
        out.calls.push_back(outcome_of(c));
    }
    if (s.warm) {
        // Its answer is proper, and beyond none of the limits.
        require(!out.calls.front().failure, "what comes later does not change a call that has ended");
        out.calls.erase(out.calls.begin());
    }
    require(posts <= static_cast<std::size_t>(std::count(s.calls.begin(), s.calls.end(), codec::verb::post)),
            "a POST arrives at most once");
    out.requests = fake.requests().size();
    out.connections = fake.connection_count();
    return out;
}

outcome expected(const scene& s) {
    using state = codec::http_reader::state;
    const auto failed = [](errc kind, int status = 0) {
        outcome out;
        out.failure = kind, out.status = status;
        return out;
    };
    codec::http_reader reader(s.limits);
    codec::receive_buffer in;
    const auto method = s.calls.front();
    reader.start(method);
    if (!s.wire.empty()) {
        const auto room = in.prepare(s.wire.size());
        std::memcpy(room.data(), s.wire.data(), s.wire.size());
        in.commit(s.wire.size());
    }
    auto at = state::need_more;
    while (!in.unread().empty() && at != state::done && at != state::failed) at = reader.read(in);
    if (at != state::done && at != state::failed) {
        if (s.then == end::keep) return failed(errc::canceled);
        if (!reader.begun() && s.warm && codec::idempotent(method)) {  // sent again, free of charge
            outcome again;
            again.status = 200;
            if (method != codec::verb::head) again.body = further;
            return again;
        }
        if (s.then == end::rst || !reader.begun()) return failed(errc::network);
        at = reader.finish();
        if (at == state::failed) return failed(errc::network);
    }
    if (at == state::failed)
        return failed(reader.error() == errc::too_large ? errc::too_large : errc::protocol);

    const auto& head = reader.head();
    if (head.status < 200 || head.status > 299) return failed(kind_of_status(head.status), head.status);
    outcome out;
    out.status = head.status;
    if (method == codec::verb::head || head.status == 204 || head.content_length == 0u) return out;
    out.body.assign(in.body().data(), in.body().size());
    if (head.content_encoding.empty() || out.body.empty() || codec::is_identity(head.content_encoding))
        return out;
    if (!codec::is_gzip(head.content_encoding)) return failed(errc::protocol);
    std::string unpacked;
    std::size_t size = 0;
    const auto ec = codec::gunzip().unpack(out.body, unpacked, size, s.limits.decompressed, s.limits.ratio,
                                           codec::json_parser::padding);
    if (ec) return failed(static_cast<errc>(ec.value()));
    unpacked.resize(size);
    out.body = std::move(unpacked);
    return out;
}

}  // namespace polyaxon::fuzz
