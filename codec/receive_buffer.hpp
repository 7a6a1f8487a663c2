#pragma once
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>

namespace polyaxon::codec {

/// The bytes a connection has received and not yet used up, in one block with readable padding behind it, so that a
/// body can be decoded where it lies. Layout: [used | kept body | unread | free | padding]. Not synchronised.
///
///     auto space = buffer.prepare(4096);   n = recv(space);   buffer.commit(n);   while (reader.read(buffer) …)
class receive_buffer {
 public:
    /// Bytes that stay readable behind everything received: what a JSON parser wants.
    static constexpr std::size_t padding = 64;

    explicit receive_buffer(std::size_t initial = 4 * 1024);
    receive_buffer(receive_buffer&&) noexcept;
    receive_buffer& operator=(receive_buffer&&) noexcept;
    ~receive_buffer();

    /// At least `least` bytes of free space; moves what is kept to the front or grows by half when it must. Never empty.
    /// Spans given out before (`unread`, `body`, pieces of a body) are void afterwards.
    std::span<char> prepare(std::size_t least);
    /// `n` bytes were written to the beginning of the prepared space.
    void commit(std::size_t n) noexcept { end_ += n; }

    std::span<char> unread() noexcept { return {data_.get() + read_, end_ - read_}; }
    void consume(std::size_t n) noexcept { read_ += n; }

    /// Starts keeping a body: what `keep` adds from here on stays in one piece.
    void begin_body() noexcept {
        body_ = body_end_ = read_;
        keeping_ = true;
    }
    /// Takes the next `n` unread bytes into the body, sliding them down behind it when framing bytes lie between.
    void keep(std::size_t n) noexcept;
    /// What was kept, with `padding` readable bytes behind it.
    std::span<char> body() noexcept;
    /// Forgets the body; its space is free from the next prepare on.
    void release_body() noexcept {
        keeping_ = false;
        body_ = body_end_ = read_;
    }

    std::size_t capacity() const noexcept { return capacity_; }
    /// Gives memory back when idle: shrinks to the initial size when it is over `most`, nothing is kept and nothing unread.
    void shrink(std::size_t most = 0);

 private:
    struct freed {
        void operator()(char* p) const noexcept { std::free(p); }
    };
    void resize(std::size_t capacity);

    std::unique_ptr<char, freed>
        data_;  ///< of malloc: large blocks grow by realloc without being there twice
    std::size_t capacity_ = 0, initial_ = 0, read_ = 0, end_ = 0, body_ = 0, body_end_ = 0;
    bool keeping_ = false;
};

}  // namespace polyaxon::codec
