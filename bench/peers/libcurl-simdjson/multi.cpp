#include "multi.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace peer {

multi::multi(std::size_t connections, done on_done)
    : multi_(curl_multi_init()), epoll_(epoll_create1(EPOLL_CLOEXEC)), done_(std::move(on_done)) {
    if (multi_ == nullptr || epoll_ < 0) throw std::runtime_error("no multi handle or no epoll");
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &multi::on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &multi::on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(connections));
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(connections));
}

multi::~multi() {
    curl_multi_cleanup(multi_);
    close(epoll_);
}

void multi::add(CURL* easy) {
    ++transfers_;
    if (curl_multi_add_handle(multi_, easy) != CURLM_OK) throw std::runtime_error("curl takes no transfer");
}

int multi::on_socket(CURL*, curl_socket_t fd, int what, void* self, void* known) {
    auto* m = static_cast<multi*>(self);
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(m->epoll_, EPOLL_CTL_DEL, fd, nullptr);
        return 0;
    }
    epoll_event event{};
    event.data.fd = fd;
    if (what & CURL_POLL_IN) event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
    epoll_ctl(m->epoll_, known == nullptr ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event);
    curl_multi_assign(m->multi_, fd, m);  // from now on it is known
    return 0;
}

int multi::on_timer(CURLM*, long milliseconds, void* self) {
    auto* m = static_cast<multi*>(self);
    m->armed_ = milliseconds >= 0;
    m->due_ = clock_type::now() + std::chrono::milliseconds(milliseconds);
    return 0;
}

void multi::act(curl_socket_t fd, int events) {
    int running = 0;
    curl_multi_socket_action(multi_, fd, events, &running);
}

int multi::patience() const {
    if (!armed_) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(due_ - clock_type::now());
    return std::max(0, static_cast<int>(left.count()));
}

void multi::run() {
    std::array<epoll_event, 64> events;
    while (transfers_ > 0) {
        const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), patience());
        if (armed_ && clock_type::now() >= due_) {
            armed_ = false;
            act(CURL_SOCKET_TIMEOUT, 0);
        }
        for (int i = 0; i < count; ++i) {
            int what = 0;
            if (events[static_cast<std::size_t>(i)].events & (EPOLLIN | EPOLLHUP)) what |= CURL_CSELECT_IN;
            if (events[static_cast<std::size_t>(i)].events & EPOLLOUT) what |= CURL_CSELECT_OUT;
            if (events[static_cast<std::size_t>(i)].events & EPOLLERR) what |= CURL_CSELECT_ERR;
            act(events[static_cast<std::size_t>(i)].data.fd, what);
        }
        int queued = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_, &queued)) {
            if (message->msg != CURLMSG_DONE) continue;
            CURL* const easy = message->easy_handle;
            const CURLcode code = message->data.result;
            curl_multi_remove_handle(multi_, easy);
            --transfers_;
            done_(easy, code);
        }
    }
}

}  // namespace peer
