#include <polyaxon/resources/v0/client.hpp>

#include <polyaxon/resources/v0/core.hpp>

#include <utility>

namespace polyaxon::v0 {

client::client(asio::any_io_executor executor, api_config config)
    : core_(std::make_shared<core>(std::move(executor), polyaxon::context::copy(config))) {}

// Coroutines that own the core: the client may be gone when they run.
static awaitable<context_report> report_of(std::shared_ptr<resources::core> core) {
    co_return core->report();
}
static awaitable<void> drained(std::shared_ptr<resources::core> core) { co_await core->drain(); }

awaitable<context_report> client::context() const { return report_of(core_); }
awaitable<void> client::drain() { return drained(core_); }
pool_stats client::stats() const { return core_->stats(); }
void client::close() { core_->close(); }
void client::set_observer(std::shared_ptr<observer> watcher) { core_->set_observer(std::move(watcher)); }

}  // namespace polyaxon::v0
