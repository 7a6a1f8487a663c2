#include <polyaxon/testing/server.hpp>

#include <polyaxon/testing/session.hpp>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <stdexcept>
#include <thread>

namespace polyaxon::testing {

using asio::ip::tcp;

struct server::impl {
    impl(handler h, const server_options& o)
        : options(o),
          work(std::move(h), o),
          tls(o.tls ? std::make_unique<tls_context>(o) : nullptr),
          acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
          retry(io),
          port(acceptor.local_endpoint().port()) {
        accept();
        thread = std::thread([this] { io.run(); });
    }
    ~impl() {
        io.stop();
        thread.join();
        if (!file.empty()) ::unlink(file.c_str());
    }

    void accept() {
        acceptor.async_accept([this](std::error_code ec, tcp::socket socket) {
            if (!ec) {
                forget_closed();
                auto one = std::make_shared<session>(std::move(socket), work, tls.get(), options.keep_alive);
                sessions.push_back(one);
                one->start();
            } else if (ec == asio::error::operation_aborted) {
                return;
            } else {  // no descriptors left, for one: try again when some may have gone
                retry.expires_after(std::chrono::milliseconds(10));
                retry.async_wait([this](std::error_code stopped) {
                    if (!stopped) accept();
                });
                return;
            }
            accept();
        });
    }
    void forget_closed() {
        std::erase_if(sessions, [](const auto& weak) {
            const auto one = weak.lock();
            return !one || !one->open();
        });
    }
    /// Runs `f` on the server's thread and waits for it.
    template <class F>
    void on_thread(F f) {
        if (std::this_thread::get_id() == thread.get_id()) return f();
        std::promise<void> done;
        asio::post(io, [&] {
            f();
            done.set_value();
        });
        done.get_future().wait();
    }

    const server_options options;
    desk work;
    std::unique_ptr<tls_context> tls;
    asio::io_context io{1};
    tcp::acceptor acceptor;
    asio::steady_timer retry;
    const std::uint16_t port;
    std::vector<std::weak_ptr<session>> sessions;  // of the thread
    std::mutex file_mutex;
    std::string file;
    const std::string no_ca;
    std::thread thread;
};

server::server(handler h, server_options o) {
    if (!h) throw std::invalid_argument("polyaxon::testing::server: give a handler");
    impl_ = std::make_unique<impl>(std::move(h), o);
}
server::~server() = default;

std::uint16_t server::port() const { return impl_->port; }
std::string server::url() const {
    return (impl_->tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(impl_->port);
}
const std::string& server::ca_pem() const { return impl_->tls ? impl_->tls->ca_pem() : impl_->no_ca; }

std::string server::ca_file() const {
    std::lock_guard lock(impl_->file_mutex);
    if (impl_->file.empty()) {
        std::string name = (std::filesystem::temp_directory_path() / "polyaxon-testing-ca-XXXXXX").string();
        const int fd = ::mkstemp(name.data());
        if (fd < 0) throw std::runtime_error("polyaxon::testing::server: no temporary file " + name);
        const auto& pem = ca_pem();
        const auto n = ::write(fd, pem.data(), pem.size());
        ::close(fd);
        impl_->file = name;
        if (n != static_cast<ssize_t>(pem.size()))
            throw std::runtime_error("polyaxon::testing::server: cannot write " + name);
    }
    return impl_->file;
}

std::vector<received> server::requests() const { return impl_->work.requests(); }
std::size_t server::request_count() const { return impl_->work.request_count(); }
std::size_t server::connection_count() const { return impl_->work.connection_count(); }
std::size_t server::injected_faults() const { return impl_->work.injected_faults(); }

std::size_t server::open_connections() const {
    std::size_t n = 0;
    impl_->on_thread([&] {
        impl_->forget_closed();
        n = impl_->sessions.size();
    });
    return n;
}

void server::close_connections(bool reset) {
    impl_->on_thread([&] {
        for (const auto& weak : impl_->sessions) {
            if (const auto one = weak.lock()) one->cut(reset);
        }
        impl_->sessions.clear();
    });
}

}  // namespace polyaxon::testing
