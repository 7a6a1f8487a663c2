#include <polyaxon/async/websocket.hpp>

#include <polyaxon/async/websocket_core.hpp>

#include <asio/execution_context.hpp>
#include <asio/query.hpp>

#include <mutex>
#include <vector>

namespace polyaxon::async {

namespace {

/// Tells the WebSockets of an execution context that it goes.
class websocket_register final : public asio::execution_context::service {
 public:
    static inline asio::execution_context::id id;

    explicit websocket_register(asio::execution_context& context) : service(context) {}

    void add(const std::shared_ptr<websocket_core>& core) {
        const std::lock_guard lock(mutex_);
        std::erase_if(cores_, [](const auto& c) { return c.expired(); });
        cores_.push_back(core);
    }

 private:
    void shutdown() override {
        std::vector<std::weak_ptr<websocket_core>> cores;
        {
            const std::lock_guard lock(mutex_);
            cores.swap(cores_);
        }
        for (auto& c : cores)
            if (const auto core = c.lock()) core->abandon();
    }

    std::mutex mutex_;
    std::vector<std::weak_ptr<websocket_core>> cores_;
};

}  // namespace

websocket::websocket(const asio::any_io_executor& executor, std::shared_ptr<connector> connect,
                     codec::destination to, codec::request request, websocket_options options)
    : core_(std::make_shared<websocket_core>(executor, std::move(connect), std::move(to), std::move(request),
                                             options)) {
    asio::use_service<websocket_register>(asio::query(executor, asio::execution::context)).add(core_);
}
websocket::~websocket() { core_->request_cancel(); }

void websocket::close() { core_->request_close(); }
void websocket::cancel() { core_->request_cancel(); }

void websocket::send(std::string message, bool text) { core_->request_send(std::move(message), text); }

completion& websocket::keep(const websocket_turn&) {
    ++core_->wait_number;
    return core_->waiter;
}
completion& websocket::keep(const websocket_sent&) {
    ++core_->sent_number;
    return core_->sender;
}
websocket::canceler websocket::make_canceler(const websocket_turn&) {
    return {core_, core_->wait_number, false};
}
websocket::canceler websocket::make_canceler(const websocket_sent&) {
    return {core_, core_->sent_number, true};
}
const asio::any_io_executor& websocket::executor() const { return core_->user_executor; }
void websocket::starve(websocket_turn& turn) noexcept { core_->starve(turn); }
void websocket::starve(websocket_sent& sent) noexcept { core_->starve(sent); }
void websocket::wait(websocket_turn& turn) { core_->request_wait(turn); }
void websocket::wait(websocket_sent& sent) { core_->request_sent(sent); }

void websocket::canceler::operator()(asio::cancellation_type type) const {
    if (type == asio::cancellation_type::none) return;
    if (const auto core = core_.lock()) core->request_cancel_of(wait_, sending_);
}

}  // namespace polyaxon::async
