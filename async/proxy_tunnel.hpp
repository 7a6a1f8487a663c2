#pragma once
#include <polyaxon/async/proxy.hpp>

#include <cstddef>
#include <span>
#include <string>

namespace polyaxon::async {

/// "CONNECT host:port HTTP/1.1 …": names the target and holds the proxy's own credentials, nothing of the target's.
std::string tunnel_request(const codec::origin& to, const proxy_address&);

/// Reads the head of the proxy's answer, at most 16 KiB. Knows no socket.
class tunnel_answer {
 public:
    enum class state { need_more, open, refused };
    static constexpr std::size_t limit = 16 * 1024;

    /// Where the next bytes go; never empty after `need_more`.
    std::span<char> room();
    /// `n` bytes were put there.
    state take(std::size_t n);
    /// Why it was refused, to follow the proxy's name.
    std::string why(const codec::origin& to) const;

 private:
    std::string bytes_;
    std::size_t used_ = 0;
    int status_ = 0;
    std::string trouble_;
};

}  // namespace polyaxon::async
