#include <polyaxon/resources/v0/background_work.hpp>

#include <polyaxon/async/background_queue.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/codec/url.hpp>
#include <polyaxon/resources/hidden_status.hpp>
#include <polyaxon/resources/last_resort.hpp>
#include <polyaxon/resources/v0/background.hpp>
#include <polyaxon/resources/v0/core.hpp>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <utility>

namespace polyaxon::v0 {

namespace {

using std::chrono::milliseconds;

milliseconds from_seconds(double s) {
    return milliseconds(static_cast<milliseconds::rep>(std::min(std::max(s, 0.0), 1e9) * 1000));
}

class owner final : public async::background_owner {
 public:
    explicit owner(std::weak_ptr<resources::core> c) : core_(std::move(c)) {}

    async::background_route route() override {
        const auto s = there()->session_now();
        return {s->engine, {s, &s->to}, s->timeout};
    }
    async::background_route route_to(std::string_view url, codec::request& r) override {
        const auto kept = there()->session_now();
        const auto& s = *kept;
        std::string why;
        const auto where = codec::parse_url(url, why);
        if (!where) throw refused("the health check URL cannot be used: " + why);
        r.method = codec::verb::post;
        if (where->where == s.to.where && where->target.starts_with(s.to.base + '/')) {
            r.target = where->target.substr(s.to.base.size());
            return {s.engine, {kept, &s.to}, s.timeout};
        }
        auto to = std::make_shared<codec::destination>(s.to);
        to->base.clear();
        to->where = where->where;
        to->host = where->where.host_header();
        if (where->where != s.to.where) to->authorization.clear(), to->secret_headers.clear();
        r.target = where->target;
        return {s.engine, std::move(to), s.timeout};
    }
    async::background_pace pace() override {
        const auto c = there();
        const auto& who = c->who();
        return {from_seconds(who.interval), std::chrono::seconds(who.settings.health_check_interval)};
    }
    void explain(error_info& info) noexcept override try {
        resources::explain_hidden_status(info);
    } catch (...) {
        // Told as it came.
    }
    void tell(const background_event& e) noexcept override try {
        if (const auto o = watcher()) return o->on_background_failure(e);
        std::string line(e.request);
        if (!line.empty()) line += ": ";
        backstop_.say(
            "in the background: " + line + std::string(name(e.failure)) + ": " + std::string(e.detail),
            e.items);
    } catch (...) {
        // Observers must not throw.
    }
    void warn(std::string_view text) noexcept override try {
        if (const auto o = watcher()) return o->on_warning(text);
        backstop_.say(text, 1);
    } catch (...) {
    }
    void last_words(std::shared_ptr<observer> o) {
        const std::lock_guard lock(mutex_);
        last_ = std::move(o);
    }

 private:
    std::shared_ptr<core> there() const {
        if (auto c = core_.lock()) return std::static_pointer_cast<core>(std::move(c));
        throw failed(errc::canceled, "the client went before this was sent");
    }
    std::shared_ptr<observer> watcher() {
        if (const auto c = core_.lock()) return c->watcher();
        const std::lock_guard lock(mutex_);
        return last_;
    }

    const std::weak_ptr<resources::core> core_;
    resources::last_resort backstop_;
    std::mutex mutex_;
    std::shared_ptr<observer> last_;
};

async::background_job job_of(resources::outgoing&& o) {
    async::background_job job;
    job.request = std::move(o.request);
    job.timeout = o.timeout;
    job.max_tries = o.max_attempts;
    job.may_repeat = o.may_repeat;
    if (!o.rare) return job;
    job.source = std::move(o.rare->source);
    job.stall_timeout = o.rare->stall_timeout;
    job.answer_timeout = o.rare->answer_timeout;
    return job;
}

class work final : public background {
 public:
    work(core& c, const context::v0_arguments& a)
        : core_(c.weak_from_this()), owner_(std::make_shared<owner>(core_)), given_timeout_(a.timeout) {
        async::background_setup setup;
        setup.bounds = a.background;
        setup.retry = a.retry;
        setup.thread_safe = a.thread_safe;
        setup.time = a.time;
        queue_ = async::background_queue::make(c.executor(), owner_, std::move(setup));
    }

    void add(resources::outgoing o) override {
        if (o.refused) throw error(std::move(*o.refused));
        queue_->add(job_of(std::move(o)));
    }
    void add_periodic(resources::outgoing o, std::string item) override {
        if (o.refused) throw error(std::move(*o.refused));
        o.request.body.clear();
        queue_->add_item(job_of(std::move(o)), item);
    }
    void add_periodic(const codec::request& to, std::string_view item) override {
        async::background_job job;
        job.request = to;
        queue_->add_item(std::move(job), item);
    }
    void set_heartbeat(std::string_view url) override { queue_->set_heartbeat(url); }
    void unset_heartbeat(std::string_view url) override { queue_->unset_heartbeat(url); }
    background_stats stats() const override { return queue_->stats(); }
    void close() override { queue_->close(); }
    void last_words(std::shared_ptr<observer> o) override { owner_->last_words(std::move(o)); }

    awaitable<std::size_t> drain(milliseconds limit) override {
        return drained(core_, queue_, limit, given_timeout_);
    }

 private:
    // POLYAXON_MIN_TIMEOUT and POLYAXON_TIMEOUT are known once the context is; with nothing queued nobody asks for it.
    static awaitable<std::size_t> drained(std::weak_ptr<resources::core> core,
                                          std::shared_ptr<async::background_queue> queue, milliseconds limit,
                                          std::optional<double> given) {
        if (queue->stats().waiting == 0) co_return 0;
        double least = 1, most = given.value_or(20);
        try {
            if (const auto c = core.lock()) {
                const auto& who = static_cast<v0::core&>(*c).who();
                least = who.settings.min_timeout, most = who.timeout;
            }
        } catch (const error&) {
            // What waits cannot be sent, and ends at once with this error.
        }
        if (limit <= milliseconds(0)) limit = from_seconds(most);
        const auto quiet = std::min(from_seconds(least), limit / 5);
        core.reset();
        auto all = queue->drain(quiet, limit);
        co_return co_await std::move(all);
    }

    const std::weak_ptr<resources::core> core_;
    const std::shared_ptr<owner> owner_;
    const std::optional<double> given_timeout_;
    std::shared_ptr<async::background_queue> queue_;
};

}  // namespace

std::shared_ptr<background> make_background(core& c, const context::v0_arguments& a) {
    return std::make_shared<work>(c, a);
}

}  // namespace polyaxon::v0
