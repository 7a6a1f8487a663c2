#pragma once
#include <unistd.h>

#include <utility>

namespace polyaxon::codec {

/// Owns a file descriptor.
class file_handle {
 public:
    explicit file_handle(int fd = -1) noexcept : fd_(fd) {}
    file_handle(file_handle&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    file_handle& operator=(file_handle&& other) noexcept {
        if (this != &other) close(), fd_ = std::exchange(other.fd_, -1);
        return *this;
    }
    ~file_handle() { close(); }

    int get() const noexcept { return fd_; }
    explicit operator bool() const noexcept { return fd_ >= 0; }
    /// The result of close(2): 0, or -1 with errno. What the system could not keep of a file it sometimes tells only here.
    int close() noexcept { return fd_ < 0 ? 0 : ::close(std::exchange(fd_, -1)); }

 private:
    int fd_;
};

}  // namespace polyaxon::codec
