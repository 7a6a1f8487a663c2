#include <polyaxon/async/body_flow.hpp>

#include <polyaxon/codec/coding.hpp>

#include <exception>
#include <utility>

namespace polyaxon::async {

namespace {

flow_trouble trouble_of(std::error_code ec, std::string_view doing, std::string_view words,
                        std::string_view to_do) {
    flow_trouble t;
    t.kind = ec.category() == error_category() ? static_cast<errc>(ec.value()) : errc::invalid_argument;
    t.cause = ec;
    t.text.append(doing).append(": ").append(words.empty() ? ec.message() : std::string(words)).append(to_do);
    return t;
}

constexpr std::string_view no_source = "the body of the request could not be read";
constexpr std::string_view no_sink = "the answer could not be stored";

}  // namespace

std::optional<flow_trouble> rewind(body_source& source) {
    std::error_code ec;
    try {
        ec = source.rewind();
    } catch (const std::exception& e) {
        return flow_trouble{errc::invalid_argument, {}, std::string(no_source) + ": " + e.what()};
    }
    if (!ec) return {};
    return trouble_of(ec, no_source, source.what(), "; look at what is to be sent");
}

body_flow::body_flow(body_source* source, body_sink* sink, std::size_t ratio)
    : source_(source), sink_(sink), ratio_(ratio), size_(source ? source->size() : 0) {}

bool body_flow::fail(flow_trouble t) {
    stopped_ = true;
    trouble_ = std::move(t);
    return false;
}

bool body_flow::fill(std::string& out) {
    const auto from = out.size();
    out.resize(from + piece_size);
    char* to = out.data() + from;
    std::size_t room = piece_size;
    char behind = 0;
    while (!ended_) {
        // All of it is there: one byte more would be one too many.
        const std::span<char> into = room > 0 ? std::span<char>(to, room) : std::span<char>(&behind, 1);
        if (room == 0 && sent_ < size_) break;
        std::size_t n = 0;
        if (!ask_source(into, n)) return out.resize(from), false;
        if (n == 0) {
            ended_ = true;
        } else if (sent_ += n; sent_ > size_) {
            out.resize(from);
            return fail({errc::invalid_argument,
                         {},
                         "the body of the request is longer than its announced " + std::to_string(size_) +
                             " bytes; it must not change while it is sent"});
        } else {
            to += n, room -= n;
        }
    }
    out.resize(from + piece_size - room);
    if (!ended_ || sent_ == size_) return true;
    return fail({errc::invalid_argument,
                 {},
                 "the body of the request ended after " + std::to_string(sent_) + " of its announced " +
                     std::to_string(size_) + " bytes; it must not change while it is sent"});
}

bool body_flow::ask_source(std::span<char> into, std::size_t& n) {
    std::error_code ec;
    try {
        n = source_->read(into, ec);
    } catch (const std::exception& e) {
        return fail({errc::invalid_argument, {}, std::string(no_source) + ": " + e.what()});
    }
    return !ec || fail(trouble_of(ec, no_source, source_->what(), "; look at what is to be sent"));
}

template <class F>
bool body_flow::told_sink(F&& tell) {
    try {
        const std::error_code ec = tell();
        return !ec || fail(trouble_of(ec, no_sink, sink_->what(), "; look at where it goes to"));
    } catch (const std::exception& e) {
        return fail({errc::invalid_argument, {}, std::string(no_sink) + ": " + e.what()});
    }
}

bool body_flow::begin(const codec::http_head& head) {
    if (std::exchange(begun_, true)) return true;
    if (codec::is_gzip(head.content_encoding))
        unpacker_.emplace(ratio_);
    else if (!codec::is_identity(head.content_encoding))
        return fail({errc::protocol, {}, codec::unknown_coding(head.content_encoding)});
    return told_sink([&] { return sink_->begin(head); });
}

bool body_flow::take(std::string_view piece) {
    received_ += piece.size();
    if (!unpacker_) return told_sink([&] { return sink_->write(piece); });
    unpacker_->feed(piece);
    for (;;) {
        std::string_view out;
        if (const auto ec = unpacker_->next(out))
            return fail({static_cast<errc>(ec.value()), {}, unpacker_->what()});
        if (out.empty()) return true;
        if (!told_sink([&] { return sink_->write(out); })) return false;
    }
}

bool body_flow::finish() {
    // A body of no bytes is one of no bytes whatever its coding is called.
    if (unpacker_ && received_ > 0)
        if (const auto ec = unpacker_->finish())
            return fail({static_cast<errc>(ec.value()), {}, unpacker_->what()});
    return told_sink([&] { return sink_->finish(); });
}

}  // namespace polyaxon::async
