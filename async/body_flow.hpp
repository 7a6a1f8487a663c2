#pragma once
#include <polyaxon/async/body.hpp>
#include <polyaxon/codec/gunzip_stream.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace polyaxon::async {

/// Why a streamed body ended its call.
struct flow_trouble {
    errc kind = errc::invalid_argument;
    std::error_code cause;
    std::string text;  ///< with what to do
};

/// Back to the source's first byte; its error, if it has one.
std::optional<flow_trouble> rewind(body_source&);

/// The bodies of one try of a call with a source or a sink, between those two and the bytes of its connection: no I/O of its own. After a
/// function said false, `trouble` tells why, and no other may be called.
class body_flow {
 public:
    static constexpr std::size_t piece_size = 64 * 1024;

    /// `source` was rewound. Either may be null. `ratio`: http_limits::ratio.
    body_flow(body_source* source, body_sink* sink, std::size_t ratio);

    // -- out
    std::uint64_t size() const noexcept { return size_; }
    std::uint64_t sent() const noexcept { return sent_; }
    /// There is more to send, and nothing said that it is of no use.
    bool sending() const noexcept { return source_ && !stopped_ && !ended_; }
    /// Appends the next piece. The last one is given only when the source has shown that nothing follows, so that what is announced wrongly
    /// never arrives whole.
    bool fill(std::string& out);
    void stop() noexcept { stopped_ = true; }

    // -- in
    bool stores() const noexcept { return sink_ != nullptr; }
    std::uint64_t received() const noexcept { return received_; }  ///< bytes of the body as they came
    /// The head of a 2xx answer; may be told twice.
    bool begin(const codec::http_head&);
    bool take(std::string_view piece);
    /// The framing says that the body is complete.
    bool finish();

    const flow_trouble& trouble() const noexcept { return trouble_; }

 private:
    bool fail(flow_trouble t);
    bool ask_source(std::span<char> into, std::size_t& n);
    template <class F>
    bool told_sink(F&& tell);

    body_source* source_;
    body_sink* sink_;
    std::size_t ratio_;
    std::uint64_t size_ = 0, sent_ = 0, received_ = 0;
    bool stopped_ = false, ended_ = false, begun_ = false;
    std::optional<codec::gunzip_stream> unpacker_;
    flow_trouble trouble_;
};

}  // namespace polyaxon::async
