#include <polyaxon/async/socket_quiet.hpp>

#include <sys/socket.h>

#include <cerrno>
#include <cstddef>

#if defined(__linux__)
#include <linux/tcp.h>  // has the byte counters; must not meet netinet/tcp.h in one file
#include <netinet/in.h>
#endif

namespace polyaxon::async {

namespace {

quiet look_at_queue(int socket) {
    char one;
    const auto n = ::recv(socket, &one, 1, MSG_PEEK | MSG_DONTWAIT);
    if (n > 0) return quiet::bytes;
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return quiet::yes;
    return quiet::gone;
}

}  // namespace

quiet look_at(int socket, std::uint64_t taken) {
#if defined(__linux__)
    constexpr int established = 1;  // TCP_ESTABLISHED of the kernel
    tcp_info info{};
    socklen_t size = sizeof info;
    const bool known = ::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
                       size >= offsetof(tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received &&
                       info.tcpi_bytes_received >= taken;  // less: a kernel that does not count
    if (known) {
        if (info.tcpi_state != established) return quiet::gone;
        if (info.tcpi_bytes_received != taken) return quiet::bytes;
        if (taken > 0) return quiet::yes;  // nothing at all might also mean a kernel that does not count
    }
#else
    (void)taken;
#endif
    return look_at_queue(socket);
}

}  // namespace polyaxon::async
