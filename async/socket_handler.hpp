#pragma once
#include <polyaxon/async/handler_memory.hpp>

#include <memory>
#include <utility>

namespace polyaxon::async {

/// Room for one operation of a socket: Asio's take some 180 bytes.
using socket_memory = handler_memory<256>;

/// Calls `(self->*Member)(arguments…)`; keeps `self`, in which `memory` lies, alive until then.
template <class Self, auto Member>
struct socket_handler {
    using allocator_type = slot_allocator<void, 256>;
    allocator_type get_allocator() const noexcept { return allocator_type(*memory); }

    template <class... Arguments>
    void operator()(Arguments&&... arguments) {
        (self.get()->*Member)(std::forward<Arguments>(arguments)...);
    }

    std::shared_ptr<Self> self;
    socket_memory* memory;
};

}  // namespace polyaxon::async
