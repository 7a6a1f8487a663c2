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

// Calls that somebody awaits hold the core, so only what was sent in the background can be under way when it goes: that ends as canceled.
core::~core() {
    for (const auto& e : engines_) e->close();
}

std::shared_ptr<async::engine> core::make_engine(async::engine_options options) {
    auto made = async::engine::make(executor_, std::move(options));
    std::lock_guard lock(mutex_);
    if (observer_) made->set_observer(observer_);
    if (closed_) made->close();
    engines_.push_back(made);
    return made;
}

void core::warn(std::string warning) {
    if (warning.empty()) return;
    std::shared_ptr<observer> who;
    {
        std::lock_guard lock(mutex_);
        who = observer_;
        if (!who) warning_ = std::move(warning);
    }
    if (who) who->on_warning(warning);
}

static void add(pool_stats& sum, const pool_stats& s) {
    sum.requests += s.requests, sum.responses += s.responses, sum.retries += s.retries,
        sum.reused += s.reused;
    sum.connects += s.connects, sum.connect_failures += s.connect_failures;
    sum.tls_handshakes += s.tls_handshakes, sum.tls_resumed += s.tls_resumed;
    sum.timeouts += s.timeouts, sum.canceled += s.canceled;
    sum.bytes_sent += s.bytes_sent, sum.bytes_received += s.bytes_received;
    sum.open += s.open, sum.idle += s.idle, sum.busy += s.busy, sum.connecting += s.connecting;
    sum.waiting += s.waiting;
}

pool_stats core::stats() const {
    std::lock_guard lock(mutex_);
    pool_stats sum;
    for (const auto& e : engines_) add(sum, e->stats());
    return sum;
}

asio::awaitable<void> core::drain() {
    // One that comes meanwhile is at the end of the list.
    for (std::size_t i = 0;; ++i) {
        std::shared_ptr<async::engine> engine;
        {
            std::lock_guard lock(mutex_);
            if (i < engines_.size()) engine = engines_[i];
        }
        if (!engine) co_return;
        co_await engine->drain();
    }
}

void core::close() {
    std::vector<std::shared_ptr<async::engine>> engines;
    {
        std::lock_guard lock(mutex_);
        closed_ = true;
        engines = engines_;
    }
    for (const auto& e : engines) e->close();
}

std::shared_ptr<observer> core::watcher() const {
    std::lock_guard lock(mutex_);
    return observer_;
}

void core::set_observer(std::shared_ptr<observer> o) {
    std::shared_ptr<observer> old, told;  // used and gone after the lock: they may come back to us
    std::string warning;
    {
        std::lock_guard lock(mutex_);
        old = std::exchange(observer_, std::move(o));
        if (observer_ && !warning_.empty()) told = observer_, warning = std::exchange(warning_, {});
        for (const auto& e : engines_) e->set_observer(observer_);
    }
    if (told) told->on_warning(warning);
}

}  // namespace polyaxon::resources
