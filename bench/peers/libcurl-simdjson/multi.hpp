#pragma once
#include <curl/curl.h>

#include <chrono>
#include <cstddef>
#include <functional>

namespace peer {

/// libcurl's multi interface driven by its sockets over epoll, the way its manual recommends for many transfers.
class multi {
 public:
    using done = std::function<void(CURL*, CURLcode)>;

    multi(std::size_t connections, done);
    ~multi();
    multi(const multi&) = delete;
    multi& operator=(const multi&) = delete;

    void add(CURL*);
    /// Until no transfer is left.
    void run();

 private:
    using clock_type = std::chrono::steady_clock;

    static int on_socket(CURL*, curl_socket_t, int what, void* self, void* known);
    static int on_timer(CURLM*, long milliseconds, void* self);
    void act(curl_socket_t, int events);
    int patience() const;  // of epoll, in milliseconds

    CURLM* multi_;
    int epoll_;
    clock_type::time_point due_{};  // when curl wants to be called without an event, if `armed_`
    bool armed_ = false;
    std::size_t transfers_ = 0;
    done done_;
};

}  // namespace peer
