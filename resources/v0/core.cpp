#include <polyaxon/resources/v0/core.hpp>

#include <polyaxon/async/engine.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/context/remembered_system.hpp>
#include <polyaxon/context/v0.hpp>
#include <polyaxon/resources/v0/background.hpp>
#include <polyaxon/resources/v0/background_work.hpp>

#include <utility>

namespace polyaxon::v0 {

// Names were never escaped in v0, so what its server and its recorded targets take literally stays literal.
static constexpr resources::dialect as_v0{.segment_keep = "!$&'()*+,;=:@~", .blank_as_plus = true};

core::core(asio::any_io_executor executor, std::shared_ptr<const context::v0_arguments> arguments)
    : resources::core(std::move(executor), as_v0),
      arguments_(std::move(arguments)),
      remembered_(context::remembering(arguments_->system)) {}

core::~core() {
    if (!work_) return;
    work_->last_words(watcher());
    work_->close();
}

void core::must_be_open() const {
    if (!closed()) return;
    throw failed(errc::canceled, "the client was closed; make a new one");
}

const core::loaded& core::load() {
    if (const auto* there = now_.load(std::memory_order_acquire)) return *there;
    must_be_open();
    std::string warning;  // told after all locks: who is told may call the client
    const auto once = once_.get_or([this, &warning]() -> result<const loaded*> {
        const std::lock_guard lock(setting_);
        auto made = resolve(arguments_, warning);
        if (!made) remembered_ = context::remembering(arguments_->system);  // the next one looks again
        return made;
    });
    warn(std::move(warning));
    once.value();
    return *now_.load(std::memory_order_acquire);
}

// The one setter that is not called like the entry of the report.
static std::string setter_of(const std::string& entry) {
    return entry == "version" ? "set_version_api" : "set_" + entry;
}

// Under `setting_`. What it makes is what calls use from then on.
result<const core::loaded*> core::resolve(const std::shared_ptr<const context::v0_arguments>& arguments,
                                          std::string& warning) {
    auto who = context::load_v0(*arguments, *remembered_);
    if (!who) return who.error();
    for (auto& entry : who->report.entries)
        if (changed_.contains(entry.name) && entry.source == "argument") entry.source = setter_of(entry.name);

    auto out = std::make_shared<loaded>();
    out->session.to = who->http;
    const auto& engine = engine_for(*arguments, *who);
    out->session.engine = engine.engine;
    out->streams = {who->ws,
                    engine.connect,
                    arguments->retry,
                    arguments->pool.connect_timeout,
                    arguments->call_timeout,
                    arguments->thread_safe};
    out->session.timeout = arguments->call_timeout;
    out->session.has_token = !who->http.authorization.empty();
    const auto verify = who->verify_ssl ? who->verify_ssl : arguments->tls().verify;
    if (who->http.where.tls && verify == false && warned_.insert(who->http.where.text()).second)
        warning = "TLS verification is turned off for " + who->http.where.text();
    out->who = std::move(*who);
    all_.push_back(std::move(out));
    now_.store(all_.back().get(), std::memory_order_release);
    return all_.back().get();
}

// One engine for each way of checking certificates: its connections must not be used by calls that ask for the other.
const core::engine_of& core::engine_for(const context::v0_arguments& arguments,
                                        const context::v0_context& who) {
    const auto verify = who.verify_ssl ? who.verify_ssl : arguments.tls().verify;
    const bool verified = verify != false || arguments.connector != nullptr;
    for (const auto& e : engines_)
        if (e.verified == verified) return e;

    auto options = resources::engine_options_of(arguments);
    if (!options.connect) {
        auto tls = arguments.tls();
        if (who.verify_ssl) tls.verify = who.verify_ssl;
        options.connect = async::make_socket_connector(tls, arguments.proxy());
    }
    auto connect = options.connect;
    engines_.push_back({verified, make_engine(std::move(options)), std::move(connect)});
    return engines_.back();
}

void core::set(std::string_view name, const std::function<void(context::v0_arguments&)>& change) {
    std::string warning;  // told after the lock
    {
        const std::lock_guard lock(setting_);
        auto next = std::make_shared<context::v0_arguments>(*arguments_);
        change(*next);
        const bool first = changed_.emplace(name).second;
        if (now_.load(std::memory_order_relaxed)) {
            if (const auto made = resolve(next, warning); !made) {
                if (first) changed_.erase(changed_.find(name));
                throw made.error();
            }
        }
        arguments_ = std::move(next);
    }
    warn(std::move(warning));
}

std::shared_ptr<const context::system> core::machine() {
    const std::lock_guard lock(setting_);
    return arguments_->system;
}

std::optional<std::string> core::one_time_token() {
    const auto& token = who().settings.secret_ephemeral_token;
    return one_time_used_ || !token || token->empty() ? std::nullopt : token;
}

background& core::work() {
    if (auto* there = work_now_.load(std::memory_order_acquire)) return *there;
    std::shared_ptr<const context::v0_arguments> arguments;
    {
        const std::lock_guard lock(setting_);
        arguments = arguments_;
    }
    const std::lock_guard lock(work_mutex_);
    if (!work_) work_ = make_background(*this, *arguments);
    if (closed()) work_->close();
    work_now_.store(work_.get(), std::memory_order_release);
    return *work_;
}

std::shared_ptr<background> core::work_if_any() const {
    const std::lock_guard lock(work_mutex_);
    return work_;
}

void core::tell_when_closed(const std::shared_ptr<ends_with_client>& end) {
    {
        const std::lock_guard lock(ends_mutex_);
        std::erase_if(ends_, [](const auto& e) { return e.expired(); });
        ends_.push_back(end);
    }
    if (closed()) end->client_closed();
}

void core::close() {
    const auto all = work_if_any();
    if (all) all->close();
    resources::core::close();
    std::vector<std::weak_ptr<ends_with_client>> ends;
    {
        const std::lock_guard lock(ends_mutex_);
        ends.swap(ends_);
    }
    for (const auto& e : ends)
        if (const auto end = e.lock()) end->client_closed();
    // One that was made meanwhile finds the client closed, or is found here.
    if (const auto now = work_if_any(); now && now != all) now->close();
}

}  // namespace polyaxon::v0
