#include <polyaxon/resources/v0/client.hpp>

#include <polyaxon/codec/url.hpp>
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/background.hpp>
#include <polyaxon/resources/v0/core.hpp>
#include <polyaxon/resources/v0/health.hpp>

#include <utility>

namespace polyaxon::v0 {

client::client(asio::any_io_executor executor, api_config config)
    : core_(std::make_shared<core>(std::move(executor), polyaxon::context::copy(config))) {}

// Coroutines that own the core: the client may be gone when they run.
static awaitable<context_report> report_of(std::shared_ptr<resources::core> core) {
    co_return core->report();
}
static awaitable<std::size_t> background_drained(std::shared_ptr<resources::core> c,
                                                 std::chrono::milliseconds limit) {
    const auto work = static_cast<core&>(*c).work_if_any();
    if (!work) co_return 0;
    auto all = work->drain(limit);
    co_return co_await std::move(all);
}
static awaitable<void> drained(std::shared_ptr<resources::core> core) {
    auto work = background_drained(core, {});
    co_await std::move(work);
    auto calls = core->drain();
    co_await std::move(calls);
}
static core& own(const std::shared_ptr<resources::core>& c) { return static_cast<core&>(*c); }

awaitable<context_report> client::context() const { return report_of(core_); }
pool_stats client::stats() const { return core_->stats(); }
awaitable<void> client::drain() { return drained(core_); }
awaitable<std::size_t> client::drain_background(std::chrono::milliseconds limit) {
    return background_drained(core_, limit);
}
void client::close() { own(core_).close(); }
void client::set_observer(std::shared_ptr<observer> watcher) { core_->set_observer(std::move(watcher)); }

background_stats client::background() const {
    const auto work = own(core_).work_if_any();
    return work ? work->stats() : background_stats{};
}

void client::set_health_check(std::string_view url) { v0::set_health_check(own(core_), url); }
void client::unset_health_check(std::string_view url) {
    if (const auto work = own(core_).work_if_any()) work->unset_heartbeat(url);
}
void client::set_internal_health_check() { v0::set_internal_health_check(own(core_)); }
awaitable<void> client::reconcile(std::string_view status, call_options options) {
    return v0::reconcile(core_, status, options);
}

void client::set_host(std::string_view host) { own(core_).set_host(host); }
void client::set_http_port(int port) { own(core_).set_http_port(port); }
void client::set_ws_port(int port) { own(core_).set_ws_port(port); }
void client::set_use_https(bool yes) { own(core_).set_use_https(yes); }
void client::set_verify_ssl(bool yes) { own(core_).set_verify_ssl(yes); }
void client::set_token(std::string_view token) { own(core_).set_token(std::string(token)); }
void client::set_is_managed(bool yes) { own(core_).set_is_managed(yes); }
void client::set_authentication_type(std::string_view type) { own(core_).set_authentication_type(type); }
void client::set_version_api(std::string_view version) { own(core_).set_version_api(version); }
void client::set_reraise(bool yes) { own(core_).set_reraise(yes); }

}  // namespace polyaxon::v0
