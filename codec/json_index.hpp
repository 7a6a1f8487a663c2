#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>

namespace polyaxon::codec {

/// Where the tokens of a document begin: the first stage of simdjson. It sees to it that the text is UTF-8 and that each string is
/// closed and holds no control character. What the tokens say, and whether they follow each other as they should, is left to the reader.
class json_index {
 public:
    json_index();
    ~json_index();

    /// Null, or what is wrong with the bytes. 64 readable bytes must follow them.
    const char* make(const char* data, std::size_t size);

    /// The tokens' offsets, and behind them the size of the document.
    const std::uint32_t* begin() const noexcept { return first_; }
    const std::uint32_t* end() const noexcept { return last_; }

    /// Gives the memory back when it is more than for a document of `most` bytes.
    void shrink(std::size_t most) noexcept;

 private:
    struct stage;
    std::unique_ptr<stage> stage_;
    std::size_t capacity_ = 0;
    const std::uint32_t* first_ = nullptr;
    const std::uint32_t* last_ = nullptr;
};

}  // namespace polyaxon::codec
