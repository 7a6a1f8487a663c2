#include <polyaxon/async/engine.hpp>
#include <polyaxon/async/proxy.hpp>
#include <polyaxon/async/tcp_transport.hpp>
#include <polyaxon/async/tls_context.hpp>
#include <polyaxon/async/tls_transport.hpp>

#include <cstdlib>
#include <mutex>
#include <optional>

namespace polyaxon::async {

namespace {

class socket_connector final : public connector {
 public:
    socket_connector(const tls_options& tls, const proxy_options& proxy)
        : tls_(tls_context::make(tls)),
          url_(proxy.url),
          no_proxy_(proxy.no_proxy),
          from_environment_(proxy.from_environment) {}

    std::unique_ptr<transport> make(const asio::any_io_executor& executor, const codec::origin& to) override {
        auto choice = choose_proxy(settings(), to);
        route way{.to = to, .proxy = std::move(choice.proxy), .trouble = std::move(choice.trouble)};
        if (to.tls) return make_tls_transport(executor, std::move(way), tls_);
        return make_tcp_transport(executor, std::move(way));
    }

 private:
    // The environment is read once, on the first connection. Not by std::call_once: where its function throws (there was no memory), it stays
    // locked for good under ThreadSanitizer and with C libraries whose pthread_once knows no exceptions.
    const proxy_settings& settings() {
        const std::lock_guard lock(mutex_);
        if (!settings_) {
            const proxy_options options{
                .from_environment = from_environment_, .url = url_, .no_proxy = no_proxy_};
            settings_ = read_proxy_settings(
                options, [](const char* name) -> const char* { return std::getenv(name); });
        }
        return *settings_;
    }

    std::shared_ptr<tls_context> tls_;
    std::string url_, no_proxy_;
    bool from_environment_;
    std::mutex mutex_;
    std::optional<proxy_settings> settings_;
};

}  // namespace

std::shared_ptr<connector> make_socket_connector(const tls_options& tls, const proxy_options& proxy) {
    return std::make_shared<socket_connector>(tls, proxy);
}

}  // namespace polyaxon::async
