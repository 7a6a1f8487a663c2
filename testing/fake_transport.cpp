#include <polyaxon/testing/fake_transport.hpp>

#include <polyaxon/async/transport.hpp>
#include <polyaxon/testing/desk.hpp>

#include <asio/error.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>

#include <algorithm>
#include <stdexcept>

namespace polyaxon::testing {

struct fake_transport::impl {
    explicit impl(server::handler h) : work(std::move(h), server_options{}) {}
    desk work;
};

namespace {

/// One made-up connection: what is written is parsed at once, what is answered arrives in turns of its own.
class link : public std::enable_shared_from_this<link> {
 public:
    link(std::shared_ptr<void> owner, desk& d, const asio::any_io_executor& executor)
        : owner_(std::move(owner)), desk_(d), executor_(executor), timer_(executor) {}

    void open(async::transport_events& events) {
        events_ = &events;
        talk_ = std::make_unique<conversation>(desk_, desk_.new_connection());
        post([](link& self) { self.events_->on_open({}, {}); });
    }
    void read(std::span<char> into) {
        into_ = into;
        wanted_ = true;
        deliver_soon();
    }
    void write(std::string_view bytes) {
        if (ended_ || !talk_) return;
        talk_->feed(bytes);
        advance();
    }
    bool clean() const { return events_ && talk_ && !ended_ && ready_.empty(); }
    void close() {
        events_ = nullptr;
        timer_.cancel();
    }

 private:
    template <class F>
    void post(F f) {
        asio::post(executor_, [self = shared_from_this(), f] {
            if (self->events_) f(*self);
        });
    }
    /// Moves the answers that are due to what can be read, and waits for the next.
    void advance() {
        auto& queue = talk_->out();
        const auto now = std::chrono::steady_clock::now();
        while (!ended_ && !queue.empty() && queue.front().ready <= now) {
            ready_ += queue.front().bytes;
            if (queue.front().then != reply::end::keep) ended_ = queue.front().then;
            queue.pop_front();
        }
        if (ended_) {
            queue.clear();
        } else if (!queue.empty()) {
            timer_.expires_at(queue.front().ready);
            timer_.async_wait([self = shared_from_this()](std::error_code ec) {
                if (!ec && self->events_) self->advance();
            });
        }
        deliver_soon();
    }
    void deliver_soon() {
        if (!wanted_ || posted_ || (ready_.empty() && !ended_)) return;
        posted_ = true;
        post([](link& self) { self.deliver(); });
    }
    void deliver() {
        posted_ = false;
        if (!wanted_) return;
        wanted_ = false;
        if (!ready_.empty()) {
            const auto n = std::min(ready_.size(), into_.size());
            std::copy_n(ready_.data(), n, into_.data());
            ready_.erase(0, n);
            return events_->on_read({}, n);
        }
        if (*ended_ == reply::end::rst) return events_->on_read(asio::error::connection_reset, 0);
        events_->on_read({}, 0);
    }

    const std::shared_ptr<void> owner_;  // keeps the desk
    desk& desk_;
    asio::any_io_executor executor_;
    asio::steady_timer timer_;
    async::transport_events* events_ = nullptr;
    std::unique_ptr<conversation> talk_;
    std::span<char> into_;
    std::string ready_;
    std::optional<reply::end> ended_;
    bool wanted_ = false, posted_ = false;
};

class fake : public async::transport {
 public:
    explicit fake(std::shared_ptr<link> l) : link_(std::move(l)) {}
    ~fake() override { link_->close(); }
    void open(async::transport_events& events) override { link_->open(events); }
    void read(std::span<char> into) override { link_->read(into); }
    bool write(std::string_view bytes) override {
        link_->write(bytes);
        return true;
    }
    bool idle_and_clean() override { return link_->clean(); }
    void close(bool) override { link_->close(); }
    std::string_view describe() const override { return "fake"; }

 private:
    std::shared_ptr<link> link_;
};

class fake_connector : public async::connector {
 public:
    fake_connector(std::shared_ptr<void> owner, desk& d) : owner_(std::move(owner)), desk_(d) {}
    std::unique_ptr<async::transport> make(const asio::any_io_executor& executor,
                                           const codec::origin&) override {
        return std::make_unique<fake>(std::make_shared<link>(owner_, desk_, executor));
    }

 private:
    std::shared_ptr<void> owner_;
    desk& desk_;
};

}  // namespace

fake_transport::fake_transport(server::handler h) {
    if (!h) throw std::invalid_argument("polyaxon::testing::fake_transport: give a handler");
    impl_ = std::make_shared<impl>(std::move(h));
    connector_ = std::make_shared<fake_connector>(impl_, impl_->work);
}
fake_transport::~fake_transport() = default;

const std::shared_ptr<async::connector>& fake_transport::connector() const { return connector_; }
std::vector<received> fake_transport::requests() const { return impl_->work.requests(); }
std::size_t fake_transport::connection_count() const { return impl_->work.connection_count(); }

}  // namespace polyaxon::testing
