#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/receive_buffer.hpp>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace polyaxon::codec {

static_assert(receive_buffer::padding >= json_parser::padding);

receive_buffer::receive_buffer(std::size_t initial) : initial_(std::max<std::size_t>(initial, 1)) {
    resize(initial_);
}

void receive_buffer::resize(std::size_t capacity) {
    auto* const p = static_cast<char*>(std::realloc(data_.get(), capacity + padding));
    if (!p) throw std::bad_alloc();
    (void)data_.release();
    data_.reset(p);
    capacity_ = capacity;
}

receive_buffer::receive_buffer(receive_buffer&& other) noexcept
    : data_(std::move(other.data_)),
      capacity_(std::exchange(other.capacity_, 0)),
      initial_(other.initial_),
      read_(std::exchange(other.read_, 0)),
      end_(std::exchange(other.end_, 0)),
      body_(std::exchange(other.body_, 0)),
      body_end_(std::exchange(other.body_end_, 0)),
      keeping_(std::exchange(other.keeping_, false)) {}

receive_buffer& receive_buffer::operator=(receive_buffer&& other) noexcept {
    if (this == &other) return *this;
    data_ = std::move(other.data_);
    capacity_ = std::exchange(other.capacity_, 0);
    initial_ = other.initial_;
    read_ = std::exchange(other.read_, 0);
    end_ = std::exchange(other.end_, 0);
    body_ = std::exchange(other.body_, 0);
    body_end_ = std::exchange(other.body_end_, 0);
    keeping_ = std::exchange(other.keeping_, false);
    return *this;
}

receive_buffer::~receive_buffer() = default;

std::span<char> receive_buffer::prepare(std::size_t least) {
    least = std::max<std::size_t>(least, 1);
    // With nothing unread the free space begins right behind the body: framing bytes in between vanish without a move.
    if (read_ == end_) read_ = end_ = keeping_ ? body_end_ : 0;
    if (capacity_ - end_ >= least) return {data_.get() + end_, capacity_ - end_};

    const std::size_t body = keeping_ ? body_end_ - body_ : 0;
    const std::size_t unread = end_ - read_;
    char* const to = data_.get();
    if (body) std::memmove(to, to + body_, body);
    if (unread) std::memmove(to + body, to + read_, unread);
    body_ = 0;
    body_end_ = read_ = body;
    end_ = body + unread;
    if (capacity_ - end_ < least) resize(std::max({capacity_ + capacity_ / 2, end_ + least, initial_}));
    return {data_.get() + end_, capacity_ - end_};
}

std::span<char> receive_buffer::body() noexcept {
    std::memset(data_.get() + end_, 0, padding);  // a parser may look there, never into nothing
    return {data_.get() + body_, body_end_ - body_};
}

void receive_buffer::keep(std::size_t n) noexcept {
    if (body_end_ != read_) std::memmove(data_.get() + body_end_, data_.get() + read_, n);
    body_end_ += n;
    read_ += n;
}

void receive_buffer::shrink(std::size_t most) {
    if (keeping_ || read_ != end_ || capacity_ <= std::max(initial_, most)) return;
    read_ = end_ = body_ = body_end_ = 0;
    resize(initial_);
}

}  // namespace polyaxon::codec
