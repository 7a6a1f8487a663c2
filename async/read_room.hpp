#pragma once
#include <algorithm>
#include <cstddef>

namespace polyaxon::async {

/// How many bytes the next read is given room for. It doubles when a read has filled its room, and falls again when reads stay small for
/// long: a connection of small answers holds little memory, and one of long pages reads each at once.
class read_room {
 public:
    static constexpr std::size_t least = 4 * 1024, most = 64 * 1024;

    std::size_t size() const noexcept { return size_; }
    /// A read of `n` bytes had room for `offered`.
    void took(std::size_t n, std::size_t offered) noexcept {
        if (n >= offered) {
            size_ = std::min(size_ * 2, most);
            small_ = 0;
        } else if (n >= size_ / 8 || size_ == least) {
            small_ = 0;
        } else if (++small_ == patience) {
            size_ /= 2;
            small_ = 0;
        }
    }

 private:
    static constexpr int patience = 256;

    std::size_t size_ = least;
    int small_ = 0;
};

}  // namespace polyaxon::async
