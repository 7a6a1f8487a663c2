#include <polyaxon/resources/v1/client.hpp>

#include <polyaxon/resources/v1/client_core.hpp>

namespace polyaxon::v1 {

namespace {

awaitable<context_report> report(std::shared_ptr<client_core> core) { co_return core->report(); }
awaitable<void> drained(std::shared_ptr<client_core> core) { co_await core->drain(); }

}  // namespace

client::client(asio::any_io_executor executor, const client_config& config)
    : core_(std::make_shared<client_core>(std::move(executor), config)) {}
client::client(const client&) = default;
client::client(client&&) noexcept = default;
client& client::operator=(const client&) = default;
client& client::operator=(client&&) noexcept = default;
client::~client() = default;

runs_api client::runs() const { return runs_api(core_); }
projects_api client::projects() const { return projects_api(core_); }
versions_api client::versions() const { return versions_api(core_); }

awaitable<context_report> client::context() const { return report(core_); }
pool_stats client::stats() const { return core_->stats(); }
awaitable<void> client::drain() { return drained(core_); }
void client::close() { core_->close(); }
void client::set_observer(std::shared_ptr<observer> o) { core_->set_observer(std::move(o)); }
const asio::any_io_executor& client::executor() const noexcept { return core_->executor(); }

}  // namespace polyaxon::v1
