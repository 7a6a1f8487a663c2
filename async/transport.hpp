#pragma once
#include <polyaxon/codec/url.hpp>

#include <asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace polyaxon::async {

/// Who is told what a transport has done: a connection. No call comes back from inside a call to the transport, except from
/// `write` (which may only complete at once by its return value); everything else arrives as a turn of its own on the executor.
class transport_events {
 public:
    /// Open or not. `detail` is one line for a person ("certificate has expired"); ec is errc::network, tls, timeout or canceled, or
    /// context when the proxy setting is of no use.
    virtual void on_open(std::error_code ec, std::string_view detail) = 0;
    /// `n` bytes lie in the span given to `read`; n = 0 with no error is a clean end (FIN; over TLS close_notify). ec is
    /// errc::network (lost; over TLS also an end without close_notify) or errc::tls; `transport::failure` has the words.
    virtual void on_read(std::error_code ec, std::size_t n) = 0;
    /// All bytes handed to `write` have left, or ec as for on_read.
    virtual void on_written(std::error_code ec) = 0;
    /// Some bytes of a longer write have left, or some came that give none to the reader yet (a part of a TLS record).
    virtual void on_progress() {}

 protected:
    ~transport_events() = default;
};

/// The seam below a connection: one stream of bytes, plain or TLS, real or made up. Used from one executor only.
class transport {
 public:
    virtual ~transport() = default;  ///< no event is delivered after destruction

    virtual void open(transport_events&) = 0;
    /// One read at a time; on_read follows. The span is not empty and must stay until then.
    virtual void read(std::span<char>) = 0;
    /// Sends all of `bytes`: true when it was taken whole at once (no on_written follows), false when on_written will
    /// follow; `bytes` must stay until then. One write at a time. Errors arrive by on_written.
    virtual bool write(std::string_view bytes) = 0;
    /// Liveness at hand-out: false when the peer has closed or sent bytes that nobody asked for.
    virtual bool idle_and_clean() = 0;
    /// The last read took all that had come, so that nothing unasked lay behind it then. Costs no system call.
    virtual bool drained() const { return false; }
    /// Ends it. `orderly`: with close_notify where there is one. No event follows.
    virtual void close(bool orderly) = 0;
    /// "TLSv1.3 TLS_AES_256_GCM_SHA384, resumed" or empty.
    virtual std::string_view describe() const { return {}; }
    virtual bool resumed() const { return false; }
    /// Why the last operation failed, one line ("the connection was lost while reading: Connection reset by peer"), and the system's
    /// code beneath, if any. To be read from within the event that brought the error.
    virtual std::string_view failure() const { return {}; }
    virtual std::error_code cause() const { return {}; }
};

/// Makes transports; the real one is `make_socket_connector`, tests bring `polyaxon::testing::fake_transport`.
class connector {
 public:
    virtual ~connector() = default;
    virtual std::unique_ptr<transport> make(const asio::any_io_executor&, const codec::origin&) = 0;
};

}  // namespace polyaxon::async
