// Peer: Boost.Beast with callbacks, as in its own examples of asynchronous clients, and simdjson.
#include "checked.hpp"
#include "common/arguments.hpp"
#include "common/measure.hpp"
#include "session.hpp"

#include <algorithm>
#include <cstdio>
#include <deque>
#include <exception>
#include <memory>
#include <vector>

namespace peer {
namespace {

using clock_type = std::chrono::steady_clock;

/// Callers that ask one thing after the other, and the connections that they wait for.
template <class Stream>
class desk {
 public:
    desk(asio::io_context& io, asio::ssl::context& tls, const bench::arguments& a, bench::measure& m)
        : io_(io), a_(a), measure_(m) {
        const auto where = asio::ip::tcp::resolver(io).resolve(a.host, std::to_string(a.port));
        for (std::size_t i = 0; i < a.connections; ++i) {
            sessions_.push_back(std::make_unique<session<Stream>>(
                io, tls, a, where, [this](session<Stream>& s, beast::error_code ec) { finished(s, ec); }));
            idle_.push_back(sessions_.back().get());
        }
    }

    void phase(std::size_t requests) {
        left_ = requests;
        for (std::size_t i = 0; i < a_.concurrency; ++i) ask();
        io_.restart();
        io_.run();
    }

 private:
    void ask() {
        if (left_ == 0) return;
        --left_;
        waiting_.push_back(clock_type::now());
        serve();
    }

    void serve() {
        while (!idle_.empty() && !waiting_.empty()) {
            auto* s = idle_.back();
            idle_.pop_back();
            const auto asked = waiting_.front();
            waiting_.pop_front();
            s->start(asked);
        }
    }

    void finished(session<Stream>& s, beast::error_code ec) {
        if (ec)
            measure_.failed(ec.message());
        else if (s.response().result() != http::status::ok)
            measure_.failed("status " + std::to_string(s.response().result_int()));
        else
            check(s.response().body());
        measure_.took(clock_type::now() - s.asked());
        idle_.push_back(&s);
        ask();
        serve();
    }

    void check(std::string& body) {
        try {
            if (!right(decoder_, body, a_)) measure_.failed("the answer is not what was asked for");
        } catch (const std::exception& e) {
            measure_.failed(e.what());
        }
    }

    asio::io_context& io_;
    const bench::arguments& a_;
    bench::measure& measure_;
    decoder decoder_;
    std::vector<std::unique_ptr<session<Stream>>> sessions_;
    std::vector<session<Stream>*> idle_;
    std::deque<clock_type::time_point> waiting_;
    std::size_t left_ = 0;
};

template <class Stream>
void drive(asio::ssl::context& tls, const bench::arguments& a, bench::measure& m) {
    asio::io_context io(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO);  // no locks in the reactor, as in ours
    desk<Stream> d(io, tls, a, m);
    d.phase(a.warmup);
    m.begin();
    d.phase(a.requests);
    m.end();
}

}  // namespace
}  // namespace peer

int main(int argc, char** argv) {
    const auto a = bench::parse(argc, argv);
    if (a.pipeline != 1 || a.target == "experiment") {
        std::fprintf(stderr, "beast-simdjson: neither pipelining nor experiments\n");
        return 2;
    }
    bench::measure m(std::max(a.requests, a.warmup));
    try {
        boost::asio::ssl::context tls(boost::asio::ssl::context::tls_client);
        if (!a.ca.empty()) {
            tls.load_verify_file(a.ca);
            tls.set_verify_mode(boost::asio::ssl::verify_peer);
            tls.set_verify_callback(boost::asio::ssl::host_name_verification(a.host));
        }
        a.tls ? peer::drive<peer::tls_stream>(tls, a, m) : peer::drive<peer::plain_stream>(tls, a, m);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "beast-simdjson: %s\n", e.what());
        return 1;
    }
    return m.print();
}
