#include <polyaxon/resources/core.hpp>

#include <polyaxon/context/transport_arguments.hpp>

#include <utility>

namespace polyaxon::resources {

async::engine_options engine_options_of(const context::transport_arguments& a) {
    async::engine_options o;
    o.pool = a.pool;
    o.retry = a.retry;
    o.limits = a.limits;
    o.max_redirects = a.max_redirects;
    o.thread_safe = a.thread_safe;
    o.connect = a.connector;
    return o;
}

// Calls under way hold the core, so nobody is left when it goes: the engine only has connections to close.
core::~core() {
    if (engine_) engine_->close();
}

std::shared_ptr<async::engine> core::make_engine(async::engine_options options, std::string warning) {
    auto made = async::engine::make(executor_, std::move(options));
    std::lock_guard lock(mutex_);
    if (observer_) made->set_observer(observer_);
    if (observer_ && !warning.empty()) observer_->on_warning(std::exchange(warning, {}));
    warning_ = std::move(warning);
    if (closed_) made->close();
    engine_ = made;
    return made;
}

pool_stats core::stats() const {
    std::lock_guard lock(mutex_);
    return engine_ ? engine_->stats() : pool_stats{};
}

asio::awaitable<void> core::drain() {
    std::shared_ptr<async::engine> engine;
    {
        std::lock_guard lock(mutex_);
        engine = engine_;
    }
    if (engine) co_await engine->drain();
}

void core::close() {
    std::shared_ptr<async::engine> engine;
    {
        std::lock_guard lock(mutex_);
        closed_ = true;
        engine = engine_;
    }
    if (engine) engine->close();
}

bool core::closed() const {
    std::lock_guard lock(mutex_);
    return closed_;
}

void core::set_observer(std::shared_ptr<observer> o) {
    std::shared_ptr<observer> old;  // goes after the lock: its end may come back to us
    std::lock_guard lock(mutex_);
    old = std::exchange(observer_, std::move(o));
    if (observer_ && !warning_.empty()) observer_->on_warning(std::exchange(warning_, {}));
    if (engine_) engine_->set_observer(observer_);
}

}  // namespace polyaxon::resources
