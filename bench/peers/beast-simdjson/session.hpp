#pragma once
#include "common/arguments.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace peer {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

using plain_stream = beast::tcp_stream;
using tls_stream = beast::ssl_stream<beast::tcp_stream>;

/// One kept connection that makes one call at a time, connecting when it is not connected.
template <class Stream>
class session {
 public:
    using done = std::function<void(session&, beast::error_code)>;

    session(asio::io_context& io, asio::ssl::context& tls, const bench::arguments& a,
            asio::ip::tcp::resolver::results_type where, done on_done)
        : io_(io), tls_(tls), where_(std::move(where)), done_(std::move(on_done)) {
        request_.version(11);
        request_.method(http::verb::get);
        request_.target(a.path());
        request_.set(http::field::host, a.host + ':' + std::to_string(a.port));
        request_.set(http::field::accept, "application/json");
        request_.set(http::field::authorization, "Token bench");
    }

    void start(std::chrono::steady_clock::time_point asked) {
        asked_ = asked;
        if (stream_) return write();
        if constexpr (std::is_same_v<Stream, tls_stream>)
            stream_.emplace(io_, tls_);
        else
            stream_.emplace(io_);
        buffer_.clear();
        socket().expires_after(deadline);
        socket().async_connect(where_, [this](beast::error_code ec, const auto&) {
            if (ec) return finish(ec);
            socket().socket().set_option(asio::ip::tcp::no_delay(true));
            if constexpr (std::is_same_v<Stream, tls_stream>)
                stream_->async_handshake(asio::ssl::stream_base::client,
                                         [this](beast::error_code e) { e ? finish(e) : write(); });
            else
                write();
        });
    }

    std::chrono::steady_clock::time_point asked() const { return asked_; }
    http::response<http::string_body>& response() { return response_; }

 private:
    static constexpr auto deadline = std::chrono::seconds(60);

    beast::tcp_stream& socket() { return beast::get_lowest_layer(*stream_); }

    void write() {
        socket().expires_after(deadline);
        http::async_write(*stream_, request_, [this](beast::error_code ec, std::size_t) {
            if (ec) return finish(ec);
            response_.clear();
            response_.body().clear();  // keeps its room
            http::async_read(*stream_, buffer_, response_,
                             [this](beast::error_code e, std::size_t) { finish(e); });
        });
    }

    void finish(beast::error_code ec) {
        if (ec || !response_.keep_alive()) stream_.reset();
        done_(*this, ec);
    }

    asio::io_context& io_;
    asio::ssl::context& tls_;
    asio::ip::tcp::resolver::results_type where_;
    done done_;
    std::optional<Stream> stream_;
    beast::flat_buffer buffer_{64 * 1024 * 1024};
    http::request<http::empty_body> request_;
    http::response<http::string_body> response_;
    std::chrono::steady_clock::time_point asked_{};
};

}  // namespace peer
