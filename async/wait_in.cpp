#include <polyaxon/async/wait_in.hpp>

#include <asio/post.hpp>

#include <new>

namespace polyaxon::async {

void finish_later(std::shared_ptr<completion> what, const asio::any_io_executor& home) {
    try {
        return asio::post(home, [what, home] { what->finish(home, true); });
    } catch (const std::bad_alloc&) {
    }
    what->finish(home, true);
}

}  // namespace polyaxon::async
