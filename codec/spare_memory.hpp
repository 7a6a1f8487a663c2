#pragma once
#include <cstddef>
#include <string>

namespace polyaxon::codec {

/// Memory of a size that comes and goes with every call: each thread keeps some blocks it was given back, so that steady calls ask the
/// heap for nothing. A block may be given back by another thread than took it. Aligned as `operator new` aligns; throws std::bad_alloc.
/// Under AddressSanitizer it is the heap itself, which sees who uses what was given back.
void* take_spare(std::size_t size);
/// `size` is what was asked for.
void give_spare(void* block, std::size_t size) noexcept;

/// An empty text that may have room already: one that this thread gave back.
std::string take_spare_text() noexcept;
void give_spare_text(std::string&& text) noexcept;

}  // namespace polyaxon::codec
